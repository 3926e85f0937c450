"""Money, time and people as reports write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.dates import DateOrder
from padan.rules.activities.amounts import people, rupiah, span

MONEY = """
Rp 1.250.000,00  | 1250000
Rp. 1.250.000,-  | 1250000
IDR 1,250,000.50 | 1250000
1250000          | 1250000
1250000.00       | 1250000
1,2 juta         | 1200000
Rp 2,5 miliar    | 2500000000
500 rb           | 500000
750 rupiah       | 750
3 karung         |
1.2.3            |
12.              |
banyak           |
-                |
"""
TIME = """
12 Maret 2026              | 2026-03-12 | 2026-03-12
2026-03-12                 | 2026-03-12 | 2026-03-12
12/03/2026                 | 2026-03-12 | 2026-03-12
12-15 Maret 2026           | 2026-03-12 | 2026-03-15
12 s/d 15 Maret 2026       | 2026-03-12 | 2026-03-15
28 Maret s/d 3 April 2026  | 2026-03-28 | 2026-04-03
Januari - Maret 2026       | 2026-01-01 | 2026-03-31
Desember 2025 s.d. Februari 2026 | 2025-12-01 | 2026-02-28
Maret 2026                 | 2026-03-01 | 2026-03-31
Bulan Desember 2026        | 2026-12-01 | 2026-12-31
Triwulan II 2026           | 2026-04-01 | 2026-06-30
TW 4 2026                  | 2026-10-01 | 2026-12-31
Semester I 2026            | 2026-01-01 | 2026-06-30
Tahun 2026                 | 2026-01-01 | 2026-12-31
20-15 Maret 2026           |            |
12-15 Marit 2026           |            |
3 April s/d 28 Maret 2026  |            |
kapan s/d nanti            |            |
rutin                      |            |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "value"), rows(MONEY))
def test_money_is_read_or_not_guessed(text: str, value: str) -> None:
    assert rupiah(text) == (int(value) if value else None)


@pytest.mark.parametrize(("text", "first", "last"), rows(TIME))
def test_time_is_read_or_not_guessed(text: str, first: str, last: str) -> None:
    wanted = (date.fromisoformat(first), date.fromisoformat(last)) if first else None
    assert span(text, DateOrder.DAY_FIRST) == wanted


def test_an_unsettled_order_of_day_and_month_is_not_read() -> None:
    assert span("03/04/2026", DateOrder.UNSETTLED) is None


@pytest.mark.parametrize(
    ("text", "many"),
    [("40 balita", 40), ("1.200 orang", 1200), ("40", 40), ("40 balita, 12 bumil", None), ("warga", None)],
)
def test_people_are_counted_where_one_number_is_told(text: str, many: int | None) -> None:
    assert people(text) == many


@given(st.integers(0, 10**12))
def test_money_as_an_indonesian_writes_it_comes_back(value: int) -> None:
    assert rupiah(f"Rp {value:,}".replace(",", ".") + ",00") == value


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)), st.integers(0, 300))
def test_from_a_day_to_a_day_comes_back(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    assert span(f"{first.isoformat()} s/d {last.isoformat()}", DateOrder.UNSETTLED) == (first, last)
