"""How z-scores of one child hang together, derived from WHO's increments; writes nothing, prints the coefficients.

Were ``s1`` and ``s2`` the standard deviations of attained size at two ages and ``g`` that of the increment between,
then ``g^2 = s1^2 + s2^2 - 2 r s1 s2``. All three are taken as half the distance of WHO's +1 and -1 SD, so ``r`` is what
WHO's own tables imply. It is fitted as ``atanh r = a + b ln(1 + start age) + c ln(interval)``, in months.

The committed tables hold weight over 1 and 2 months, which settle all three coefficients, and length over 2 months
only, which settle ``a`` and ``b`` but not ``c``: that one comes from WHO's own tables of 2, 3, 4 and 6 months.

Usage::

    python tools/fit_growth_correlation.py [WHO_VELOCITY_CSV]

With WHO's figures (``padan.reference.who.load_velocity`` says in what form) it also prints ``c`` of length and how
far the fit is off at each interval, the intervals that it was not fitted on among them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from padan.reference.weight_gain import correlations
from padan.reference.who import Lms, VelocityTables, lms, load_velocity, velocity_tables

DAYS_IN_MONTH = 30.4375
#: The standard of attained size, and the unit of the increments in that of the size.
ATTAINED = {"weight": ("weight_for_age", 1000.0), "length": ("length_for_age", 1.0)}


@dataclass(frozen=True)
class Implied:
    """What the tables imply, one entry for each sex, start age and interval (months)."""

    start: NDArray[np.float64]
    interval: NDArray[np.float64]
    r: NDArray[np.float64]

    def of(self, *intervals: int) -> Implied:
        """The entries of some intervals."""
        kept = np.isin(self.interval, intervals)
        return Implied(self.start[kept], self.interval[kept], self.r[kept])

    def terms(self) -> NDArray[np.float64]:
        """1, ln(1 + start) and ln(interval) as columns."""
        return np.column_stack([np.ones_like(self.r), np.log1p(self.start), np.log(self.interval)])


def implied(measure: str, tables: VelocityTables) -> Implied:
    """The correlation of attained size at the two ends of each increment in the tables."""
    name, unit = ATTAINED[measure]
    attained = spread(lms(name)) * unit
    rows = []
    for (which, interval), table in tables.items():
        if which != measure:
            continue
        starts = np.arange(table.figures.first, table.figures.last + 1)
        first, second = (
            attained[:, np.floor(m * DAYS_IN_MONTH + 0.5).astype(int)] for m in (starts, starts + interval)
        )
        r = (first**2 + second**2 - spread(table.figures) ** 2) / (2 * first * second)
        rows += [(start, interval, value) for sex in r for start, value in zip(starts, sex, strict=True)]
    return Implied(*np.array(rows, dtype=np.float64).T)


def spread(table: Lms) -> NDArray[np.floating]:
    """Half the distance from -1 SD to +1 SD, a standard deviation for each sex and key."""
    high, low = (table.m * (1 + sign * table.l * table.s) ** (1 / table.l) for sign in (1, -1))
    return (high - low) / 2


def fit(found: Implied) -> NDArray[np.floating]:
    """``a``, ``b`` and ``c`` by least squares on atanh r."""
    return np.linalg.lstsq(found.terms(), np.arctanh(found.r), rcond=None)[0]


def fit_given_interval(found: Implied, c: float) -> NDArray[np.float64]:
    """``a`` and ``b`` by least squares where ``c`` is known."""
    terms = found.terms()
    a, b = np.linalg.lstsq(terms[:, :2], np.arctanh(found.r) - c * terms[:, 2], rcond=None)[0]
    return np.array([a, b, c])


def errors(found: Implied, coefficients: NDArray[np.floating]) -> tuple[float, float, float]:
    """Root mean square and largest error of r, and root mean square error of sqrt(1 - r^2) as a share of it."""
    r = np.tanh(found.terms() @ coefficients)
    share = np.sqrt((1 - r**2) / (1 - found.r**2)) - 1
    off = abs(r - found.r)
    return float(np.sqrt(np.mean(off**2))), float(off.max()), float(np.sqrt(np.mean(share**2)))


def report(tables: VelocityTables) -> None:
    for measure in ATTAINED:
        kept = correlations()[measure]
        found = implied(measure, tables)
        committed = np.array([kept.intercept, kept.age, kept.interval])
        shipped = implied(measure, velocity_tables())
        fitted = fit(shipped) if measure == "weight" else fit_given_interval(shipped, kept.interval)
        print(f"{measure}: committed {committed}, fitted on the committed tables {fitted.round(3)}")
        intervals = sorted({int(interval) for interval in found.interval})
        if len(intervals) > 2:
            print(f"  fitted on all of {intervals}: {fit(found).round(3)}")
        for interval in intervals:
            rms, most, share = errors(found.of(interval), committed)
            print(
                f"  {interval} months: r off by {rms:.3f} (rms), {most:.3f} (most); residual SD by {100 * share:.0f} %"
            )


if __name__ == "__main__":
    report(load_velocity(Path(sys.argv[1])) if len(sys.argv) > 1 else velocity_tables())
