"""A plan: which pledge meets which need, what every stage reached beside its bound, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from padan.rules.allocation.allowed import Allowed
from padan.rules.allocation.filling import NONE
from padan.rules.allocation.needs import Needs, Texts, Truths, Whole
from padan.rules.allocation.pledges import Pledge


class Aim(StrEnum):
    """What a stage looks for, in this order."""

    URGENT = "urgent"
    """The most value of needs of a tier and of all that are more urgent; rupiah."""
    EVEN = "even"
    """That villages lack the least to an equal share; rupiah."""
    ONE_GIVER = "one_giver"
    """The fewest givers beyond the first of each family that is helped."""
    NEAR = "near"
    """The fewest steps (village, district, regency, province) between the pledges' sites and the needs."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What was ``reached``, and the ``bound`` that no plan can pass which does as well in the stages before.

    ``of``: what a gap is a part of. ``tier`` is 0 where the stage is of no tier.
    """

    aim: Aim
    tier: int
    reached: int
    bound: int
    of: int

    @property
    def gap(self) -> float:
        """How far from the best possible at the most, 0 to 1."""
        return abs(self.bound - self.reached) / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Met:
    """How much of a part is met: needs and their rupiah."""

    needs: int
    needs_met: int
    value: int
    value_met: int

    @property
    def share(self) -> float:
        """The part of the value that is met, 0 to 1; 0 of nothing."""
        return self.value_met / self.value if self.value else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """``pledge_of`` (n): the place in ``pledges`` of the pledge that meets a need, -1 for none.

    ``left`` (D): what each pledge keeps of its amount, in its own account. ``may``: what restrictions allow.
    ``cut_by_time``: whether a search ended by the clock, so that another machine may find another plan.
    """

    needs: Needs
    pledges: tuple[Pledge, ...]
    may: Allowed
    pledge_of: Whole
    left: Whole
    stages: tuple[Stage, ...]
    cut_by_time: bool

    @property
    def met(self) -> Truths:
        """Which needs are met; shape (n,)."""
        found: Truths = self.pledge_of != NONE
        return found

    @property
    def gap(self) -> float:
        """How far from the best possible, at the most: the greatest gap of value met up to any tier."""
        return max((each.gap for each in self.stages if each.aim is Aim.URGENT), default=0.0)

    def matches(self) -> Iterator[tuple[str, str]]:
        """The id of each need that is met, in their order, and of its pledge."""
        for need, pledge in zip(self.needs.need_id.tolist(), self.pledge_of.tolist(), strict=True):
            if pledge != NONE:
                yield need, self.pledges[pledge].pledge_id

    def by_tier(self) -> dict[int, Met]:
        """What is met of each tier, the most urgent first."""
        return {int(tier): self._of(self.needs.tier == tier) for tier in np.unique(self.needs.tier)}

    def by_village(self) -> dict[str, Met]:
        """What is met in each village, in the order of the codes."""
        return {area: self._of(self.needs.area == area) for area in sorted(set(self.needs.area.tolist()))}

    def _of(self, rows: Texts | Truths) -> Met:
        value, met = self.needs.value, rows & self.met
        return Met(int(rows.sum()), int(met.sum()), int(value[rows].sum()), int(value[met].sum()))
