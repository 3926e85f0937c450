"""Which numbers are nobody's: told from the rows that are kept and the rows that come, together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from padan.pipeline.index.entries import Entries, Layered
from padan.pipeline.link.keys import Hashes, Places
from padan.pipeline.link.people import Whole
from padan.pipeline.people.cells import Flags, Numbers
from padan.pipeline.standardise.owners import DATES_OF_NOBODY, PEOPLE_ON_A_CARD


def number_entries(numbers: Numbers, first: int) -> dict[str, Entries]:
    """Who bears each NIK of their own and each family card; rows are numbered from ``first``."""
    rows = np.arange(first, first + len(numbers), dtype=np.int32)
    niks = np.where(numbers.own, numbers.nik, 0).astype(np.uint64)
    return {"own_nik": Entries.of(niks, rows), "card": Entries.of(numbers.kk.astype(np.uint64), rows)}


@dataclass(frozen=True)
class Crowding:
    """The bearers of numbers, kept and coming. ``numbers`` holds all rows' numbers, ``coming`` those from ``first``
    on; the layers hold the rows before."""

    niks: Layered
    cards: Layered
    kept: Numbers
    coming: Numbers

    def nobodys(self, of: Numbers) -> tuple[Flags, Flags]:
        """For these rows whether their NIK and their family card is nobody's, with those that come."""
        niks, cards = (self._of_coming if of is self.coming else self._told(of)).values()
        return niks[1], cards[1]

    def turned(self) -> Places:
        """The kept rows with a number that those that come make nobody's."""
        out = [np.zeros(0, dtype=np.int32)]
        for kind, (was, now) in self._of_coming.items():
            values = np.unique(_values(self.coming, kind)[now & ~was])
            out.append(self._layered(kind).bearers(values)[2])
        return np.unique(np.concatenate(out))

    @cached_property
    def _of_coming(self) -> dict[str, tuple[Flags, Flags]]:
        return self._told(self.coming)

    def _told(self, of: Numbers) -> dict[str, tuple[Flags, Flags]]:
        """By kind of number, whether each row's is nobody's by the kept rows alone, and with those that come."""
        return {kind: self._flags(of, kind) for kind in ("niks", "cards")}

    def _layered(self, kind: str) -> Layered:
        return self.niks if kind == "niks" else self.cards

    def _flags(self, of: Numbers, kind: str) -> tuple[Flags, Flags]:
        own, coming = _values(of, kind), _values(self.coming, kind)
        values = np.unique(own[own > 0])
        if len(values) == 0:
            return np.zeros(len(of), dtype=bool), np.zeros(len(of), dtype=bool)
        _count, place, rows = self._layered(kind).bearers(values)
        births, niks = self.kept.birth[rows].astype(np.int64), self.kept.nik[rows]
        was = _crowded(kind, place, births, niks, len(values))
        at = np.minimum(np.searchsorted(values, coming), len(values) - 1)
        too = values[at] == coming
        place = np.concatenate([place, at[too]])
        births = np.concatenate([births, self.coming.birth[too].astype(np.int64)])
        now = _crowded(kind, place, births, np.concatenate([niks, self.coming.nik[too]]), len(values))
        at = np.minimum(np.searchsorted(values, own), len(values) - 1)
        return (own > 0) & was[at], (own > 0) & now[at]


def _values(numbers: Numbers, kind: str) -> Hashes:
    own = np.where(numbers.own, numbers.nik, 0) if kind == "niks" else numbers.kk
    return own.astype(np.uint64)


def _crowded(kind: str, place: Whole, births: Whole, niks: Whole, values: int) -> Flags:
    if kind == "niks":
        dated = births > 0
        return _holders(place[dated], births[dated], values) >= DATES_OF_NOBODY
    # A person as ``owners`` tells people on a card apart.
    return _holders(place, niks * np.int64(131) ^ births << np.int64(20), values) > PEOPLE_ON_A_CARD


def _holders(place: Whole, holder: Whole, values: int) -> Whole:
    """How many different holders stand at each place."""
    order = np.lexsort((holder, place))
    place, holder = place[order], holder[order]
    new = np.append(True, (place[1:] != place[:-1]) | (holder[1:] != holder[:-1]))[: len(place)]
    return np.bincount(place[new], minlength=values)
