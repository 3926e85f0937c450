"""What the answers of one visit say of each right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.four_rights import VISITED, Right

NAMES = ("received", "whole", "in_time", "needy", "good", "paid")
GOOD = dict.fromkeys(NAMES, 1) | {"paid": 0}


@pytest.mark.parametrize(
    ("changes", "target", "time", "amount", "price", "quality"),
    [
        ({}, 1, 1, 1, 1, 1),
        ({"needy": 0}, 0, 1, 1, 1, 1),
        ({"needy": -1}, -1, 1, 1, 1, 1),
        ({"in_time": 0}, 1, 0, 1, 1, 1),
        ({"whole": 0}, 1, 1, 0, 1, 1),
        ({"whole": -1}, 1, 1, -1, 1, 1),
        ({"good": 0}, 1, 1, 1, 1, 0),
        ({"paid": 1}, 1, 1, 1, 0, 1),
        ({"paid": -1}, 1, 1, 1, -1, 1),
        # Nothing received: neither in time nor whole, and of its quality and price nothing is known, unless it paid.
        ({"received": 0, "whole": 0, "in_time": -1, "good": -1}, 0, 0, 0, -1, -1),
        ({"received": 0, "whole": 0, "good": 1, "paid": 1}, 0, 0, 0, 0, -1),
        (dict.fromkeys(NAMES, -1), -1, -1, -1, -1, -1),
    ],
)
def test_an_answer_speaks_of_a_right(
    changes: dict[str, int], target: int, time: int, amount: int, price: int, quality: int
) -> None:
    said = {right: says({**GOOD, **changes}) for right, says in VISITED.items()}
    assert said == {
        Right.TARGET: target, Right.TIME: time, Right.AMOUNT: amount, Right.PRICE: price, Right.QUALITY: quality,
    }  # fmt: skip


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, st.sampled_from([-1, 0, 1]))))
def test_what_is_not_known_is_never_made_up(found: dict[str, int]) -> None:
    for says in VISITED.values():
        assert says(found) in (-1, 0, 1)
        if set(found.values()) == {-1}:
            assert says(found) == -1
