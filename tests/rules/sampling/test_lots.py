"""Lots: the same everywhere, whoever else is drawn."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.errors import InvalidValueError
from padan.rules.sampling import in_order, lots, places_in_line

IDS = st.lists(st.text(max_size=6), unique=True, max_size=20)


def test_the_lot_is_what_the_shell_says() -> None:
    """``printf 'abc:F1' | sha256sum`` begins with these digits."""
    assert [f"{lot:016x}" for lot in lots("abc", ["F1"]).tolist()] == ["5f5680d19998975b"]
    assert [f"{lot:016x}" for lot in lots("abc", ["F1"], "seri").tolist()] == ["eb587e20c8e01637"]


@given(st.sampled_from(["S1", "2026-11-29 Samboja"]), IDS, st.sampled_from(["", "seri"]))
def test_smallest_digest_first(seed: str, ids: list[str], purpose: str) -> None:
    start = f"{seed}:{purpose}:" if purpose else f"{seed}:"
    by_hand = sorted(ids, key=lambda each: hashlib.sha256((start + each).encode()).hexdigest())
    order = in_order((), lots(seed, ids, purpose), ids)
    assert [ids[row] for row in order] == by_hand


@given(IDS, IDS)
def test_a_lot_depends_on_nobody_else(some: list[str], more: list[str]) -> None:
    alone = dict(zip(some, lots("S1", some).tolist(), strict=True))
    together = dict(zip([*more, *some], lots("S1", [*more, *some]).tolist(), strict=True))
    assert all(together[each] == lot for each, lot in alone.items())


@pytest.mark.parametrize("seed", ["", "R1:seri"])
def test_a_seed_that_could_be_mistaken(seed: str) -> None:
    with pytest.raises(InvalidValueError, match="Benih"):
        lots(seed, ["F1"])


def test_equal_lots_are_told_apart_by_id() -> None:
    drawn = np.array([7, 7, 3, 7], np.uint64)
    assert in_order((), drawn, ["b", "a", "z", "c"]).tolist() == [2, 1, 0, 3]
    assert in_order([np.array([0.0, 0.0, 0.0, -1.0])], drawn, ["b", "a", "z", "c"]).tolist() == [3, 2, 1, 0]


def test_the_unknown_comes_last() -> None:
    assert in_order([np.array([np.nan, 2.0, 1.0])], np.array([0, 1, 2], np.uint64), ["a", "b", "c"]).tolist() == [
        2,
        1,
        0,
    ]


@given(st.lists(st.integers(-2, 4)))
def test_places_in_line(lines: list[int]) -> None:
    expected = [lines[: row + 1].count(line) for row, line in enumerate(lines)]
    assert places_in_line(np.array(lines, np.int64)).tolist() == expected


def test_lots_are_spread_evenly() -> None:
    """Of 20,000 ids that differ by one digit each tenth of the range gets 2,000, give or take 5 standard deviations."""
    drawn: Any = lots("S1", [f"F{number:07d}" for number in range(20_000)])
    tenths = np.histogram(drawn / 2.0**64, bins=10, range=(0, 1))[0]
    assert np.abs(tenths - 2000).max() < 5 * np.sqrt(20_000 * 0.1 * 0.9)
