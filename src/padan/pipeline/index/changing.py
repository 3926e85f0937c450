"""What rows that come change in an index: themselves, and the kept records whose number they make nobody's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from padan.pipeline.index.columns import joined_people
from padan.pipeline.index.crowding import Crowding, number_entries
from padan.pipeline.index.entries import Entries, Layer
from padan.pipeline.index.manifest import Manifest
from padan.pipeline.index.persons import among, moved, persons_of, touched
from padan.pipeline.index.segments import Content, Segments
from padan.pipeline.link.keys import KEYS, Hashes, Places, key_columns
from padan.pipeline.link.linking import joined
from padan.pipeline.link.model import Model, weight_of
from padan.pipeline.link.people import People, Whole
from padan.pipeline.link.recomparing import Changed, Difference, codes, compare_again, kept_edges
from padan.pipeline.link.recomparing import ends as ends_of
from padan.pipeline.people.cells import Numbers, Read, Reader, Written


@dataclass(frozen=True, slots=True)
class Coming:
    """Rows that come, read: ``people`` are theirs and then those of ``revised``, the kept records that say something
    else now."""

    cells: pa.Table
    numbers: Numbers
    written: Written
    people: People
    revised: Places

    @classmethod
    def read(cls, reading: Reader, kept: Segments, cells: pa.Table, manifest: Manifest) -> Coming:
        """Read them beside what is kept."""
        read = reading.read(cells)
        kinds = (manifest.written + read.written).kinds
        numbers = read.numbers(kinds)
        crowding = Crowding(kept.key("own_nik"), kept.key("card"), kept.numbers, numbers)

        def people(rows: Read, their: Numbers) -> People:
            standard = rows.standard(manifest.today, kinds, crowding.nobodys(their))
            return rows.people(standard, one_row=manifest.one_row)

        revised = crowding.turned()
        found = people(read, numbers)
        if len(revised):
            again = reading.read(kept.cells(revised))
            found = joined_people([found, people(again, again.numbers(kinds))])
        return cls(cells, numbers, read.written, found, revised)

    def rows(self, first: int) -> Places:
        """The number of each of ``people``, the new ones counted from ``first``."""
        return np.concatenate([np.arange(first, first + len(self.numbers), dtype=np.int32), self.revised])


@dataclass(frozen=True)
class Beside:
    """:class:`padan.pipeline.link.recomparing.Standing` over the kept records that no change is about."""

    kept: Segments
    before: Changed
    after: Changed
    people_now: People

    @classmethod
    def of(cls, kept: Segments, coming: Coming) -> Beside:
        """The kept records beside those that come and those that they revise."""
        before = Changed(coming.revised, key_columns(kept.people(coming.revised)))
        after = Changed(coming.rows(kept.records), key_columns(coming.people))
        return cls(kept, before, after, coming.people)

    def compared(self, model: Model) -> Difference:
        """The rows that come, and what they change, compared with what is kept."""
        return compare_again(self, self.before, self.after, model)

    def count(self, key: str, values: Hashes) -> Whole:
        return self.kept.key(key).count(values) - self.before.count(key, values)

    def bearers(self, key: str, values: Hashes, most: int) -> tuple[Whole, Whole, Places]:
        changed = self.before.count(key, values)
        count, place, rows = self.kept.key(key).bearers(values, most + changed)
        if len(self.before.rows):
            standing = ~np.isin(rows, self.before.rows)
            place, rows = place[standing], rows[standing]
        return count - changed, place, rows

    def keys(self, rows: Places) -> dict[str, Hashes]:
        return key_columns(self.people(rows))

    def people(self, rows: Places) -> People:
        order = np.argsort(self.after.rows)
        changed = self.after.rows[order]
        place = np.minimum(np.searchsorted(changed, rows), max(len(changed) - 1, 0))
        new = changed[place] == rows
        back = np.argsort(np.concatenate([np.flatnonzero(new), np.flatnonzero(~new)]), kind="stable")
        parts = [self.people_now.take(order[place[new]]), self.kept.people(rows[~new])]
        return joined_people(parts).take(back)


def content_of(beside: Beside, coming: Coming, difference: Difference, threshold: float) -> Content:
    """The segment that says what became different."""
    kept, least = beside.kept, weight_of(threshold)
    first = kept.records
    records = first + len(coming.numbers)
    old = kept.edges
    pairs = codes(old.l, old.r)
    gone = np.isin(pairs, difference.again)
    if len(coming.revised):
        gone |= np.isin(old.l, coming.revised) | np.isin(old.r, coming.revised)
    dropped = np.sort(pairs[gone])
    edges = joined([kept_edges(old, ~gone), difference.edges])
    ends = [difference.edges.l, difference.edges.r, *ends_of(dropped), coming.revised]
    rows = touched(kept.persons, records, np.unique(np.concatenate(ends)))
    persons = persons_of(rows, beside.people(rows), among(edges, rows, records), least)
    return Content(
        first=first,
        cells=coming.cells,
        numbers=coming.numbers,
        people=coming.people,
        revised=coming.revised,
        keys=_layers(beside, coming, first),
        edges=difference.edges,
        dropped=dropped,
        persons=moved(kept.persons, persons),
    )


def _layers(beside: Beside, coming: Coming, first: int) -> dict[str, Layer]:
    """What the keys of the changed records add and take away; a kept record's key that stayed is not said again."""
    new = len(coming.numbers)
    out = {}
    for key in KEYS:
        now, was = beside.after.keys[key].copy(), beside.before.keys[key].copy()
        stayed = now[new:] == was
        now[new:][stayed], was[stayed] = 0, 0
        out[key] = Layer(Entries.of(now, beside.after.rows), Entries.of(was, coming.revised))
    return out | {key: Layer(entries) for key, entries in number_entries(coming.numbers, first).items()}
