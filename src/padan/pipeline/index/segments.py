"""The files of the segments, written once and mapped into memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa

from padan.pipeline.index.columns import joined_people, map_columns, of_people, to_people, write_columns
from padan.pipeline.index.entries import Entries, Layer, Layered, flattened, unflattened
from padan.pipeline.index.manifest import Segment
from padan.pipeline.index.persons import Persons
from padan.pipeline.link.keys import Hashes, Places
from padan.pipeline.link.linking import Edges, joined
from padan.pipeline.link.people import People, Whole
from padan.pipeline.link.recomparing import codes, kept_edges
from padan.pipeline.people.cells import Flags, Numbers
from padan.pipeline.people.reading import COLUMNS


@dataclass(frozen=True, slots=True)
class Content:
    """What one segment holds. ``people``: its new records and then those of ``revised`` (earlier records that say
    something else now); ``cells`` and ``numbers``: of the new ones; ``dropped``: earlier edges that hold no more
    (:func:`padan.pipeline.link.recomparing.codes`, sorted); ``persons``: of its own and of other records that moved.
    """

    first: int
    cells: pa.Table
    numbers: Numbers
    people: People
    revised: Places
    keys: Mapping[str, Layer]
    edges: Edges
    dropped: Hashes
    persons: Persons


def write_segment(folder: Path, content: Content) -> Segment:
    """Write its files into ``folder``."""
    folder.mkdir()
    cells = {name: content.cells.column(name).combine_chunks() for name in COLUMNS}
    more, of_more = flattened({key: layer.more for key, layer in content.keys.items()})
    less, of_less = flattened({key: layer.less for key, layer in content.keys.items()})
    edges = content.edges
    files = {
        "cells": cells,
        "numbers": {name: getattr(content.numbers, name) for name in ("nik", "kk", "birth", "own")},
        "people": of_people(content.people),
        "revised": {"row": content.revised},
        "more": more,
        "less": less,
        "edges": {"l": edges.l, "r": edges.r, "weight": edges.weight, "by_name": edges.by_name},
        "dropped": {"pair": content.dropped},
        "persons": content.persons.columns(),
    }
    for name, columns in files.items():
        write_columns(folder / f"{name}.arrow", columns)
    return Segment(folder.name, content.first, len(content.numbers), of_more, of_less)


def read_segment(root: Path, segment: Segment) -> Content:
    """The content of a segment, mapped."""
    found = {
        name: map_columns(root / segment.folder / f"{name}.arrow")
        for name in ("cells", "numbers", "people", "revised", "more", "less", "edges", "dropped", "persons")
    }
    more, less = unflattened(found["more"], segment.more), unflattened(found["less"], segment.less)
    numbers = {**found["numbers"], "own": found["numbers"]["own"].view(np.bool_)}
    return Content(
        first=segment.first,
        cells=pa.table(found["cells"]),
        numbers=Numbers(**numbers),
        people=to_people(found["people"]),
        revised=found["revised"]["row"],
        keys={key: Layer(more[key], less[key]) for key in more},
        edges=Edges(**found["edges"]),
        dropped=found["dropped"]["pair"],
        persons=Persons(**found["persons"]),
    )


@dataclass(frozen=True)
class Segments:
    """All segments of an index read as one."""

    contents: Sequence[Content]

    @property
    def records(self) -> int:
        """How many records there are."""
        last = self.contents[-1]
        return last.first + len(last.numbers)

    def key(self, name: str) -> Layered:
        """Who bears a key."""
        return Layered([content.keys[name] for content in self.contents])

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers in every record's cells; a copy when there are several segments."""
        names = ("nik", "kk", "birth", "own")
        return Numbers(**{name: _one([getattr(each.numbers, name) for each in self.contents]) for name in names})

    @cached_property
    def edges(self) -> Edges:
        """The kept pairs, in no order."""
        return edges_after(self.contents)

    @cached_property
    def persons(self) -> Persons:
        """The person of every record."""
        return Persons.of_all([content.persons for content in self.contents], self.records)

    def people(self, rows: Places) -> People:
        """Some records as they are now."""
        parts, places = [], []
        for number, content in enumerate(self.contents):
            mine, place = self._standing_in(number, content, rows)
            parts.append(content.people.take(place))
            places.append(np.flatnonzero(mine))
        if len(parts) == 1:
            return parts[0]
        back = np.argsort(np.concatenate(places), kind="stable")
        return joined_people(parts).take(back)

    def _standing_in(self, number: int, content: Content, rows: Places) -> tuple[Flags, Whole]:
        """Which of ``rows`` this segment says last, and where in its people."""
        fresh = len(content.numbers)
        place = (rows - content.first).astype(np.int64)
        mine = (place >= 0) & (place < fresh)
        if len(content.revised):
            at = np.minimum(np.searchsorted(content.revised, rows), len(content.revised) - 1)
            again = content.revised[at] == rows
            place[again], mine = fresh + at[again], mine | again
        for later in self.contents[number + 1 :]:
            if len(later.revised):
                mine &= ~np.isin(rows, later.revised)
        return mine, place[mine]

    def cells(self, rows: Places) -> pa.Table:
        """The cells of some records, ascending."""
        parts = [
            content.cells.take(
                pa.array(rows[(rows >= content.first) & (rows < content.first + len(content.numbers))] - content.first)
            )
            for content in self.contents
        ]
        return pa.concat_tables(parts).combine_chunks()


def _one(parts: list[np.ndarray]) -> np.ndarray:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def entries_of(columns: Mapping[str, Hashes], rows: Places) -> dict[str, Entries]:
    """The entries of some records' keys."""
    return {key: Entries.of(values, rows) for key, values in columns.items()}


def edges_after(contents: Sequence[Content]) -> Edges:
    """The edges that hold after all of these segments, in no order."""
    out = contents[0].edges
    for content in contents[1:]:
        if len(content.dropped):
            out = kept_edges(out, ~np.isin(codes(out.l, out.r), content.dropped))
        out = joined([out, content.edges])
    return out
