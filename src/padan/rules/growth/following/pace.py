"""How fast a child grows: WHO's velocity standards where they reach, else the change of z given the earlier z.

* **Velocity** (WHO 2009). The tables are tried from the shortest interval up; the first for which the child has an
  earlier credible value within ``velocity_tolerance_days`` of the interval serves (``velocity_tolerance_1_month_days``
  for the table of one month), the value nearest to it if there are several. The gain is taken in proportion to the
  table's interval (gain x 30.4375 x months / days; 28 days for WHO's first 4 weeks). L, M and S are interpolated
  between the months of age at the start. z is that of LMS, of gain + delta for weight, and goes on straight beyond -3
  and +3, as WHO does for attained weight (beyond -2 where -3 SD would be no growth at all): a child who lost more than
  delta has a z too.
* Lengths are compared lying: a height (corrected value from ``standing_from_days`` on) is given its 0.7 cm back.
* **Conditional change** where no table reaches: (z2 - r z1) / sqrt(1 - r^2), what z2 is among children who had z1,
  against the last credible value at least ``weight_shortest_days`` or ``length_shortest_days`` earlier.
  :func:`correlation` gives r; ages and intervals beyond WHO's increments, with the tolerance of the tables, are said
  to be extrapolated.
  Measured on WHO's own increments of weight, 1 to 6 months, the SD left, sqrt(1 - r^2), is off by 8 to 13 % (root mean
  square, r by 0.012 at one month, 0.045 at six); of length, 2 to 6 months, by 5 to 9 % (r by 0.006 to 0.034). So a
  conditional z of -2 may be -1.75 or -2.3 by WHO's own figures. Nothing was measured above 24 months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.reference.weight_gain import Correlation, Thresholds, correlations
from padan.reference.who import Velocity, VelocityTables
from padan.rules.growth.ages import DAYS_PER_MONTH
from padan.rules.growth.following.codes import Method, Reason
from padan.rules.growth.following.visits import Bools, Codes, Floats, History, Ints, Series

#: A power nearer to 0 than this is taken to be this: the formula has a logarithm for its limit there.
_NO_POWER = 1e-6


@dataclass(frozen=True)
class Pace:
    """The pace of weight or of length, one entry a visit.

    ``z`` nan where there is none, with its ``reason`` (:class:`Reason`); ``method`` is :class:`Method`. ``gain`` in g
    or cm as measured and ``days`` since the value compared with, nan where there is none.
    """

    z: Floats
    method: Codes
    reason: Codes
    gain: Floats
    days: Floats


def pace(history: History, measure: str, tables: VelocityTables, limits: Thresholds) -> Pace:
    """The pace of ``weight`` or ``length`` at every visit, in the order of the history."""
    size, counts, there, indicator, shortest = _of(history, measure, limits)
    series = Series(history, counts, history.day)
    earlier = np.full(len(history), -1, dtype=np.int64)
    z, method = np.full(len(history), np.nan), np.zeros(len(history), dtype=np.int8)
    for (which, months), table in sorted(tables.items()):
        if which == measure:
            rows = series.rows[method[series.rows] == Method.NONE]
            at, found = _velocity(history, size, series, rows, table, limits)
            done = ~np.isnan(found)
            earlier[rows[done]], z[rows[done]], method[rows[done]] = at[done], found[done], months
    rows = series.rows[method[series.rows] == Method.NONE]
    last = series.before(rows, shortest)
    earlier[rows] = last
    days = np.where(earlier >= 0, history.day - history.day[earlier], np.nan)
    near = rows[(last >= 0) & (days[rows] <= limits.conditional_longest_days)]
    model = correlations()[measure]
    z[near], extrapolated = _conditional(history, history.z[indicator], near, earlier[near], model, limits)
    method[near] = np.where(extrapolated, Method.CONDITIONAL_EXTRAPOLATED, Method.CONDITIONAL)
    method[np.isnan(z)] = Method.NONE
    reason = _reason(history, counts, there, earlier, series, days, limits)
    reason[~np.isnan(z)] = Reason.NONE
    gain = np.where(earlier >= 0, size - size[earlier], np.nan)
    return Pace(z, method, reason, gain, days)


def correlation(model: Correlation, start_months: Floats, interval_months: Floats) -> Floats:
    """The correlation of a child's z-scores at two ages (months of 30.4375 days; the interval above 0)."""
    fisher = model.intercept + model.age * np.log1p(start_months) + model.interval * np.log(interval_months)
    return np.tanh(fisher)


def velocity_z(table: Velocity, sex: Codes, start_months: Floats, gain: Floats, start_tolerance: float) -> Floats:
    """The z of a ``gain`` (g or cm) over the table's interval begun at ``start_months`` of age.

    nan where sex (1, 2) or age are unknown or the table has no such start; its last row serves ``start_tolerance``
    months more.
    """
    figures = table.figures
    known = ((sex == 1) | (sex == 2)) & (start_months >= figures.first)
    known &= start_months <= figures.last + start_tolerance
    boy_girl = np.where(known, sex, 1) - 1
    at = np.clip(np.where(known, start_months, figures.first), figures.first, figures.last) - figures.first
    low = np.minimum(np.floor(at).astype(np.int64), figures.m.shape[1] - 2)
    part = at - low
    left, middle, spread = (
        (1 - part) * column[boy_girl, low] + part * column[boy_girl, low + 1]
        for column in (figures.l, figures.m, figures.s)
    )
    value = np.where(known, gain, np.nan) + table.delta[boy_girl]
    return np.where(known, _lms_z(value, left, middle, spread), np.nan)


