"""Dates in every form the files hold, never guessed silently.

A date written with numbers only may be day first (usual in Indonesia) or month first (spreadsheets set to
English). One value cannot tell; a column often can: :func:`order_hint` says which of its values tell, and the
caller hands the settled order to :func:`read_date`. As long as it is unsettled, such a value is read day first
and *said* to be ambiguous.

A time of day and its zone are dropped: the date is the one written, not the one of another zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from padan.kernel.cells import NOTHING, cell_text, plain

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100


class DateQuality(StrEnum):
    """How a date was read."""

    EXACT = "exact"
    """There is one way to read it, or the order of its column settles it."""
    SERIAL = "serial"
    """A spreadsheet's count of days since 1899-12-30."""
    TWO_DIGIT_YEAR = "two_digit_year"
    """The century is the latest one not after the reference date; without a reference there is no value."""
    AMBIGUOUS = "ambiguous"
    """Day and month could change places and the order is not settled; the value is the day-first reading."""
    MONTH_FIRST = "month_first"
    """Only the month-first reading is possible, though the column is not settled to be month first."""
    IMPOSSIBLE = "impossible"
    """Has the form of a date, but there is no such day between 1900 and 2100."""
    UNREADABLE = "unreadable"
    """Not the form of a date."""
    MISSING = "missing"
    """Nothing, ``-``, ``00/00/0000``, a spreadsheet's day 0."""


class DateOrder(StrEnum):
    """The order of day and month in a column of dates written with numbers only."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was written, the day it means (None if there is none), and how it was read."""

    written: str | None
    value: date | None
    quality: DateQuality


#: Month words: Indonesian, English, abbreviations, and the spelling of before 1972, which is still met.
MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan",
            "februari february pebruari febuari feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu ags agt agst agus aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}

_EPOCH: Final = date(1899, 12, 30)
#: The five-digit serials in plausible years: 1927-05-18 to 2100-12-31. Four digits are rather a year.
_SERIALS: Final = range(10_000, 73_416)

_NO_DAY: Final = re.compile(r"[-0./:, ]*")
_TIME: Final = re.compile(
    r"([0-9])(?:t| |, ?)[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?"
    r" ?(?:am|pm)? ?(?:z|utc|wib|wita|wit|[-+][0-9]{2}:?[0-9]{2})?$"
)
_WEEKDAY: Final = re.compile(
    r"^(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: |, ?)"
)
_SERIAL: Final = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0)?")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4}) ?[-./ ] ?([0-9]{1,2}|[a-z]+) ?[-./ ] ?([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2}) ?[-./ ] ?([0-9]{1,2}) ?[-./ ] ?([0-9]{4}|[0-9]{2})")
_DAY_WORD: Final = re.compile(r"([0-9]{1,2}) ?[-./ ]? ?([a-z]+)\.? ?[-./, ]? ?([0-9]{4}|[0-9]{2})")
_WORD_DAY: Final = re.compile(r"([a-z]+)\.? ?([0-9]{1,2})(?:st|nd|rd|th)? ?[, ] ?([0-9]{4})")

_Finding = tuple[date | None, DateQuality]
_IMPOSSIBLE: Final[_Finding] = (None, DateQuality.IMPOSSIBLE)
_UNREADABLE: Final[_Finding] = (None, DateQuality.UNREADABLE)
_MISSING: Final[_Finding] = (None, DateQuality.MISSING)


def read_date(cell: object, *, order: DateOrder, reference: date | None) -> DateReading:
    """Read a date from anything a cell can hold. Never raises.

    ``order`` is what is known of the column; ``reference`` decides the century of a two-digit year: the
    latest one that is not after it.
    """
    written = cell_text(cell)
    return DateReading(written, *_find(_core(written), order, reference))


def order_hint(cell: object) -> DateOrder | None:
    """The only order in which this value can be read, or None when it does not tell."""
    parts = _YEAR_LAST.fullmatch(_core(cell_text(cell)))
    if not parts:
        return None
    first, second = int(parts[1]), int(parts[2])
    if 12 < first <= 31 and 1 <= second <= 12:
        return DateOrder.DAY_FIRST
    if 12 < second <= 31 and 1 <= first <= 12:
        return DateOrder.MONTH_FIRST
    return None


