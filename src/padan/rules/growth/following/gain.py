"""Weight since last month: N, T, O, B by the least gain (KBM) of Buku KIA, 2T, and the red and orange lines.

How Buku KIA is made exact here:

* O and B go by calendar months, as the posyandu's register does: B where no earlier month has a weighing, O where
  the month before has none.
* The gain is counted from the last credible weighing of the month before that is at least ``gain_shortest_days``
  earlier. With ``whole_shortest_days`` to ``whole_longest_days`` between the KBM counts as printed; else it is taken in
  proportion to the days (KBM x days / 30.4375). Nearer than ``gain_shortest_days`` nothing is said.
* KBM goes by full months of age at this weighing. Buku KIA gives none before one month of age.
* ``status`` is by KBM alone. ``by_line`` is by the growth curve, and by KBM where the curve leaves doubt: T if weight
  is flat or fell, or the z fell to below a lower line by more than ``line_tolerance``; N if it fell by no more than
  that and crossed no line; else KBM.
* Grams are whole, so that 7.1 - 6.8 kg is 300 g and not 299.99.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.reference.weight_gain import Thresholds, lines, minimum_gain
from padan.rules.growth.ages import DAYS_PER_MONTH, from_ordinals, full_months, rounded_half_up
from padan.rules.growth.answer import Answer
from padan.rules.growth.following.codes import Gain, Reason
from padan.rules.growth.following.visits import Bools, Codes, Floats, History, Ints, Series


@dataclass(frozen=True)
class WeightGain:
    """Weight since last month, one entry a visit.

    ``status`` and ``by_line`` are :class:`Gain`, ``reason`` a :class:`Reason` where ``status`` is unknown. ``grams``
    gained in ``days``, of which ``least`` were asked (nan where there is no N or T); ``prorated`` where that is not the
    printed KBM. ``months`` of full age (nan unknown). ``failures``: T in so many months in a row. ``below_red`` and
    ``above_orange`` are :class:`Answer`.
    """

    status: Codes
    by_line: Codes
    reason: Codes
    grams: Floats
    days: Floats
    least: Floats
    prorated: Bools
    months: Floats
    failures: Ints
    below_red: Codes
    above_orange: Codes


def weight_gain(history: History, limits: Thresholds) -> WeightGain:
    """N, T, O or B of every visit, in the order of the history."""
    months = _full_months(history)
    status, reason, earlier = _compared_with(history, limits)
    compared = earlier >= 0
    grams_now = np.rint(np.where(history.weight_counts, history.weight, np.nan) * 1000)
    grams = np.where(compared, grams_now - grams_now[earlier], np.nan)
    days = np.where(compared, history.day - history.day[earlier], np.nan)
    prorated = compared & ((days < limits.whole_shortest_days) | (days > limits.whole_longest_days))
    printed = _printed(history, months)
    least = np.where(compared, np.where(prorated, np.rint(printed * days / DAYS_PER_MONTH), printed), np.nan)
    known = compared & ~np.isnan(least)
    reason[compared & ~known] = _why_no_minimum(history, months)[compared & ~known]
    by_minimum = np.where(grams >= least, Gain.GAINED, Gain.NOT_GAINED).astype(np.int8)
    status[known] = by_minimum[known]
    by_line = _by_line(history, earlier, grams, status, limits)
    z = history.z["weight_for_age"]
    below, above = _known(z < limits.red_line, z), _known(z > limits.orange_line, z)
    failures = _failures(history, status)
    return WeightGain(status, by_line, reason, grams, days, least, prorated & known, months, failures, below, above)


def _full_months(history: History) -> Floats:
    aged = np.isfinite(history.age_days)
    born = history.day - rounded_half_up(np.where(aged, history.age_days, 0)).astype(np.int64)
    months = full_months(from_ordinals(born), from_ordinals(history.day))
    return np.where(aged, months, np.nan)


def _compared_with(history: History, limits: Thresholds) -> tuple[Codes, Codes, Ints]:
    """Status and reason where they hold without a comparison, and the row to compare with (-1 none)."""
    status, reason = np.zeros(len(history), dtype=np.int8), np.zeros(len(history), dtype=np.int8)
    earlier = np.full(len(history), -1, dtype=np.int64)
    reason[~history.weighed] = Reason.NOT_MEASURED
    reason[history.weighed & ~history.weight_counts] = Reason.FLAGGED
    usable = Series(history, history.weight_counts, history.month)
    rows = usable.rows
    month = history.month[rows]

    def in_month_before(found: Ints) -> Bools:
        before: Bools = (found >= 0) & (history.month[found] == month - 1)
        return before

    any_before = Series(history, history.weighed, history.month).before(rows, 1)
    credible_before = usable.before(rows, 1)
    found = Series(history, history.weight_counts, history.day).before(rows, limits.gain_shortest_days)
    found = np.minimum(found, credible_before)
    answers = (
        (any_before < 0, Gain.NEW, Reason.NONE),
        (~in_month_before(any_before), Gain.NOT_WEIGHED_BEFORE, Reason.NONE),
        (~in_month_before(credible_before), Gain.UNKNOWN, Reason.EARLIER_FLAGGED),
        (~in_month_before(found), Gain.UNKNOWN, Reason.TOO_CLOSE),
    )
    conditions = [condition for condition, _status, _reason in answers]
    status[rows] = np.select(conditions, [answer[1] for answer in answers], Gain.UNKNOWN)
    reason[rows] = np.select(conditions, [answer[2] for answer in answers], Reason.NONE)
    earlier[rows] = np.where(np.logical_or.reduce(conditions), -1, found)
    return status, reason, earlier


def _printed(history: History, months: Floats) -> Floats:
    grams = minimum_gain()
    inside = (months >= 0) & (months < grams.shape[1])
    return np.where(inside, grams[history.sex, np.where(inside, months, 0).astype(np.int64)], np.nan)


def _why_no_minimum(history: History, months: Floats) -> Codes:
    there = minimum_gain()[1:].max(axis=0)
    inside = (months >= 0) & (months < len(there))
    for_someone = inside & ~np.isnan(there[np.where(inside, months, 0).astype(np.int64)])
    reasons = np.select([np.isnan(months), for_someone], [Reason.AGE, Reason.SEX], Reason.NO_STANDARD)
    return reasons.astype(np.int8)


def _by_line(history: History, earlier: Ints, grams: Floats, status: Codes, limits: Thresholds) -> Codes:
    z = history.z["weight_for_age"]
    compared = earlier >= 0
    fall = np.where(compared, z[earlier] - z, np.nan)
    crossed = np.searchsorted(lines(), z, side="right") < np.searchsorted(lines(), z[earlier], side="right")
    # Hundredths: z has two decimals, and 0.3 - 0.2 is not 0.1 in floating point.
    far = np.rint(fall * 100) > np.rint(limits.line_tolerance * 100)
    not_gained = compared & ((grams <= 0) | (~np.isnan(fall) & crossed & far))
    gained = compared & ~np.isnan(fall) & ~crossed & ~far
    return np.select([not_gained, gained], [Gain.NOT_GAINED, Gain.GAINED], status).astype(np.int8)


def _known(holds: Bools, z: Floats) -> Codes:
    return np.select([np.isnan(z), holds], [Answer.UNKNOWN, Answer.YES], Answer.NO).astype(np.int8)


def _failures(history: History, status: Codes) -> Ints:
    """T in how many months in a row, this one included; the last credible weighing of a month stands for it."""
    failed = status == Gain.NOT_GAINED
    usable = Series(history, history.weight_counts, history.month)
    rows = usable.rows
    last_of_month = np.ones(len(rows), dtype=np.bool_)
    last_of_month[:-1] = (np.diff(history.group[rows]) != 0) | (np.diff(history.month[rows]) != 0)
    months = rows[last_of_month]
    at = np.arange(len(months))
    # T is only said where the month before has a credible weighing, so a run of T never jumps a month or a child.
    start = np.maximum.accumulate(np.where(failed[months], 0, at + 1))
    run = np.zeros(len(history), dtype=np.int64)
    run[months] = np.where(failed[months], at - start + 1, 0)
    before = usable.before(np.arange(len(history)), 1)
    return np.where(failed, 1 + run[before], 0)
