"""e-PPGBM's register: each child is typed in once, some are corrected later, some are entered twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.demo.chance import Flags, Texts, Whole, chosen
from padan.demo.lists.children import Entries, write_entries
from padan.demo.lists.desk import Desk


@dataclass(frozen=True, slots=True)
class Book:
    """Everybody's entries: written first, written anew, and written a second time elsewhere."""

    first: Entries
    again: Entries
    double: Entries
    corrected_from: Whole
    doubled: Flags
    number: Whole


def open_book(desk: Desk) -> Book:
    rng = desk.chance("eppgbm book")
    visits, people = desk.visits, desk.world.people
    child, seen = np.unique(visits.child, return_index=True)
    centres = desk.world.villages.health_centre[visits.village[seen]]
    age = visits.age_months[seen]
    unnamed = (age < 6) & chosen(rng, desk.rates.infant_unnamed, len(child))
    nobody = np.zeros(len(child), dtype=bool)
    corrected = chosen(rng, desk.rates.eppgbm_corrected, len(child)) | (unnamed & chosen(rng, 0.5, len(child)))
    number = np.full(len(people.family), -1, dtype=np.int64)
    number[child] = np.arange(len(child))
    return Book(
        write_entries(desk, "first", child, centres, unnamed),
        write_entries(desk, "again", child, centres, nobody),
        write_entries(desk, "double", child, centres, nobody),
        np.where(corrected, rng.integers(6, 11, len(child)), 99),
        chosen(rng, desk.rates.eppgbm_twice, len(child)),
        number,
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one file: which visit each tells of, and which entry stands in it."""

    visit: Whole
    entry: Whole
    book: tuple[Entries, Entries, Entries]
    which: Whole

    def pick(self, field: str) -> NDArray[Any]:
        """A column of the entries."""
        columns = [getattr(entries, field)[self.entry] for entries in self.book]
        return np.choose(self.which, columns) if columns[0].dtype != object else _choose(self.which, columns)


def _choose(which: Whole, columns: Sequence[Texts]) -> Texts:
    out = columns[0].copy()
    for number, column in enumerate(columns[1:], start=1):
        hit = which == number
        out[hit] = column[hit]
    return out


def rows_of(desk: Desk, book: Book, visit: Whole) -> Rows:
    """One row per visit, and a second one for children who were entered twice; sorted as the system does."""
    visits = desk.visits
    entry = book.number[visits.child[visit]]
    which = np.where(visits.month[visit] >= book.corrected_from[entry], 1, 0)
    twice = np.flatnonzero(book.doubled[entry])
    visit, entry = np.r_[visit, visit[twice]], np.r_[entry, entry[twice]]
    which = np.r_[which, np.full(len(twice), 2)]
    order = np.lexsort((which, visits.child[visit], visits.village[visit]))
    return Rows(visit[order], entry[order], (book.first, book.again, book.double), which[order])


def note(desk: Desk, file: str, sheet: str, rows: Rows, line: Whole) -> None:
    """Tell the answer key who stands in the rows."""
    desk.truth.add(file, sheet, "child", line, rows.pick("child"))
    for role in ("mother", "father"):
        person = rows.pick(role)
        desk.truth.add(file, sheet, role, line[person >= 0], person[person >= 0])
