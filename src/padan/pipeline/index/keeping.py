"""An index in use: rows added, and one row looked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.index.building import MODEL, Rules, alone, build_here, next_number, put_segment, sweep, whole_cells
from padan.pipeline.index.changing import Beside, Coming, content_of
from padan.pipeline.index.manifest import Manifest, read_manifest
from padan.pipeline.index.merging import merge_small
from padan.pipeline.index.persons import Persons
from padan.pipeline.index.segments import Content, Segments, read_segment
from padan.pipeline.link.honest import calibration
from padan.pipeline.link.keys import Places
from padan.pipeline.link.linking import Edges
from padan.pipeline.link.model import Model, load
from padan.pipeline.link.recomparing import Difference
from padan.pipeline.people.cells import Reader, reader


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition did. ``rows``: record, list, person and probability of the rows added; ``merged``: persons
    of before who are one now, under the first; ``split``: persons of before whose records are several now, with
    those; ``compared``: pairs compared for it; ``whole``: everything was linked again."""

    rows: pa.Table
    merged: tuple[tuple[str, ...], ...]
    split: tuple[tuple[str, tuple[str, ...]], ...]
    compared: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A record that the asked row could be one person with: the record, its list, its person, evidence in bits and
    the calibrated probability."""

    record: str
    list: str
    person: str
    weight: float
    probability: float


class Index:
    """An index that :func:`padan.pipeline.index.building.build` made, open for questions and additions."""

    def __init__(self, path: Path, reading: Reader, manifest: Manifest, model: Model) -> None:
        self._path = path
        self._reading = reading
        self._model = model
        self._use(manifest)

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Index]:
        """Open the index in a folder. RegisterError where there is none, or other rules made it."""
        manifest = read_manifest(path)
        with ExitStack() as held:
            yield cls(path, held.enter_context(reader(few=True)), manifest, load(path / MODEL))

    def _use(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._segments = Segments([read_segment(self._path, each) for each in manifest.segments])
        self._sized = self._model.of_size(manifest.records)

    @property
    def records(self) -> int:
        """How many records there are."""
        return self._manifest.records

    @property
    def compared(self) -> int:
        """How many pairs a full run compares."""
        return self._manifest.compared

    def rows(self) -> pa.Table:
        """Every record with its list, person and probability, in the order of their coming."""
        return self._told(self._segments.persons)

    def edges(self) -> Edges:
        """The compared pairs that are kept, by record number, sorted."""
        return self._segments.edges.sorted()

    def lookup(self, row: pa.Table) -> list[Found]:
        """The records that a row of a table of people could be one person with, likeliest first: those that adding it
        would compare it with and keep. Nothing is added."""
        coming = self._coming(row)
        found = Beside.of(self._segments, coming).compared(self._sized).edges
        mine = found.r >= self.records
        rows, weight = found.l[mine], found.weight[mine]
        order = np.lexsort((rows, -weight))
        told = self._told(self._segments.persons.take(np.sort(rows))).to_pylist()
        place = np.searchsorted(np.sort(rows), rows[order])
        return [
            Found(told[at]["record"], told[at]["list"], told[at]["person"], bits, probability)
            for at, bits, probability in zip(
                place.tolist(),
                weight[order].tolist(),
                calibration.shipped().probability(weight[order]).tolist(),
                strict=True,
            )
        ]

    def add(self, table: pa.Table, today: date | None = None) -> Added:
        """Link the rows of a table of people with those that are here, and keep them.

        The answer is that of linking all rows together, these behind the others. ``today`` in another year than
        the index's, so many rows that the weights become others, or columns that turn out to hold other numbers make
        all of it be linked again.
        """
        with alone(self._path):
            if read_manifest(self._path) != self._manifest:
                raise RegisterError(
                    _("Indeks {folder} sudah berubah").format(folder=self._path), next_step=_("Buka lagi indeks itu.")
                )
            return self._add(table, today or self._manifest.today)

    def _add(self, table: pa.Table, today: date) -> Added:
        before, first = self._segments.persons, self.records
        if (
            today.year != self._manifest.today.year
            or self._model.of_size(first + table.num_rows).prior != self._sized.prior
        ):
            return self._anew(table, today)
        coming = self._coming(table)
        if (self._manifest.written + coming.written).kinds != self._manifest.written.kinds:
            return self._anew(table, today)
        beside = Beside.of(self._segments, coming)
        difference = beside.compared(self._sized)
        content = content_of(beside, coming, difference, self._manifest.threshold)
        self._append(content, coming, difference)
        moved = content.persons
        merged, split = self._changes(before, moved)
        return Added(self._told(moved.take(moved.row >= first)), merged, split, difference.scored, whole=False)

    def _append(self, content: Content, coming: Coming, difference: Difference) -> None:
        number = next_number(self._path)
        segment = put_segment(self._path, number, content)
        manifest = replace(
            self._manifest,
            segments=(*self._manifest.segments, segment),
            written=self._manifest.written + coming.written,
            compared=self._manifest.compared + difference.compared,
            made=number,
        )
        manifest = merge_small(self._path, manifest)
        manifest.write(self._path)
        sweep(self._path, manifest)
        self._use(manifest)

    def _anew(self, table: pa.Table, today: date) -> Added:
        before, first, old = self._segments.persons, self.records, self._manifest
        cells = [content.cells for content in self._segments.contents] + [whole_cells(table, first)]
        rules = Rules(today, self._model, old.one_row, old.threshold)
        self._use(build_here(self._path, pa.concat_tables(cells), rules, lambda done: None))
        merged, split = self._changes(before, self._segments.persons)
        persons = self._segments.persons
        return Added(self._told(persons.take(persons.row >= first)), merged, split, self.compared, whole=True)

    def _coming(self, table: pa.Table) -> Coming:
        return Coming.read(self._reading, self._segments, whole_cells(table, self.records), self._manifest)

    def _told(self, persons: Persons) -> pa.Table:
        cells = self._segments.cells(persons.row)
        return pa.table(
            {
                "record": cells.column("record"),
                "list": cells.column("list"),
                "person": self._names(persons.person),
                "probability": persons.probability,
            }
        )

    def _names(self, rows: Places) -> pa.Array:
        """The ids of some records, in any order."""
        distinct, place = np.unique(rows, return_inverse=True)
        return self._segments.cells(distinct).column("record").combine_chunks().take(pa.array(place))

    def _changes(
        self, before: Persons, now: Persons
    ) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, tuple[str, ...]], ...]]:
        old = now.take(now.row < len(before))
        was, became = before.person[old.row], old.person
        pairs = np.unique(np.stack([was, became], axis=1), axis=0)
        persons = np.unique(pairs)
        name = dict(zip(persons.tolist(), self._names(persons).to_pylist(), strict=True))
        merged = _several(pairs[:, 1], pairs[:, 0])
        split = _several(pairs[:, 0], pairs[:, 1])
        return (
            tuple(tuple(name[each] for each in group) for group in merged.values()),
            tuple((name[person], tuple(name[each] for each in group)) for person, group in split.items()),
        )


def _several(by: Places, values: Places) -> dict[int, list[int]]:
    """The values of each number that has more than one."""
    groups: dict[int, list[int]] = {}
    for key, value in zip(by.tolist(), values.tolist(), strict=True):
        groups.setdefault(key, []).append(value)
    return {key: sorted(group) for key, group in groups.items() if len(group) > 1}
