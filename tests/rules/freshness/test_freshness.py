"""When a value is older than its source's cycle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.freshness import Answer, Dated, judge

ON = date(2026, 7, 1)
LIMITS = {"monthly": 46, "quarterly": 123}


def ago(source: str, days: int) -> Dated:
    return Dated(source, ON - timedelta(days=days))


@pytest.mark.parametrize(
    ("values", "answer", "newest", "reason"),
    [
        ([], Answer.UNKNOWN, None, "Tidak ada nilai yang diketahui pada hari itu."),
        ([ago("monthly", -1)], Answer.UNKNOWN, None, "Tidak ada nilai yang diketahui pada hari itu."),
        ([ago("monthly", 0)], Answer.FRESH, 0, "Umurnya 0 hari, belum lebih dari 46 hari."),
        ([ago("monthly", 46)], Answer.FRESH, 46, "Umurnya 46 hari, belum lebih dari 46 hari."),
        ([ago("monthly", 47)], Answer.STALE, 47, "Umurnya 47 hari, lebih dari 46 hari."),
        ([ago("monthly", 47), ago("monthly", -3)], Answer.STALE, 47, "Umurnya 47 hari, lebih dari 46 hari."),
        (
            [ago("monthly", 50), ago("quarterly", 100)],
            Answer.FRESH,
            100,
            "Umurnya 100 hari, belum lebih dari 123 hari.",
        ),
        ([ago("monthly", 50), ago("quarterly", 130)], Answer.STALE, 50, "Umurnya 50 hari, lebih dari 46 hari."),
        ([ago("decision", 900)], Answer.FRESH, 900, "Sumber decision tidak kedaluwarsa."),
        ([ago("decision", 900), ago("monthly", 60)], Answer.FRESH, 900, "Sumber decision tidak kedaluwarsa."),
    ],
)
def test_drawn(values: list[Dated], answer: Answer, newest: int | None, reason: str) -> None:
    found = judge(values, LIMITS, ON)
    assert (found.answer, found.age_days, found.reason) == (answer, newest, reason)


def test_the_limit_that_applied_is_told() -> None:
    assert judge([ago("monthly", 50)], LIMITS, ON).limit_days == 46
    assert judge([ago("decision", 50)], LIMITS, ON).limit_days is None


def test_of_one_day_the_last_in_the_alphabet_is_named() -> None:
    found = judge([ago("quarterly", 9), ago("monthly", 9)], LIMITS, ON)
    assert found.newest == ago("quarterly", 9)


VALUES = st.lists(st.builds(ago, st.sampled_from(["monthly", "quarterly", "decision"]), st.integers(-50, 500)))


@given(VALUES, st.integers(0, 400))
def test_time_alone_never_makes_fresh(values: list[Dated], days: int) -> None:
    known = [value for value in values if value.true_at <= ON]
    if judge(known, LIMITS, ON).answer is Answer.STALE:
        assert judge(known, LIMITS, ON + timedelta(days=days)).answer is Answer.STALE


@given(VALUES, VALUES)
def test_more_values_never_make_stale(some: list[Dated], more: list[Dated]) -> None:
    if judge(some, LIMITS, ON).answer is Answer.FRESH:
        assert judge([*some, *more], LIMITS, ON).answer is Answer.FRESH


@given(VALUES)
def test_the_order_of_values_does_not_matter(values: list[Dated]) -> None:
    assert judge(values, LIMITS, ON) == judge(list(reversed(values)), LIMITS, ON)
