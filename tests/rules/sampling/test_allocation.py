"""A sample shared among villages."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.sampling import allocate


@pytest.mark.parametrize(
    ("population", "count", "least", "taken"),
    [
        ([100, 200, 300], 60, 2, [10, 20, 30]),
        ([100, 200, 300], 61, 2, [10, 20, 31]),
        # shares 3.3 3.3 3.3: the remainders are equal and the strata too; the earlier one gets it
        ([50, 50, 50], 10, 2, [4, 3, 3]),
        # shares 1.5 and 4.5: of equal remainders the larger stratum
        ([10, 30], 6, 0, [1, 5]),
        # shares 1/3, 100/3 and 7/3: equal remainders of unlike shares, the largest stratum
        ([1, 100, 7], 36, 0, [0, 34, 2]),
        # the small village gives its minimum, the others share the rest
        ([4, 500, 500], 100, 2, [2, 49, 49]),
        # the second falls under its minimum only once the first has its own
        ([1, 60, 1000], 36, 2, [1, 2, 33]),
        ([1, 0, 100], 10, 2, [1, 0, 9]),
        # all the minima need more than was asked
        ([10, 10, 10], 3, 2, [2, 2, 2]),
        # there are not so many
        ([3, 4], 100, 2, [3, 4]),
        ([3, 4], 0, 0, [0, 0]),
        ([0, 0], 5, 2, [0, 0]),
        ([], 5, 2, []),
    ],
)
def test_drawn(population: list[int], count: int, least: int, taken: list[int]) -> None:
    assert allocate(np.array(population, np.int64), count, least).tolist() == taken


@pytest.mark.parametrize(("population", "count", "least"), [([1], -1, 0), ([1], 1, -1), ([-1], 1, 0)])
def test_fewer_than_nobody(population: list[int], count: int, least: int) -> None:
    with pytest.raises(ValueError, match="fewer than nobody"):
        allocate(np.array(population, np.int64), count, least)


def twin(population: list[int], count: int, least: int) -> list[int]:
    """Exact fractions, stratum by stratum."""
    floor = [min(size, least) for size in population]
    total = min(max(count, sum(floor)), sum(population))
    bound = {place for place, size in enumerate(population) if size == 0}
    while True:
        free = total - sum(floor[place] for place in bound)
        base = sum(size for place, size in enumerate(population) if place not in bound)
        share = [
            Fraction(floor[place]) if place in bound else Fraction(free * size, base)
            for place, size in enumerate(population)
        ]
        low = {place for place in range(len(population)) if place not in bound and share[place] < floor[place]}
        if not low:
            break
        bound |= low
    taken = [int(each) for each in share]
    by_remainder = sorted(range(len(population)), key=lambda p: (taken[p] - share[p], -population[p], p))
    for place in by_remainder[: total - sum(taken)]:
        taken[place] += 1
    return taken


SIZES = st.lists(st.integers(0, 400), max_size=12)


@given(SIZES, st.integers(0, 900), st.integers(0, 5))
def test_as_the_twin(population: list[int], count: int, least: int) -> None:
    assert allocate(np.array(population, np.int64), count, least).tolist() == twin(population, count, least)


@given(SIZES, st.integers(0, 900), st.integers(0, 5))
def test_what_must_always_hold(population: list[int], count: int, least: int) -> None:
    taken = allocate(np.array(population, np.int64), count, least).tolist()
    floor = [min(size, least) for size in population]
    assert sum(taken) == min(max(count, sum(floor)), sum(population))
    assert all(low <= each <= size for low, each, size in zip(floor, taken, population, strict=True))
    by_size = sorted(zip(population, taken, strict=True))
    assert [each for _size, each in by_size] == sorted(taken), "a larger village never gives fewer"
