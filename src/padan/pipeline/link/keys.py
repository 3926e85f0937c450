"""Which pairs of records are worth comparing: those that share at least one key.

A key is a hash of some columns; records with an equal one are brought together by sorting. A pair that shares
several is given once, by the first of them. Keys were judged by the true pairs that each adds for a thousand
candidates (``docs/explanation/linking.md``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.link.people import Hashes, People

#: Name of the key and the columns that must be there and equal; ``year`` and ``day`` are of the birth date, ``day``
#: being month and day.
KEYS: dict[str, tuple[str, ...]] = {
    "nik": ("nik15",),
    "kk_birth": ("kk", "birth_sorted"),
    "kk_first": ("kk", "first"),
    "kk_sex": ("kk", "sex"),
    "birth_name": ("birth_sorted", "sound"),
    "birth_begin": ("birth_sorted", "begin"),
    "birth_last": ("birth_sorted", "last"),
    "birth_village": ("birth", "village"),
    "begin_year_village": ("begin", "year", "sex", "village"),
    "begin_day_village": ("begin", "day", "village"),
    "birth_mother": ("birth_sorted", "mother_first", "district"),
    "birth_father": ("birth_sorted", "father_first", "district"),
    "name_village": ("sound", "village"),
    "name_mate": ("first", "mate"),
    "first_mate_village": ("first", "mate_first", "village"),
    "mate_village": ("mate", "village"),
    "mother_first": ("mother", "first"),
    "father_first": ("father", "first", "village"),
    "mother_year": ("mother", "year", "sex"),
    "father_year_village": ("father", "year", "sex", "village"),
    "mother_nik": ("kin_nik", "year"),
    "mother_nik_first": ("kin_nik", "first"),
}

#: A key that more records share than this is no evidence of anything; the key is left out there and counted.
MOST_SHARED = 60

#: Pairs given at a time.
CHUNK = 300_000

#: Parts of the birth date that keys are made of; 0 when it is missing.
_OF_BIRTH = {"year": lambda birth: birth // 10_000, "day": lambda birth: birth % 10_000}

Places = NDArray[np.int32]
_ODD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


def key_columns(people: People) -> dict[str, Hashes]:
    """Each record's keys; 0 where a column that the key needs is missing."""
    return {name: mixed(people, columns) for name, columns in KEYS.items()}


def mixed(people: People, columns: tuple[str, ...]) -> Hashes:
    """One hash of several columns; 0 where one of them is missing."""
    out = np.full(len(people), sum(map(ord, "".join(columns))), dtype=np.uint64)
    missing = np.zeros(len(out), dtype=bool)
    for number, name in enumerate(columns):
        part = _part(people, name)
        missing |= part == 0
        out = (out ^ part) * _ODD[number % 3]
        out ^= out >> np.uint64(31)
    out |= np.uint64(1)
    out[missing] = 0
    return out


def _part(people: People, name: str) -> Hashes:
    if name in _OF_BIRTH:
        return _OF_BIRTH[name](people.birth).astype(np.uint64)
    column = getattr(people, name)
    return column if column.dtype == np.uint64 else column.astype(np.uint64)


@dataclass(frozen=True, slots=True)
class Sharing:
    """Records that share a key, side by side: ``rows`` sorted by key, ``values`` their keys."""

    rows: Places
    values: Hashes


def sharing(values: Hashes, most: int = MOST_SHARED) -> tuple[Sharing, Places]:
    """The records that share a key with 1 to ``most`` - 1 others, and those whose key is shared by more."""
    there = np.flatnonzero(values).astype(np.int32)
    order = there[np.argsort(values[there])]
    ordered = values[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(order) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(starts, len(order)))
    size = np.repeat(sizes, sizes)
    shared = (size > 1) & (size <= most)
    return Sharing(order[shared], ordered[shared]), order[size > most]


@dataclass(frozen=True)
class Candidates:
    """The keys of all records, ready to give pairs. ``crowded``: records left out of each key."""

    keys: dict[str, Hashes]
    groups: dict[str, Sharing]
    crowded: dict[str, int]

    @classmethod
    def of(cls, keys: dict[str, Hashes], most: int = MOST_SHARED) -> Candidates:
        """``keys`` are changed: a crowded key becomes 0."""
        groups, crowded = {}, {}
        for name, values in keys.items():
            groups[name], left_out = sharing(values, most)
            values[left_out] = 0
            if len(left_out):
                crowded[name] = len(left_out)
        return cls(keys, groups, crowded)

    def pairs(self, chunk: int = CHUNK) -> Iterator[tuple[Places, Places]]:
        """All pairs (l, r) with l < r, each once, about ``chunk`` at a time."""
        waiting: list[tuple[Places, Places]] = []
        for earlier, name in enumerate(self.groups):
            for l, r in _within(self.groups[name]):  # noqa: E741
                waiting.append(self._not_before(np.minimum(l, r), np.maximum(l, r), earlier))
                if sum(len(part[0]) for part in waiting) >= chunk:
                    yield _joined(waiting)
                    waiting = []
        yield _joined(waiting)

    def _not_before(self, l: Places, r: Places, earlier: int) -> tuple[Places, Places]:  # noqa: E741
        """Those pairs that none of the first ``earlier`` keys has given."""
        for name in list(self.keys)[:earlier]:
            values = self.keys[name]
            left = values[l]
            new = (left == 0) | (left != values[r])
            l, r = l[new], r[new]  # noqa: E741
        return l, r


def _within(group: Sharing) -> Iterator[tuple[Places, Places]]:
    """The pairs of records with one key: neighbours in the order first, then those two apart and so on."""
    at = np.arange(len(group.rows))
    for apart in range(1, len(group.rows)):
        at = at[at + apart < len(group.rows)]
        at = at[group.values[at] == group.values[at + apart]]
        if len(at) == 0:
            return
        yield group.rows[at], group.rows[at + apart]


def _joined(parts: list[tuple[Places, Places]]) -> tuple[Places, Places]:
    none = np.zeros(0, dtype=np.int32)
    return np.concatenate([none, *(p[0] for p in parts)]), np.concatenate([none, *(p[1] for p in parts)])
