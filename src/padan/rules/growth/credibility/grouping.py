"""Rows gathered by group: sums, moments and the commonest value, without a loop over groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.rules.growth.credibility.visits import Flags, Numbers, Whole


@dataclass(frozen=True, slots=True)
class Grouping:
    """``place`` of each row's group among ``count`` groups."""

    place: Whole
    count: int

    def total(self, values: Flags | Numbers | Whole) -> Numbers:
        """The sum of the values by group (of flags: how many are set)."""
        return np.bincount(self.place, weights=values.astype(np.float64), minlength=self.count).astype(np.float64)

    def moments(self, values: Numbers) -> Moments:
        """Moments of the values that are not NaN, by group."""
        known = ~np.isnan(values)
        some = Grouping(self.place[known], self.count)
        number = some.total(np.ones(len(some.place)))
        mean = ratio(some.total(values[known]), number)
        off = values[known] - mean[some.place]
        return Moments(number, mean, some.total(off**2), some.total(off**3), some.total(off**4))

    def table(self, kind: Whole, kinds: int, counted: Flags) -> Numbers:
        """How often each of ``kinds`` occurs in each group among the rows counted. Shape (count, kinds)."""
        cell = self.place[counted] * kinds + kind[counted]
        return np.bincount(cell, minlength=self.count * kinds).reshape(self.count, kinds).astype(np.float64)

    def commonest(self, values: Whole, counted: Flags) -> Numbers:
        """How often the commonest value occurs in each group among the rows counted."""
        place, value = self.place[counted], values[counted]
        out = np.zeros(self.count)
        order = np.lexsort((value, place))
        place, value = place[order], value[order]
        times, first = run_lengths(place, value)
        np.maximum.at(out, place[first], times)
        return out


@dataclass(frozen=True, slots=True)
class Moments:
    """Number, mean, and sums of the second, third and fourth powers of the deviations, by group."""

    number: Numbers
    mean: Numbers
    second: Numbers
    third: Numbers
    fourth: Numbers

    def variance(self) -> Numbers:
        """The sample variance (n - 1); NaN for fewer than two values."""
        return ratio(self.second, np.where(self.number > 1, self.number - 1, 0.0))

    def skewness(self) -> Numbers:
        """Third standardised moment (divisor n), as ENA for SMART gives it; NaN where nothing varies."""
        return ratio(ratio(self.third, self.number), ratio(self.second, self.number) ** 1.5)

    def kurtosis(self) -> Numbers:
        """Fourth standardised moment less 3 (divisor n); NaN where nothing varies."""
        return ratio(ratio(self.fourth, self.number), ratio(self.second, self.number) ** 2) - 3


def ratio(above: Numbers, below: Numbers) -> Numbers:
    """``above / below``; NaN where ``below`` is 0 or NaN."""
    good = below > 0
    return np.where(good, above / np.where(good, below, 1.0), np.nan)


def run_lengths(*columns: Whole) -> tuple[Whole, Whole]:
    """Lengths and first places of the runs of equal rows in columns that are sorted together."""
    count = len(columns[0])
    new = np.zeros(count, dtype=np.bool_)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    first = np.flatnonzero(new)
    return np.diff(np.append(first, count)), first
