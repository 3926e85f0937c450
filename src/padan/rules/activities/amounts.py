"""Money, time and numbers of people as reports write them. What cannot be read for sure is None, never guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from padan.kernel.cells import plain
from padan.kernel.dates import MONTHS, DateOrder, read_date

_SCALES: Final = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "million": 10**6, "miliar": 10**9, "milyar": 10**9,
    "m": 10**9, "billion": 10**9,
}  # fmt: skip
_MONEY: Final = re.compile(r"(?:rp|idr)?\.? ?([0-9][0-9.,]*?)(?:,-|\.-|,--)? ?([a-z]+)?(?: ?rupiah)?")
_GROUPS: Final = (
    re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?"),
    re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?"),
)
_PARTS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER: Final = re.compile(
    r"(?:triwulan|tw|kuartal|quarter|q) ?[-.]? ?(i{1,3}|iv|[1-4]) ?[-,/]? ?(?:tahun )?([0-9]{4})"
)
_HALF: Final = re.compile(r"(?:semester|smt) ?(i{1,2}|[12]) ?[-,/]? ?(?:tahun )?([0-9]{4})")
_MONTH: Final = re.compile(r"(?:bulan )?([a-z]+) ?[-,/]? ?([0-9]{4})")
_YEAR: Final = re.compile(r"(?:tahun )?(20[0-9]{2})")
_DAYS: Final = re.compile(r"([0-9]{1,2}) ?(?:-|s/?d|sampai|hingga|dan|&) ?([0-9]{1,2} ?[a-z]+ ?[0-9]{4})")
_BETWEEN: Final = re.compile(r" (?:s/?d|s\.d\.|sampai dengan|sampai|hingga|to|-) ")
_ENDS_IN_YEAR: Final = re.compile(r"[0-9]{4}$")
_COUNT: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]+")

#: First and last day.
Span = tuple[date, date]


def rupiah(text: str) -> int | None:
    """Whole rupiah of "Rp 1.250.000,00", "1,2 juta", "1250000"; sen are dropped.

    >>> rupiah("Rp 1.250.000,00"), rupiah("1,2 juta"), rupiah("Rp. 500 rb"), rupiah("banyak")
    (1250000, 1200000, 500000, None)
    """
    found = _MONEY.fullmatch(plain(text))
    if found is None or (found[2] and found[2] not in {*_SCALES, "rupiah"}):
        return None
    number = _number(found[1])
    return None if number is None else int(number * _SCALES.get(found[2] or "", 1))


def _number(text: str) -> Decimal | None:
    """A number with thousands marked in either way, or one decimal sign."""
    for form, mark in zip(_GROUPS, ".,", strict=True):
        if form.fullmatch(text):
            return Decimal(text.replace(mark, "").replace(",", "."))
    plain_number = text.replace(",", ".")
    return Decimal(plain_number) if plain_number.count(".") <= 1 and not plain_number.endswith(".") else None


def people(text: str) -> int | None:
    """How many are told of: of the one number in "40 balita", "1.200 orang"; None where there is none or several."""
    found = _COUNT.findall(text)
    return int(re.sub(r"[.,]", "", found[0])) if len(found) == 1 else None


def span(text: str, order: DateOrder) -> Span | None:
    """First and last day of "12 Maret 2026", "12-15 Maret 2026", "Maret 2026", "Triwulan II 2026", "2026", and from
    one of those to another. ``order`` is that of days written in numbers; an unsettled one is not read."""
    words = plain(text).strip(" .,")
    if found := _DAYS.fullmatch(words):
        last = _single(found[2], order)
        return _from(_day_of(found[1], last), last)
    halves = _BETWEEN.split(words)
    if len(halves) == 2:
        last = _single(halves[1], order)
        # The year is often written once, at the end.
        first = halves[0] if last is None or _ENDS_IN_YEAR.search(halves[0]) else f"{halves[0]} {last[1].year}"
        return _from(_single(halves[0], order) or _single(first, order), last)
    return _single(words, order)


def _from(first: Span | None, last: Span | None) -> Span | None:
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _day_of(day: str, last: Span | None) -> Span | None:
    """A day of the month of another."""
    if last is None or not 1 <= int(day) <= last[0].day:
        return None
    found = last[0].replace(day=int(day))
    return found, found


def _single(text: str, order: DateOrder) -> Span | None:
    if found := _YEAR.fullmatch(text):
        return _months(int(found[1]), 1, 12)
    for form, length in ((_QUARTER, 3), (_HALF, 6)):
        if found := form.fullmatch(text):
            return _months(int(found[2]), (_PARTS[found[1]] - 1) * length + 1, length)
    if (found := _MONTH.fullmatch(text)) and found[1] in MONTHS:
        return _months(int(found[2]), MONTHS[found[1]], 1)
    read = read_date(text, order=order, reference=None)
    unsure = read.quality in ("ambiguous", "month_first")
    return (read.value, read.value) if read.value and not unsure else None


def _months(year: int, month: int, length: int) -> Span:
    after = month + length
    following = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return date(year, month, 1), following - timedelta(days=1)
