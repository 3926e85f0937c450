"""Plans of gifts: no restriction is ever broken, and small ones are as good as the best of all."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.allocation.allocation_kit import (
    KUKAR,
    SAMBOJA,
    SEBULU,
    SUMBER,
    TANJUNG,
    WIS,
    WONOTIRTO,
    Row,
    best,
    choice_of,
    is_possible,
    needs,
    pledges_of,
    rows_of,
    upto,
)

from padan.kernel.errors import InvalidValueError
from padan.rules.allocation import USUAL, Aim, Effort, Met, Plan, Pledge, Stage, plan

#: Searches with whole numbers to the end, as small plans can.
EXACT = Effort(enough=0.0, whole=10_000, pairs=10_000, nodes=100, passes=20, rounds=1, seconds=60.0)


def drawn(rows: list[Row], pledges: list[Pledge]) -> dict[str, str]:
    return dict(plan(needs(rows), pledges).matches())


def test_the_most_urgent_first() -> None:
    rows = [Row("A", tier=3), Row("B", tier=1), Row("C", tier=2)]
    assert drawn(rows, [Pledge("P", "G", 900_000)]) == {"B": "P", "C": "P"}


def test_a_wide_pledge_goes_where_a_narrow_one_cannot() -> None:
    """The company meets its own district, so the foundation is free for the other; by hand it might be used up."""
    rows = [Row("A", area=WONOTIRTO), Row("B", area=SUMBER)]
    pledges = [Pledge("any", "G", 450_000), Pledge("own", "H", 450_000, areas=(SAMBOJA,))]
    assert drawn(rows, pledges) == {"A": "own", "B": "any"}


def test_villages_share_what_is_scarce() -> None:
    rows = [Row(f"A{n}") for n in range(4)] + [Row(f"B{n}", area=SUMBER) for n in range(4)]
    found = plan(needs(rows), [Pledge("P", "G", 4 * 450_000)])
    assert [met.needs_met for met in found.by_village().values()] == [2, 2]
    assert next(stage for stage in found.stages if stage.aim is Aim.EVEN).gap == 0


def test_each_tier_has_a_bound_of_what_could_be_met_up_to_it() -> None:
    """A house can only be met whole: of a pledge of 25 million for houses of 20, no plan uses more than 20."""
    house = {"kind": "housing", "value": 20_000_000, "area": SUMBER}
    rows = [Row("A", tier=1), Row("B", tier=2), Row("C", tier=3), Row("D", tier=3, **house), Row("E", tier=3, **house)]
    pledges = [Pledge("P", "G", 900_000, areas=(SAMBOJA,)), Pledge("Q", "H", 25_000_000, areas=(SEBULU,))]
    found = plan(needs(rows), pledges, effort=replace(USUAL, pairs=0))
    assert [stage.bound for stage in found.stages[:3]] == pytest.approx([450_000, 900_000, 20_900_000], abs=3)
    assert found.gap < 1e-6


def test_a_family_keeps_its_giver_and_else_has_one() -> None:
    rows = [
        Row("A", family="F1"), Row("B", family="F1"), Row("C", family="F2", giver="Y"), Row("D", family="F3"),
    ]  # fmt: skip
    found = drawn(rows, [Pledge("X1", "X", 900_000), Pledge("Y1", "Y", 900_000)])
    assert found == {"A": "X1", "B": "X1", "C": "Y1", "D": "Y1"}


def test_near_before_far() -> None:
    rows = [Row("A", area=SUMBER), Row("B", area=WONOTIRTO)]
    pledges = [Pledge("P", "G", 450_000, site=TANJUNG), Pledge("Q", "H", 450_000, site=SEBULU)]
    found = plan(needs(rows), pledges)
    assert dict(found.matches()) == {"A": "Q", "B": "P"}
    assert found.stages[-1] == Stage(Aim.NEAR, 0, 2, 2, 8)


def test_goods_count_in_their_unit() -> None:
    rows = [Row("A", units=60, value=900_000), Row("B", units=30), Row("C", units=30, unit="month"), Row("D", "food")]
    found = plan(needs(rows), [Pledge("P", "G", 95, unit="day", kinds=frozenset({"pmt"}))])
    assert dict(found.matches()) == {"A": "P", "B": "P"}
    assert found.left.tolist() == [5]


def test_limits_of_a_foster_parent() -> None:
    """One child, no more than half a million for a family, from 6 to 23 months."""
    rows = [
        Row("A", age=5),
        Row("B", age=6),
        Row("C", age=23),
        Row("D", age=24),
        Row("E", value=600_000),
        Row("F", age=-1),
    ]
    pledge = Pledge("P", "G", 1_350_000, ages=(6, 24), per_family=500_000, most_needs=1)
    assert len(drawn(rows, [pledge])) == 1
    assert set(drawn(rows, [replace(pledge, most_needs=None)])) == {"B", "C"}
    twins = [Row("A", family="F", value=300_000), Row("B", family="F", value=300_000)]
    assert len(drawn(twins, [replace(pledge, most_needs=None)])) == 1


def test_nothing_to_plan() -> None:
    nobody = plan(needs([]), [Pledge("P", "G", 100)])
    assert (nobody.gap, list(nobody.matches()), nobody.left.tolist()) == (0.0, [], [100])
    nothing = plan(needs([Row("A")]), [])
    assert (nothing.gap, nothing.by_tier()) == (0.0, {1: Met(1, 0, 450_000, 0)})
    assert nothing.by_tier()[1].share == 0.0
    assert Met(0, 0, 0, 0).share == 0.0
    other = plan(needs([Row("A")]), [Pledge("P", "G", 9_000_000, areas=(WIS,))])
    assert list(other.matches()) == []


def test_a_pledge_that_comes_twice_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="dua kali"):
        plan(needs([Row("A")]), [Pledge("P", "G", 1), Pledge("P", "H", 1)])


def test_a_search_that_time_cut_says_so_and_plans_all_the_same() -> None:
    rows, pledges = crowded(25)
    found = plan(needs(rows), pledges, effort=replace(EXACT, seconds=0.0))
    assert found.cut_by_time
    assert is_possible(rows, pledges, choice_of(found))
    assert not plan(needs(rows), pledges).cut_by_time
    assert not plan(needs(rows), pledges, effort=replace(EXACT, seconds=0.0, pairs=0)).cut_by_time


def crowded(many: int) -> tuple[list[Row], list[Pledge]]:
    """Large needs that do not fill accounts."""
    rng = np.random.default_rng(many)
    rows = [
        Row(f"N{n:03d}", value=int(rng.integers(20, 60)) * 100_001, tier=int(rng.integers(1, 4)), units=1,
            area=str(rng.choice([WONOTIRTO, TANJUNG, SUMBER, WIS])))
        for n in range(many)
    ]  # fmt: skip
    areas = [(), (SAMBOJA,), (SUMBER, WIS), (KUKAR,)]
    pledges = [
        Pledge(f"P{n}", f"G{n}", int(rng.integers(50, 190)) * 100_000, areas=areas[n % 4],
               most_needs=2 if n == 5 else None, per_family=5_000_000 if n == 6 else None)
        for n in range(8)
    ]  # fmt: skip
    return rows, pledges


@pytest.mark.parametrize("many", [25, 40])
def test_whole_numbers_bring_the_plan_nearer(many: int) -> None:
    rows, pledges = crowded(many)
    usual, exact = (plan(needs(rows), pledges, effort=effort) for effort in (replace(USUAL, enough=1.0), EXACT))
    assert is_possible(rows, pledges, choice_of(exact))
    assert upto(rows, choice_of(exact)) >= upto(rows, choice_of(usual))
    assert [s.bound for s in exact.stages[:3]] <= [s.bound for s in usual.stages[:3]]


@settings(deadline=None, max_examples=80)
@given(rows_of(20), pledges_of(6))
def test_no_restriction_is_broken_and_no_bound_passed(rows: list[Row], pledges: list[Pledge]) -> None:
    found = plan(needs(rows), pledges)
    choice = choice_of(found)
    assert is_possible(rows, pledges, choice)
    for number, (pledge, left) in enumerate(zip(pledges, found.left.tolist(), strict=True)):
        used = sum(
            row.units if pledge.unit else row.value for row, at in zip(rows, choice, strict=True) if at == number
        )
        assert used + left == pledge.amount
    assert tuple(s.reached for s in found.stages if s.aim is Aim.URGENT) == upto(rows, choice)
    # Nothing is left that an unmet need could have.
    for n, chosen in enumerate(choice):
        tries = [[*choice[:n], number, *choice[n + 1 :]] for number in range(len(pledges))] if chosen < 0 else []
        assert not any(is_possible(rows, pledges, each) for each in tries)
    for stage in found.stages:
        assert 0 <= stage.gap <= 1
        assert stage.reached <= stage.bound if stage.aim is Aim.URGENT else stage.reached >= stage.bound


@settings(deadline=None, max_examples=40)
@given(rows_of(20), pledges_of(6), st.randoms())
def test_the_order_of_rows_changes_nothing(rows: list[Row], pledges: list[Pledge], random: Random) -> None:
    mixed_rows, mixed_pledges = list(rows), list(pledges)
    random.shuffle(mixed_rows)
    random.shuffle(mixed_pledges)
    first, second = plan(needs(rows), pledges), plan(needs(mixed_rows), mixed_pledges)
    assert dict(first.matches()) == dict(second.matches())
    assert first.stages == second.stages


@settings(deadline=None, max_examples=120, derandomize=True)
@given(rows_of(5), pledges_of(3))
def test_small_plans_are_as_good_as_the_best_of_all(rows: list[Row], pledges: list[Pledge]) -> None:
    """What is met of the first tier, the first two and so on; and no bound is below the best."""
    found, most = plan(needs(rows), pledges, effort=EXACT), best(rows, pledges)
    assert upto(rows, choice_of(found)) == most
    assert all(s.bound >= m for s, m in zip(found.stages, most, strict=False))


def test_a_plan_says_how_far_it_may_be_from_the_best() -> None:
    stages = (Stage(Aim.URGENT, 1, 99, 100, 100), Stage(Aim.URGENT, 2, 190, 200, 200), Stage(Aim.EVEN, 0, 9, 0, 10))
    found = plan(needs([Row("A")]), [])
    assert Plan(found.needs, (), found.may, found.pledge_of, found.left, stages, False).gap == 0.05
    assert Stage(Aim.NEAR, 0, 0, 0, 0).gap == 0.0
