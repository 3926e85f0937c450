"""Three zones of pairs: joined by the machine, asked of a person, left apart; by what the errors cost.

Joining a pair of probability p costs (1 - p) wrong merges, leaving it apart p missed ones, asking one review: the
cheapest of the three is done. Nothing else is decided here; what the costs are is for the office to say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline.link.honest.curve import Numbers

#: What summing up can take from a mean.
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Costs:
    """What one wrong merge, one missed pair and one review cost, in any one unit.

    The defaults count in reviews of one pair: a wrong merge (help to the wrong child, two files to be told apart
    again) as a hundred, a missed pair (a child counted twice, or missing from a list) as twenty.
    InvalidValueError when a cost is not above 0.
    """

    wrong_merge: float = 100.0
    missed: float = 20.0
    review: float = 1.0

    def __post_init__(self) -> None:
        if not min(self.wrong_merge, self.missed, self.review) > 0 or not np.isfinite(
            self.wrong_merge + self.missed + self.review
        ):
            raise InvalidValueError(
                _("Biaya harus lebih besar dari 0"), next_step=_("Sebut tiga biaya, misalnya 100, 20 dan 1.")
            )


@dataclass(frozen=True, slots=True)
class Zones:
    """Pairs from ``joined`` (a probability) on are joined, those below ``apart`` left apart, the rest asked."""

    apart: float
    joined: float

    def __post_init__(self) -> None:
        if not 0 <= self.apart <= self.joined <= 1:
            raise ValueError("zones need 0 <= apart <= joined <= 1")

    def of(self, probability: npt.ArrayLike) -> npt.NDArray[np.int8]:
        """The zone of each pair: 0 apart, 1 asked, 2 joined."""
        p = np.asarray(probability, dtype=float)
        return np.where(p >= self.joined, 2, np.where(p >= self.apart, 1, 0)).astype(np.int8)


@dataclass(frozen=True, slots=True)
class Expected:
    """What zones lead to: pairs in each, wrong merges and missed pairs to expect, and the precision of joining."""

    joined: int
    asked: int
    apart: int
    wrong_merges: float
    missed: float

    @property
    def precision(self) -> float:
        """Share of the joined pairs that are one person; 1 when none is joined."""
        return 1 - self.wrong_merges / self.joined if self.joined else 1.0


def zones_for(costs: Costs) -> Zones:
    """The cheapest zones. Where asking never pays, both thresholds are the same."""
    joined = 1 - costs.review / costs.wrong_merge
    apart = costs.review / costs.missed
    if apart >= joined:
        level = costs.wrong_merge / (costs.wrong_merge + costs.missed)
        return Zones(level, level)
    return Zones(apart, joined)


def expected(zones: Zones, probability: npt.ArrayLike) -> Expected:
    """What the zones lead to, for pairs of these probabilities, if the probabilities are right."""
    p = np.asarray(probability, dtype=float)
    zone = zones.of(p)
    joined, asked, apart = (int((zone == number).sum()) for number in (2, 1, 0))
    return Expected(joined, asked, apart, float((1 - p[zone == 2]).sum()), float(p[zone == 0].sum()))


def zones_for_precision(probability: npt.ArrayLike, precision: float, apart: float) -> Zones:
    """The lowest threshold of joining whose joined pairs keep ``precision`` on average; asked from ``apart`` on.

    Nothing is joined (threshold 1) when no pair is that sure.
    """
    p = np.sort(np.asarray(probability, dtype=float))[::-1]
    if not len(p):
        return Zones(min(apart, 1.0), 1.0)
    kept = np.cumsum(p) / np.arange(1, len(p) + 1)
    # Equal probabilities stand or fall together.
    last = np.append(np.diff(p) < 0, True)
    enough = np.flatnonzero(last & (kept >= precision - _ROUNDING))
    joined = float(p[enough[-1]]) if len(enough) else 1.0
    return Zones(min(apart, joined), joined)


def zones_for_queue(probability: npt.ArrayLike, costs: Costs, most: int) -> Zones:
    """The cheapest zones that ask about at most ``most`` pairs: as if a review cost more than it does."""
    p: Numbers = np.asarray(probability, dtype=float)
    if expected(zones_for(costs), p).asked <= most:
        return zones_for(costs)
    # Dearer reviews never ask about more pairs; at this cost they ask about none.
    low, high = costs.review, costs.wrong_merge * costs.missed / (costs.wrong_merge + costs.missed)
    for _step in range(60):
        middle = (low + high) / 2
        zones = zones_for(Costs(costs.wrong_merge, costs.missed, middle))
        low, high = (low, middle) if expected(zones, p).asked <= most else (middle, high)
    return zones_for(Costs(costs.wrong_merge, costs.missed, high))
