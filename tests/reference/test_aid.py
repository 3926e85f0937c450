"""Kinds of aid and how long each is given, over the years."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from padan.reference.aid import AidForm, To, aid_kinds, durations, durations_on
from padan.rules.four_rights import FOUR, Right


@pytest.mark.parametrize(
    ("cause", "day", "days"),
    [
        ("wasted", date(2021, 12, 31), None),
        ("wasted", date(2022, 1, 1), 90),
        ("wasted", date(2022, 12, 31), 90),
        ("wasted", date(2023, 1, 1), None),
        ("wasted", date(2025, 1, 1), 56),
        ("underweight", date(2026, 11, 29), 14),
        ("weight_faltering", date(2026, 11, 29), 14),
        ("pregnant_thin", date(2026, 11, 29), 120),
        ("pregnant_thin", date(2022, 6, 1), None),
        ("tall", date(2026, 11, 29), None),
    ],
)
def test_how_long_pmt_is_given_that_begins_on_a_day(cause: str, day: date, days: int | None) -> None:
    found = {one.cause: one.days for one in durations_on("pmt", day)}
    assert found.get(cause) == days
    assert durations_on("cash", day) == ()


def test_no_two_rules_are_in_force_for_one_cause() -> None:
    for one, other in combinations(durations(), 2):
        if (one.kind, one.cause) == (other.kind, other.cause):
            assert not one.holds_on(other.since)
            assert not other.holds_on(one.since)


def test_each_duration_is_of_a_kind_that_is_known_and_said_in_both_languages() -> None:
    for one in durations():
        assert one.kind in aid_kinds()
        assert one.days > 0
        assert all((one.name("id"), one.name("en"), one.basis("id"), one.basis("en")))
        assert one.until is None or one.since <= one.until


def test_kinds_say_who_is_entitled_and_in_which_terms() -> None:
    kinds = aid_kinds()
    assert (kinds["food"].to, kinds["food"].form) == (To.FAMILY, AidForm.GOODS)
    assert kinds["food"].further == kinds["pmt"].further == {"price", "quality"}
    assert {right for kind in kinds.values() for right in kind.further} <= set(Right) - set(FOUR)
    assert (kinds["premium"].to, kinds["premium"].form) == (To.PERSON, AidForm.SERVICE)
    assert (
        len({kind.name("id") for kind in kinds.values()}) == len({k.name("en") for k in kinds.values()}) == len(kinds)
    )
