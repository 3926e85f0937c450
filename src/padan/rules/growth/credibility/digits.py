"""Last digits: what a group rounds to, and how unevenly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.rules.growth.credibility.grouping import Grouping, ratio
from padan.rules.growth.credibility.visits import Flags, Numbers, Visits, Whole, measured

_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Digits:
    """Of one measure, by group: how many values, and what their last digits (tenths) look like.

    ``score`` is the digit preference score 100 x sqrt(chi2 / (n x 9)) of WHO MONICA and nipnTK; ``beyond`` the
    same with the chi2 that chance alone gives (9) taken off first, which is fair to small groups. ``whole`` and
    ``half`` are the shares ending in 0, and in 0 or 5; ``fives`` the share of whole multiples of five.
    """

    number: Numbers
    score: Numbers
    beyond: Numbers
    whole: Numbers
    half: Numbers
    fives: Numbers


@dataclass(frozen=True, slots=True)
class Written:
    """How weight (kg) and length (cm) are written."""

    weight: Digits
    length: Digits


def written(grouping: Grouping, visits: Visits) -> Written:
    """The last digits of both measures, by group."""
    return Written(digits(grouping, visits.weight), digits(grouping, visits.length))


def digits(grouping: Grouping, values: Numbers) -> Digits:
    """The last digits of values rounded to tenths; what is not measured is left out, no value gives NaN."""
    counted = measured(values)
    tenths = _tenths(values, counted)
    table = grouping.table(tenths % _DIGITS, _DIGITS, counted)
    number = table.sum(axis=1)
    expected = number / _DIGITS
    statistic = ratio(((table - expected[:, None]) ** 2).sum(axis=1), expected)
    freedom = _DIGITS - 1
    fives = grouping.total(counted & (tenths % 50 == 0))
    return Digits(
        number=number,
        score=100 * np.sqrt(ratio(statistic, number * freedom)),
        beyond=100 * np.sqrt(ratio(np.maximum(statistic - freedom, 0.0), number * freedom)),
        whole=ratio(table[:, 0], number),
        half=ratio(table[:, 0] + table[:, 5], number),
        fives=ratio(fives, number),
    )


def _tenths(values: Numbers, counted: Flags) -> Whole:
    tenths: Whole = np.rint(np.where(counted, values, 0.0) * 10).astype(np.int64)
    return tenths
