"""The frame of a panel: which ages and values it shows, where they lie on the sheet, and its ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from padan.rules.growth.ages import DAYS_PER_MONTH as MONTH
from padan.rules.growth.chart.standard import Part, levels, parts, shown_length
from padan.rules.growth.chart.values import Chart, Lines, Point

#: Windows of age in months, the narrowest first.
_WINDOWS: Final = ((0, 6), (0, 12), (0, 24), (0, 36), (24, 60), (0, 60))
#: Steps between labelled months and between thin lines, for windows up to so many months.
_MONTH_STEPS: Final = ((12, 1, 1), (24, 2, 1), (36, 3, 1), (math.inf, 6, 2))
#: Lengths shown, cm: at least so many, in whole fives, with so much beside the child's.
_LEAST_LENGTHS, _FIVE, _BESIDE = 30, 5, 5
#: A point that is not flagged may widen the frame by this share of what the curves span.
_WIDENING: Final = 0.35
_ROOM: Final = 0.04


@dataclass(frozen=True, slots=True)
class Ticks:
    """Values with a number, and values with only a thin line."""

    labelled: tuple[float, ...]
    thin: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """``x`` (days or cm) and ``y`` (kg, cm, kg/m²) that a panel shows, first and last."""

    x: tuple[float, float]
    y: tuple[float, float]

    def sides(self, x: float, y: float) -> tuple[int, int]:
        """On which side a point lies outside: -1 left or below, 1 right or above, 0 within."""
        return _side(x, self.x), _side(y, self.y)


@lru_cache(maxsize=32)
def bounds(chart: Chart) -> Bounds:
    """What the panel of a chart shows."""
    standard = parts(chart)
    x = _shown_x(chart, standard)
    return Bounds(x, _shown_y(chart, standard, x))


@dataclass(frozen=True, slots=True)
class Frame:
    """The box on the sheet that shows ``x`` and ``y``."""

    x: tuple[float, float]
    y: tuple[float, float]
    left: float
    top: float
    width: float
    height: float

    def across(self, x: float) -> float:
        """Where an ``x`` lies on the sheet."""
        return self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width

    def down(self, y: float) -> float:
        """Where a ``y`` lies on the sheet."""
        return self.top + (self.y[1] - y) / (self.y[1] - self.y[0]) * self.height


def _side(value: float, bounds: tuple[float, float]) -> int:
    return (value > bounds[1]) - (value < bounds[0])


def place(chart: Chart, point: Point) -> tuple[float, float]:
    """The ``x`` and ``y`` of a point: its age in days or its length, and its value."""
    return (shown_length(chart, point) if chart.by_length else float(point.age_days)), point.value


def _shown_x(chart: Chart, standard: tuple[Part, ...]) -> tuple[float, float]:
    """First and last ``x`` of the frame: the chart's own window, else the narrowest that holds the points."""
    if chart.by_length:
        return chart.window or _lengths(chart, standard[0])
    low, high = chart.window or _months(chart)
    return low * MONTH, high * MONTH


def _months(chart: Chart) -> tuple[int, int]:
    most = _WINDOWS[-1][1] * MONTH
    ages = [point.age_days for point in chart.points if 0 <= point.age_days <= most]
    if not ages:
        return _WINDOWS[-1]
    return next(w for w in _WINDOWS if w[0] * MONTH <= min(ages) and max(ages) <= w[1] * MONTH)


def _lengths(chart: Chart, part: Part) -> tuple[float, float]:
    first, last = float(part.x[0]), float(part.x[-1])
    usable = [x for x in (shown_length(chart, p) for p in chart.points if not p.flagged) if first <= x <= last]
    if not usable:
        return first, last
    low = max(first, math.floor((min(usable) - _BESIDE) / _FIVE) * _FIVE)
    high = min(last, math.ceil((max(usable) + _BESIDE) / _FIVE) * _FIVE)
    missing = _LEAST_LENGTHS - (high - low)
    if missing > 0:
        low = max(first, low - math.ceil(missing / 2 / _FIVE) * _FIVE)
        high = min(last, max(high, low + _LEAST_LENGTHS))
        low = min(low, high - _LEAST_LENGTHS)
    return low, high


def _shown_y(chart: Chart, standard: tuple[Part, ...], x: tuple[float, float]) -> tuple[float, float]:
    """First and last ``y``: all curves within ``x``, and the points that are not flagged if they are not too far."""
    ends = [values for part in standard for z in (levels(Lines.Z)[0], levels(Lines.Z)[-1])
            if (values := part.at(z)[(part.x >= x[0]) & (part.x <= x[1])]).size]  # fmt: skip
    if not ends:
        ends = [part.at(z) for part in standard for z in levels(Lines.Z)]
    low, high = float(min(map(np.min, ends))), float(max(map(np.max, ends)))
    span = high - low
    for point in chart.points:
        if not point.flagged and not _side(place(chart, point)[0], x):
            low = min(low, max(point.value, low - _WIDENING * span))
            high = max(high, min(point.value, high + _WIDENING * span))
    room = _ROOM * (high - low)
    return low - room, high + room


def ticks_of_x(chart: Chart, x: tuple[float, float]) -> Ticks:
    """Ticks along the bottom, in months of age or cm."""
    if chart.by_length:
        return Ticks(_multiples(x, _FIVE), _multiples(x, 1))
    months = x[0] / MONTH, x[1] / MONTH
    label, thin = next(steps[1:] for steps in _MONTH_STEPS if months[1] - months[0] <= steps[0])
    return Ticks(_multiples(months, label), _multiples(months, thin))


def ticks_of_y(y: tuple[float, float]) -> Ticks:
    """Ticks up the side: four to eleven round numbers, with thin lines between where these are far apart."""
    least = (y[1] - y[0]) / 11
    power = 10 ** math.floor(math.log10(least))
    factor, parts = next((f, p) for f, p in ((1, 2), (2, 2), (5, 1), (10, 2)) if f * power >= least * (1 - 1e-9))
    return Ticks(_multiples(y, factor * power), _multiples(y, factor * power / parts))


def _multiples(bounds: tuple[float, float], step: float) -> tuple[float, ...]:
    first, last = math.ceil(bounds[0] / step - 1e-9), math.floor(bounds[1] / step + 1e-9)
    return tuple(round(k * step, 6) for k in range(first, last + 1))
