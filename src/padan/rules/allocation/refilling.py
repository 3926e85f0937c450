"""One pledge after another is filled anew, as fully as whole needs can, from its own needs and those without a pledge.

Of one pledge alone the best is known: the greatest sum of the most urgent tier, then of the next within what is left,
because a need takes what it is worth. So no step takes from a tier for a later one, and the plan only gets better.
"""

from __future__ import annotations

import numpy as np

from padan.rules.allocation.filling import NONE, Filling
from padan.rules.allocation.needs import Floats, Whole
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
    weights = filling.weights(pledge)[rows]
    room, chosen = int(may.amount[pledge]), []
    for number in np.unique(tier[rows]).tolist():
        here = np.flatnonzero(tier[rows] == number)
        here = here[np.argsort(served[rows[here]], kind="stable")]
        fair = choice(weights[here].tolist(), room)
        kept = here[np.argsort(~own[rows[here]], kind="stable")]
        safe = choice(weights[kept].tolist(), room)
        better = here[fair] if weights[here[fair]].sum() >= weights[kept[safe]].sum() else kept[safe]
        room -= int(weights[better].sum())
        chosen.extend(rows[better].tolist())
    wanted, had = set(chosen), set(np.flatnonzero(own).tolist())
    for need in sorted(had - wanted):
        filling.take(need)
    for need in sorted(wanted - had):
        filling.give(need, pledge)


def choice(weights: list[int], room: int) -> list[int]:
    """Places of weights whose sum is nearly the greatest within ``room``, the first preferred."""
    sums = np.cumsum(weights)
    if not len(sums) or sums[-1] <= room:
        return list(range(len(weights)))
    fitting = int(np.searchsorted(sums, room, side="right"))
    begin = max(0, fitting - _REOPENED)
    room -= int(sums[begin - 1]) if begin else 0
    # Rounded up to a coarser measure where needed, which can only leave a little room unused.
    measure = room // _MEASURES + 1 if np.gcd.reduce(weights) * _MEASURES < room else 1
    opened = [-(-weight // measure) for weight in weights[begin : begin + _WINDOW]]
    found = [begin + place for place in best_choice(opened, room // measure)]
    if sum(weights[place] for place in found) < sum(weights[begin:fitting]):
        found = list(range(begin, fitting))
    return [*range(begin), *found]