def _lms_z(value: Floats, left: Floats, middle: Floats, spread: Floats) -> Floats:
    """z of LMS, straight on beyond its outer lines with the distance from the line before.

    The outer lines are -3 and +3; -2 where WHO's -3 SD would be no growth or less, as in length from 13 months on.
    """
    left = np.where(abs(left) < _NO_POWER, _NO_POWER, left)

    def line(k: Floats) -> Floats:
        return middle * (1 + left * spread * k) ** (1 / left)

    lowest = np.where(1 - 3 * left * spread > 0, -3.0, -2.0)
    highest = np.full_like(lowest, 3.0)
    low, high = line(lowest), line(highest)
    inside = ((np.clip(value, low, high) / middle) ** left - 1) / (left * spread)
    below = lowest + (value - low) / (line(lowest + 1) - low)
    above = highest + (value - high) / (high - line(highest - 1))
    return np.select([value < low, value > high], [below, above], inside)


def _of(history: History, measure: str, limits: Thresholds) -> tuple[Floats, Bools, Bools, str, float]:
    """Size in the unit of the tables, where it counts, where it is there at all, its indicator and least interval."""
    if measure == "weight":
        counts, shortest = history.weight_counts, limits.weight_shortest_days
        return np.rint(history.weight * 1000), counts, history.weighed, "weight_for_age", shortest
    lying = np.where(history.age_days >= limits.standing_from_days, limits.standing_loss_cm, 0)
    shortest = limits.length_shortest_days
    return history.length + lying, history.length_counts, history.measured, "length_for_age", shortest


def _velocity(
    history: History, size: Floats, series: Series, rows: Ints, table: Velocity, limits: Thresholds
) -> tuple[Ints, Floats]:
    one_month = table.interval_months == 1
    tolerance = limits.velocity_tolerance_1_month_days if one_month else limits.velocity_tolerance_days
    earlier = series.nearest(rows, table.interval_months * DAYS_PER_MONTH, tolerance)
    days = np.where(earlier >= 0, history.day[rows] - history.day[earlier], np.nan)
    begun = history.age_days[rows] - days
    start, interval = begun / DAYS_PER_MONTH, np.full(len(rows), table.interval_months * DAYS_PER_MONTH)
    if one_month:
        # The first row of this table is of 0 to 4 weeks, the second of 4 weeks to 2 months.
        weeks, first = limits.first_month_days, np.array([0, 1, 2])
        young = (begun >= 0) & (start < 2)
        start = np.where(young, np.interp(begun, [0, weeks, 2 * DAYS_PER_MONTH], first), start)
        interval = np.interp(start, first, [weeks, 2 * DAYS_PER_MONTH - weeks, DAYS_PER_MONTH])
    gain = (size[rows] - size[earlier]) * interval / days
    return earlier, velocity_z(table, history.sex[rows], start, gain, limits.start_tolerance_months)


def _conditional(
    history: History, z: Floats, rows: Ints, earlier: Ints, model: Correlation, limits: Thresholds
) -> tuple[Floats, Bools]:
    days = history.day[rows] - history.day[earlier]
    months, end = days / DAYS_PER_MONTH, history.age_days[rows] / DAYS_PER_MONTH
    r = correlation(model, np.maximum(end - months, 0), months)
    spare = limits.velocity_tolerance_days
    beyond = (days < model.shortest * DAYS_PER_MONTH - spare) | (days > model.longest * DAYS_PER_MONTH + spare)
    beyond |= end > model.last_age + limits.start_tolerance_months
    return (z[rows] - r * z[earlier]) / np.sqrt(1 - r**2), beyond


def _reason(
    history: History, counts: Bools, there: Bools, earlier: Ints, series: Series, days: Floats, limits: Thresholds
) -> Codes:
    any_earlier = Series(history, there, history.day).before(np.arange(len(history)), 1) >= 0
    credible_earlier = series.before(np.arange(len(history)), 1) >= 0
    answers = (
        (~there, Reason.NOT_MEASURED),
        (~counts, Reason.FLAGGED),
        (~any_earlier, Reason.FIRST),
        (~credible_earlier, Reason.EARLIER_FLAGGED),
        (earlier < 0, Reason.TOO_CLOSE),
        (days > limits.conditional_longest_days, Reason.TOO_LONG_AGO),
        ((history.sex != 1) & (history.sex != 2), Reason.SEX),
        (np.isnan(history.age_days), Reason.AGE),
    )
    conditions, reasons = zip(*answers, strict=True)
    told: Codes = np.select(conditions, reasons, Reason.NO_STANDARD).astype(np.int8)
    return told
