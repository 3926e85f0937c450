"""Sums of whole amounts beside trying all of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.rules.allocation.refilling import choice
from padan.rules.allocation.sums import MOST_BITS, best_choice, best_sum

AMOUNTS = st.lists(st.sampled_from([20, 30, 50, 70, 110, 20_000]), max_size=8)


def tried(amounts: list[int], room: int) -> int:
    picks = (pick for many in range(len(amounts) + 1) for pick in combinations(amounts, many))
    return max(sum(pick) for pick in picks if sum(pick) <= room)


def chosen_of(amounts: list[int], room: int) -> list[int]:
    return choice(np.array(amounts, np.int64), room)


@given(AMOUNTS, st.integers(0, 20_300))
def test_the_greatest_sum(amounts: list[int], room: int) -> None:
    most = tried(amounts, room)
    assert best_sum([(amount, amounts.count(amount)) for amount in set(amounts)], room) == most
    chosen = best_choice(amounts, room)
    assert sum(amounts[place] for place in chosen) == most
    assert len(set(chosen)) == len(chosen)
    assert sum(amounts[place] for place in chosen_of(amounts, room)) == most


def test_of_equal_sums_the_first() -> None:
    assert best_choice([30, 50, 20, 30], 50) == [0, 2]
    assert best_choice([70, 20], 50) == [1]
    assert best_choice([], 50) == []


def test_rounding_to_a_coarser_measure_is_no_loss_where_the_first_fill_the_room() -> None:
    assert chosen_of([100_000_000] * 11, 1_000_000_000) == list(range(10))
    assert chosen_of([*[100_000_001] * 10, 100_000_003], 1_000_000_010) == list(range(10))


def test_a_room_too_long_to_work_out_is_a_bound_itself() -> None:
    assert best_sum([(2 * MOST_BITS, 1), (2 * MOST_BITS + 1, 1)], 3 * MOST_BITS) == 3 * MOST_BITS


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(100_000_000, 900_000_000), min_size=65, max_size=70), st.integers(10**9, 10**10))
def test_long_lines_are_filled_nearly_and_never_over(amounts: list[int], room: int) -> None:
    chosen = chosen_of(amounts, room)
    total = sum(amounts[place] for place in chosen)
    assert room - max(amounts) < total <= room
    assert len(set(chosen)) == len(chosen)
