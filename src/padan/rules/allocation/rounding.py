"""Whole needs from the divided plan: each goes to a pledge that the divided plan gave its group, the urgent first."""

from __future__ import annotations

import numpy as np

from padan.rules.allocation.filling import NONE, Filling
from padan.rules.allocation.groups import Groups
from padan.rules.allocation.needs import Floats, Truths
from padan.rules.allocation.setting import Setting


class Rounding:
    """Gives needs out of a divided plan. Between pledges that are as good, a family's giver, then the nearer one."""

    def __init__(self, filling: Filling, groups: Groups, setting: Setting, pairs: Floats) -> None:
        """``pairs`` (P): rupiah of each pair of group and pledge in the divided plan."""
        self.filling, self.groups, self.setting = filling, groups, setting
        self.quota = np.zeros((groups.count, len(setting.pledges)))
        self.quota[groups.pair_group, groups.pair_pledge] = pairs
        self._helping: dict[str, set[int]] = {}
        for need in np.flatnonzero(setting.kept != NONE).tolist():
            self._helping.setdefault(filling.needs.family_id[need], set()).add(int(setting.kept[need]))

    def run(self, met: Floats) -> None:
        """Give all that fits. ``met`` (K): rupiah of each cell in the divided plan."""
        tier = self.setting.tier
        target = met.copy()
        for number in range(int(tier.max(initial=-1)) + 1):
            rows, late = np.flatnonzero(tier == number), []
            for need in rows[np.argsort(-self.filling.needs.value[rows], kind="stable")].tolist():
                cell, value = self.groups.cell_of[need], self.filling.needs.value[need]
                if target[cell] < value / 2 or not self._give(need, planned=True):
                    late.append(need)
                else:
                    target[cell] -= value
            for need in late:
                self._give(need, planned=False)

    def _give(self, need: int, *, planned: bool) -> bool:
        filling, group = self.filling, self.groups.group_of[need]
        found: Truths = filling.open_to(need)
        if planned:
            found &= self.quota[group] >= filling.needs.value[need] / 2
        choice = np.flatnonzero(found)
        if not len(choice):
            return False
        family = self._helping.setdefault(filling.needs.family_id[need], set())
        strange = np.array([giver not in family for giver in self.setting.givers[choice].tolist()], bool)
        room = self.quota[group, choice] if planned else filling.left[choice]
        pledge = int(choice[np.lexsort((-room, self.setting.travel[self.setting.village[need], choice], strange))[0]])
        filling.give(need, pledge)
        self.quota[group, pledge] -= filling.needs.value[need]
        family.add(int(self.setting.givers[pledge]))
        return True
