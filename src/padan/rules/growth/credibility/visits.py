"""Measurements as columns, and each one's neighbours in its child's own history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Code: TypeAlias = NDArray[Any]

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Visits:
    """One row a measurement, in any order; every column has the length of ``child``.

    ``child`` int64 code, ``day`` int64 ordinal, ``sex`` 1 boy 2 girl 0 unknown, ``age_days`` days, ``weight`` kg,
    ``length`` cm as measured, ``position`` 1 lying 2 standing 0 unknown. ``z`` and ``flag`` hold columns named
    ``length_for_age``, ``weight_for_age`` and ``weight_for_length``. ``median_weight`` kg and ``median_length`` cm
    are what the standard expects at that age and sex. NaN is unknown everywhere.
    """

    child: Whole
    day: Whole
    sex: Code
    age_days: Numbers
    weight: Numbers
    length: Numbers
    position: Code
    z: Mapping[str, Numbers]
    flag: Mapping[str, Flags]
    median_weight: Numbers
    median_length: Numbers

    def flagged(self) -> Flags:
        """Rows of which any z-score is flagged as implausible."""
        out = np.zeros(len(self.child), dtype=np.bool_)
        for flag in self.flag.values():
            out |= flag
        return out

    def taken(self, rows: Whole) -> Visits:
        """These rows, in this order."""
        return Visits(
            child=self.child[rows],
            day=self.day[rows],
            sex=self.sex[rows],
            age_days=self.age_days[rows],
            weight=self.weight[rows],
            length=self.length[rows],
            position=self.position[rows],
            z={name: z[rows] for name, z in self.z.items()},
            flag={name: flag[rows] for name, flag in self.flag.items()},
            median_weight=self.median_weight[rows],
            median_length=self.median_length[rows],
        )


def in_order(visits: Visits) -> Whole:
    """The rows by child and day; rows of one child and day by what was measured, so that order is the same always."""
    child, day = visits.child, visits.day
    order = np.lexsort((day, child))
    one = (child[order][1:] == child[order][:-1]) & (day[order][1:] == day[order][:-1])
    # Most tables hold no child twice on a day, and then the shorter sort says it all.
    return np.lexsort((visits.age_days, visits.length, visits.weight, day, child)) if one.any() else order


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where the child changes and where its days change, over rows in order.

    ``first`` and ``last`` are the places of the first and last row of the same child and day.
    """

    child: Whole
    day: Whole
    first: Whole
    last: Whole


def timeline(child: Whole, day: Whole) -> Timeline:
    """The timeline of rows that are in order."""
    count = len(child)
    new = np.ones(count, dtype=np.bool_)
    new[1:] = (child[1:] != child[:-1]) | (day[1:] != day[:-1])
    starts = np.flatnonzero(new)
    block = np.cumsum(new) - 1
    ends = np.append(starts[1:], count) - 1
    return Timeline(child, day, starts[block], ends[block])


def earlier(line: Timeline, known: Flags) -> Whole:
    """The place of the child's latest known row of an earlier day, or -1. Shape (n,)."""
    count = len(known)
    place = np.arange(count)
    latest = np.maximum.accumulate(np.where(known, place, NOWHERE))
    before = line.first - 1
    found = np.where(before >= 0, latest[before], NOWHERE)
    return _of_same_child(line, found)


def later(line: Timeline, known: Flags) -> Whole:
    """The place of the child's next known row of a later day, or -1. Shape (n,)."""
    count = len(known)
    place = np.arange(count)
    nearest = np.minimum.accumulate(np.where(known, place, count)[::-1])[::-1]
    after = line.last + 1
    found = nearest[np.minimum(after, count - 1)]
    found = np.where((after < count) & (found < count), found, NOWHERE)
    return _of_same_child(line, found)


def _of_same_child(line: Timeline, found: Whole) -> Whole:
    return np.where((found >= 0) & (line.child[found] == line.child), found, NOWHERE)


def hundredths(values: Numbers) -> Whole:
    """Values in whole hundredths; what is unknown or cannot be counted is -1."""
    known = measured(values)
    return np.where(known, np.rint(np.where(known, values, 0.0) * 100), -1).astype(np.int64)


def measured(values: Numbers) -> Flags:
    """Values that are a measurement at all: above nothing, and finite."""
    return np.isfinite(values) & (values > 0)
