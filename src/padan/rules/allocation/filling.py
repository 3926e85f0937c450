"""A plan while it is made: what each pledge still has, and who may take what, to the rupiah and the unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padan.rules.allocation.allowed import ENDLESS, Allowed
from padan.rules.allocation.needs import Needs, Truths, Whole
from padan.rules.allocation.pledges import Pledge

#: A need without a pledge.
NONE = -1


class Filling:
    """Needs given to pledges one by one; nothing can be given that a restriction or an account forbids."""

    def __init__(self, needs: Needs, pledges: Sequence[Pledge], may: Allowed) -> None:
        self.needs, self.may = needs, may
        self.pledge_of = np.full(len(needs), NONE, np.int64)
        self.left = may.amount.copy()
        self.turns = np.array([ENDLESS if p.most_needs is None else p.most_needs for p in pledges], np.int64)
        self.per_family = np.array([p.per_family or ENDLESS for p in pledges], np.int64)
        #: Pledges that count more than their account: what they take in depends on more than the need itself.
        self.counting = (self.turns < ENDLESS) | (self.per_family < ENDLESS)
        self._spent: dict[str, dict[int, int]] = {}

    def weights(self, pledge: int) -> Whole:
        """What each need would take of the pledge's account; shape (n,)."""
        found: Whole = self.needs.value if self.may.money[pledge] else self.needs.units
        return found

    def fitting(self, rows: Whole, pledge: int) -> Truths:
        """Which of the needs are not too large for the pledge, were it untouched."""
        found: Truths = self.needs.value[rows] <= self.may.most_value[pledge]
        found &= self.needs.units[rows] <= self.may.most_units[pledge]
        return found

    def open_to(self, need: int) -> Truths:
        """The pledges that may meet the need and still can; shape (D,)."""
        value, units = self.needs.value[need], self.needs.units[need]
        found: Truths = self.may.may[self.may.class_of[need]] & (self.left >= np.where(self.may.money, value, units))
        found &= self.turns > 0
        found &= self.per_family >= value
        for pledge, spent in self._spent.get(self.needs.family_id[need], {}).items():
            found[pledge] &= self.per_family[pledge] - spent >= value
        return found

    def give(self, need: int, pledge: int) -> None:
        """The pledge meets the need."""
        self._book(need, pledge, 1)
        self.pledge_of[need] = pledge

    def take(self, need: int) -> None:
        """The need is met no more."""
        self._book(need, int(self.pledge_of[need]), -1)
        self.pledge_of[need] = NONE

    def become(self, pledge_of: Whole) -> None:
        """Give every need to the pledge of another plan, -1 to none."""
        changed = np.flatnonzero(self.pledge_of != pledge_of)
        for need in changed[self.pledge_of[changed] != NONE].tolist():
            self.take(need)
        for need in changed[pledge_of[changed] != NONE].tolist():
            self.give(need, int(pledge_of[need]))

    def met_by(self, tier: Whole, tiers: int) -> list[int]:
        """The value met of each tier (numbered from 0), rupiah."""
        met = self.pledge_of != NONE
        # Sums of rupiah stay below 2^53, so fractions hold them exactly.
        return [int(each) for each in np.bincount(tier[met], self.needs.value[met], tiers)]

    def _book(self, need: int, pledge: int, sign: int) -> None:
        self.left[pledge] -= sign * self.weights(pledge)[need]
        if not self.counting[pledge]:
            return
        if self.turns[pledge] < ENDLESS:
            self.turns[pledge] -= sign
        if self.per_family[pledge] < ENDLESS:
            spent = self._spent.setdefault(self.needs.family_id[need], {})
            spent[pledge] = spent.get(pledge, 0) + sign * int(self.needs.value[need])
