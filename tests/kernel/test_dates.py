"""Dates in every form the files hold; doubt is said, never settled in silence."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.kernel.dates import DateOrder, DateQuality, latest_date, order_hint, read_date

TODAY = date(2026, 11, 21)
DAY_FIRST, MONTH_FIRST, UNSETTLED = DateOrder

# as it stands in the cell          means              quality
ONE_READING = [
    ("2022-08-12",                  "2022-08-12",      "exact"),
    ("2022/8/12",                   "2022-08-12",      "exact"),
    ("20220812",                    "2022-08-12",      "exact"),
    ("2022-08-12T09:10:00+00:00",   "2022-08-12",      "exact"),
    ("2022-08-12 09:10:00.123Z",    "2022-08-12",      "exact"),
    ("25/08/2022",                  "2022-08-25",      "exact"),
    ("25-8-2022",                   "2022-08-25",      "exact"),
    ("25.08.2022",                  "2022-08-25",      "exact"),
    ("25 / 08 / 2022",              "2022-08-25",      "exact"),
    ("25 08 2022",                  "2022-08-25",      "exact"),
    ("25\\08\\2022",                "2022-08-25",      "exact"),
    ("25\u201308\u20132022",        "2022-08-25",      "exact"),
    ("'25/08/2022\u00a0",           "2022-08-25",      "exact"),
    ("25/05/1980 0:00:00",          "1980-05-25",      "exact"),
    ("25/05/1980 12:00:00 AM",      "1980-05-25",      "exact"),
    ("25/05/1980 09.10 WITA",       "1980-05-25",      "exact"),
    ("08/08/2022",                  "2022-08-08",      "exact"),  # the same either way
    ("12 Agustus 2022",             "2022-08-12",      "exact"),
    ("12 agt 2022",                 "2022-08-12",      "exact"),
    ("12 Agst. 2022",               "2022-08-12",      "exact"),
    ("12AGU2022",                   "2022-08-12",      "exact"),
    ("Jum'at, 12 Agustus 2022",     "2022-08-12",      "exact"),
    ("1 Nopember 1999",             "1999-11-01",      "exact"),
    ("1 Pebruari 1999",             "1999-02-01",      "exact"),
    ("1-Peb-1999",                  "1999-02-01",      "exact"),
    ("1 Des 1999",                  "1999-12-01",      "exact"),
    ("12 May 2022",                 "2022-05-12",      "exact"),
    ("August 12, 2022",             "2022-08-12",      "exact"),
    ("Aug 12th 2022",               "2022-08-12",      "exact"),
    ("2022-Aug-12",                 "2022-08-12",      "exact"),
    (date(2022, 8, 12),             "2022-08-12",      "exact"),
    (datetime(2022, 8, 12),         "2022-08-12",      "exact"),
    (datetime(2022, 8, 12, 9, 10),  "2022-08-12",      "exact"),
    (datetime(2022, 8, 12, tzinfo=timezone(timedelta(hours=8))), "2022-08-12", "exact"),
    ("45700",                       "2025-02-12",      "serial"),
    ("45700.0",                     "2025-02-12",      "serial"),
    ("45700,375",                   "2025-02-12",      "serial"),
    (45700,                         "2025-02-12",      "serial"),
    (45700.375,                     "2025-02-12",      "serial"),
    ("10000",                       "1927-05-18",      "serial"),
    ("73415",                       "2100-12-31",      "serial"),
    ("25/08/22",                    "2022-08-25",      "two_digit_year"),
    ("12-Agu-22",                   "2022-08-12",      "two_digit_year"),
    ("22 Nov 26",                   "1926-11-22",      "two_digit_year"),  # not tomorrow
    ("21 Nov 26",                   "2026-11-21",      "two_digit_year"),
    ("08/25/2022",                  "2022-08-25",      "month_first"),
    ("8/25/22",                     "2022-08-25",      "month_first"),
    ("31/02/2022",                  None,              "impossible"),
    ("29/02/2022",                  None,              "impossible"),
    ("29/02/22",                    None,              "impossible"),
    ("13/13/2022",                  None,              "impossible"),
    ("00/05/2022",                  None,              "impossible"),
    ("00/00/1980",                  None,              "impossible"),
    ("12/05/1899",                  None,              "impossible"),
    ("2101-01-01",                  None,              "impossible"),
    ("73416",                       None,              "impossible"),
    ("12082022",                    None,              "impossible"),  # year 1208
    ("1980",                        None,              "unreadable"),  # a year, not day 1980
    ("Agustus 2022",                None,              "unreadable"),
    ("06-Oct",                      None,              "unreadable"),
    ("12 Agustusan 2022",           None,              "unreadable"),
    ("lupa",                        None,              "unreadable"),
    ("12/05/198",                   None,              "unreadable"),
    (True,                          None,              "unreadable"),
    (None,                          None,              "missing"),
    ("",                            None,              "missing"),
    ("-",                           None,              "missing"),
    ("0",                           None,              "missing"),
    (0.0,                           None,              "missing"),
    ("Tidak Ada",                   None,              "missing"),
    ("00/00/0000",                  None,              "missing"),
    ("0000-00-00 00:00:00",         None,              "missing"),
    ("1900-01-00",                  None,              "missing"),
    ("00/01/1900",                  None,              "missing"),
    ("1/0/1900",                    None,              "missing"),
    ("00-Jan-00",                   None,              "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "day", "quality"), ONE_READING)
def test_forms(cell: object, day: str | None, quality: str) -> None:
    reading = read_date(cell, order=UNSETTLED, reference=TODAY)
    assert (reading.value, reading.quality) == (date.fromisoformat(day) if day else None, quality)


# as written    order of the column   means         quality
TWO_READINGS = [
    ("05/08/2022", DAY_FIRST,         "2022-08-05", "exact"),
    ("05/08/2022", MONTH_FIRST,       "2022-05-08", "exact"),
    ("05/08/2022", UNSETTLED,         "2022-08-05", "ambiguous"),
    ("05/08/22",   DAY_FIRST,         "2022-08-05", "two_digit_year"),
    ("05/08/22",   UNSETTLED,         "2022-08-05", "ambiguous"),
    ("08/25/2022", DAY_FIRST,         "2022-08-25", "month_first"),
    ("08/25/2022", MONTH_FIRST,       "2022-08-25", "exact"),
    ("25/08/2022", MONTH_FIRST,       "2022-08-25", "exact"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "order", "day", "quality"), TWO_READINGS)
def test_the_order_of_the_column(written: str, order: DateOrder, day: str, quality: str) -> None:
    reading = read_date(written, order=order, reference=TODAY)
    assert (reading.value, reading.quality, reading.written) == (date.fromisoformat(day), quality, written)


def test_without_a_reference_two_digits_are_no_year() -> None:
    reading = read_date("12-Agu-22", order=DAY_FIRST, reference=None)
    assert (reading.value, reading.quality) == (None, DateQuality.TWO_DIGIT_YEAR)
    assert read_date("31-Feb-22", order=DAY_FIRST, reference=None).quality is DateQuality.IMPOSSIBLE


def test_a_century_before_1900_is_not_plausible() -> None:
    assert read_date("12-Agu-22", order=DAY_FIRST, reference=date(1910, 1, 1)).quality is DateQuality.IMPOSSIBLE


def test_a_value_outside_the_calendar_settles_nothing() -> None:
    assert order_hint("45/08/2022") is None
    assert order_hint("08/45/2022") is None


def test_the_latest_date() -> None:
    assert latest_date(0, 2, 29, date(1999, 1, 1)) is None
    assert latest_date(26, 11, 21, TODAY) == TODAY


@settings(deadline=None)
@given(
    day=st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    form=st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %b %Y"]),
)
def test_what_is_written_day_first_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form), order=DAY_FIRST, reference=None).value == day


@settings(deadline=None)
@given(cell=st.text() | st.floats() | st.text("0123456789/-. :", max_size=12), order=st.sampled_from(DateOrder))
def test_no_cell_is_too_odd(cell: object, order: DateOrder) -> None:
    reading = read_date(cell, order=order, reference=TODAY)
    assert reading.value is None or 1900 <= reading.value.year <= 2100


# a value           the only order in which it can be read
HINTS = [
    ("25/08/2022",  DAY_FIRST),
    ("08/25/22",    MONTH_FIRST),
    ("05/08/2022",  None),
    ("2022-08-25",  None),
    ("40/08/2022",  None),
    (45700,         None),
    (None,          None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "order"), HINTS)
def test_a_value_tells_its_order(cell: object, order: DateOrder | None) -> None:
    assert order_hint(cell) is order
