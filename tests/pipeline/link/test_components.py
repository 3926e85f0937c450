"""What pairs chain together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.pipeline.link.components import smallest_together


def found(records: int, pairs: list[tuple[int, int]]) -> list[int]:
    a, b = (np.array([pair[side] for pair in pairs], dtype=np.int32) for side in (0, 1))
    return smallest_together(records, a, b).tolist()


def simple(records: int, pairs: list[tuple[int, int]]) -> list[int]:
    """One pair after the other: everybody of the one group goes to the other."""
    group = list(range(records))
    for a, b in pairs:
        low, high = sorted((group[a], group[b]))
        group = [low if each == high else each for each in group]
    return group


@pytest.mark.parametrize(
    ("records", "pairs", "smallest"),
    [
        (0, [], []),
        (3, [], [0, 1, 2]),
        (4, [(1, 2), (2, 3)], [0, 1, 1, 1]),
        # a pair said twice, either way round, and a record with itself
        (3, [(2, 1), (1, 2), (0, 0)], [0, 1, 1]),
        # a chain whose smallest record stands at its far end
        (6, [(5, 4), (4, 3), (3, 2), (2, 1), (1, 0)], [0] * 6),
        # two groups that only their greatest records tie together
        (5, [(0, 3), (1, 4), (3, 4)], [0, 0, 2, 0, 0]),
    ],
)
def test_records_that_hang_together(records: int, pairs: list[tuple[int, int]], smallest: list[int]):
    assert found(records, pairs) == smallest


@given(st.integers(1, 30).flatmap(lambda n: st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)).map(lambda p: (n, p))))
def test_any_pairs(drawn: tuple[int, list[tuple[int, int]]]):
    assert found(*drawn) == simple(*drawn)


def test_a_long_chain_takes_few_rounds():
    many = 200_000
    order = np.random.default_rng(1).permutation(many).astype(np.int32)

    assert not smallest_together(many, order[1:], order[:-1]).any()
