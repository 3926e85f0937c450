"""How pledges are given out by hand: in the order in which they come, or to the most urgent from the fullest purse."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padan.rules.allocation import Needs, Pledge
from padan.rules.allocation.allowed import allowed
from padan.rules.allocation.filling import Filling


def first_come(needs: Needs, pledges: Sequence[Pledge]) -> np.ndarray:
    """Each need, in the order in which needs came, is met by the first pledge that may and can."""
    filling = Filling(needs, pledges, allowed(needs, pledges))
    for need in range(len(needs)):
        found = np.flatnonzero(filling.open_to(need))
        if len(found):
            filling.give(need, int(found[0]))
    return filling.pledge_of


def greedy(needs: Needs, pledges: Sequence[Pledge]) -> np.ndarray:
    """The most urgent first, the larger before the smaller, each from the pledge that has most left."""
    filling = Filling(needs, pledges, allowed(needs, pledges))
    for need in np.lexsort((np.arange(len(needs)), -needs.value, needs.tier)).tolist():
        found = np.flatnonzero(filling.open_to(need))
        if len(found):
            filling.give(need, int(found[np.argmax(filling.left[found])]))
    return filling.pledge_of
