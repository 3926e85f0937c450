"""A pledge with room that no unmet need can use takes over needs of pledges that unmet needs could use.

Everything that was met stays met, so this never makes a plan worse; it moves room to where it can be filled.
"""

from __future__ import annotations

import numpy as np

from padan.rules.allocation.filling import NONE, Filling
from padan.rules.allocation.needs import Floats, Truths, Whole
from padan.rules.allocation.refilling import choice

#: How far room is from an unmet need where no way leads there.
NEVER = np.inf


def distances(filling: Filling, tier: Whole) -> Floats:
    """How far each pledge's room is from unmet needs.

    The tier of the most urgent that it may meet itself; else the number of tiers and how many take-overs it is away
    from such a pledge.
    """
    unmet = np.flatnonzero(filling.pledge_of == NONE)
    found = np.full(len(filling.left), NEVER)
    for number in np.unique(tier[unmet])[::-1].tolist():
        found[_open(filling, unmet[tier[unmet] == number])] = number
    step, met = int(tier.max(initial=0)) + 1, np.flatnonzero(filling.pledge_of != NONE)
    last = np.flatnonzero(np.isfinite(found))
    while len(last):
        held = met[np.isin(filling.pledge_of[met], last)]
        last = np.flatnonzero(_open(filling, held) & ~np.isfinite(found))
        found[last] = step
        step += 1
    return found


def _open(filling: Filling, rows: Whole) -> Truths:
    """The pledges that may meet any of the needs, were they untouched."""
    found: Truths = np.logical_or.reduce(filling.may.may[np.unique(filling.may.class_of[rows])], axis=0)
    return found


def pull(filling: Filling, pledge: int, distance: Floats, tiers: int) -> None:
    """Fill the room of one pledge with needs of others whose room is nearer to unmet needs (:func:`distances`)."""
    if filling.left[pledge] == 0:
        return
    rows = _foreign(filling, pledge, distance, tiers)
    if filling.counting[pledge]:
        _pull_counting(filling, pledge, rows)
        return
    rows = rows[filling.weights(pledge)[rows] <= filling.left[pledge]]
    weights = filling.weights(pledge)[rows]
    for place in choice(weights, int(filling.left[pledge])):
        _move(filling, int(rows[place]), pledge)


def _foreign(filling: Filling, pledge: int, distance: Floats, tiers: int) -> Whole:
    """Needs met by others that the pledge may meet, were it untouched; those of the nearest and the largest first."""
    rows = np.flatnonzero((filling.pledge_of != NONE) & (filling.pledge_of != pledge))
    use: Truths = distance[filling.pledge_of[rows]] < max(distance[pledge], tiers)
    use &= filling.may.may[filling.may.class_of[rows], pledge]
    rows = rows[use]
    rows = rows[filling.fitting(rows, pledge)]
    return rows[np.lexsort((-filling.needs.value[rows], distance[filling.pledge_of[rows]]))]


def _pull_counting(filling: Filling, pledge: int, rows: Whole) -> None:
    """A pledge that may meet few needs takes large ones for its small ones, which go where the large ones came from."""
    weights = filling.weights(pledge)
    large = rows[np.argsort(-weights[rows], kind="stable")].tolist()
    for need in large:
        if filling.open_to(need)[pledge]:
            _move(filling, need, pledge)
    own = np.flatnonzero(filling.pledge_of == pledge)
    for small in own[np.argsort(weights[own], kind="stable")].tolist():
        filling.take(small)
        for need in large:
            other = int(filling.pledge_of[need])
            if other == pledge or weights[need] <= weights[small] or not filling.open_to(need)[pledge]:
                continue
            filling.take(need)
            if filling.open_to(small)[other]:
                filling.give(need, pledge)
                filling.give(small, other)
                break
            filling.give(need, other)
        else:
            filling.give(small, pledge)


def _move(filling: Filling, need: int, pledge: int) -> None:
    filling.take(need)
    filling.give(need, pledge)
