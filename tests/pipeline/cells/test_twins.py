"""The macros answer, value by value, what the kernel answers.

The kernel is the boring twin: plain Python, one value at a time. The texts are drawn from what lists hold,
taken apart and put together wrongly, so that both the short way and the long way of each macro are met.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padan.kernel.dates import MONTHS, DateOrder, order_hint, read_date
from padan.kernel.kk import read_kk
from padan.kernel.nik import read_nik
from padan.kernel.numbers import NumberReading

MANY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

NOISE = st.sampled_from(
    ["", " ", "'", "\u00a0", "\u200b", "\ufeff", "\t", "-", ".", "\u2013", "=", '"', "\u3000", "İ", "\u212a"]
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORDS = st.sampled_from(
    ["-", "--", "0", "00", "0.0", "0" * 15, "0" * 16, "NIHIL", "Tidak Ada", "BELUM ADA", "n/a", "#N/A",
     "Null", "nan", "",
     "1" * 16, "1212121212121212", "8765432109876543", "1234567890123456", "0123456789012345",
     "123123123123", "NIK",
     "TRUE", "64.02.13.010190.0001", "########", "#", "x", "xxxx", "•" * 16, "6402130000000000",
     "0640213100800001"]
)  # fmt: skip


def two(*numbers: int) -> st.SearchStrategy[str]:
    return st.sampled_from([f"{number:02d}" for number in numbers])


DAYS = st.integers(0, 99).map("{:02d}".format) | two(1, 28, 29, 30, 31, 41, 68, 69, 70, 71, 72)
SIXTEEN = st.builds(
    "{}{}{}{}{}{}{}".format,
    two(64, 64, 64, 10, 11, 97, 98, 0),
    two(2, 2, 2, 0, 3),
    two(13, 13, 20, 0),
    DAYS,
    st.integers(0, 13).map("{:02d}".format),
    st.integers(0, 99).map("{:02d}".format),
    st.sampled_from(["0001", "0000", "0010", "0100", "1000", "9999", "1230"]),
)
REGION_AND_ZEROS = st.builds("{}{}{}0000000000".format, two(64, 10), two(2, 0), two(13, 0))
DIGITS = SIXTEEN | REGION_AND_ZEROS | st.text("0123456789", max_size=20)
PUNCTUATION = st.text("0123456789.,-/*#xXeE+ _:;'•", max_size=22)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    digits = draw(DIGITS)
    shape = draw(st.integers(0, 8))
    if shape == 1:
        digits += draw(st.sampled_from([".0", ",00", ".000", ".", "0", "1", "12", "x", ".5", "0.0", "1.0"]))
    elif shape == 2:
        keep = draw(st.integers(0, 19))
        power = draw(st.sampled_from(["E+15", "e15", "E+16", "E14", "E+17", "e+15 "]))
        digits = f"{digits[:1]}{draw(st.sampled_from('.,'))}{digits[1 : keep + 1]}{power}"
    elif shape == 3:
        start = draw(st.integers(0, 16))
        digits = digits[:start] + draw(st.sampled_from("*#xX•")) * max(1, len(digits) - start)
    elif shape == 4:
        mark = draw(st.sampled_from([".", ",", " ", "-"]))
        digits = f"{int(digits or 0):,}".replace(",", mark) + draw(st.sampled_from(["", ",00", ".0"]))
    elif shape == 5:
        place = draw(st.integers(0, 17))
        digits = digits[:place] + draw(NOISE) + digits[place:]
    return draw(NOISE) + digits + draw(NOISE)


NUMBERS = st.none() | numbers() | WORDS | PUNCTUATION | ANY_TEXT

MONTH_WORDS = st.sampled_from([*MONTHS, "Agustus", "SEPT", "Okt.", "Mei ", "agustusan", "x"])
YEARS = st.sampled_from(
    ["1980", "2022", "2000", "1900", "2100", "2101", "1899", "0000", "22", "00", "99", "80", "024", "5"]
)
PART = st.integers(0, 33).flatmap(lambda number: st.sampled_from([str(number), f"{number:02d}"]))
SEPARATOR = st.sampled_from(["/", "-", ".", " ", " / ", " - ", "", "\\", "\u2013", ", "])
TIME = st.sampled_from(
    ["", "", "", " 0:00:00", " 00:00:00", " 12:00:00 AM", "T09:10:00+00:00", "T00:00:00Z", " 09.10 WITA",
     " 9:10", ".0", ".5",
     "T09:10:00.123+0800", ",", "."]
)  # fmt: skip


@st.composite
def dates(draw: st.DrawFn) -> str:
    mark, day, month, year = draw(SEPARATOR), draw(PART), draw(PART), draw(YEARS)
    word, other = draw(MONTH_WORDS), draw(st.just(mark) | SEPARATOR)
    forms = [
        f"{day}{mark}{month}{other}{year}", f"{year}{mark}{month}{other}{day}",
        f"{day}{mark}{word}{other}{year}",
        f"{word} {day}{other}{year}", f"{year}{mark}{word}{other}{day}", f"{word} {day}th, {year}",
        f"{year}{month}{day}",
        f"Jum'at, {day} {word} {year}", f"{day} {word}", f"{day}{mark}{month}",
        str(draw(st.integers(0, 99_999))),
        draw(st.dates(date(1899, 1, 1), date(2101, 12, 31))).isoformat(),
        draw(st.dates(date(1899, 1, 1), date(2101, 12, 31))).strftime(f"%d{mark}%m{mark}%Y"),
    ]  # fmt: skip
    return draw(NOISE) + draw(st.sampled_from(forms)) + draw(TIME) + draw(NOISE)


DATES = st.none() | dates() | WORDS | ANY_TEXT | st.text("0123456789/-. :", max_size=12)
REFERENCES = st.none() | st.sampled_from([date(2026, 11, 21), date(1999, 12, 31), date(2000, 2, 29), date(1950, 1, 1)])


def rows(
    con: duckdb.DuckDBPyConnection, expression: str, cells: list[str | None], *more: object
) -> list[tuple[object, ...]]:
    """The expression over a column ``t``, in order; ``$2`` onwards are ``more``."""
    column = "SELECT unnest($1::VARCHAR[]) AS t, generate_subscripts($1::VARCHAR[], 1) AS i"
    query = f"SELECT unnest(r) FROM (SELECT {expression} AS r, i FROM ({column})) ORDER BY i"
    return con.execute(query, [cells, *more]).fetchall()


def as_row(reading: NumberReading) -> tuple[object, ...]:
    return (reading.value, reading.digits, str(reading.quality))


@pytest.mark.parametrize(("macro", "twin"), [("read_nik", read_nik), ("read_kk", read_kk)])
@MANY
@given(cells=st.lists(NUMBERS, min_size=30, max_size=200))
def test_numbers(
    con: duckdb.DuckDBPyConnection,
    macro: str,
    twin: Callable[[object], NumberReading],
    cells: list[str | None],
) -> None:
    for cell, found in zip(cells, rows(con, f"{macro}(t)", cells), strict=True):
        assert (cell, found) == (cell, as_row(twin(cell)))


@MANY
@given(cells=st.lists(DATES, min_size=30, max_size=200), order=st.sampled_from(DateOrder), reference=REFERENCES)
def test_dates(
    con: duckdb.DuckDBPyConnection, cells: list[str | None], order: DateOrder, reference: date | None
) -> None:
    found = rows(con, f"read_date(t, '{order}', $2::DATE)", cells, reference)
    for cell, row in zip(cells, found, strict=True):
        reading = read_date(cell, order=order, reference=reference)
        assert (cell, row) == (cell, (reading.value, str(reading.quality)))


@MANY
@given(cells=st.lists(DATES, min_size=30, max_size=200))
def test_order_hints(con: duckdb.DuckDBPyConnection, cells: list[str | None]) -> None:
    found = rows(con, "{'hint': date_order_hint(t)}", cells)
    assert [(cell, row[0]) for cell, row in zip(cells, found, strict=True)] == [
        (cell, order_hint(cell)) for cell in cells
    ]


@pytest.mark.parametrize(
    ("form", "order"),
    [
        ("%Y-%m-%d", "unsettled"),
        ("%d/%m/%Y", "day_first"),
        ("%d.%m.%Y", "unsettled"),
        ("%m-%d-%Y", "month_first"),
    ],
)
def test_every_day_of_two_centuries(con: duckdb.DuckDBPyConnection, form: str, order: str) -> None:
    """The patterns of the short way spell out which days there are, so here is every one of them."""
    days = "unnest(generate_series(DATE '1900-01-01', DATE '2100-12-31', INTERVAL 1 DAY))::DATE AS d"
    if order == "unsettled" and form != "%Y-%m-%d":
        days = f"d FROM (SELECT {days}) WHERE day(d) > 12 OR day(d) = month(d)"
    reading, exact = f"read_date(strftime(d, '{form}'), '{order}')", "{'value': d, 'quality': 'exact'}"
    query = f"SELECT count(*) FROM (SELECT {days}) WHERE {reading} IS DISTINCT FROM {exact}"
    assert con.execute(query).fetchall() == [(0,)]
