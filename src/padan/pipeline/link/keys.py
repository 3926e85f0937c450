"""Which pairs of records are worth comparing: those that share at least one key.

A key is a hash of some columns; records with an equal one are brought together by sorting. A pair that shares
several is given once, by the first of them. Keys were judged by the true pairs that each adds for a thousand
candidates (``docs/explanation/linking.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.link.people import Hashes, People

#: Name of the key and the columns that must be there and equal. Of the birth date ``year``, ``month`` (with the year)
#: and ``day`` (month and day) can be asked for; ``ends`` are the first and the last word of the name, whichever stands
#: first. The keys that find most come first.
KEYS: dict[str, tuple[str, ...]] = {
    "nik": ("nik",),
    "kk_last": ("kk", "last"),
    "kk_begin": ("kk", "begin"),
    "kk_year": ("kk", "year", "sex"),
    "kk_day": ("kk", "day"),
    "birth_begin": ("birth_sorted", "begin"),
    "birth_name": ("birth_sorted", "sound"),
    "birth_last": ("birth_sorted", "last"),
    "birth_village": ("birth", "village"),
    "begin_year_village": ("begin", "year", "sex", "village"),
    "begin_day_village": ("begin", "day", "village"),
    "last_day_village": ("last", "day", "village"),
    "ends_village": ("ends", "village"),
    "name_mate": ("first", "mate"),
    "last_mate": ("last", "mate"),
    "first_mate_village": ("first", "mate_first", "village"),
    "mate_village": ("mate", "village"),
    "mother_first": ("mother", "first"),
    "mother_last": ("mother", "last"),
    "mother_month": ("mother", "month"),
    "mother_year_village": ("mother", "year", "sex", "village"),
    "both_parents": ("mother", "father"),
    "father_first": ("father", "first", "village"),
    "father_month": ("father", "month"),
    "father_year_village": ("father", "year", "sex", "village"),
    "mother_nik": ("kin_nik", "year"),
    "mother_nik_first": ("kin_nik", "first"),
}

#: Whoever shares the one key shares the other, so that it adds pairs only where the other is left out.
_FINER = {"birth_name": "birth_begin"}

#: A key that more records share than this is no evidence of anything; the key is left out there and counted.
MOST_SHARED = 60

#: Pairs given at a time.
CHUNK = 300_000

#: Records whose keys are mixed at a time, so that what is in work stays in a core's cache.
_BLOCK = 1 << 17

#: What keys are made of beside the columns themselves; 0 when it is missing.
_MADE = {
    "year": lambda people: people.birth // 10_000,
    "month": lambda people: people.birth // 100,
    "day": lambda people: people.birth % 10_000,
    "ends": lambda people: people.first + people.last,
}

Places = NDArray[np.int32]
#: A pair is one number: the smaller place in the upper half, the greater in the lower.
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
_ODD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


def key_columns(people: People) -> dict[str, Hashes]:
    """Each record's keys; 0 where a column that the key needs is missing."""
    return dict(_key_by_key(people))


def _key_by_key(people: People) -> Iterator[tuple[str, Hashes]]:
    parts: dict[str, Hashes] = {}
    for name, columns in KEYS.items():
        yield name, _mixed(people, columns, parts)


def mixed(people: People, columns: tuple[str, ...]) -> Hashes:
    """One hash of several columns; 0 where one of them is missing."""
    return _mixed(people, columns, {})


def _mixed(people: People, columns: tuple[str, ...], parts: dict[str, Hashes]) -> Hashes:
    """``parts``: columns as they are mixed, kept for the next key."""
    for name in columns:
        if name not in parts:
            parts[name] = _part(people, name)
        if parts[name].strides == (0,):  # no list says it
            return np.zeros(len(people), dtype=np.uint64)
    out = np.full(len(people), sum(map(ord, "".join(columns))), dtype=np.uint64)
    for start in range(0, len(out), _BLOCK):
        rows = slice(start, start + _BLOCK)
        _mix([parts[name][rows] for name in columns], out[rows])
    return out


def _mix(parts: Sequence[Hashes], out: Hashes) -> None:
    there = np.ones(len(out), dtype=bool)
    for number, part in enumerate(parts):
        there &= part != 0
        out ^= part
        out *= _ODD[number % 3]
        out ^= out >> np.uint64(31)
    out |= np.uint64(1)
    out *= there


def _part(people: People, name: str) -> Hashes:
    column = _MADE[name](people) if name in _MADE else getattr(people, name)
    if column.strides == (0,) and not column.any():
        return np.broadcast_to(np.zeros(1, np.uint64), column.shape)
    return column if column.dtype == np.uint64 else column.astype(np.uint64)


@dataclass(frozen=True, slots=True)
class Sharing:
    """Records that share a key, side by side: ``rows`` sorted by key and number, ``values`` their keys."""

    rows: Places
    values: Hashes


