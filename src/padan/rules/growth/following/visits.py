"""The visits of all children as columns, put in the order of child and day, and looking back in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.ages import from_ordinals

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

#: Longer than any way back that is asked for, in days.
_FAR = 100_000

_Table = TypeVar("_Table")


@dataclass(frozen=True)
class Visits:
    """Visits, one a row, in any order.

    ``child`` tells children apart; ``day`` is the date's ordinal (``date.toordinal``); ``age_days`` nan where unknown;
    ``sex`` 1 boy, 2 girl, 0 unknown; ``weight`` kg and ``length`` cm, nan where not measured. ``length`` is the one
    corrected for position (``Scores.length``). ``z`` and ``flag`` hold ``weight_for_age``, ``length_for_age`` and
    ``weight_for_length`` (``Scores.z``, ``Scores.flag``). A child with ``oedema`` is wasted whatever it weighs.
    Columns of unequal length are a :class:`ValueError`.
    """

    child: Ints
    day: Ints
    age_days: Floats
    sex: Codes
    weight: Floats
    length: Floats
    z: Mapping[str, Floats]
    flag: Mapping[str, Bools]
    oedema: Bools | None = None

    def __post_init__(self) -> None:
        rows = len(self.child)
        columns: list[NDArray[Any]] = [self.day, self.age_days, self.sex, self.weight, self.length]
        columns += [*self.z.values(), *self.flag.values(), *([] if self.oedema is None else [self.oedema])]
        if any(len(column) != rows for column in columns):
            raise ValueError("the columns of the visits are not of equal length")


class History:
    """Visits of whole children in the order of child and day (:func:`ordered`), with what every question needs.

    ``order`` are the rows of the input that it holds.
    """

    def __init__(self, visits: Visits, order: Ints) -> None:
        self.order = order
        self.child: Ints = np.asarray(visits.child, dtype=np.int64)[order]
        self.day: Ints = np.asarray(visits.day, dtype=np.int64)[order]
        self.age_days: Floats = np.asarray(visits.age_days, dtype=np.float64)[order]
        self.sex: Codes = np.asarray(visits.sex, dtype=np.int8)[order]
        self.weight: Floats = np.asarray(visits.weight, dtype=np.float64)[order]
        self.length: Floats = np.asarray(visits.length, dtype=np.float64)[order]
        none = visits.oedema is None
        self.oedema: Bools = np.zeros(len(order), np.bool_) if none else np.asarray(visits.oedema, np.bool_)[order]
        self.flag: dict[str, Bools] = {k: np.asarray(v, dtype=np.bool_)[order] for k, v in visits.flag.items()}
        #: The z-scores that take part: nan where there is none or it is flagged.
        self.z: dict[str, Floats] = {
            name: np.where(self.flag[name], np.nan, np.asarray(z, dtype=np.float64)[order])
            for name, z in visits.z.items()
        }

    def __len__(self) -> int:
        return len(self.child)

    @cached_property
    def new_child(self) -> Bools:
        """Rows that are the first of their child."""
        return np.concatenate([[True], np.diff(self.child) != 0])[: len(self)]

    @cached_property
    def group(self) -> Ints:
        """Which child a row is of, counted from 0."""
        return np.cumsum(self.new_child) - 1

    @cached_property
    def month(self) -> Ints:
        """The calendar month of a row, counted from January 1970."""
        days = from_ordinals(self.day)
        return days.astype("datetime64[M]").astype(np.int64)

    @cached_property
    def weighed(self) -> Bools:
        """Rows with a weight."""
        return np.isfinite(self.weight) & (self.weight > 0)

    @cached_property
    def weight_counts(self) -> Bools:
        """Rows with a weight that takes part."""
        return self.weighed & ~self.flag["weight_for_age"]

    @cached_property
    def measured(self) -> Bools:
        """Rows with a length."""
        return np.isfinite(self.length) & (self.length > 0)

    @cached_property
    def length_counts(self) -> Bools:
        """Rows with a length that takes part."""
        return self.measured & ~self.flag["length_for_age"]


def ordered(visits: Visits) -> Ints:
    """The rows in the order of child and day.

    Two rows of one child and day stand in the order of their weight, length and so on, so the order of the input
    never matters.
    """
    child, day = np.asarray(visits.child, dtype=np.int64), np.asarray(visits.day, dtype=np.int64)
    order: Ints = np.lexsort((day, child))
    same = (np.diff(child[order]) == 0) & (np.diff(day[order]) == 0)
    return np.lexsort((*_telling_apart(visits), day, child)) if same.any() else order


def _telling_apart(visits: Visits) -> list[NDArray[Any]]:
    """Every other column: what counts most comes last, as ``np.lexsort`` wants it."""
    oedema = [] if visits.oedema is None else [visits.oedema]
    parts = [part[name] for part in (visits.flag, visits.z) for name in sorted(part)]
    return [*oedema, visits.sex, *parts, visits.age_days, visits.length, visits.weight]


class Series:
    """Some rows of a history, such as those with a credible weight, by a time: the day or the calendar month."""

    def __init__(self, history: History, kept: Bools, time: Ints) -> None:
        self._history = history
        self._time = time
        low = int(time.min()) if len(time) else 0
        span = (int(time.max()) if len(time) else 0) - low + 1 + 2 * _FAR
        self._key: Ints = history.group * span + (time - low) + _FAR
        #: The rows of the history that are kept, ascending.
        self.rows: Ints = np.flatnonzero(kept)
        self._kept = self._key[self.rows]

    def before(self, rows: Ints, least: float) -> Ints:
        """For each of ``rows`` the last kept row of its child at least ``least`` earlier; -1 where there is none."""
        found = np.searchsorted(self._kept, self._key[rows] - np.ceil(least).astype(np.int64), side="right") - 1
        return self._same_child(rows, found)

    def nearest(self, rows: Ints, lag: float, tolerance: float) -> Ints:
        """For each of ``rows`` the kept row of its child nearest to ``lag`` earlier; of two as near the later one.

        -1 where none is within ``tolerance``.
        """
        earlier, later = self.before(rows, lag), self._after(rows, lag)
        off = [np.where(at < 0, np.inf, abs(self._time[rows] - self._time[at] - lag)) for at in (earlier, later)]
        chosen = np.where(off[1] <= off[0], later, earlier)
        return np.where(np.minimum(*off) <= tolerance, chosen, -1)

    def first_within(self, days: float) -> Ints:
        """For each kept row the place among ``rows`` of the first of its child at most ``days`` before."""
        return np.searchsorted(self._kept, self._kept - int(days), side="left")

    def _after(self, rows: Ints, lag: float) -> Ints:
        """The first kept row of the same child less than ``lag`` before each of ``rows``."""
        found = np.searchsorted(self._kept, self._key[rows] - int(np.ceil(lag)), side="right")
        # The last row of a day stands for the day, as it does looking back.
        return self._same_child(rows, self._last_of_time(found))

    def _last_of_time(self, found: Ints) -> Ints:
        inside = np.minimum(found, len(self._kept) - 1)
        return np.where(found < len(self._kept), np.searchsorted(self._kept, self._kept[inside], side="right") - 1, -1)

    def _same_child(self, rows: Ints, found: Ints) -> Ints:
        if not len(self.rows):
            return np.full(len(rows), -1, dtype=np.int64)
        at = self.rows[np.maximum(found, 0)]
        return np.where((found >= 0) & (self._history.group[at] == self._history.group[rows]), at, -1)


def last_at(history: History, kept: Bools) -> Ints:
    """For each row the last kept row of its child up to and with itself; -1 where there is none."""
    found = np.maximum.accumulate(np.where(kept, np.arange(len(history)), -1))
    return np.where((found >= 0) & (history.group[found] == history.group), found, -1)


def histories(visits: Visits, rows: int) -> Iterator[History]:
    """The visits in histories of about ``rows`` rows of whole children each: they stay in the processor's cache."""
    order = ordered(visits)
    child = np.asarray(visits.child)[order]
    ends = np.append(np.flatnonzero(np.diff(child)) + 1, len(child))
    cuts = np.append(ends[np.searchsorted(ends, np.arange(rows, len(child), rows))], len(child))
    for start, end in pairwise([0, *np.unique(cuts).tolist()]):
        yield History(visits, order[start:end])


def scattered(parts: Sequence[_Table], order: Ints) -> _Table:
    """Tables of columns of one history after the other as one, put back into the order of the input."""
    columns: dict[str, Any] = {}
    in_order = bool((order[1:] > order[:-1]).all())
    for f in fields(parts[0]):  # type: ignore[arg-type]
        values = np.concatenate([getattr(part, f.name) for part in parts])
        columns[f.name] = values if in_order else np.empty_like(values)
        if not in_order:
            columns[f.name][order] = values
    return replace(parts[0], **columns)  # type: ignore[type-var]
