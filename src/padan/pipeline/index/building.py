"""An index made from a table of people: linked whole, and kept."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.home import put
from padan.pipeline.index.crowding import number_entries
from padan.pipeline.index.entries import Layer
from padan.pipeline.index.manifest import Manifest, Segment, rules_in_force
from padan.pipeline.index.persons import persons_of
from padan.pipeline.index.segments import Content, entries_of, write_segment
from padan.pipeline.link.keys import Candidates, key_columns
from padan.pipeline.link.linking import THRESHOLD, Progress, scored
from padan.pipeline.link.model import Model, save, weight_of
from padan.pipeline.people.cells import Written, reader
from padan.pipeline.people.reading import COLUMNS, check_people

MODEL = "model.json"
_NONE = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides the answer besides the rows: see :func:`build`."""

    today: date
    model: Model
    one_row: bool = False
    threshold: float = THRESHOLD


def build(path: Path, table: pa.Table, rules: Rules, progress: Progress = lambda done: None) -> Manifest:
    """Link the rows of a table of people (``padan.pipeline.people.reading.COLUMNS``, text) and keep what an addition
    or a question needs in the folder ``path``; an index that stood there is replaced when the new one is whole.

    Errors as :func:`padan.pipeline.people.reading.read_cells`, and where another process is at work there.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(path):
        return build_here(path, table, rules, progress)


def build_here(path: Path, table: pa.Table, rules: Rules, progress: Progress) -> Manifest:
    """:func:`build` for one who is :func:`alone` there already."""
    cells = whole_cells(table, 0)
    content, written, compared = _linked(cells, rules, progress)
    number = next_number(path)
    segment = put_segment(path, number, content)
    beside = path / f".{MODEL}"
    save(beside, rules.model)
    put(beside, path / MODEL)
    manifest = Manifest(
        rules.today,
        rules.one_row,
        rules.threshold,
        rules.model.version,
        written,
        compared,
        (segment,),
        number,
        rules_in_force(),
    )
    manifest.write(path)
    sweep(path, manifest)
    return manifest


def _linked(cells: pa.Table, rules: Rules, progress: Progress) -> tuple[Content, Written, int]:
    with reader() as reading:
        read = reading.read(cells)
        written, numbers = read.written, read.numbers(read.written.kinds)
        people = read.people(read.standard(rules.today, written.kinds), one_row=rules.one_row)
    rows = np.arange(len(people), dtype=np.int32)
    keys = key_columns(people)
    entries = entries_of(keys, rows) | number_entries(numbers, 0)
    model = rules.model.of_size(len(people))
    compared, edges = scored(people, Candidates.of(keys).pairs(), model, progress)
    content = Content(
        first=0,
        cells=cells,
        numbers=numbers,
        people=people,
        revised=_NONE,
        keys={key: Layer(each) for key, each in entries.items()},
        edges=edges,
        dropped=np.zeros(0, dtype=np.uint64),
        persons=persons_of(rows, people, edges, weight_of(rules.threshold)),
    )
    return content, written, compared


def whole_cells(table: pa.Table, first: int) -> pa.Table:
    """All columns there can be, as text; a record without an id gets its number, counted from ``first``."""
    check_people(table)
    rows = pa.array(np.arange(first, first + table.num_rows)).cast(pa.string())
    columns = {}
    for name in COLUMNS:
        given = table.column(name) if name in table.column_names else pa.nulls(table.num_rows)
        text = given.cast(pa.string())
        columns[name] = (text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text).cast(pa.large_string())
    columns["record"] = columns["record"].fill_null(rows.cast(pa.large_string()))
    columns["list"] = columns["list"].fill_null("")
    return pa.table(columns)


def next_number(path: Path) -> int:
    """A number that no folder bears, finished or not."""
    return max((int(each.name) for each in path.iterdir() if each.name.isdigit()), default=0) + 1


def put_segment(path: Path, number: int, content: Content) -> Segment:
    """Write a segment under its number; it counts when the manifest names it."""
    beside = path / f".segment-{number:06d}"
    shutil.rmtree(beside, ignore_errors=True)
    written = write_segment(beside, content)
    put(beside, path / f"{number:06d}")
    return replace(written, folder=f"{number:06d}")


def sweep(path: Path, manifest: Manifest) -> None:
    """Remove the segments that the manifest in force does not name."""
    named = {segment.folder for segment in manifest.segments}
    for folder in path.iterdir():
        if folder.is_dir() and folder.name not in named:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One writer at a time; an error at once when another process is writing."""
    with (path / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RegisterError(
                _("Indeks {folder} sedang dikerjakan proses lain").format(folder=path),
                next_step=_("Tunggu sampai selesai, lalu ulangi perintahnya."),
            ) from error
        yield
