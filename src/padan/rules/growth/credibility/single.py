"""Findings on single measurements, each judged with its child's own history."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.credibility.causes import Cause, likely
from padan.rules.growth.credibility.changes import carried, length_changes, other_child, weight_changes
from padan.rules.growth.credibility.units import explain
from padan.rules.growth.credibility.visits import Flags, Numbers, Visits, in_order, timeline


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found of each row, in the order of the visits given. Shape (n,) each.

    ``mask`` holds every cause (``Cause.bit``), ``likely`` the one that explains the others (0: none).
    ``weight`` kg and ``length`` cm are what was probably meant: to be shown to people, never applied; NaN where
    nothing can be said.
    """

    mask: NDArray[np.uint16]
    likely: NDArray[np.uint8]
    weight: Numbers
    length: Numbers


def findings(visits: Visits) -> Findings:
    """Judge every measurement by the standard's bounds and by the child's other visits.

    No row's answer depends on another child's rows or on the order of the rows. A value that cannot be
    and that nothing explains takes no part in the child's history.
    """
    order = in_order(visits)
    rows = visits.taken(order)
    line = timeline(rows.child, rows.day)
    explained = explain(rows)
    same_weight, same_length, same_both = carried(line, rows)
    shrank, grew = length_changes(line, rows, explained.best_length)
    found: dict[Cause, Flags] = {
        Cause.OTHER_CHILD: other_child(line, rows),
        Cause.CARRIED_BOTH: same_both,
        Cause.SHRANK: shrank,
        Cause.LENGTH_JUMP: grew,
        Cause.WEIGHT_JUMP: weight_changes(line, rows, explained.best_weight),
        Cause.CARRIED_LENGTH: same_length,
        Cause.CARRIED_WEIGHT: same_weight,
        Cause.IMPLAUSIBLE: rows.flagged() | _impossible(rows, explained.best_weight, explained.best_length),
    }
    mask = explained.mask.copy()
    for cause, there in found.items():
        mask |= np.where(there, np.uint16(cause.bit), np.uint16(0))
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    mask = mask[back]
    return Findings(mask, likely(mask), explained.weight[back], explained.length[back])


def _impossible(rows: Visits, best_weight: Numbers, best_length: Numbers) -> Flags:
    """Rows with a value written that no child of that age has; a value of 0 or less is one."""
    odd_weight = ~np.isnan(rows.weight) & (best_weight != rows.weight)
    odd_length = ~np.isnan(rows.length) & (best_length != rows.length)
    odd: Flags = odd_weight | odd_length
    return odd
