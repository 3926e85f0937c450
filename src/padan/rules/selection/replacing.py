"""What a list becomes when families fall out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.prevalence import coded
from padan.rules.sampling import Whole
from padan.rules.selection.candidates import Exclusion
from padan.rules.selection.quotas import counts
from padan.rules.selection.selecting import Selection, Standing, in_line


@dataclass(frozen=True, slots=True)
class Replacement:
    """A chosen family that fell out, and who takes the place: None where nobody in reserve fits."""

    out: str
    successor: str | None


def fall_out(selection: Selection, out: Mapping[str, Exclusion]) -> tuple[Selection, tuple[Replacement, ...]]:
    """The list without the families of ``out`` (family → reason), and who replaces those that were chosen.

    All of them are excluded before anybody moves up. Then, by their rank, each gives back a place in every area it
    lives in, and the first in reserve that fits all its own areas takes it: that may be somebody of another village,
    where only the kecamatan was full. As long as the reserve lasts the list is the one that selecting anew without
    these families gives. The reserve is not filled up from those over the quota: its names were published.

    :class:`~padan.kernel.errors.InvalidValueError` for a family that is no candidate.
    """
    rows = selection.candidates.rows_of(list(out))
    standing = selection.standing.copy()
    standing[rows] = Standing.EXCLUDED
    left = sorted((row for row in rows if selection.chosen[row]), key=lambda row: int(selection.rank[row]))
    waiting = _Waiting.of(selection, np.flatnonzero(standing == Standing.RESERVE))
    taken = selection.taken
    successors: list[int | None] = []
    for row in left:
        taken -= counts(np.array([row]), selection.chains, selection.quotas)
        successor = waiting.first(taken)
        if successor is not None:
            standing[successor] = Standing.CHOSEN
            taken += counts(np.array([successor]), selection.chains, selection.quotas)
        successors.append(successor)
    ids = selection.candidates.family_id
    told = tuple(
        Replacement(str(ids[row]), None if who is None else str(ids[who]))
        for row, who in zip(left, successors, strict=True)
    )
    return _with(selection, standing, out, rows, taken), told


def next_in_line(selection: Selection, out: str) -> str | None:
    """Who would take the place of a family if it fell out now; None for a family that is not chosen."""
    told = fall_out(selection, {out: Exclusion.MOVED})[1]
    return told[0].successor if told else None


@dataclass(slots=True)
class _Waiting:
    """The reserve, a queue for each home area: families of one area fit together or not at all, so heads are enough."""

    selection: Selection
    rows: Whole
    head: Whole
    end: Whole

    @classmethod
    def of(cls, selection: Selection, reserve: Whole) -> _Waiting:
        homes = coded(selection.candidates.area).codes[reserve]
        order = np.lexsort((selection.rank[reserve], homes))
        head = np.flatnonzero(np.diff(homes[order], prepend=-1))
        return cls(selection, reserve[order], head, np.append(head, len(order))[1:])

    def first(self, taken: Whole) -> int | None:
        """Take out the best of those that find a place in all their areas."""
        # The last entry serves the number -1, no quota.
        free = np.append(taken < self.selection.places, True)
        open_ = np.flatnonzero(self.head < self.end)
        heads = self.rows[self.head[open_]]
        fits = np.flatnonzero(np.all(free[self.selection.chains[heads]], axis=1))
        if not len(fits):
            return None
        best = fits[np.argmin(self.selection.rank[heads[fits]])]
        self.head[open_[best]] += 1
        return int(heads[best])


def _with(
    selection: Selection, standing: NDArray[np.int8], out: Mapping[str, Exclusion], rows: list[int], taken: Whole
) -> Selection:
    """The selection with these standings, everybody who still waits in a line of today."""
    before = selection.candidates
    exclusions = {reason: column.copy() for reason, column in before.exclusions.items()}
    for row, reason in zip(rows, out.values(), strict=True):
        exclusions.setdefault(reason, np.zeros(len(before), bool))[row] = True
    waiting = np.flatnonzero((standing == Standing.RESERVE) | (standing == Standing.OVER_QUOTA))
    waiting = waiting[np.argsort(selection.rank[waiting])]
    line, place = np.full(len(before), -1, np.int32), np.zeros(len(before), np.int64)
    line[waiting], place[waiting] = in_line(waiting, selection.chains, selection.quotas, taken)
    return replace(
        selection,
        candidates=replace(before, exclusions=exclusions),
        rank=np.where(standing == Standing.EXCLUDED, 0, selection.rank),
        standing=standing,
        line=line,
        place=place,
    )
