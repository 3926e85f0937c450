"""A sample shared among strata in proportion to their size."""

from __future__ import annotations

import numpy as np

from padan.rules.sampling.lots import Whole

#: The fewest of a stratum: with one alone nothing is known of how its members differ.
LEAST = 2


def allocate(population: Whole, count: int, least: int = LEAST) -> Whole:
    """How many to take of each stratum of ``population`` members; shape (H,).

    In proportion to size (Cochran 1977, section 5.3), whole numbers by the largest remainder (Hamilton's method), of
    equal remainders the larger stratum, then the earlier one. Every stratum gives ``least``, or all it has; the others
    share what is left, in proportion again. The sum is ``count``, except where all the minima together need more, or
    where there are not so many. ``ValueError`` for a negative number.
    """
    if count < 0 or least < 0 or (population < 0).any():
        raise ValueError("a sample cannot take fewer than nobody")
    floor = np.minimum(population, least)
    total = min(max(count, int(floor.sum())), int(population.sum()))
    whole, remainder = _shares(population, floor, total)
    order = np.lexsort((np.arange(len(population)), -population, -remainder))
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def _shares(population: Whole, floor: Whole, total: int) -> tuple[Whole, Whole]:
    """The shares as whole numbers and what remains of the division, all by one divisor, so that equals are equal.

    A stratum whose share is below its floor gets the floor, and the others share the rest anew.
    """
    bound = population == 0
    while True:
        free = total - int(floor[bound].sum())
        whole, remainder = np.divmod(free * population, max(1, int(population[~bound].sum())))
        low = ~bound & (whole < floor)
        if not low.any():
            return np.where(bound, floor, whole), np.where(bound, 0, remainder)
        bound |= low
