"""Needs of the same size change pledges among themselves: families have fewer givers, roads are shorter.

Within one size every account stays as it is whoever goes where, so the best is an assignment, which SciPy solves
exactly (Crouse 2016, *IEEE Transactions on Aerospace and Electronic Systems* 52). A family's givers for other sizes
stand meanwhile, so a change is taken back where two needs of one family made it a loss.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from scipy.optimize import linear_sum_assignment

from padan.rules.allocation.filling import NONE, Filling
from padan.rules.allocation.needs import Floats, Whole
from padan.rules.allocation.setting import Setting

#: A giver more for a family weighs more than any road; what is not allowed more than any giver.
_GIVER, _FORBIDDEN = 1e3, 1e9
#: Less than any step of a road: staying is preferred to a change that gains nothing.
_STAYING = 1e-3
#: Needs that change among themselves at a time.
_MOST = 400


class Exchange:
    """Moves needs between pledges that meet them already."""

    def __init__(self, filling: Filling, setting: Setting) -> None:
        self.filling, self.givers = filling, setting.givers
        self.travel, self.village = setting.travel, setting.village
        self._helping: dict[str, Counter[int]] = {}
        met = np.flatnonzero(filling.pledge_of != NONE)
        for need in met.tolist():
            self._counted(need)[int(self.givers[filling.pledge_of[need]])] += 1
        for need in np.flatnonzero(setting.kept != NONE).tolist():
            self._counted(need)[int(setting.kept[need])] += 1

    def run(self) -> None:
        """Change once within each size. Pledges that count more than their account are left alone."""
        filling, needs = self.filling, self.filling.needs
        rows = np.flatnonzero(filling.pledge_of != NONE)
        rows = rows[~filling.counting[filling.pledge_of[rows]]]
        order = rows[np.lexsort((self.village[rows], needs.units[rows], needs.value[rows]))]
        sizes = np.column_stack([needs.value[order], needs.units[order]])
        for same in np.split(order, np.flatnonzero((np.diff(sizes, axis=0) != 0).any(axis=1)) + 1):
            for begin in range(0, len(same), _MOST):
                self._change(same[begin : begin + _MOST])

    def _change(self, rows: Whole) -> None:
        filling, slots = self.filling, self.filling.pledge_of[rows]
        if len(set(slots.tolist())) < 2:
            return
        costs = self.travel[self.village[rows][:, None], slots] + _STAYING * (slots[:, None] != slots)
        costs += _GIVER * self._strange(rows, slots)
        costs[~filling.may.may[filling.may.class_of[rows][:, None], slots]] = _FORBIDDEN
        into, before = slots[linear_sum_assignment(costs)[1]], self._cost(rows)
        self._move(rows, into)
        if self._cost(rows) > before:
            self._move(rows, slots)

    def _move(self, rows: Whole, into: Whole) -> None:
        changed = [
            (int(need), int(to)) for need, to in zip(rows, into, strict=True) if self.filling.pledge_of[need] != to
        ]
        for need, _to in changed:
            self._counted(need)[int(self.givers[self.filling.pledge_of[need]])] -= 1
            self.filling.take(need)
        for need, to in changed:
            self._counted(need)[int(self.givers[to])] += 1
            self.filling.give(need, to)

    def _cost(self, rows: Whole) -> tuple[int, int]:
        """Givers of the families of these needs, and the roads of the needs."""
        families = set(self.filling.needs.family_id[rows].tolist())
        roads = self.travel[self.village[rows], self.filling.pledge_of[rows]].sum()
        return sum(len(+self._helping[family]) for family in families), int(roads)

    def _strange(self, rows: Whole, slots: Whole) -> Floats:
        """1 where the family of a need is helped otherwise, but not by the giver of a slot; (rows, slots)."""
        strange, givers = np.zeros((len(rows), len(slots))), self.givers[slots]
        for place, need in enumerate(rows.tolist()):
            others = self._counted(need) - Counter([int(givers[place])])
            if others:
                strange[place] = ~np.isin(givers, list(others))
        return strange

    def _counted(self, need: int) -> Counter[int]:
        return self._helping.setdefault(self.filling.needs.family_id[need], Counter())