def latest_date(year: int, month: int, day: int, reference: date) -> date | None:
    """The latest date with this two-digit ``year`` that is not after ``reference``, within a hundred years.

    None when there is no such day, as 29 February of a year 00 seen from before 2000.
    """
    century = reference.year - reference.year % 100
    for full_year in (century + year, century - 100 + year):
        found = _day(full_year, month, day)
        if found and found <= reference:
            return found
    return None


def _core(written: str | None) -> str:
    """The part of a text that can be a date: no quotes, no weekday, no time of day."""
    text = plain(written or "").replace("\\", "/")
    return _TIME.sub(r"\1", _WEEKDAY.sub("", text)).strip(" .,;")


def _find(text: str, order: DateOrder, reference: date | None) -> _Finding:
    if _NO_DAY.fullmatch(text) or re.sub(r"[-./ ]", "", text) in NOTHING:
        return _MISSING
    if serial := _SERIAL.fullmatch(text):
        days = int(serial[1])
        return (_EPOCH + timedelta(days), DateQuality.SERIAL) if days in _SERIALS else _IMPOSSIBLE
    if parts := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _find_named(parts[1], parts[2], parts[3], reference)
    if parts := _YEAR_LAST.fullmatch(text):
        return _find_ordered(parts[1], parts[2], parts[3], order, reference)
    if parts := _DAY_WORD.fullmatch(text):
        return _find_named(parts[3], parts[2], parts[1], reference)
    if parts := _WORD_DAY.fullmatch(text):
        return _find_named(parts[3], parts[1], parts[2], reference)
    return _UNREADABLE


def _find_named(year: str, month: str, day: str, reference: date | None) -> _Finding:
    """A date whose parts are known: by their place, or because the month is a word."""
    number = int(month) if month.isdigit() else MONTHS.get(month)
    if number is None:
        return _UNREADABLE
    if _is_day_zero(year, number, int(day)):
        return _MISSING
    return _dated(year, number, int(day), DateQuality.EXACT, reference)


def _find_ordered(first: str, second: str, year: str, order: DateOrder, reference: date | None) -> _Finding:
    """A date of two numbers and a year; which of the two is the day depends on them and on the column."""
    a, b = int(first), int(second)
    if _is_day_zero(year, b, a) or _is_day_zero(year, a, b):
        return _MISSING
    if a > 12 or b > 12:
        if b > 12:
            settled = order is DateOrder.MONTH_FIRST
            return _dated(year, a, b, DateQuality.EXACT if settled else DateQuality.MONTH_FIRST, reference)
        return _dated(year, b, a, DateQuality.EXACT, reference)
    if order is DateOrder.MONTH_FIRST:
        return _dated(year, a, b, DateQuality.EXACT, reference)
    unsure = order is DateOrder.UNSETTLED and a != b
    return _dated(year, b, a, DateQuality.AMBIGUOUS if unsure else DateQuality.EXACT, reference)


def _dated(year: str, month: int, day: int, quality: DateQuality, reference: date | None) -> _Finding:
    if len(year) == 4:
        found = _day(int(year), month, day)
    else:
        # A doubt about the order outweighs the doubt about the century.
        quality = DateQuality.TWO_DIGIT_YEAR if quality is DateQuality.EXACT else quality
        if reference is None:
            # 2000 was a leap year, so a day that 20yy lacks exists in no year of that ending.
            return (None, DateQuality.TWO_DIGIT_YEAR) if _day(2000 + int(year), month, day) else _IMPOSSIBLE
        found = latest_date(int(year), month, day, reference)
    return (found, quality) if found and FIRST_YEAR <= found.year <= LAST_YEAR else _IMPOSSIBLE


def _is_day_zero(year: str, month: int, day: int) -> bool:
    """Whether this is how a spreadsheet shows its day 0: 0 January 1900."""
    return day == 0 and month == 1 and year in ("1900", "00")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
