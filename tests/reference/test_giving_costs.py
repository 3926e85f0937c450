"""What needs cost, and how much one need is, over the years."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from padan.reference.aid import aid_kinds, durations_on
from padan.reference.giving_costs import Certainty, Terms, cost_on, costs, courses, courses_on, terms_on

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("kind", "cause", "day", "cost"),
    [
        ("pmt", "wasted", TODAY, 15_000),
        ("pmt", "wasted", date(2024, 12, 5), 15_000),
        ("pmt", "wasted", date(2024, 12, 4), None),  # nothing is written of before Genting
        ("premium", "no_insurance", date(2020, 7, 1), 42_000),
        ("premium", "no_insurance", date(2020, 6, 30), None),
        ("latrine", "no_latrine", TODAY, 10_000_000),
        ("water", "no_water", TODAY, 3_000_000),
        ("housing", "", TODAY, 20_000_000),
        ("cash", "", TODAY, None),
    ],
)
def test_what_one_unit_costs_on_a_day(kind: str, cause: str, day: date, cost: int | None) -> None:
    found = cost_on(kind, cause, day)
    assert (found.cost if found else None) == cost


def test_a_cost_that_is_written_and_unknown_says_so() -> None:
    found = cost_on("counselling", "stunted", TODAY)
    assert found is not None
    assert (found.cost, found.certainty) == (None, Certainty.UNKNOWN)


@pytest.mark.parametrize(
    ("kind", "cause", "terms"),
    [
        ("pmt", "wasted", Terms("day", 56, 15_000)),  # by the rules of PMT of 2025
        ("pmt", "underweight", Terms("day", 14, 15_000)),
        ("pmt", "pregnant_thin", Terms("day", 120, 15_000)),
        ("pmt", "at_risk", Terms("day", 180, 15_000)),
        ("counselling", "stunted", Terms("visit", 1, None)),
        ("latrine", "no_latrine", Terms("house", 1, 10_000_000)),
        ("premium", "no_insurance", Terms("month", 12, 42_000)),
    ],
)
def test_how_much_one_need_is(kind: str, cause: str, terms: Terms) -> None:
    assert terms_on(TODAY)[kind, cause] == terms


def test_the_terms_of_a_day_are_those_of_its_year() -> None:
    of_2022, of_2023 = terms_on(date(2022, 6, 1)), terms_on(date(2023, 6, 1))
    assert of_2022["pmt", "wasted"] == Terms("day", 90, None)
    assert ("pmt", "wasted") not in of_2023
    assert ("pmt", "at_risk") not in of_2022
    assert not terms_on(date(2021, 12, 31))


def test_each_kind_and_cause_has_one_course_of_a_day() -> None:
    found = [(one.kind, one.cause) for one in courses_on(TODAY)]
    assert len(found) == len(set(found))
    assert {cause for kind, cause in found if kind == "pmt"} == {
        *(one.cause for one in durations_on("pmt", TODAY)), "at_risk", "pregnant_at_risk"
    }  # fmt: skip


def test_no_two_costs_or_courses_are_in_force_for_one_cause() -> None:
    for table in (costs(), courses()):
        for one, other in combinations(table, 2):
            if (one.kind, one.cause) == (other.kind, other.cause):
                assert not one.holds_on(other.since)
                assert not other.holds_on(one.since)


def test_each_row_is_of_a_known_kind_and_says_where_it_is_from_in_both_languages() -> None:
    for cost in costs():
        assert cost.kind in aid_kinds()
        assert (cost.cost is None) == (cost.certainty is Certainty.UNKNOWN)
        assert cost.source() != cost.source("en")
    for course in courses():
        assert course.kind in aid_kinds()
        assert course.units > 0
        assert all((course.name(), course.name("en"), course.basis(), course.basis("en")))


def test_a_need_is_counted_in_the_unit_of_its_cost() -> None:
    for one in courses_on(TODAY):
        cost = cost_on(one.kind, one.cause, TODAY)
        assert cost is None or cost.unit == one.unit
