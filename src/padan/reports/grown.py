"""How children grew since help with something began, by the release at hand: classes of Permenkes 2/2020, and by how
much their z-scores changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyarrow as pa

from padan.kernel.sql import quoted
from padan.office.showing.queries import Grouped
from padan.pipeline.engine import connect, statements
from padan.rules.giving.progress import Grown, Progress, progress_of

AXES: Final = ("stunted", "wasted", "underweight")
_CLASSES: Final[Mapping[str | None, int]] = {"none": 0, "moderate": 1, "severe": 2}
_ASKED: Final = pa.schema([("row", pa.int64()), ("person_id", pa.string()), ("began", pa.date32())])

_Classes = tuple[str | None, ...]


def grown_since(folder: Path, children: Iterable[tuple[str, date]]) -> pa.Table:
    """Of children of a release, each with the day on which help began, in their order: ``progress`` from the last
    measuring until that day to the last one since, the days of both (``before_on``, ``after_on``), and the change of
    ``weight_for_length`` and ``length_for_age`` between them, in z; null is none."""
    rows = [{"row": number, "person_id": person, "began": began} for number, (person, began) in enumerate(children)]
    with connect() as con:
        con.register("asked", pa.Table.from_pylist(rows, _ASKED))
        con.execute(f"CREATE TEMP VIEW growth AS SELECT * FROM read_parquet({quoted(folder / 'growth.parquet')})")
        found: pa.Table = con.execute(statements(__package__, "grown")).to_arrow_table()
    return found.append_column("progress", [_progress_of(found)])


def progress_in(folder: Path, children: Iterable[Grouped], becomes: Mapping[str, str]) -> list[Progress]:
    """How each child grew since help began; a child whose id went over into another under that one."""
    asked = [(becomes.get(each.subject_id, each.subject_id), each.began) for each in children]
    return [Progress(each) for each in grown_since(folder, asked)["progress"].to_pylist()] if asked else []


def _progress_of(found: pa.Table) -> pa.Array:
    before, after = (
        zip(found[f"{when}_on"].to_pylist(), *(found[f"{axis}_{when}"].to_pylist() for axis in AXES), strict=True)
        for when in ("before", "after")
    )
    told = [
        _of_classes(was[1:] if was[0] else (), now[1:] if now[0] else ())
        for was, now in zip(before, after, strict=True)
    ]
    return pa.array(told, pa.string())


@lru_cache(maxsize=4096)
def _of_classes(before: _Classes, after: _Classes) -> str:
    """By the rule; an empty one where nothing was measured."""
    return progress_of(_grown(before), _grown(after)).value


def _grown(classes: _Classes) -> Grown | None:
    return Grown(*(_CLASSES.get(each) for each in classes)) if classes else None
