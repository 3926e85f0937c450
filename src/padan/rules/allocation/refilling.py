"""One pledge after another is filled anew, as fully as whole needs can, from its own needs and those without a pledge.

Of one pledge alone the best is known: the greatest sum of the most urgent tier, then of the next within what is left,
because a need takes what it is worth. So no step takes from a tier for a later one, and the plan only gets better.
"""

from __future__ import annotations

import math

import numpy as np

from padan.rules.allocation.filling import NONE, Filling
from padan.rules.allocation.needs import Floats, Truths, Whole
from padan.rules.allocation.sums import best_choice

#: Of a long line of needs, how many of those taken in order are open again, and how many are looked at in all.
_REOPENED, _WINDOW = 24, 64
#: Measures that a room is divided into at the most, to look for its best sum.
_MEASURES = 1 << 18


def refill(filling: Filling, pledge: int, tier: Whole, served: Floats) -> None:
    """Fill one pledge anew. ``served`` (n): of equal sums, needs with a small number are preferred."""
    may = filling.may
    own = filling.pledge_of == pledge
    free = np.flatnonzero(filling.pledge_of == NONE)
    free = free[may.may[may.class_of[free], pledge]]
    free = free[filling.fitting(free, pledge)]
    if not len(free):
        return
    rows = np.sort(np.concatenate([np.flatnonzero(own), free]))
    weights, tiers, chosen = filling.weights(pledge)[rows], tier[rows], []
    room = int(may.amount[pledge])
    for number in np.flatnonzero(np.bincount(tiers)).tolist():
        here = np.flatnonzero(tiers == number)
        here = here[weights[here] <= room]
        if weights[here].sum() > room:
            here = _fullest(here, weights, room, served[rows], own[rows])
        room -= int(weights[here].sum())
        chosen.extend(rows[here].tolist())
    wanted, had = set(chosen), set(np.flatnonzero(own).tolist())
    for need in sorted(had - wanted):
        filling.take(need)
    for need in sorted(wanted - had):
        filling.give(need, pledge)


def _fullest(here: Whole, weights: Whole, room: int, served: Floats, own: Truths) -> Whole:
    """Those of the needs ``here`` that fill the room; of equal sums the ones that are served less."""
    fair = here[np.argsort(served[here], kind="stable")]
    fair = fair[choice(weights[fair], room)]
    safe = here[np.argsort(~own[here], kind="stable")]
    safe = safe[choice(weights[safe], room)]
    return fair if weights[fair].sum() >= weights[safe].sum() else safe


def choice(weights: Whole, room: int) -> list[int]:
    """Places of weights whose sum is nearly the greatest within ``room``, the first preferred."""
    sums = weights.cumsum()
    if not len(sums) or sums[-1] <= room:
        return list(range(len(weights)))
    fitting = int(sums.searchsorted(room, side="right"))
    begin = max(0, fitting - _REOPENED)
    room -= int(sums[begin - 1]) if begin else 0
    near: list[int] = weights[begin : begin + _WINDOW].tolist()
    # Rounded up to a coarser measure where needed, which can only leave a little room unused.
    measure = room // _MEASURES + 1 if math.gcd(*near) * _MEASURES < room else 1
    opened = [-(-weight // measure) for weight in near]
    found = best_choice(opened, room // measure)
    if sum(near[place] for place in found) < sum(near[: fitting - begin]):
        found = list(range(fitting - begin))
    return [*range(begin), *(begin + place for place in found)]
