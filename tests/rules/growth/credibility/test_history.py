"""Neighbours in a child's history, against plain loops; and that nothing but the child's own rows matters."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.growth.credibility.invented import visits

from padan.reference.quality import Band
from padan.rules.growth.credibility import Visits, findings
from padan.rules.growth.credibility.changes import by_age, held_days
from padan.rules.growth.credibility.visits import earlier, hundredths, in_order, later, timeline

ROW = st.tuples(
    st.integers(0, 3),  # child
    st.integers(700, 712),  # day, for children of about two years: often the same day
    st.sampled_from([math.nan, 0.0, 9.0, 9.5, 11.0, 95.0, 11_000.0]),
    st.sampled_from([math.nan, 80.0, 80.5, 86.0, 860.0, 0.86, 11.0]),
    st.integers(0, 2),  # position
)


def table(rows: list[tuple[int, int, float, float, int]]) -> Visits:
    child, day, weight, length, position = (list(column) for column in zip(*rows, strict=True))
    spread = (np.array(day) - 700) * 30 + 300
    return visits(child, spread, spread / 30.4375, weight, length, position=position)


def plain_neighbour(child: list[int], day: list[int], known: list[bool], row: int, *, ahead: bool) -> int:
    places = [
        place
        for place in range(len(child))
        if child[place] == child[row] and known[place] and (day[place] > day[row] if ahead else day[place] < day[row])
    ]
    return (min(places) if ahead else max(places)) if places else -1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.booleans()), min_size=1, max_size=30))
@settings(deadline=None)
def test_neighbours_are_those_of_a_plain_search(rows: list[tuple[int, int, bool]]) -> None:
    child, day, known = (list(column) for column in zip(*sorted(rows), strict=True))
    line = timeline(np.array(child), np.array(day))
    places = range(len(rows))

    assert earlier(line, np.array(known)).tolist() == [
        plain_neighbour(child, day, known, row, ahead=False) for row in places
    ]
    assert later(line, np.array(known)).tolist() == [
        plain_neighbour(child, day, known, row, ahead=True) for row in places
    ]


def plain_held(rows: list[tuple[int, int, int]], row: int) -> int:
    """Walk back from a row, day by day, while the value stays what it is."""
    child, day, value = rows[row]
    start = day
    if value < 0:
        return 0
    for _who, when, what in reversed([before for before in rows[:row] if before[0] == child and before[2] >= 0]):
        if what != value:
            break
        start = when
    return day - start


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(-1, 2)), max_size=40))
@settings(deadline=None)
def test_a_value_is_held_as_long_as_a_plain_walk_says(rows: list[tuple[int, int, int]]) -> None:
    rows = sorted({(child, day): (child, day, value) for child, day, value in rows}.values())
    child, day, value = (np.array([row[place] for row in rows], dtype=np.int64) for place in range(3))

    assert held_days(timeline(child, day), value).tolist() == [plain_held(rows, row) for row in range(len(rows))]


def test_bands_begin_at_their_age() -> None:
    bands = (Band(0, 1.0), Band(10, 2.0))
    ages = np.array([-1.0, 0.0, 9.9, 10.0, 1e6, math.nan])

    np.testing.assert_array_equal(by_age(bands, ages), [math.nan, 1, 1, 2, 2, math.nan])


@pytest.mark.parametrize(
    ("value", "expected"), [(9.1, 910), (9.105, 910), (0.29, 29), (0.0, -1), (-2.0, -1), (math.nan, -1), (math.inf, -1)]
)
def test_values_are_compared_in_hundredths(value: float, expected: int) -> None:
    assert hundredths(np.array([value])).tolist() == [expected]


def test_rows_of_one_day_have_an_order_of_their_own() -> None:
    two = table([(1, 700, 9.5, 80.0, 1), (1, 700, 9.0, 80.0, 1)])

    assert in_order(two).tolist() == [1, 0]


def same(found: object, other: object, rows: np.ndarray) -> None:
    for field in dataclasses.fields(found):  # type: ignore[arg-type]
        np.testing.assert_array_equal(getattr(found, field.name)[rows], getattr(other, field.name))


@given(st.lists(ROW, min_size=1, max_size=24), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_rows_does_not_matter(rows: list[tuple[int, int, float, float, int]], chance: object) -> None:
    rows = list({(row[0], row[1], str(row[2]), str(row[3])): row for row in rows}.values())
    order = list(range(len(rows)))
    chance.shuffle(order)  # type: ignore[attr-defined]

    same(findings(table(rows)), findings(table([rows[place] for place in order])), np.array(order))


@given(st.lists(ROW, min_size=1, max_size=24))
@settings(deadline=None)
def test_other_children_do_not_matter(rows: list[tuple[int, int, float, float, int]]) -> None:
    everybody = findings(table(rows))

    for child in {row[0] for row in rows}:
        own = np.array([place for place, row in enumerate(rows) if row[0] == child])
        same(everybody, findings(table([rows[place] for place in own])), own)
