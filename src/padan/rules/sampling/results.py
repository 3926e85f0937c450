"""What a sample says of a share, how surely, and what those who did not answer leave open.

Each stratum is weighed by its members over its answers: within a stratum those who did not answer are taken to be like
those who did. That cannot be seen from the answers, so the two ends, all of them no or all of them yes, are told too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.rules.risk.answers import NO, UNKNOWN, YES, Answers
from padan.rules.sampling.drawing import Drawn
from padan.rules.sampling.lots import Truths, Whole
from padan.rules.sampling.sizes import quantile

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A share of all families of the list, 0 to 1; NaN where nobody answered.

    ``standard_error``: of the share, by the design. ``interval``: with the ``confidence`` that was asked for.
    ``extremes``: the share if all who did not answer were no, and if all were yes; no interval, but what the answers
    alone allow. ``asked``, ``answered`` and ``population`` (H) by stratum. ``covered``: members of the strata that
    answered at all; the share, the error and the interval are of these only.
    """

    share: float
    standard_error: float
    interval: Interval
    confidence: float
    extremes: Interval
    asked: Whole
    answered: Whole
    population: Whole
    covered: int

    @property
    def response(self) -> float:
        """The part of those asked who answered; NaN where nobody was asked."""
        asked = int(self.asked.sum())
        return int(self.answered.sum()) / asked if asked else float("nan")


def estimate(drawn: Drawn, asked: Truths, answer: Answers, confidence: float = 0.95) -> Estimate:
    """The share of yes among all families of a drawn list.

    ``asked`` (n): who was visited (:meth:`Drawn.asked`); ``answer`` (n): -1 no answer, 0 no, 1 yes; it counts for
    those who were asked only. The interval is :func:`wilson`'s with the effective number of answers.
    """
    strata, codes = len(drawn.labels), drawn.stratum
    yes, no, mute = (
        np.bincount(codes[asked & (answer == value)], minlength=strata).astype(np.int64) for value in (YES, NO, UNKNOWN)
    )
    answered = yes + no
    told = answered > 0
    share, error, effective = _stratified(drawn.population[told], answered[told], yes[told])
    low, high = (_weighed(drawn.population, found, answered + mute) for found in (yes, yes + mute))
    return Estimate(
        share=share,
        standard_error=error,
        interval=wilson(share, effective, confidence),
        confidence=confidence,
        extremes=Interval(low, high),
        asked=answered + mute,
        answered=answered,
        population=drawn.population,
        covered=int(drawn.population[told].sum()),
    )


def wilson(share: float, of: float, confidence: float = 0.95) -> Interval:
    """Wilson's interval for a ``share`` seen among ``of`` answers (may be broken, or infinite: then it is the share).

    The shares from which the one seen is not further than chance takes it (Wilson 1927, *JASA* 22). Unlike the share
    plus-minus its error it stays within 0 and 1, and says something at 0 % and at 100 %. Of no answers: 0 to 1.
    """
    if of <= 0:
        return Interval(0.0, 1.0)
    # Written with 1 / of, so that infinitely many answers need no case of their own.
    slack = quantile(confidence) ** 2 / of
    centre = (share + slack / 2) / (1 + slack)
    reach = float(np.sqrt(slack * share * (1 - share) + slack * slack / 4)) / (1 + slack)
    return Interval(min(share, max(0.0, centre - reach)), max(share, min(1.0, centre + reach)))


def _stratified(population: Whole, answered: Whole, yes: Whole) -> tuple[float, float, float]:
    """The share, its standard error and the effective number of answers.

    Cochran 1977, sections 5.2 and 5.10: the share is the sum of W p, its variance that of W² (1 - f) p (1 - p) / (n -
    1), with W a stratum's part of the members and f the part of it that answered.

    The effective number is that of a simple sample from an endless population with the same variance (Korn and
    Graubard 1998, *Survey Methodology* 24), and at most the number that goes with the same share in every stratum. So
    at 0 % and 100 %, and where each stratum answered with one voice, a variance of 0 is not taken for certainty.
    """
    if not len(population):
        return float("nan"), float("nan"), 0.0
    weight = population / population.sum()
    own = yes / answered
    share = min(1.0, float(weight @ own))
    unseen = weight**2 * (1 - answered / population)
    # A stratum of one answer shows no spread; it is taken to be that of the whole.
    spread = np.where(answered > 1, own * (1 - own) / np.maximum(answered - 1, 1), share * (1 - share))
    variance = float(unseen @ spread)
    alike = weight**2 * (population - answered) / np.maximum(population - 1, 1) / answered
    with np.errstate(divide="ignore"):
        most = float(np.float64(1) / alike.sum())
    if len(population) == 1 or variance == 0:
        return share, float(np.sqrt(variance)), most
    return share, float(np.sqrt(variance)), min(most, share * (1 - share) / variance)


def _weighed(population: Whole, found: Whole, asked: Whole) -> float:
    """The share of all, a stratum that was not asked at all left out."""
    seen = asked > 0
    if not seen.any():
        return float("nan")
    return float(population[seen] @ (found[seen] / asked[seen]) / population[seen].sum())
