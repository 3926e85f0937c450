"""Which needs a child and a family have, by what is known of them: drawn tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.reference.aid import aid_kinds
from padan.reference.giving_costs import terms_on
from padan.reference.krs import priority_tiers
from padan.rules.giving.needs import (
    Cause,
    ChildFacts,
    FamilyFacts,
    Found,
    Known,
    followed,
    need_id,
    needs_of_child,
    needs_of_family,
    tier_of,
)

TERMS = terms_on(date(2026, 11, 29))
VILLAGE = "64.02.13.1008"
FAMILY = FamilyFacts("F01", VILLAGE, False, False, False, False, False, False, 0, 0)
CHILD = ChildFacts("P01", 20, False, False, False, False, False, False, False)
KNOWN = st.sampled_from([True, False, None])


def told(found: Found) -> list[str]:
    """Kind and cause of each need, and each unknown kind with a question mark."""
    return [*(f"{each.kind} {each.cause}" for each in found.needs), *(f"{kind}?" for kind in found.unknown)]


@pytest.mark.parametrize(
    ("facts", "needs"),
    [
        ({}, []),
        ({"wasted": True}, ["pmt wasted"]),
        ({"wasted": True, "underweight": True, "twice_not_gained": True},
         ["pmt wasted", "counselling weight_faltering"]),  # fed once
        ({"underweight": True}, ["pmt underweight"]),
        ({"twice_not_gained": True}, ["pmt weight_faltering", "counselling weight_faltering"]),
        ({"stunted": True}, ["counselling stunted"]),  # no cause of PMT by itself
        ({"stunted": True, "wasted": True}, ["pmt wasted", "counselling stunted"]),
        ({"wasted": None}, ["pmt?"]),
        ({"wasted": None, "underweight": True}, ["pmt underweight"]),  # known to need it, for one cause or the other
        ({"stunted": None}, ["counselling?"]),
        ({"age_months": 5, "wasted": True}, ["counselling wasted"]),  # breast milk alone
        ({"age_months": 5, "underweight": None}, ["counselling?"]),
        ({"age_months": 6, "wasted": True}, ["pmt wasted"]),
        ({"age_months": 59, "wasted": True}, ["pmt wasted"]),
        ({"age_months": 60, "wasted": True, "stunted": True}, []),
        ({"age_months": None, "wasted": True}, ["pmt?", "counselling?"]),
    ],
)  # fmt: skip
def test_what_a_child_needs(facts: dict[str, Known], needs: list[str]) -> None:
    assert told(needs_of_child(replace(CHILD, **facts), FAMILY, TERMS)) == needs


@pytest.mark.parametrize(
    ("at_risk", "poor", "age_months", "needs"),
    [
        (True, True, 20, ["pmt at_risk"]),
        (True, True, 5, []),
        (True, False, 20, []),
        (False, None, 20, []),
        (None, False, 20, []),
        (True, None, 20, ["pmt?"]),
        (None, True, 20, ["pmt?"]),
        (None, None, 20, ["pmt?"]),
    ],
)
def test_a_child_of_a_poor_family_at_risk_is_fed(
    at_risk: Known, poor: Known, age_months: int, needs: list[str]
) -> None:
    family = replace(FAMILY, at_risk=at_risk, poor=poor)
    assert told(needs_of_child(replace(CHILD, age_months=age_months), family, TERMS)) == needs


@pytest.mark.parametrize(
    ("facts", "needs"),
    [
        ({}, []),
        ({"latrine_unsafe": True, "water_unsafe": True}, ["latrine no_latrine", "water no_water"]),
        ({"latrine_unsafe": None}, ["latrine?"]),
        ({"uninsured": None}, ["premium?"]),
        ({"uninsured": 3}, ["premium no_insurance"]),
        ({"pregnant": True, "pregnant_thin": None}, ["pmt?"]),
        ({"pregnant": True, "pregnant_thin": True}, ["pmt pregnant_thin"]),
        ({"pregnant": True, "pregnant_thin": None, "at_risk": True, "poor": True}, ["pmt pregnant_at_risk"]),
        ({"pregnant": False, "at_risk": True, "poor": True}, []),
        ({"pregnant": None, "at_risk": True, "poor": True}, ["pmt?"]),
    ],
)
def test_what_a_family_needs(facts: dict[str, Known], needs: list[str]) -> None:
    assert told(needs_of_family(replace(FAMILY, **facts), TERMS)) == needs


@pytest.mark.parametrize(
    ("signs", "risk", "tier"),
    [
        ({"severely_wasted": True, "wasted": True}, False, 1),
        ({"wasted": True}, True, 2),
        ({"underweight": True, "severely_stunted": True}, False, 3),
        ({"underweight": True, "faltering": True}, False, 3),
        ({"underweight": True, "stunted": True}, False, 4),
        ({"underweight": True}, True, 5),
        ({"underweight": True}, None, 6),
        ({"underweight": True}, False, 7),
    ],
)
def test_a_childs_need_is_as_urgent_as_the_written_order_says_of_its_signs(
    signs: dict[str, Known], risk: Known, tier: int
) -> None:
    found = needs_of_child(replace(CHILD, **signs), replace(FAMILY, at_risk=risk, urgency=6), TERMS)
    assert {each.tier for each in found.needs} == {tier}


def test_a_familys_need_is_as_urgent_as_the_family() -> None:
    lacks = replace(FAMILY, latrine_unsafe=True, urgency=6)
    assert [each.tier for each in needs_of_family(lacks, TERMS).needs] == [1]
    assert [each.tier for each in needs_of_family(replace(lacks, urgency=0), TERMS).needs] == [7]
    assert [tier_of(each.tier) for each in priority_tiers()] == [1, 2, 2, 3, 3, 4, 5, 6]


def test_what_a_need_is_worth() -> None:
    (fed,) = needs_of_child(replace(CHILD, wasted=True), FAMILY, TERMS).needs
    assert (fed.unit, fed.units, fed.unit_cost, fed.value) == ("day", 56, 15_000, 840_000)
    assert (fed.family_id, fed.person_id, fed.area, fed.age_months) == ("F01", "P01", VILLAGE, 20)
    (visited,) = needs_of_child(replace(CHILD, stunted=True), FAMILY, TERMS).needs
    assert (visited.units, visited.unit_cost, visited.value) == (1, None, None)
    (paid,) = needs_of_family(replace(FAMILY, uninsured=4), TERMS).needs
    assert (paid.person_id, paid.units, paid.value) == ("", 48, 4 * 12 * 42_000)


def test_what_no_rule_of_the_day_speaks_of_is_no_need_and_not_unknown() -> None:
    of_2023 = terms_on(date(2023, 6, 1))
    assert told(needs_of_child(replace(CHILD, wasted=True, underweight=None), FAMILY, of_2023)) == []


def test_two_children_of_one_family_are_two_needs() -> None:
    twins = [replace(CHILD, person_id=number, wasted=True) for number in ("P01", "P02")]
    assert len({needs_of_child(twin, FAMILY, TERMS).needs[0].need_id for twin in twins}) == 2


def test_a_childs_need_keeps_its_id_in_another_family() -> None:
    thin = replace(CHILD, wasted=True)
    here, there = (needs_of_child(thin, replace(FAMILY, family_id=name), TERMS).needs[0] for name in ("F01", "F02"))
    assert here.need_id == there.need_id
    assert re.fullmatch("N[0-9A-F]{15}", here.need_id)


def test_a_familys_needs_are_followed_when_its_id_goes_over_into_another() -> None:
    before, after = (
        needs_of_family(replace(FAMILY, family_id=name, latrine_unsafe=True), TERMS).needs[0] for name in ("F01", "F02")
    )
    ids = followed("F01", "F02", TERMS)
    assert before.need_id != after.need_id
    assert ids[before.need_id] == after.need_id
    assert len(set(ids.values())) == len(TERMS)


def test_the_id_is_as_it_always_was() -> None:
    assert need_id("P01", "pmt", "wasted") == "NF72D0648524C611"


children = st.builds(
    ChildFacts, st.just("P01"), st.none() | st.integers(0, 70), KNOWN, KNOWN, KNOWN, KNOWN, KNOWN, KNOWN, KNOWN
)
families = st.builds(
    FamilyFacts, st.just("F01"), st.just(VILLAGE), KNOWN, KNOWN, KNOWN, KNOWN, KNOWN, KNOWN,
    st.none() | st.integers(0, 9), st.integers(0, 6),
)  # fmt: skip


@given(children, families)
def test_a_kind_is_needed_once_or_unknown_and_every_word_is_known(child: ChildFacts, family: FamilyFacts) -> None:
    for found in (needs_of_child(child, family, TERMS), needs_of_family(family, TERMS)):
        kinds = [*(each.kind for each in found.needs), *found.unknown]
        assert len(kinds) == len(set(kinds))
        assert set(kinds) <= set(aid_kinds())
        assert {each.cause for each in found.needs} <= set(Cause)
        assert all(1 <= each.tier <= 7 for each in found.needs)


@given(children, families)
def test_knowing_more_never_takes_a_known_need_away(child: ChildFacts, family: FamilyFacts) -> None:
    """What is unknown, known to be so or not so: a kind that was needed is needed still, for this cause or another."""
    before = {each.kind for each in needs_of_child(child, family, TERMS).needs}
    for answer in (True, False):
        sure = ("wasted", "underweight", "twice_not_gained", "stunted")
        known = replace(child, **{name: answer for name in sure if getattr(child, name) is None})
        assert before <= {each.kind for each in needs_of_child(known, family, TERMS).needs}
