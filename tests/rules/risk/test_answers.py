"""Kleene's logic, cell by cell, and ages by the calendar."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from padan.rules.calendar import completed_months, completed_years
from padan.rules.risk import NO, UNKNOWN, YES
from padan.rules.risk.answers import given, mask_of, names_in, told

WATER, LATRINE = int(mask_of("water")), int(mask_of("latrine"))


@pytest.mark.parametrize(
    ("a", "b", "both", "missing_both", "either", "missing_either"),
    [
        (NO, NO, NO, 0, NO, 0),
        (NO, YES, NO, 0, YES, 0),
        (YES, YES, YES, 0, YES, 0),
        (NO, UNKNOWN, NO, 0, UNKNOWN, LATRINE),
        (YES, UNKNOWN, UNKNOWN, LATRINE, YES, 0),
        (UNKNOWN, NO, NO, 0, UNKNOWN, WATER),
        (UNKNOWN, YES, UNKNOWN, WATER, YES, 0),
        (UNKNOWN, UNKNOWN, UNKNOWN, WATER | LATRINE, UNKNOWN, WATER | LATRINE),
    ],
)
def test_and_and_or(a: int, b: int, both: int, missing_both: int, either: int, missing_either: int) -> None:
    left, right = given(np.array([a], np.int8), "water"), given(np.array([b], np.int8), "latrine")
    assert ((left & right).answer[0], (left & right).missing[0]) == (both, missing_both)
    assert ((left | right).answer[0], (left | right).missing[0]) == (either, missing_either)


def test_not_and_stated() -> None:
    asked = given(np.array([NO, YES, UNKNOWN], np.int8), "water")
    assert ((~asked).answer.tolist(), (~asked).missing.tolist()) == ([YES, NO, UNKNOWN], [0, 0, WATER])
    filled = asked.filled(np.array([YES, UNKNOWN, YES], np.int8))
    assert (filled.answer.tolist(), filled.missing.tolist()) == ([NO, YES, YES], [0, 0, 0])
    assert asked.filled(np.array([YES, YES, UNKNOWN], np.int8)).missing.tolist() == [0, 0, WATER]


def test_told_where_known() -> None:
    found = told(np.array([True, False, True]), np.array([True, True, False]), "water", "latrine")
    assert found.answer.tolist() == [YES, NO, UNKNOWN]
    assert names_in(int(found.missing[2])) == ("water", "latrine")
    assert found.answer.dtype == np.int8
    assert found.missing.dtype == np.uint16


@pytest.mark.parametrize(
    ("born", "on", "months", "years"),
    [
        ("2024-02-29", "2026-02-28", 23, 1),
        ("2024-02-29", "2026-03-01", 24, 2),
        ("2024-06-15", "2026-06-14", 23, 1),
        ("2024-06-15", "2026-06-15", 24, 2),
        ("2024-01-31", "2024-02-29", 0, 0),
        ("2024-01-31", "2024-03-01", 1, 0),
        ("2006-06-15", "2026-06-15", 240, 20),
        ("1969-12-31", "1970-01-01", 0, 0),
    ],
)
def test_completed_months_and_years(born: str, on: str, months: int, years: int) -> None:
    day = np.datetime64(date.fromisoformat(on), "D")
    assert completed_months(np.array([born], "datetime64[D]"), day)[0] == months
    assert completed_years(np.array([born], "datetime64[D]"), day)[0] == years
