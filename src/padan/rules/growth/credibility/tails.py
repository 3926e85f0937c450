"""How probable a figure is by chance. Small closed forms and upper bounds; every argument a column of groups."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from padan.rules.growth.credibility.visits import Numbers


def _each(function: Callable[[float], float], values: Numbers) -> Numbers:
    return np.array([function(value) for value in values.tolist()], dtype=np.float64)


def normal_two_sided(z: Numbers) -> Numbers:
    """The probability that a standard normal value lies further from 0 than ``z``; NaN stays."""
    return _each(math.erfc, np.abs(z) / math.sqrt(2))


def proportion_p(count: Numbers, total: Numbers, expected: float) -> Numbers:
    """Two-sided p of ``count`` of ``total`` when ``expected`` is the true share; NaN when the total is 0.

    Normal with Yates's correction, the one-sample proportion test that nipnTK and ENA use for ratios.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.maximum(np.abs(count - total * expected) - 0.5, 0.0)
        z = off / np.sqrt(total * expected * (1 - expected))
    return normal_two_sided(np.where(total > 0, z, np.nan))


def chi_square_p(statistic: Numbers, degrees: int) -> Numbers:
    """The upper tail of chi-square for an odd number of degrees of freedom (Abramowitz and Stegun 26.4.4)."""
    root = np.sqrt(statistic)
    term, series = root.copy(), np.zeros_like(root)
    for odd in range(1, degrees, 2):
        series += term
        term = term * statistic / (odd + 2)
    density = np.exp(-statistic / 2) / math.sqrt(2 * math.pi)
    return normal_two_sided(root) + 2 * density * series


def at_least_p(count: Numbers, total: Numbers, share: float) -> Numbers:
    """An upper bound of P(X >= count) for a binomial X of ``total`` trials: 1 up to the mean, NaN for 0 trials.

    The first term of the tail, times the geometric series that bounds the rest: never below the true
    probability, and near it far out in the tail.
    """
    rest = total - count
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = rest * share / ((count + 1) * (1 - share))
        log_first = _log_choose(total, count) + count * math.log(share) + rest * math.log(1 - share)
        bound = np.exp(log_first) / (1 - ratio)
    bound = np.where(count > total * share, np.minimum(bound, 1.0), 1.0)
    return np.where(total > 0, bound, np.nan)


def spread_p(variance: Numbers, degrees: Numbers, least: float) -> Numbers:
    """An upper bound of the probability of so small a variance when the true SD is ``least`` or more.

    Lower tail of chi-square with ``degrees`` degrees of freedom, its series bounded by a geometric one; NaN
    where there is no degree of freedom.
    """
    judged = degrees > 0
    shape = np.where(judged, degrees, 1.0) / 2
    x = np.where(judged, shape * variance / least**2, np.nan)
    ratio = x / (shape + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_first = shape * np.log(x) - x - _each(math.lgamma, shape + 1)
        bound = np.exp(log_first) / (1 - ratio)
    return np.where(np.isnan(x), np.nan, np.where(ratio < 1, np.minimum(bound, 1.0), 1.0))


def _log_choose(total: Numbers, count: Numbers) -> Numbers:
    return _each(math.lgamma, total + 1) - _each(math.lgamma, count + 1) - _each(math.lgamma, total - count + 1)
