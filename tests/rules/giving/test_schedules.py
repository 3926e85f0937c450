"""Instalments, what is due by a day, and who paid what."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.errors import InvalidValueError
from padan.rules.giving.paying import shares
from padan.rules.giving.schedule import Instalment, Schedule, monthly

JANUARY, FEBRUARY, MARCH = date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)
THREE = Schedule.of([Instalment(MARCH, 30), Instalment(JANUARY, 10), Instalment(FEBRUARY, 20)])


@pytest.mark.parametrize(
    ("day", "due"),
    [(date(2027, 1, 30), 0), (JANUARY, 10), (date(2027, 2, 27), 10), (FEBRUARY, 30), (date(2030, 1, 1), 60)],
)
def test_what_is_due_by_a_day(day: date, due: int) -> None:
    assert (THREE.due_by(day), THREE.total, THREE.last) == (due, 60, MARCH)


@pytest.mark.parametrize(
    ("given", "day", "since"),
    [
        (0, date(2027, 1, 30), None),
        (0, JANUARY, JANUARY),
        (9, MARCH, JANUARY),
        (10, FEBRUARY, FEBRUARY),
        (30, FEBRUARY, None),
        (60, MARCH, None),
    ],
)
def test_since_when_something_is_owed(given: int, day: date, since: date | None) -> None:
    assert THREE.owed_since(given, day) == since


def test_a_later_change_joins_the_instalment_of_its_day() -> None:
    changed = Schedule.of([*THREE.instalments, Instalment(FEBRUARY, -20), Instalment(MARCH, 5)])
    assert changed.instalments == (Instalment(JANUARY, 10), Instalment(MARCH, 35))
    with pytest.raises(InvalidValueError, match="di bawah nol"):
        Schedule.of([*THREE.instalments, Instalment(FEBRUARY, -21)])
    with pytest.raises(InvalidValueError, match="kosong"):
        Schedule.of([Instalment(MARCH, 5), Instalment(MARCH, -5)])


def test_a_sum_by_the_month() -> None:
    each = monthly(1_000_000, date(2026, 12, 31), 3).instalments
    assert [(one.due.isoformat(), one.amount) for one in each] == [
        ("2026-12-31", 333_334), ("2027-01-31", 333_333), ("2027-02-28", 333_333),
    ]  # fmt: skip
    for total, months in ((10, 0), (2, 3)):
        with pytest.raises(InvalidValueError, match="tidak dapat dibagi"):
            monthly(total, JANUARY, months)


@pytest.mark.parametrize(
    ("amount", "weights", "paid"),
    [
        (56, {"a": 56}, {"a": 56}),
        (56, {"a": 30, "b": 26}, {"a": 30, "b": 26}),
        (10, {"b": 1, "a": 1, "c": 1}, {"a": 4, "b": 3, "c": 3}),
        (3, {"a": 1, "b": 9}, {"a": 0, "b": 3}),
        (1, {"a": 1, "b": 3, "c": 0}, {"a": 0, "b": 1, "c": 0}),
        (0, {"a": 5}, {"a": 0}),
        (0, {}, {}),
    ],
)
def test_who_paid(amount: int, weights: dict[str, int], paid: dict[str, int]) -> None:
    assert shares(amount, weights) == paid


WEIGHTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 10**12), min_size=1, max_size=8)


@given(st.integers(0, 10**12), WEIGHTS)
def test_shares_sum_to_what_was_delivered_and_lie_within_one_of_the_exact_share(
    amount: int, weights: dict[str, int]
) -> None:
    whole = sum(weights.values())
    if not whole:
        weights, whole = {**weights, "z": 1}, 1
    found = shares(amount, weights)
    assert sum(found.values()) == amount
    assert all(abs(found[payer] - Fraction(amount * weights[payer], whole)) < 1 for payer in weights)
    assert found == shares(amount, dict(reversed(weights.items())))


@pytest.mark.parametrize(("amount", "weights"), [(-1, {"a": 1}), (1, {"a": -1}), (1, {}), (1, {"a": 0})])
def test_nobody_pays_what_cannot_be(amount: int, weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"payer|nothing"):
        shares(amount, weights)
