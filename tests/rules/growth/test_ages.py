"""Ages in days, in months of 30.4375 days and in full months."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.rules.growth.ages import (
    Age,
    age_in_days,
    age_in_months,
    age_on,
    from_ordinals,
    full_months,
    rounded_half_up,
)

DATES = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def dates(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("born", "measured", "days", "months"),
    [
        ("2024-01-15", "2024-01-15", 0, 0),
        ("2024-01-15", "2024-02-14", 30, 0),
        ("2024-01-15", "2024-02-15", 31, 1),
        # One month and 29 days are one month (Permenkes 2/2020).
        ("2024-01-15", "2024-03-14", 59, 1),
        # A month without the day of birth is full on the first of the next.
        ("2024-01-31", "2024-02-29", 29, 0),
        ("2024-01-31", "2024-03-01", 30, 1),
        ("2024-02-29", "2025-02-28", 365, 11),
        ("2024-02-29", "2025-03-01", 366, 12),
        ("2023-12-31", "2024-01-01", 1, 0),
        ("2021-06-01", "2026-06-01", 1826, 60),
    ],
)
def test_age(born: str, measured: str, days: int, months: int) -> None:
    assert age_in_days(dates(born), dates(measured)).tolist() == [days]
    assert full_months(dates(born), dates(measured)).tolist() == [months]
    assert age_on(date.fromisoformat(born), date.fromisoformat(measured)) == Age(days, days / 30.4375, months)


def test_unknown_dates_and_days_before_birth() -> None:
    born, measured = dates("2024-01-15", "NaT", "2024-01-15"), dates("NaT", "2024-01-15", "2024-01-14")
    np.testing.assert_array_equal(age_in_days(born, measured), [np.nan, np.nan, -1])
    np.testing.assert_array_equal(full_months(born, measured), [np.nan] * 3)
    with pytest.raises(ValueError, match="2024-01-14"):
        age_on(date(2024, 1, 15), date(2024, 1, 14))


@pytest.mark.parametrize(
    ("days", "whole"),
    [(730.0, 730), (730.4, 730), (730.5, 731), (730.6, 731), (0.49999999999999994, 0), (0.5, 1), (1.5, 2), (2.5, 3)],
)
def test_days_are_rounded_half_up(days: float, whole: int) -> None:
    assert rounded_half_up(np.array([days])).tolist() == [whole]


def test_an_unknown_age_stays_unknown() -> None:
    assert np.isnan(rounded_half_up(np.array([np.nan]))).all()


def test_months_are_those_of_who() -> None:
    assert age_in_months(np.array([30.4375, 730.5])).tolist() == [1, 24]


def test_ordinals_are_dates() -> None:
    found = from_ordinals(np.array([date(2026, 11, 21).toordinal(), 1, 0, -5]))
    np.testing.assert_array_equal(found, dates("2026-11-21", "0001-01-01", "NaT", "NaT"))


@settings(deadline=None)
@given(DATES, st.integers(0, 7000))
def test_full_months_are_the_birthdays_gone_by(born: date, days: int) -> None:
    measured = born + timedelta(days)
    gone = 0
    while True:
        year, month = divmod(born.year * 12 + born.month - 1 + gone + 1, 12)
        try:
            birthday = date(year, month + 1, born.day)
        except ValueError:
            birthday = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        if birthday > measured:
            break
        gone += 1
    assert age_on(born, measured).full_months == gone
