"""How children grew since help with something began, by the release at hand: classes of Permenkes 2/2020 only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from padan.office.showing.queries import Grouped
from padan.rules.giving.progress import Grown, Progress, progress_of

_AXES: Final = ("stunted", "wasted", "underweight")
_CLASSES: Final[Mapping[str, int]] = {"none": 0, "moderate": 1, "severe": 2}


def progress_in(folder: Path, children: Iterable[Grouped], becomes: Mapping[str, str]) -> list[Progress]:
    """How each child grew from its last measuring until help began to its last one since; a child whose id went over
    into another under that one."""
    asked = [(becomes.get(each.subject_id, each.subject_id), each.began) for each in children]
    rows = _measured(folder, sorted({person for person, _began in asked}))
    return [_progress(rows[person], began) for person, began in asked]


def _measured(folder: Path, people: list[str]) -> defaultdict[str, list[dict[str, Any]]]:
    """The measurings of these children that count, the oldest first."""
    found = pq.read_table(
        folder / "growth.parquet", columns=["person_id", "measured_on", *_AXES],
        filters=[("person_id", "in", people), ("counts", "=", True)],
    )  # fmt: skip
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found.sort_by([("measured_on", "ascending")]).to_pylist():
        rows[row["person_id"]].append(row)
    return rows


def _progress(rows: list[dict[str, Any]], began: date) -> Progress:
    before = [row for row in rows if row["measured_on"] <= began]
    after = [row for row in rows if row["measured_on"] > began]
    return progress_of(_grown(before), _grown(after))


def _grown(rows: list[dict[str, Any]]) -> Grown | None:
    return Grown(*(_CLASSES.get(rows[-1][axis]) for axis in _AXES)) if rows else None
