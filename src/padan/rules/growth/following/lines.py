"""Crossing the printed lines of the chart, and the slope of the z-scores of the last half year.

A z on a line is above it, as -2.00 is not stunted. A single crossing may be an error of measuring: the slope over all
visits of the window, with its standard error, says whether the child really sinks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from padan.reference.weight_gain import Thresholds, lines
from padan.rules.growth.ages import DAYS_PER_MONTH
from padan.rules.growth.following.visits import Floats, History, Ints, Series


@dataclass(frozen=True)
class Crossings:
    """Lines crossed, one entry a visit; 0 where there is no z or nothing earlier.

    ``down`` and ``up`` since the last earlier z; ``down_from_best`` since the highest z of the window before this
    visit, ``best`` (nan where there is none).
    """

    down: Ints
    up: Ints
    down_from_best: Ints
    best: Floats


@dataclass(frozen=True)
class Slope:
    """The straight line through the z of the window up to each visit.

    ``per_month`` in z per 30.4375 days and its standard ``error``, nan with fewer than ``slope_fewest_visits``
    ``visits`` or all on one day.
    """

    per_month: Floats
    error: Floats
    visits: Ints


class Window:
    """The visits with a z of one indicator, and how many of its child each has before it within the window."""

    def __init__(self, history: History, indicator: str, limits: Thresholds) -> None:
        self._series = Series(history, ~np.isnan(history.z[indicator]), history.day)
        self._history = history
        #: The rows of the history with a z, their day, and z in whole hundredths.
        self.rows: Ints = self._series.rows
        self.day: Ints = history.day[self.rows]
        self.hundredths: Floats = np.rint(history.z[indicator][self.rows] * 100)
        at = np.arange(len(self.rows))
        self._earlier: Ints = at - self._series.first_within(limits.window_days)

    def last_before(self) -> Ints:
        """The place among ``rows`` of the last z of an earlier day; -1 where there is none."""
        found = self._series.before(self.rows, 1)
        return np.where(found >= 0, np.searchsorted(self.rows, found), -1)

    def back(self) -> Iterator[tuple[Ints, Ints]]:
        """Step by step back: places among ``rows``, and the place that many visits before each in its window.

        The steps are as many as the visits of one child in a window, not as the children.
        """
        which, step = np.flatnonzero(self._earlier > 0), 1
        while len(which):
            yield which, which - step
            step += 1
            which = which[self._earlier[which] >= step]


def crossings(history: History, window: Window) -> Crossings:
    """The lines that an indicator crossed at every visit, in the order of the history."""
    z = window.hundredths
    above = _lines_below(z)
    last = window.last_before()
    change = np.where(last >= 0, above - above[last], 0)
    highest = np.full(len(z), -np.inf)
    for which, back in window.back():
        earlier = np.where(window.day[back] < window.day[which], z[back], -np.inf)
        highest[which] = np.maximum(highest[which], earlier)
    some = np.isfinite(highest)
    fallen = np.where(some, np.maximum(_lines_below(highest) - above, 0), 0)
    down, up, from_best = (np.zeros(len(history), dtype=np.int64) for _ in range(3))
    best = np.full(len(history), np.nan)
    down[window.rows], up[window.rows] = np.maximum(-change, 0), np.maximum(change, 0)
    from_best[window.rows], best[window.rows[some]] = fallen, highest[some] / 100
    return Crossings(down, up, from_best, best)


def slope(history: History, window: Window, limits: Thresholds) -> Slope:
    """The slope of an indicator at every visit, in the order of the history.

    Days and hundredths of z are counted from the visit itself, so all sums are of whole numbers, and exact.
    """
    places = len(window.rows)
    count = np.ones(places)
    sum_x, sum_y, sum_xx, sum_xy, sum_yy = (np.zeros(places) for _ in range(5))
    for which, back in window.back():
        x = (window.day[back] - window.day[which]).astype(np.float64)
        y = window.hundredths[back] - window.hundredths[which]
        for total, part in ((count, 1), (sum_x, x), (sum_y, y), (sum_xx, x * x), (sum_xy, x * y), (sum_yy, y * y)):
            total[which] += part
    # Each times count: whole numbers still.
    xx, xy, yy = count * sum_xx - sum_x**2, count * sum_xy - sum_x * sum_y, count * sum_yy - sum_y**2
    enough = (count >= limits.slope_fewest_visits) & (xx > 0)
    xx, freedom = np.where(enough, xx, np.nan), np.where(enough, count - 2, np.nan)
    scale = DAYS_PER_MONTH / 100
    per_month = xy / xx * scale
    error = np.sqrt(np.maximum(yy * xx - xy**2, 0) / freedom) / xx * scale
    none = np.full(len(history), np.nan)
    out = Slope(none, none.copy(), np.zeros(len(history), dtype=np.int64))
    out.per_month[window.rows], out.error[window.rows], out.visits[window.rows] = per_month, error, count
    return out


def _lines_below(hundredths: Floats) -> Ints:
    """How many lines lie at or below a z."""
    return np.searchsorted(lines() * 100, hundredths, side="right")
