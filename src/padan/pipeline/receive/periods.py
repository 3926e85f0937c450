"""The period that a title or a file's name tells of: a day, a month, a quarter, a semester or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from padan.kernel.dates import MONTHS

_PARTS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}

#: A year that is not part of a longer number or of a dotted region code (64.02.07.2014).
_YEAR = r"(?<!\d)(?<!\d\.)(20\d\d)(?!\d)(?!\.\d)"
_GAP = r"[\s._:/,-]*"
_OF_YEAR = rf"{_GAP}(?:TAHUN{_GAP})?"
_PERIOD_WORD = r"(?<![A-Z])(SEMESTER|SMT|SEM|S|TRIWULAN|TW|KUARTAL|Q)"

_YEAR_FIRST = re.compile(r"(?<!\d)(?<!\d\.)(20\d\d)([-_.]?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)(?!\.\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(?<!\d\.)(0?[1-9]|[12]\d|3[01])[-_.](0?[1-9]|1[0-2])[-_.](20\d\d)(?!\d)(?!\.\d)")
_WORD_MONTH = re.compile(
    rf"(?<![A-Z])(?:(?<!\d)(\d{{1,2}}){_GAP})?({'|'.join(MONTHS).upper()})(?![A-Z]){_OF_YEAR}{_YEAR}"
)
_PART = re.compile(rf"{_PERIOD_WORD}{_GAP}(?:KE{_GAP})?(IV|III|II|I|[1-4])(?![A-Z\d]){_OF_YEAR}{_YEAR}")
_PART_AFTER = re.compile(rf"{_YEAR}{_GAP}{_PERIOD_WORD}{_GAP}(?:KE{_GAP})?(IV|III|II|I|[1-4])(?![A-Z\d])")
_ONLY_YEAR = re.compile(_YEAR)


def last_day(text: str, *, year_alone: bool) -> date | None:
    """The last day of the period that ``text`` names, or None.

    ``year_alone``: whether a year without anything beside it counts as a period.
    """
    words = text.upper().replace("_", " ")
    found = _day(text) or _word_month(words) or _part(words)
    if found is None and year_alone and (year := _ONLY_YEAR.search(words)):
        found = date(int(year[1]), 12, 31)
    return found


def _day(text: str) -> date | None:
    if parts := _DAY_FIRST.search(text):
        return _date(int(parts[3]), int(parts[2]), int(parts[1]))
    if parts := _YEAR_FIRST.search(text):
        return _date(int(parts[1]), int(parts[3]), int(parts[4]) if parts[4] else None)
    return None


def _word_month(words: str) -> date | None:
    parts = _WORD_MONTH.search(words)
    if parts is None:
        return None
    return _date(int(parts[3]), MONTHS[parts[2].lower()], int(parts[1]) if parts[1] else None)


def _part(words: str) -> date | None:
    if parts := _PART.search(words):
        word, number, year = parts.groups()
    elif parts := _PART_AFTER.search(words):
        year, word, number = parts.groups()
    else:
        return None
    months = 6 if word.startswith("S") else 3
    month = months * _PARTS[number]
    return _date(int(year), month, None) if month <= 12 else None


def _date(year: int, month: int, day: int | None) -> date | None:
    """The day, or the month's last one; None when there is no such day."""
    longest = monthrange(year, month)[1]
    if day is None:
        return date(year, month, longest)
    return date(year, month, day) if 1 <= day <= longest else None
