"""The curves in force: the shipped ones, bent by what people have decided, and how far they can be trusted.

What a weight is worth depends on what became of the pair. Pairs that ended as one person did so beside third records,
families and what the lists promise, and are more often right than their weight says; pairs that ended apart in spite
of their weight are more often two. So there is a curve for each, and one for pairs of which nothing but the weight is
known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from padan.pipeline.link.honest.curve import Curve, Numbers, fit_curve
from padan.pipeline.link.honest.intervals import Interval, effective, jeffreys

#: With fewer decisions the shipped curves say more about a register than they do.
LEAST_DECISIONS = 200
#: The shipped curve is believed as if so many pairs at each knot had been judged as it says.
BELIEF = 5.0
#: Ends of the bins of a reliability table, in probability: narrow where decisions are made.
BINS = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 1.0)


@dataclass(frozen=True)
class Side:
    """The curve of one kind of pairs.

    ``spread``: at each knot, by how many bits the curves of single invented regencies lie apart (standard deviation).
    """

    curve: Curve
    spread: tuple[float, ...]

    def shifted(self, deviations: float) -> Side:
        """The curve that many standard deviations better (or, below 0, worse) for the pairs."""
        odds = np.asarray(self.curve.odds) + deviations * np.asarray(self.spread)
        return Side(Curve(self.curve.weights, tuple(np.maximum.accumulate(odds).tolist())), self.spread)


@dataclass(frozen=True)
class Calibration:
    """What weights are worth, and where that comes from.

    ``joined`` and ``apart`` hold for pairs of a register by what became of them, ``weighed`` for any pair.
    ``model_version``: the weights that it was learned for. ``pairs`` and ``decisions``: learned from.
    """

    weighed: Side
    joined: Side
    apart: Side
    model_version: str
    pairs: int
    decisions: int = 0

    def probability(self, weight: npt.ArrayLike, joined: npt.ArrayLike | None = None) -> Numbers:
        """The probability that pairs of these weights are one person; ``joined`` says which ended as one."""
        if joined is None:
            return self.weighed.curve.probability(weight)
        flags = np.asarray(joined, dtype=bool)
        return np.where(flags, self.joined.curve.probability(weight), self.apart.curve.probability(weight))

    def shifted(self, deviations: float) -> Calibration:
        """That many standard deviations better (or, below 0, worse) for all kinds of pairs."""
        weighed, joined, apart = (side.shifted(deviations) for side in (self.weighed, self.joined, self.apart))
        return Calibration(weighed, joined, apart, self.model_version, self.pairs, self.decisions)


#: The kinds of pairs that have a curve of their own.
SIDES = ("weighed", "joined", "apart")


@cache
def shipped() -> Calibration:
    """The calibration that comes with Padan, learned by ``tools/fit_link_calibration.py``."""
    return parse(resources.files(__package__).joinpath("calibration.json").read_text("utf-8"))


def load(file: Path) -> Calibration:
    """A calibration that :func:`written` gave, from a file."""
    return parse(file.read_text("utf-8"))


def parse(text: str) -> Calibration:
    """A calibration as :func:`written`."""
    data = json.loads(text)
    weighed, joined, apart = (_side(data[name]) for name in SIDES)
    return Calibration(weighed, joined, apart, data["model_version"], data["pairs"], data["decisions"])


def _side(data: Mapping[str, Any]) -> Side:
    return Side(Curve(tuple(data["weights"]), tuple(data["odds"])), tuple(data["spread"]))


def written(calibration: Calibration) -> str:
    """The calibration as JSON, to be read by :func:`parse`."""
    found: dict[str, Any] = {
        name: {"weights": side.curve.weights, "odds": side.curve.odds, "spread": side.spread}
        for name in SIDES
        for side in (getattr(calibration, name),)
    }
    found |= {name: getattr(calibration, name) for name in ("model_version", "pairs", "decisions")}
    return json.dumps(found, indent=1) + "\n"


@dataclass(frozen=True)
class Answers:
    """Judged pairs: weight in bits, one person or not, whether they stood joined when they were drawn, and the pairs
    that each stands for."""

    weight: Numbers
    same: npt.NDArray[np.bool_]
    joined: npt.NDArray[np.bool_]
    sampling: Numbers

    def __len__(self) -> int:
        return len(self.weight)

    def of(self, chosen: npt.NDArray[np.bool_]) -> Answers:
        """Some of them, by flags."""
        return Answers(self.weight[chosen], self.same[chosen], self.joined[chosen], self.sampling[chosen])


def recalibrated(before: Calibration, answers: Answers) -> Calibration:
    """``before`` bent by decisions; with fewer than ``LEAST_DECISIONS`` it comes back as it was."""
    if len(answers) < LEAST_DECISIONS:
        return before
    weighed = _bent(before.weighed, answers)
    joined = _bent(before.joined, answers.of(answers.joined))
    apart = _bent(before.apart, answers.of(~answers.joined))
    return Calibration(weighed, joined, apart, before.model_version, before.pairs, len(answers))


def _bent(before: Side, answers: Answers) -> Side:
    if not len(answers):
        return before
    knots = np.asarray(before.curve.weights)
    amount = _amounts(answers.weight, answers.sampling, knots)
    believed = before.curve.probability(knots)
    curve = fit_curve(answers.weight, answers.same, amount, knots=knots, believed=believed, belief=BELIEF)
    return Side(curve, before.spread)


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
