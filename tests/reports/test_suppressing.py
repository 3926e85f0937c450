"""What who sees no names is told, attacked: by all that is published, what can a small number be?

The attacker knows every published number, that families are counted once in each pair of lists, and that nothing is
less than zero. What is not published is worked out by linear programming over all that the families could be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from padan.reports.counting.measures import LISTS, PAIRS, PARTITION, Asked, Fresh, Theme
from padan.reports.counting.suppressing import LEAST, Published, blocks, publish

#: Which lists know a family: what an attacker does not know.
KINDS = tuple(product((False, True), repeat=len(LISTS)))
PAIR_BLOCK = tuple(Asked(Theme.PAIR, pair.key, state) for pair in PAIRS for state in PARTITION)
FRESH_BLOCK = tuple(Asked(Theme.FRESH, "register", state) for state in Fresh)
#: What is told in one block, and what the unknown rows of it can be.
Row = tuple[bool, ...] | str


def cell_of(row: Row, cell: Asked) -> bool:
    """Whether a row is in a cell, in this test's own words."""
    if isinstance(row, str):
        return row == cell.state
    first, second = (row[LISTS.index(name)] for name in cell.item.split("+"))
    return {"both": first and second, "first": first and not second, "second": second and not first}.get(
        cell.state, not first and not second
    )


def numbers(rows: Iterable[tuple[Row, int]], block: tuple[Asked, ...]) -> dict[Asked, int]:
    return {cell: sum(many for row, many in rows if cell_of(row, cell)) for cell in block}


Areas = dict[str, Counter[Row]]


def few(kinds: tuple[Row, ...]) -> st.SearchStrategy[Areas]:
    """Some places with a few rows each: many numbers near the limit."""
    rows = st.dictionaries(st.sampled_from(kinds), st.sampled_from((0, 1, 2, 3, 4, 5, 6, 9, 40)), max_size=4)
    return st.dictionaries(st.sampled_from("ABCDE"), rows.map(Counter), min_size=1, max_size=5)


def published(areas: Areas, block: tuple[Asked, ...]) -> tuple[Published, dict[str, dict[Asked, int]]]:
    parts = {area: numbers(rows.items(), block) for area, rows in areas.items()}
    whole = {cell: sum(each[cell] for each in parts.values()) for cell in block}
    return publish(whole, parts, block), {"": whole, **parts}


def can_be(areas: list[str], kinds: tuple[Row, ...], told: Published, area: str, cell: Asked) -> tuple[float, float]:
    """The least and the most that a cell of an area (empty: of the whole) can be, by all that is told."""
    width = len(kinds)

    def counted(where: Iterable[str], what: Asked) -> np.ndarray:
        found = np.zeros((len(areas), width))
        for each in where:
            found[areas.index(each)] = [cell_of(kind, what) for kind in kinds]
        return found.ravel()

    known = [(counted(areas, each), n) for each, n in told.whole.items()]
    known += [(counted([part], each), n) for part, cells in told.parts.items() for each, n in cells.items()]
    wanted = counted([area] if area else areas, cell)
    # Whatever is not told at all is at most so many.
    limits = {"bounds": (0, 1_000), "method": "highs"}
    if known:
        limits |= {"A_eq": np.array([row for row, _n in known]), "b_eq": np.array([n for _row, n in known])}
    low, high = linprog(wanted, **limits), linprog(-wanted, **limits)
    assert low.status == high.status == 0
    return low.fun, -high.fun


def attack(areas: Areas, kinds: tuple[Row, ...], block: tuple[Asked, ...]) -> None:
    told, true = published(areas, block)
    shown = {("", cell) for cell in told.whole} | {(area, cell) for area in told.parts for cell in told.parts[area]}
    for area, cells in true.items():
        for cell, number in cells.items():
            if (area, cell) in shown:
                assert number == 0 or number >= LEAST, (area, cell)
            elif 0 < number < LEAST:
                low, high = can_be(list(areas), kinds, told, area, cell)
                assert high - low >= LEAST - 1e-6, f"{cell} of {area or 'the whole'} is {number}: {low} to {high}"


@settings(max_examples=60, deadline=None)
@given(few(KINDS))
def test_no_small_number_of_pairs_of_lists_can_be_worked_out(areas: Areas) -> None:
    attack(areas, KINDS, PAIR_BLOCK)


@settings(deadline=None)
@given(few(tuple(Fresh)))
def test_no_small_number_of_ages_can_be_worked_out(areas: Areas) -> None:
    attack(areas, tuple(Fresh), FRESH_BLOCK)


@given(few(("G",)))
def test_no_small_number_of_gaps_can_be_worked_out(areas: Areas) -> None:
    block = (Asked(Theme.GAP, "value_stale", "G"),)
    attack(areas, ("G",), block)


#: Families with a screening overdue by kecamatan; what is told of each; closed are the ones with no number.
DRAWN = [
    ({"A": 40, "B": 50}, {"A": 40, "B": 50}),
    ({"A": 40, "B": 0}, {"A": 40, "B": 0}),
    ({"A": 3, "B": 50, "C": 40}, {"B": 50}),
    ({"A": 3, "B": 4, "C": 40}, {"C": 40}),
    ({"A": 1, "B": 2, "C": 7, "D": 40}, {"D": 40}),
    ({"A": 3, "B": 0, "C": 40}, {}),
    ({"A": 2, "B": 1}, None),
    ({"A": 5, "B": 6, "C": 4}, {"B": 6}),
]


@pytest.mark.parametrize(("found", "told"), DRAWN)
def test_what_is_told_of_the_parts(found: dict[str, int], told: dict[str, int] | None) -> None:
    cell = Asked(Theme.GAP, "poor_not_screened", "dp2kb")
    shown = publish({cell: sum(found.values())}, {area: {cell: n} for area, n in found.items()}, (cell,))
    assert shown.whole == ({} if told is None else {cell: sum(found.values())})
    if told is not None:
        assert {area: cells[cell] for area, cells in shown.parts.items()} == told


def test_gaps_that_repeat_the_ages_of_facts_are_not_told_twice() -> None:
    found = {
        Asked(Theme.GAP, kind, "dinsos"): 30 for kind in ("value_stale", "stunted_not_poor_list")
    } | {Asked(Theme.FRESH, "register", state): 9 for state in Fresh}  # fmt: skip
    items = [block[0].item for block in blocks(found)]
    assert (items.count("value_stale"), items.count("stunted_not_poor_list"), items.count("register")) == (0, 1, 1)
