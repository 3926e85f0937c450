"""Which sums can be reached exactly with whole needs: one long number whose k-th bit says that k can."""

from __future__ import annotations

import math
from collections.abc import Sequence

#: Bits of the longest number that is worth its memory (1 MB).
MOST_BITS = 1 << 23


def best_sum(counted: Sequence[tuple[int, int]], room: int) -> int:
    """The greatest sum within ``room`` of the amounts (amount, how many there are); ``room`` where that is too long
    to work out, which no sum exceeds."""
    unit = math.gcd(*(amount for amount, _many in counted))
    if not unit or sum(amount * many for amount, many in counted) <= room:
        return sum(amount * many for amount, many in counted)
    bits = room // unit
    if bits > MOST_BITS:
        return room
    mask, reached = (2 << bits) - 1, 1
    for amount, many in counted:
        part = 1
        while many:
            step = min(part, many)
            reached |= (reached << amount // unit * step) & mask
            many, part = many - step, part * 2
    return (reached.bit_length() - 1) * unit


def best_choice(amounts: Sequence[int], room: int) -> list[int]:
    """Places of those amounts whose sum is the greatest within ``room``; of equal sums the one that takes the first
    where it can, then the second, and so on. ``room`` must not be longer than MOST_BITS of their common measure."""
    unit = math.gcd(*amounts)
    if not unit:
        return []
    mask = (2 << room // unit) - 1
    reached = [1]
    for amount in reversed(amounts):
        reached.append(reached[-1] | ((reached[-1] << amount // unit) & mask))
    goal, taken = reached.pop().bit_length() - 1, []
    for place, amount in enumerate(amounts):
        before, step = reached.pop(), amount // unit
        if step <= goal and before >> (goal - step) & 1:
            goal -= step
            taken.append(place)
    return taken
