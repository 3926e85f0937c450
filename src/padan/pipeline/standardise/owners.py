"""Which number can be whose. A NIK holds a birth date: one that contradicts the row by a generation belongs to a
parent; one that many different people bear belongs to nobody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Days = NDArray[np.int32]
Flags = NDArray[np.bool_]

#: Years between a parent and a child; a number that is older than its row by so much is a parent's.
YOUNGEST_PARENT, OLDEST_PARENT = 13, 60

#: Rows of people born before this are never children with a parent's number.
CHILDREN_SINCE = 2005

#: Different birth dates under one NIK, different people under one card, from which on the number is nobody's.
DATES_OF_NOBODY, PEOPLE_ON_A_CARD = 4, 60


@dataclass(frozen=True, slots=True)
class Owned:
    """Each row's own numbers; 0 where there is none. ``agrees``: parts of the NIK's date that agree with the birth
    date, -1 where that cannot be told; ``kin_nik``: the mother's number; ``birth``: yyyymmdd, mended by the NIK."""

    nik: Whole
    nik15: Whole
    agrees: NDArray[np.int8]
    kin_nik: Whole
    kk: Whole
    birth: Days


def owners(nik: Whole, lost: Whole, kin: Whole, kk: Whole, birth: Days, seen: NDArray[np.int32]) -> Owned:
    """Settle the numbers of rows. ``lost``: fifteen digits of a rounded NIK; ``kin``: a number written as the
    mother's; ``birth``: yyyymmdd, 0 when missing; ``seen``: the year that the row describes."""
    there = nik > 0
    # The last digit that a spreadsheet lost is not one of the date.
    dated = np.where(there, nik, lost * 10)
    day, month, year2 = dated // 10**8 % 100 % 40, dated // 10**6 % 100, dated // 10**4 % 100
    y, m, d = birth // 10_000, birth // 100 % 100, birth % 100
    both = there & (birth > 0)
    agrees = (day == d).astype(np.int8) + (month == m) + (year2 == y % 100)
    older = (y - year2 + 2000) % 100
    is_kin = both & (agrees <= 1) & (older >= YOUNGEST_PARENT) & (older <= OLDEST_PARENT) & (y >= CHILDREN_SINCE)
    own = there & ~is_kin & ~_shared_by_many(nik, birth, there & ~is_kin)
    own_date = own | (~there & (lost > 0))
    known = own_date & (birth == 0)
    century = np.where(year2 <= seen % 100, 2000, 1900)
    vague = own_date & (year2 == y % 100) & (birth > 0) & np.isin(birth % 10_000, (101, 1231))
    mended = np.where(known, (century + year2) * 10_000, y * 10_000) + month * 100 + day
    return Owned(
        nik=np.where(own, nik, 0),
        nik15=np.where(there, np.where(own, nik // 10, 0), lost),
        agrees=np.where(own & both, agrees, -1).astype(np.int8),
        kin_nik=np.where(kin > 0, kin, np.where(is_kin, nik, 0)),
        kk=np.where(_of_too_many(kk, nik, birth), 0, kk),
        birth=np.where(known | vague, mended, birth).astype(np.int32),
    )


def _shared_by_many(nik: Whole, birth: Days, mine: Flags) -> Flags:
    """Rows whose NIK stands beside :data:`DATES_OF_NOBODY` different birth dates."""
    rows = np.flatnonzero(mine & (birth > 0))
    rows = rows[_may_be_often(nik[rows], DATES_OF_NOBODY)]
    return _among(nik, _held_by(nik[rows], birth[rows].astype(np.int64), DATES_OF_NOBODY)) & mine


def _of_too_many(kk: Whole, nik: Whole, birth: Days) -> Flags:
    """Rows whose card is borne by more than :data:`PEOPLE_ON_A_CARD` different people."""
    rows = np.flatnonzero(kk)
    rows = rows[_may_be_often(kk[rows], PEOPLE_ON_A_CARD + 1)]
    person = nik[rows] * np.int64(131) ^ birth[rows].astype(np.int64) << np.int64(20)
    return (kk > 0) & _among(kk, _held_by(kk[rows], person, PEOPLE_ON_A_CARD + 1))


def _may_be_often(number: Whole, least: int) -> Flags:
    """Which numbers may stand ``least`` times or more: all that do, and few others. Counting the numbers that share
    a remainder costs a fraction of sorting them."""
    remainders = max(2 * len(number), 1) | 1
    place = number % remainders
    return (np.bincount(place, minlength=remainders) >= least)[place]


def _among(number: Whole, known: Whole) -> Flags:
    return np.isin(number, known) if len(known) else np.zeros(len(number), dtype=bool)


def _held_by(number: Whole, holder: Whole, least: int) -> Whole:
    """The numbers that stand beside at least so many different holders."""
    order = np.lexsort((holder, number))
    number, holder = number[order], holder[order]
    new = np.ones(len(number), dtype=bool)
    new[1:] = (number[1:] != number[:-1]) | (holder[1:] != holder[:-1])
    values, holders = np.unique(number[new], return_counts=True)
    return values[holders >= least]
