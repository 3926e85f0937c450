"""The curve in force: the shipped one, bent by what people have decided, and how far it can be trusted.

What is calibrated is the pair as compared. After clustering some pairs stand apart in spite of their weight (a list
promises one row a person) and others are joined through third records: their odds are better than the curve says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from padan.pipeline.link.honest.curve import Curve, Numbers, fit_curve
from padan.pipeline.link.honest.intervals import Interval, effective, jeffreys

#: With fewer decisions the shipped curve says more about a register than they do.
LEAST_DECISIONS = 200
#: The shipped curve is believed as if so many pairs at each knot had been judged as it says.
BELIEF = 5.0
#: Ends of the bins of a reliability table, in probability: narrow where decisions are made.
BINS = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 1.0)


@dataclass(frozen=True)
class Calibration:
    """A curve and where it comes from.

    ``spread``: at each knot, by how many bits the curves of single invented regencies lie apart (standard
    deviation). ``model_version``: the weights that it was learned for. ``pairs`` and ``decisions``: learned from.
    """

    curve: Curve
    spread: tuple[float, ...]
    model_version: str
    pairs: int
    decisions: int = 0

    def shifted(self, deviations: float) -> Curve:
        """The curve that many standard deviations better (or, below 0, worse) for the pairs."""
        odds = np.asarray(self.curve.odds) + deviations * np.asarray(self.spread)
        return Curve(self.curve.weights, tuple(np.maximum.accumulate(odds).tolist()))


@cache
def shipped() -> Calibration:
    """The calibration that comes with Padan, learned by ``tools/fit_link_calibration.py``."""
    return parse(resources.files(__package__).joinpath("calibration.json").read_text("utf-8"))


def parse(text: str) -> Calibration:
    """A calibration as :func:`written`."""
    data = json.loads(text)
    curve = Curve(tuple(data["weights"]), tuple(data["odds"]))
    return Calibration(curve, tuple(data["spread"]), data["model_version"], data["pairs"])


def written(calibration: Calibration) -> str:
    """The calibration as JSON, to be read by :func:`parse`."""
    found = {
        "model_version": calibration.model_version,
        "pairs": calibration.pairs,
        "weights": calibration.curve.weights,
        "odds": calibration.curve.odds,
        "spread": calibration.spread,
    }
    return json.dumps(found, indent=1) + "\n"


def recalibrated(
    before: Calibration, weight: npt.ArrayLike, same: npt.ArrayLike, sampling: npt.ArrayLike
) -> Calibration:
    """``before`` bent by decisions on pairs of ``weight`` bits, each of which stands for ``sampling`` pairs.

    With fewer than ``LEAST_DECISIONS`` it comes back as it was, with ``decisions`` 0.
    """
    x, y, each = (np.asarray(a, dtype=float) for a in (weight, same, sampling))
    if len(x) < LEAST_DECISIONS:
        return before
    knots = np.asarray(before.curve.weights)
    amount = _amounts(x, each, knots)
    believed = before.curve.probability(knots)
    curve = fit_curve(x, y, amount, knots=knots, believed=believed, belief=BELIEF)
    return Calibration(curve, before.spread, before.model_version, before.pairs, len(x))


def _amounts(weight: Numbers, sampling: Numbers, knots: Numbers) -> Numbers:
    """Sampling weights scaled so that between two knots they add up to the pairs that they are worth."""
    place = np.clip(np.searchsorted(knots, weight, side="right"), 1, len(knots) - 1)
    amount = np.empty(len(weight))
    for between in np.unique(place):
        own = place == between
        amount[own] = sampling[own] * effective(sampling[own]) / sampling[own].sum()
    return amount


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose probability lies from ``low`` to ``high``: how many are expected and observed to be one person."""

    low: float
    high: float
    pairs: int
    expected: float
    observed: Interval

    @property
    def gap(self) -> float:
        """Observed less expected share."""
        return self.observed.share - self.expected

    def contradicts(self, tolerance: float) -> bool:
        """Whether not even the interval of what was observed comes within ``tolerance`` of what was expected."""
        return self.observed.low > self.expected + tolerance or self.observed.high < self.expected - tolerance


def reliability(
    probability: npt.ArrayLike, same: npt.ArrayLike, sampling: npt.ArrayLike | None = None
) -> tuple[Bin, ...]:
    """Expected against observed shares in bins of the probability; empty bins are left out."""
    p, y = np.asarray(probability, dtype=float), np.asarray(same, dtype=float)
    each = np.ones(len(p)) if sampling is None else np.asarray(sampling, dtype=float)
    place = np.clip(np.searchsorted(BINS, p, side="right") - 1, 0, len(BINS) - 2)
    found = []
    for number in np.unique(place):
        own = place == number
        total, worth = each[own].sum(), effective(each[own])
        share = float(each[own] @ y[own] / total)
        expected = float(each[own] @ p[own] / total)
        # All right gives exactly `worth`, so that the interval knows that nothing was wrong.
        right = worth if y[own].all() else share * worth
        found.append(Bin(BINS[number], BINS[number + 1], int(own.sum()), expected, jeffreys(right, worth)))
    return tuple(found)
