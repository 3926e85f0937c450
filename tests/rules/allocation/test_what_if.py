"""What one more company or one more restriction changes, in numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.rules.allocation.allocation_kit import SUMBER, WONOTIRTO, Row, best, needs, pledges_of, rows_of
from tests.rules.allocation.test_planning_gifts import EXACT

from padan.rules.allocation import Change, Comparison, Pledge, compare, plan

ROWS = [Row("A"), Row("B", tier=2), Row("C", area=SUMBER, value=900_000)]


def test_one_more_company() -> None:
    pledges = [Pledge("P", "G", 450_000, areas=(WONOTIRTO,))]
    first, second = plan(needs(ROWS), pledges), plan(needs(ROWS), [*pledges, Pledge("Q", "H", 1_400_000)])
    found = compare(first, second)
    assert (found.gained, found.lost) == (("B", "C"), ())
    assert found.by_tier == {1: Change(1, 900_000), 2: Change(1, 450_000)}
    assert found.by_village == {SUMBER: Change(1, 900_000), WONOTIRTO: Change(1, 450_000)}
    assert compare(second, first).lost == ("B", "C")
    assert compare(first, first) == Comparison((), (), (), {}, {})


def test_one_more_restriction_moves_needs() -> None:
    wide = [Pledge("P", "G", 450_000, site=WONOTIRTO), Pledge("Q", "H", 450_000)]
    narrow = [replace(wide[0], areas=(SUMBER,)), wide[1]]
    first, second = plan(needs(ROWS[:1]), wide[:1]), plan(needs(ROWS[:1]), narrow)
    assert compare(first, second).moved == ("A",)


def test_plans_of_different_needs_are_not_compared() -> None:
    with pytest.raises(ValueError, match="different needs"):
        compare(plan(needs(ROWS), []), plan(needs(ROWS[:2]), []))


@settings(deadline=None, max_examples=60, derandomize=True)
@given(rows_of(5), pledges_of(3))
def test_more_money_never_meets_less_of_the_most_urgent(rows: list[Row], pledges: list[Pledge]) -> None:
    more = [*pledges, Pledge("Z", "G9", 900_000)]
    first, second = (plan(needs(rows), each, effort=EXACT) for each in (pledges, more))
    assert second.stages[0].reached >= first.stages[0].reached == best(rows, pledges)[0]