def sharing(values: Hashes, most: int = MOST_SHARED) -> tuple[Sharing, Places]:
    """The records that share a key with 1 to ``most`` - 1 others, and those whose key is shared by more."""
    order = _by_value(values)
    ordered = values[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(order) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(starts, len(order)))
    crowded = np.repeat(sizes > most, sizes)
    return Sharing(order[~crowded], ordered[~crowded]), order[crowded]


def _by_value(values: Hashes) -> Places:
    """The places of the values that stand more than once, in the order of the values and, of one value, of places."""
    there = np.flatnonzero(values).astype(np.int32)
    upper = (values[there] >> _HALF).astype(np.uint32)
    order = _by_number(upper)
    repeated = _repeated(upper[order])
    order = order[repeated]
    rows, upper = there[order], upper[order]
    whole = values[rows]
    # Different values with one upper half stand as they came: some hundred in a million.
    mixed_up = np.zeros(len(rows), dtype=bool)
    mixed_up[1:] = (upper[1:] == upper[:-1]) & (whole[1:] != whole[:-1])
    if mixed_up.any():
        again = np.flatnonzero(np.isin(upper, upper[mixed_up]))
        again_in_order = again[np.lexsort((rows[again], whole[again]))]
        rows[again], whole[again] = rows[again_in_order], whole[again_in_order]
    return rows[_repeated(whole)]


def _by_number(numbers: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The order of the numbers, equal ones as they stand: NumPy sorts 16 bits by counting, twice of which is several
    times faster than sorting."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    return order[np.argsort((numbers >> np.uint32(16)).astype(np.uint16)[order], kind="stable")]


def _repeated(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of some ordered values stand more than once."""
    out = np.zeros(len(ordered), dtype=bool)
    if len(ordered):
        equal = ordered[1:] == ordered[:-1]
        out[1:] = equal
        out[:-1] |= equal
    return out


@dataclass(frozen=True)
class Candidates:
    """The records that share each key, ready to give pairs. ``crowded``: records left out of each key."""

    groups: dict[str, Sharing]
    crowded: dict[str, int]

    @classmethod
    def among(cls, people: People, most: int = MOST_SHARED) -> Candidates:
        """The candidates among these records; one key after the other, since all of them take much memory."""
        return cls._of(_key_by_key(people), most)

    @classmethod
    def of(cls, keys: Mapping[str, Hashes], most: int = MOST_SHARED) -> Candidates:
        """``keys``: for each key the value of every record, 0 where it has none."""
        return cls._of(keys.items(), most)

    @classmethod
    def _of(cls, keys: Iterable[tuple[str, Hashes]], most: int) -> Candidates:
        groups: dict[str, Sharing] = {}
        left_out: dict[str, Places] = {}
        for name, values in keys:
            coarser = left_out.get(_FINER.get(name, ""))
            groups[name], left_out[name] = sharing(values if coarser is None else _only(values, coarser), most)
        return cls(groups, {name: len(rows) for name, rows in left_out.items() if len(rows)})

    def pairs(self, chunk: int = CHUNK) -> Iterator[tuple[Places, Places]]:
        """All pairs (l, r) with l < r, each once, ``chunk`` at a time, in the order of l and r."""
        for start in range(0, max(len(self._codes), 1), chunk):
            yield _ends(self._codes[start : start + chunk])

    def some(self, many: int) -> tuple[Places, Places]:
        """About so many of the pairs, spread evenly over them."""
        return _ends(self._codes[:: max(1, len(self._codes) // many)])

    def __or__(self, other: Candidates) -> Candidates:
        """The pairs of either; keys of one name count as one key."""
        return Candidates(self.groups | other.groups, self.crowded | other.crowded)

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return len(self._codes)

    @cached_property
    def _codes(self) -> Hashes:
        codes = np.concatenate([np.zeros(0, np.uint64), *(_within(group) for group in self.groups.values())])
        codes.sort()
        return codes[np.append(True, codes[1:] != codes[:-1])] if len(codes) else codes


def _only(values: Hashes, rows: Places) -> Hashes:
    """The keys of some records; 0 for the others."""
    out = np.zeros_like(values)
    out[rows] = values[rows]
    return out


def _ends(codes: Hashes) -> tuple[Places, Places]:
    return (codes >> _HALF).astype(np.int32), (codes & _LOW).astype(np.int32)


def _within(group: Sharing) -> Hashes:
    """The pairs of records with one key: neighbours in the order first, then those two apart and so on."""
    rows = group.rows.astype(np.uint64)
    parts = [np.zeros(0, np.uint64)]
    at = np.arange(len(rows))
    for apart in range(1, len(rows)):
        at = at[at + apart < len(rows)]
        at = at[group.values[at] == group.values[at + apart]]
        if len(at) == 0:
            break
        parts.append(rows[at] << _HALF | rows[at + apart])
    return np.concatenate(parts)
