"""Intervals for shares, also for shares near 1, where the usual plus-minus fails."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import beta

#: The usual level of an interval.
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A share as estimated, and the range in which it lies with the level that was asked for."""

    share: float
    low: float
    high: float


def jeffreys(right: float, of: float, level: float = LEVEL) -> Interval:
    """Jeffreys' interval for ``right`` of ``of`` (either may be a weighted, broken number).

    Reaches 0 when nothing and 1 when everything was right (Brown, Cai, DasGupta 2001, Statistical Science 16).
    Nothing judged: everything is possible, and the share is taken as a half.
    """
    if of <= 0:
        return Interval(0.5, 0.0, 1.0)
    tail = (1 - level) / 2
    low = 0.0 if right <= 0 else float(beta.ppf(tail, right + 0.5, of - right + 0.5))
    high = 1.0 if right >= of else float(beta.ppf(1 - tail, right + 0.5, of - right + 0.5))
    return Interval(right / of, low, high)


def effective(sampling: npt.ArrayLike) -> float:
    """How many pairs drawn alike tell as much as these, which stand for ``sampling`` pairs each (Kish 1965)."""
    weights = np.asarray(sampling, dtype=float)
    return float(weights.sum() ** 2 / (weights @ weights)) if len(weights) else 0.0
