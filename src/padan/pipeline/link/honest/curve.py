"""A rising curve from the weight of a pair (bits) to the probability that it is one person.

Between knots the log odds are straight lines that never fall. They are found by penalised likelihood (one convex
problem), not by steps: a step would give two neighbouring pairs very different numbers for no reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import LinearConstraint, minimize

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

#: Distance of the knots in bits. Closer knots follow noise, wider ones hide a bend of the curve.
STEP = 1.0
#: How much a bend of the curve costs, in units of log likelihood: as much as half a judged pair tells.
SMOOTH = 0.05
#: Weights beyond this many bits are not told apart: nobody can count errors that rare.
TOP = 40.0

#: Cells between two knots in which pairs are counted together: a tenth of a bit is nothing.
CELLS = 20

_LN2 = float(np.log(2.0))


@dataclass(frozen=True)
class Curve:
    """Log2 odds at rising ``weights`` (bits). Before the first knot the odds fall with the weight; after the last
    they stay: never surer than the pairs that it was learned from."""

    weights: tuple[float, ...]
    odds: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.weights) < 2 or len(self.weights) != len(self.odds):
            raise ValueError("a curve needs at least two knots, each with its log odds")
        if min(np.diff(self.weights)) <= 0 or min(np.diff(self.odds)) < 0:
            raise ValueError("knots must rise and log odds must not fall")

    def log_odds(self, weight: npt.ArrayLike) -> Numbers:
        """Calibrated log2 odds of each weight."""
        given = np.asarray(weight, dtype=float)
        below = np.minimum(given - self.weights[0], 0.0)
        return np.asarray(np.interp(given, self.weights, self.odds) + below, dtype=float)

    def probability(self, weight: npt.ArrayLike) -> Numbers:
        """Calibrated probability of each weight."""
        return probability_of(self.log_odds(weight))

    def weight_for(self, probability: float) -> float:
        """The least weight (bits) whose probability reaches ``probability``; infinite when none does."""
        if not 0 < probability < 1:
            raise ValueError("a probability strictly between 0 and 1 is needed")
        wanted = float(np.log2(probability / (1 - probability)))
        if wanted <= self.odds[0]:
            return self.weights[0] - (self.odds[0] - wanted)
        if wanted > self.odds[-1]:
            return float("inf")
        after = int(np.searchsorted(self.odds, wanted, side="left"))
        low, high = self.odds[after - 1], self.odds[after]
        share = (wanted - low) / (high - low)
        return self.weights[after - 1] + share * (self.weights[after] - self.weights[after - 1])


def probability_of(odds: npt.ArrayLike) -> Numbers:
    """The probability of log2 odds."""
    given = np.clip(np.asarray(odds, dtype=float), -60.0, 60.0)
    return np.asarray(1.0 / (1.0 + np.exp2(-given)), dtype=float)


#: What the weights say when they are taken at their word: the curve that changes nothing.
AS_WEIGHED = Curve((-10.0, TOP), (-10.0, TOP))


def knots_for(weight: Numbers, least: float | None = None) -> Numbers:
    """Knots every ``STEP`` bits over the weights seen, from ``least`` (or the smallest) up to ``TOP``."""
    start = float(np.floor(weight.min() if least is None else least))
    end = min(max(float(np.ceil(weight.max())), start + STEP), TOP)
    count = int(np.ceil((end - start) / STEP)) + 1
    return np.asarray(start + STEP * np.arange(count), dtype=float)


def fit_curve(
    weight: npt.ArrayLike,
    same: npt.ArrayLike,
    amount: npt.ArrayLike | None = None,
    *,
    knots: npt.ArrayLike | None = None,
    believed: npt.ArrayLike = 0.5,
    belief: float = 0.5,
) -> Curve:
    """The most likely rising curve for pairs of ``weight`` (bits) found to be one person (``same``) or not.

    ``amount`` says how many pairs each one stands for. ``believed`` is a probability at each knot, held as if
    ``belief`` pairs there had shown it; the default is Jeffreys' half and half. ValueError when there are no pairs.
    """
    x, y = np.asarray(weight, dtype=float), np.asarray(same, dtype=float)
    if not len(x):
        raise ValueError("no pairs to learn a curve from")
    c = np.ones(len(x)) if amount is None else np.asarray(amount, dtype=float)
    at = knots_for(x) if knots is None else np.asarray(knots, dtype=float)
    target = np.broadcast_to(np.asarray(believed, dtype=float), at.shape)
    place = np.clip(np.searchsorted(at, x, side="right") - 1, 0, len(at) - 2)
    share = np.clip((x - at[place]) / (at[place + 1] - at[place]), 0.0, 1.0)
    problem = _Problem(*_gathered(place, share, y, c, len(at)), target, belief)
    rise = LinearConstraint(np.diff(np.eye(len(at)), axis=0), lb=0.0)
    start = np.clip(at, -20.0, 20.0) * _LN2
    settings = {"maxiter": 400, "ftol": 1e-11}
    found = minimize(problem, start, jac=True, method="SLSQP", constraints=rise, options=settings)
    odds = np.maximum.accumulate(np.round(found.x / _LN2, 6))
    return Curve(tuple(at.tolist()), tuple(odds.tolist()))


def _gathered(
    place: Places, share: Numbers, same: Numbers, amount: Numbers, knots: int
) -> tuple[Places, Numbers, Numbers, Numbers]:
    """The pairs gathered into ``CELLS`` cells between two knots: place, share of the way, one person, amount."""
    cell = place * CELLS + np.minimum((share * CELLS).astype(np.intp), CELLS - 1)
    total: Numbers = np.bincount(cell, amount, knots * CELLS).astype(float)
    held = np.flatnonzero(total > 0)
    right = np.bincount(cell, amount * same, knots * CELLS)[held] / total[held]
    way = np.bincount(cell, amount * share, knots * CELLS)[held] / total[held]
    return held // CELLS, way, right, total[held]


@dataclass(frozen=True)
class _Problem:
    """Negative log likelihood per pair and its gradient, by the log odds at the knots (natural logs)."""

    place: Places
    share: Numbers
    same: Numbers
    amount: Numbers
    target: Numbers
    belief: float

    def __call__(self, beta: Numbers) -> tuple[float, Numbers]:
        z = beta[self.place] * (1 - self.share) + beta[self.place + 1] * self.share
        loss = float(self.amount @ (np.logaddexp(0, z) - self.same * z))
        slope = self.amount * (_logistic(z) - self.same)
        gradient: Numbers = np.bincount(self.place, slope * (1 - self.share), len(beta)).astype(float)
        gradient = gradient + np.bincount(self.place + 1, slope * self.share, len(beta))
        loss += self.belief * float((np.logaddexp(0, beta) - self.target * beta).sum())
        gradient = gradient + self.belief * (_logistic(beta) - self.target)
        bend = np.diff(beta, 2)
        loss += SMOOTH * float(bend @ bend)
        for shift, factor in ((0, 1.0), (1, -2.0), (2, 1.0)):
            gradient[shift : shift + len(bend)] += 2 * SMOOTH * factor * bend
        pairs = float(self.amount.sum())
        return loss / pairs, gradient / pairs


def _logistic(z: Numbers) -> Numbers:
    return 1.0 / (1.0 + np.exp(-np.clip(z, -700, 700)))
