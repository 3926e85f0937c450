"""The plan with needs that may be met in part: what no plan of whole needs can exceed, and where to round from.

Money flows from pledges to groups (a variable for each pair that is allowed) and on to their needs by tier and village.
In such a network the amounts that sets of tiers can receive form a polymatroid (Megiddo 1974, *Mathematical
Programming* 7), so meeting the most urgent first costs nothing in the sum over all tiers, and one solution serves every
tier. Where large needs are whole numbers that is only nearly so, and each tier has a bound of its own.

Solved with HiGHS (Huangfu and Hall 2018, *Mathematical Programming Computation* 10), in one thread, with limits counted
in nodes: the same input has the same answer, unless the limit in seconds cut it (:attr:`Flow.cut_by_time`).
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from padan.rules.allocation.groups import Groups
from padan.rules.allocation.needs import Floats, Whole

#: Rupiah of one unit of the program: keeps its numbers near one.
SCALE = 1e6
#: What the solver's arithmetic may be out by, as a part; a bound is that much higher and a floor that much lower.
SLACK = 1e-7
#: What whole numbers of large needs are searched to, as a part.
_CLOSE = 1e-4
_SETTINGS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 7,
    "solver": "simplex",
    "mip_rel_gap": _CLOSE,
}


class _Quiet(highspy.Highs):
    """Says nothing, not even its name: that comes with the callbacks, before an option can be set."""

    def enableCallbacks(self) -> None:  # noqa: N802
        solver: Any = super()
        self.silent()
        solver.enableCallbacks()


class Flow:
    """The program, solved again and again with other aims and floors; values in rupiah."""

    def __init__(self, groups: Groups, tiers: int, needed: Whole) -> None:
        """``needed`` (V): the value of all needs of each village, met or not."""
        self.groups, self.tiers, self.needed = groups, tiers, needed
        self.cut_by_time = False
        self._whole = False
        self._pairs, self._cells = len(groups.pair_group), len(groups.cell_group)
        self._floors = 2 * len(groups.account) + groups.count
        self._size = np.where(groups.pair_size > 0, groups.pair_size / SCALE, 1.0)
        self._large = np.flatnonzero(groups.pair_size > 0).astype(np.int32)
        solver: Any = _Quiet
        self._solver = solver()
        for name, value in _SETTINGS.items():
            self._solver.setOptionValue(name, value)
        self._solver.passModel(self._model())

    def reach(self, tiers: int) -> float:
        """The most value of needs of the first so many tiers that can be met; rupiah, infinite if not found."""
        self._aim(cell=-(self.groups.cell_tier < tiers).astype(np.float64))
        return -self._solved() * SCALE * (1 + SLACK)

    def urgent_first(self) -> list[int]:
        """Meet the tiers one before another; the value met of the first tier, the first two and so on.

        Nothing where the search ended without an answer.
        """
        self._aim(cell=(self.groups.cell_tier - self.tiers).astype(np.float64))
        self._solved()
        if self._solver.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
            return []
        met = np.bincount(self.groups.cell_tier, self.answer()[1], self.tiers)
        return [int(each) for each in np.cumsum(met)]

    def keep(self, reached: list[int]) -> None:
        """From now on the first tier, the first two and so on are met with no less than so many rupiah."""
        for tier, value in enumerate(reached):
            self._solver.changeRowBounds(self._floors + tier, value / SCALE * (1 - SLACK), highspy.kHighsInf)

    def even(self, share: float) -> int:
        """The least that villages together lack to a ``share`` of their needs being met; rupiah."""
        for village, value in enumerate(self.needed.tolist()):
            row = self._floors + self.tiers + village
            self._solver.changeRowBounds(row, value / SCALE * share, highspy.kHighsInf)
        self._aim(lack=1.0)
        return max(0, int(self._solved() * SCALE * (1 - SLACK)))

    def whole(self, nodes: int, seconds: float) -> None:
        """From now on large needs are given whole, each time searched for so many nodes and no longer than that."""
        kinds = np.full(len(self._large), int(highspy.HighsVarType.kInteger), np.uint8)
        self._solver.changeColsIntegrality(len(self._large), self._large, kinds)
        self._whole = True
        self._solver.setOptionValue("mip_max_nodes", nodes)
        self._solver.setOptionValue("time_limit", seconds)

    def fix(self, pairs: Floats) -> None:
        """Large needs are given as in these rupiah of pairs (P)."""
        given = np.round(pairs[self._large] / SCALE / self._size[self._large])
        self._solver.changeColsBounds(len(self._large), self._large, given, given)

    def free(self) -> None:
        """Large needs are given as is best again."""
        endless = np.full(len(self._large), highspy.kHighsInf)
        self._solver.changeColsBounds(len(self._large), self._large, np.zeros(len(self._large)), endless)

    def answer(self) -> tuple[Floats, Floats]:
        """The last answer: rupiah of each pair (P) and met of each cell (K)."""
        values = np.array(self._solver.getSolution().col_value)
        return values[: self._pairs] * self._size * SCALE, values[self._pairs : self._pairs + self._cells] * SCALE

    def _aim(self, *, cell: Floats | None = None, lack: float = 0.0) -> None:
        met = np.zeros(self._cells) if cell is None else cell
        costs = np.concatenate([np.zeros(self._pairs), met, np.full(len(self.needed), lack)])
        self._solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)

    def _solved(self) -> float:
        """A value that the aim cannot go below."""
        self._solver.run()
        status, info = self._solver.getModelStatus(), self._solver.getInfo()
        self.cut_by_time |= status == highspy.HighsModelStatus.kTimeLimit
        return float(info.mip_dual_bound if self._whole else info.objective_function_value)

    def _model(self) -> Any:
        """Columns: pairs, cells, what each village lacks. Rows: accounts, turns, groups, floors (tiers, villages)."""
        g, pledges, villages = self.groups, len(self.groups.account), len(self.needed)
        pair, cell = np.arange(self._pairs), self._pairs + np.arange(self._cells)
        counted = np.flatnonzero(np.isfinite(g.turns[g.pair_pledge]))
        counting = g.pair_pledge[counted]
        lack = self._floors + self.tiers + np.arange(villages)
        upto = [np.flatnonzero(g.cell_tier <= tier) for tier in range(self.tiers)]
        entries = [
            (g.pair_pledge, pair, g.pair_weight * self._size),
            (pledges + counting, pair[counted], (self._size * SCALE / g.pair_most)[counted]),
            (2 * pledges + g.pair_group, pair, self._size),
            (2 * pledges + g.cell_group, cell, np.full(self._cells, -1.0)),
            *((self._floors + tier + 0 * rows, cell[rows], np.ones(len(rows))) for tier, rows in enumerate(upto)),
            (self._floors + self.tiers + g.cell_village, cell, np.ones(self._cells)),
            (lack, self._pairs + self._cells + np.arange(villages), np.ones(villages)),
        ]
        free = np.full(g.count + self.tiers + villages, np.inf)
        return _program(
            *(np.concatenate(part) for part in zip(*entries, strict=True)),
            upper=np.concatenate([np.full(self._pairs, np.inf), g.cell_value / SCALE, np.full(villages, np.inf)]),
            row_lower=np.concatenate([np.full(2 * pledges, -np.inf), np.zeros(len(free))]),
            row_upper=np.concatenate([g.account / SCALE, g.turns, free]),
        )


def _program(row: Whole, column: Whole, value: Floats, *, upper: Floats, row_lower: Floats, row_upper: Floats) -> Any:
    order = np.lexsort((row, column))
    begins = np.concatenate([[0], np.cumsum(np.bincount(column, minlength=len(upper)))])
    program: Any = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(upper), len(row_lower)
    program.col_cost_ = program.col_lower_ = np.zeros(len(upper))
    program.col_upper_, program.row_lower_, program.row_upper_ = upper, row_lower, row_upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = begins.astype(np.int32)
    program.a_matrix_.index_ = row[order].astype(np.int32)
    program.a_matrix_.value_ = value[order]
    return program
