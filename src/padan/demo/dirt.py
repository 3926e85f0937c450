"""Numbers, dates and sexes as list-makers write them."""

from __future__ import annotations

import random

import numpy as np

from padan.demo.chance import MISSING_DATE, Dates, Flags, Texts, aside, chosen, either, picker, texts
from padan.demo.rates import ListRates
from padan.demo.sheets import Cell

PLACEHOLDERS = ("0000000000000000", "9999999999999999", "1111111111111111", "-", "0", "1234567890123456")
NBSP = "\u00a0"


def _mistyped(number: str, pick: random.Random) -> str:
    at = pick.randrange(len(number))
    kind = pick.randrange(5)
    if kind == 0:
        return number[:at] + number[at + 1 :]
    if kind == 1 and at + 1 < len(number):
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + str((int(number[at]) + pick.randrange(1, 10)) % 10) + number[at + 1 :]


def _region_only(number: str) -> str:
    """What a spreadsheet shows of a long number, and saves into a csv where the comma is the decimal sign."""
    return f"{number[0]},{number[1:6]}E+15"


def _decorated(number: str, pick: random.Random) -> str:
    return pick.choice(
        (
            "'" + number,
            number + NBSP,
            f"{number[:6]} {number[6:12]} {number[12:]}",
            number + " ",
            "'" + number + NBSP,
        )
    )


def as_number_cell(number: str) -> float:
    """A typed 16-digit number in a spreadsheet: fifteen digits are kept, the last becomes 0."""
    return float(number[:15] + "0")


def written_numbers(
    rng: np.random.Generator, numbers: Texts, rates: ListRates, *, missing: Flags, spreadsheet: bool
) -> Texts:
    """NIKs as cells: text, a number that lost its last digit, nothing, or worse. "" stays nothing."""
    count = len(numbers)
    out: Texts = either(numbers == "", None, numbers)
    pick = picker(rng)
    another = np.flatnonzero(chosen(rng, rates.nik_of_another, count))
    out[another] = out[np.maximum(another - 1, 0)]
    for place in np.flatnonzero(chosen(rng, rates.nik_typo, count)):
        out[place] = _mistyped(out[place], pick) if out[place] else None
    worse = rng.random(count)
    edge = 0.0
    for kind in ("last_digit_lost", "region_only", "masked", "decorated", "placeholder"):
        share = getattr(rates, f"nik_{kind}")
        for place in np.flatnonzero((worse >= edge) & (worse < edge + share)):
            if out[place] and len(out[place]) == 16:
                out[place] = _worse(kind, out[place], pick, spreadsheet)
        edge += share
    out[missing] = None
    return out


def _worse(kind: str, number: str, pick: random.Random, spreadsheet: bool) -> Cell:
    match kind:
        case "last_digit_lost":
            return as_number_cell(number) if spreadsheet else number[:15] + "0"
        case "region_only":
            return _region_only(number)
        case "masked":
            return number[:6] + "*" * 8 + number[14:]
        case "decorated":
            return _decorated(number, pick)
        case _:
            return pick.choice(PLACEHOLDERS)


def written_cards(
    rng: np.random.Generator, cards: Texts, before: Texts, rates: ListRates, *, spreadsheet: bool = False
) -> Texts:
    """Family card numbers of one row each: an older card, a slip, a lost last digit, or none."""
    count = len(cards)
    out = np.where(chosen(rng, rates.kk_outdated, count), before, cards)
    pick = picker(rng)
    for place in np.flatnonzero(chosen(rng, rates.kk_typo, count)):
        out[place] = _mistyped(out[place], pick)
    for place in np.flatnonzero(chosen(aside(rng), rates.kk_last_digit_lost, count)):
        if len(out[place]) == 16:
            out[place] = _worse("last_digit_lost", out[place], pick, spreadsheet)
    return either(chosen(rng, rates.kk_missing, count), None, out)


def written_dates(rng: np.random.Generator, dates: Dates, rates: ListRates) -> Dates:
    """Birth dates with day and month exchanged, slips, the first of the month, 1 January for old people, NaT."""
    count = len(dates)
    out = dates.astype("datetime64[D]").copy()
    month = out.astype("datetime64[M]")
    year = out.astype("datetime64[Y]")
    day = (out - month.astype("datetime64[D]")).astype(int)
    number = (month - year.astype("datetime64[M]")).astype(int)
    swap = chosen(rng, rates.date_swapped, count) & (day < 12) & (day != number)
    swapped = (year.astype("datetime64[M]") + day).astype("datetime64[D]") + number
    out = np.where(swap, swapped, out)
    slip = chosen(rng, rates.date_slip, count)
    by = rng.choice(np.array([-366, 365, -10, 10, -1, 1, 2, -3]), count).astype("timedelta64[D]")
    out = np.where(slip, np.minimum(out + by, np.maximum(out, np.datetime64("2026-01-01"))), out)
    unsure = chosen(aside(rng), rates.date_first_of_month, count)
    out = np.where(unsure, out.astype("datetime64[M]").astype("datetime64[D]"), out)
    old = (dates < np.datetime64("1966-01-01")) & chosen(rng, rates.date_first_january, count)
    out = np.where(old, year.astype("datetime64[D]"), out)
    return np.where(chosen(rng, rates.date_missing, count), MISSING_DATE, out)


def written_sexes(rng: np.random.Generator, female: Flags, rates: ListRates, man: Cell, woman: Cell) -> Texts:
    """Sexes in a list's own codes, a few wrong, a few missing."""
    wrong = chosen(rng, rates.sex_wrong, len(female))
    out = texts([woman if is_woman else man for is_woman in (female ^ wrong).tolist()])
    out[chosen(rng, rates.sex_missing, len(female))] = None
    return out


MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip


def _text(form: str, y: str, m: str, d: str) -> str:
    match form:
        case "dd-mm-yyyy":
            return f"{d}-{m}-{y}"
        case "dd/mm/yyyy":
            return f"{d}/{m}/{y}"
        case "dd.mm.yyyy":
            return f"{d}.{m}.{y}"
        case "long":
            return f"{int(d)} {MONTHS[int(m) - 1]} {y}"
        case "legacy":
            return f"{d}/{m}/{y} 0:00:00"
        case _:
            return f"{y}-{m}-{d}"


_EPOCH = np.datetime64("1899-12-30")


def date_cells(dates: Dates, forms: Texts | str) -> Texts:
    """Dates in one form, or one form per date.

    Forms: iso, dd-mm-yyyy, dd/mm/yyyy, dd.mm.yyyy, long, legacy, cell (a date cell), serial (its number).
    """
    each = np.broadcast_to(np.asarray(forms, dtype=object), dates.shape).tolist()
    iso = np.datetime_as_string(dates.astype("datetime64[D]"), unit="D").tolist()
    cells = dates.astype("datetime64[D]").tolist()
    serials = (dates - _EPOCH).astype("timedelta64[D]").astype(np.int64).tolist()
    out: list[Cell] = []
    for form, text, cell, serial in zip(each, iso, cells, serials, strict=True):
        if cell is None:
            out.append(None)
        elif form == "cell":
            out.append(cell)
        elif form == "serial":
            out.append(serial)
        else:
            out.append(_text(form, text[:4], text[5:7], text[8:10]))
    return texts(out)
