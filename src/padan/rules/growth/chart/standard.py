"""WHO's curves: the value that lies at a z, over age or length."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from padan.reference.who import Lms, lms
from padan.rules.growth.ages import Floats
from padan.rules.growth.arithmetic import LYING_MINUS_STANDING
from padan.rules.growth.chart.values import Chart, Lines, Point
from padan.rules.growth.children import BMI_FOR_AGE, LENGTH_FOR_AGE
from padan.rules.growth.standards import STANDING_FROM_DAY

#: Standards that go from lying to standing within one table.
_IN_TWO_PARTS: Final = frozenset((LENGTH_FOR_AGE, BMI_FOR_AGE))

CENTILES: Final = (3, 15, 50, 85, 97)
_Z: Final = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stretch of a standard for one sex without a jump: ``x`` in days or cm and L, M and S there. Each equals only
    itself."""

    x: Floats
    l: Floats  # noqa: E741  (WHO's own name)
    m: Floats
    s: Floats

    def at(self, z: float) -> Floats:
        """The value at ``z``, within three standard deviations: M (1 + L S z)^(1 / L), for each ``x``."""
        values: Floats = self.m * np.power(1 + self.l * self.s * z, 1 / self.l)
        return values


def standing(chart: Chart) -> bool:
    """Whether weight is drawn over standing height: when the newest point is of a child of 24 months or more."""
    return chart.newest is not None and chart.newest.age_days >= STANDING_FROM_DAY


def parts(chart: Chart) -> tuple[Part, ...]:
    """The standard of a chart; two parts where lying gives way to standing, which meet at 24 months."""
    row = chart.child.sex - 1
    if chart.by_length:
        table = lms("weight_for_height" if standing(chart) else "weight_for_length")
        return (_part(table, row, 0, table.m.shape[1], 0.1),)
    table = lms(chart.indicator)
    if chart.indicator not in _IN_TWO_PARTS:
        return (_part(table, row, 0, table.m.shape[1], 1.0),)
    switch = STANDING_FROM_DAY - table.first
    lying, upright = _part(table, row, 0, switch, 1.0), _part(table, row, switch, table.m.shape[1], 1.0)
    lying.x[-1] = upright.x[0] = STANDING_FROM_DAY - 0.5
    return lying, upright


def _part(table: Lms, row: int, start: int, stop: int, unit: float) -> Part:
    keys = np.arange(table.first + start, table.first + stop, dtype=np.float64) * unit
    return Part(keys, table.l[row, start:stop], table.m[row, start:stop], table.s[row, start:stop])


def levels(lines: Lines) -> tuple[float, ...]:
    """The z of each curve, from below."""
    if lines is Lines.Z:
        return _Z
    return tuple(NormalDist().inv_cdf(centile / 100) for centile in CENTILES)


def shown_length(chart: Chart, point: Point) -> float:
    """cm at which a point of weight-for-length stands: lying lengths on a chart of standing height 0.7 cm lower.

    The z is the same there, for the two tables differ by just that.
    """
    length = point.length or 0.0
    moved = standing(chart) and point.age_days < STANDING_FROM_DAY
    return length - LYING_MINUS_STANDING if moved else length


def correction(chart: Chart, point: Point) -> float:
    """cm between what was measured and what is shown: 0.7, -0.7 or 0."""
    moved = shown_length(chart, point) - (point.length or 0.0) if chart.by_length else 0.0
    return round(point.correction + moved, 1)
