"""What a child's own earlier and later visits say against a measurement. Rows are in order here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from padan.reference.quality import Band, gains, held, limits
from padan.rules.growth.credibility.visits import (
    NOWHERE,
    Flags,
    Numbers,
    Timeline,
    Visits,
    Whole,
    earlier,
    hundredths,
    later,
)

#: Judges the rows of the first argument against those of the second: too low, too high.
Comparison: TypeAlias = Callable[[Whole, Whole], tuple[Flags, Flags]]


def by_age(bands: Sequence[Band], age_days: Numbers) -> Numbers:
    """The value that holds at each age; NaN where the age is unknown or before the first band."""
    starts = np.array([band.from_days for band in bands], dtype=np.float64)
    values = np.array([np.nan, *(band.value for band in bands)])
    place = np.searchsorted(starts, age_days, side="right")
    return np.where(np.isnan(age_days), np.nan, values[place])


def held_days(line: Timeline, *values: Whole) -> Whole:
    """For how many days the values have been exactly what they are, back over visits without a break; 0 if not.

    ``values`` are whole hundredths, -1 where unknown; a row with an unknown value is passed over.
    """
    known = np.logical_and.reduce([value >= 0 for value in values])
    before = earlier(line, known)
    same = known & (before != NOWHERE)
    for value in values:
        same &= value == value[before]
    start = np.where(same, before, np.arange(len(known)))
    # Each step doubles how far back a row points, until every one points at the first visit of its run.
    while not np.array_equal(further := start[start], start):
        start = further
    return line.day - line.day[start]


def carried(line: Timeline, visits: Visits) -> tuple[Flags, Flags, Flags]:
    """Rows where weight, length, or both have stayed exactly equal for longer than a growing child's can."""
    weight, length = hundredths(visits.weight), hundredths(visits.length)
    out = []
    for measure, values in (("weight", (weight,)), ("length", (length,)), ("both", (weight, length))):
        days = held_days(line, *values)
        out.append((days > 0) & (days >= by_age(held(measure), visits.age_days)))
    return out[0], out[1], out[2]


def length_changes(line: Timeline, visits: Visits, length: Numbers) -> tuple[Flags, Flags]:
    """Rows where the child is shorter, or has grown more, than error allows since its last visit.

    Standing heights are made lying lengths first; where either position is unknown the allowance is larger.
    """
    shift = limits()["position_shift"]
    error = limits()["repeatability"] * limits()["length_tem"]
    lying = length + np.where(visits.position == 2, shift, 0.0)
    kept = held_days(line, hundredths(length))

    def judged(now: Whole, then: Whole) -> tuple[Flags, Flags]:
        unsure = (visits.position[now] == 0) | (visits.position[then] == 0)
        allowed = error + np.where(unsure, shift, 0.0)
        change = lying[now] - lying[then]
        most = _most("length", line, visits, kept, now, then)
        return change < -allowed, change > most + allowed

    return _blamed(line, ~np.isnan(length), judged)


def weight_changes(line: Timeline, visits: Visits, weight: Numbers) -> Flags:
    """Rows where weight has been lost or gained beyond what is possible since the child's last visit."""
    numbers = limits()
    kept = held_days(line, hundredths(weight))

    def judged(now: Whole, then: Whole) -> tuple[Flags, Flags]:
        change = weight[now] - weight[then]
        soon = line.day[now] - line.day[then] <= numbers["weight_loss_days"]
        lost = -change > numbers["weight_loss_share"] * weight[then] + numbers["weight_tolerance"]
        most = _most("weight", line, visits, kept, now, then)
        return soon & lost, change > most + numbers["weight_tolerance"]

    down, up = _blamed(line, ~np.isnan(weight), judged)
    return down | up


def _most(measure: str, line: Timeline, visits: Visits, kept: Whole, now: Whole, then: Whole) -> Numbers:
    """The most that can be gained since the earlier value was first written, for it may have been copied since."""
    months = (line.day[now] - line.day[then] + kept[then]) / limits()["month_days"]
    return by_age(gains(measure), visits.age_days[then] - kept[then]) * months


def _blamed(line: Timeline, known: Flags, judged: Comparison) -> tuple[Flags, Flags]:
    """Compare each known row with the child's last known visit; a change back is the earlier row's doing."""
    before = earlier(line, known)
    rows = np.flatnonzero(known & (before != NOWHERE))
    down, up = np.zeros(len(known), dtype=np.bool_), np.zeros(len(known), dtype=np.bool_)
    down[rows], up[rows] = judged(rows, before[rows])
    last = before[rows]
    back = rows[((down[rows] & up[last]) | (up[rows] & down[last])) & (before[last] != NOWHERE)]
    still_down, still_up = judged(back, before[before[back]])
    down[back] = still_down
    up[back] = still_up
    return down, up


def other_child(line: Timeline, visits: Visits) -> Flags:
    """Rows where length and weight both leave the child's own line the same way and both return at the next visit."""
    names = ("length_for_age", "weight_for_age")
    scores = [np.where(visits.flag[name], np.nan, visits.z[name]) for name in names]
    known = ~np.isnan(scores[0]) & ~np.isnan(scores[1])
    before, after = earlier(line, known), later(line, known)
    rows = np.flatnonzero(known & (before != NOWHERE) & (after != NOWHERE))
    then, next_ = before[rows], after[rows]
    numbers = limits()
    near = np.maximum(line.day[rows] - line.day[then], line.day[next_] - line.day[rows]) <= numbers["other_child_days"]
    up, down = near.copy(), near.copy()
    for z in scores:
        since, until = z[rows] - z[then], z[rows] - z[next_]
        back = np.abs(z[next_] - z[then]) <= numbers["other_child_return"]
        up &= back & (np.minimum(since, until) >= numbers["other_child_shift"])
        down &= back & (np.maximum(since, until) <= -numbers["other_child_shift"])
    out = np.zeros(len(known), dtype=np.bool_)
    out[rows] = up | down
    return out
