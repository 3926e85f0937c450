"""Sixteen-digit numbers as lists hold them: the NIK of a person and the number of a family card (KK).

Both are built alike: six digits of region, six of date, four of serial. They suffer alike too: spreadsheets
round the sixteenth digit to 0 or keep only ``6.40213E+15``, portals mask them, clerks invent them. A reading
never mends a number silently; it says what can still be trusted and why not more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from padan.kernel.cells import NOTHING, bare, cell_text
from padan.kernel.texts import _


class NumberQuality(StrEnum):
    """What a written number is worth."""

    SOUND = "sound"
    """Sixteen digits that can be a real number."""
    LAST_DIGIT_LOST = "last_digit_lost"
    """From a number cell, ending in 0: a spreadsheet keeps fifteen digits, so the last is unknown."""
    REGION_ONLY = "region_only"
    """Only the region is left: ``6.40213E+15``, or a region followed by ten zeros."""
    TEMPORARY = "temporary"
    """Given by a village system until there is a real one: sixteen digits starting with 0."""
    MOTHER_PLUS_DIGIT = "mother_plus_digit"
    """Seventeen digits: the mother's NIK and one digit, as e-HDW writes for a child without a NIK."""
    MASKED = "masked"
    """Digits hidden by ``*``, ``#``, ``x`` or dots."""
    PLACEHOLDER = "placeholder"
    """Typed to fill the field: 1111111111111111, 1234567890123456."""
    MALFORMED = "malformed"
    """Anything else: wrong length, letters, an impossible region, date or serial."""
    MISSING = "missing"
    """Nothing, ``-``, ``0``, ``NIHIL``, ``TIDAK ADA``."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What was written and what it is worth.

    ``value`` is the sound 16-digit text, else None. ``digits`` are the digits that can be trusted: 16 when
    sound or temporary, 15 when the last one is lost, 6 when only the region is left (None when not even
    those six are there), the mother's 16, the visible beginning of a masked number; else None.
    """

    written: str | None
    value: str | None
    digits: str | None
    quality: NumberQuality


_RUNS: Final = "0123456789" * 3
_REGION: Final = re.compile(r"(1[1-9]|[2-8][0-9]|9[0-7])(?!00)[0-9]{2}(?!00)[0-9]{2}")
_DAYS_IN_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WOMEN: Final = 40

_SCIENTIFIC: Final = re.compile(r"([1-9])(?:[.,]([0-9]*))?e\+?(15|16)")
_NUMBER_CELL: Final = re.compile(r"([0-9]{15,17})[.,]0{1,2}")
_THOUSANDS: Final = re.compile(r"([0-9]{1,2}(?:\.[0-9]{3}){5})(?:,0{1,2})?|([0-9]{1,2}(?:,[0-9]{3}){5})(?:\.0{1,2})?")
_SEPARATORS: Final = re.compile(r"[-.,/_:;]")
_MASKED: Final = re.compile(r"([0-9]*)[*#x•●]+[0-9*#x•●]*")
_DIGITS: Final = re.compile(r"[0-9]+")

#: What a reading found: its quality, and the digits that can be trusted.
_Finding = tuple[NumberQuality, str | None]
_MALFORMED: Final[_Finding] = (NumberQuality.MALFORMED, None)


def read_number(cell: object, *, of_person: bool) -> NumberReading:
    """Read a NIK (``of_person``) or a KK number from anything a cell can hold. Never raises.

    A NIK differs in two ways: forty is added to the day of birth of a woman, and a mother's NIK may carry one
    more digit for her child.
    """
    written = cell_text(cell)
    quality, digits = _find(bare(written or ""), of_person)
    return NumberReading(written, digits if quality is NumberQuality.SOUND else None, digits, quality)


def is_region(digits: str) -> bool:
    """Whether six digits can be a province (11 to 97), a regency (not 00) and a district (not 00)."""
    return _REGION.fullmatch(digits) is not None


def is_sound(digits: str, *, of_person: bool) -> bool:
    """Whether sixteen digits can be a number: possible region and date, and a serial other than 0000."""
    return _has_region_and_date(digits, of_person) and digits[12:] != "0000"


def _has_region_and_date(digits: str, of_person: bool) -> bool:
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if of_person and day > _WOMEN:
        day -= _WOMEN
    if not (is_region(digits[:6]) and 1 <= month <= len(_DAYS_IN_MONTH) and 1 <= day <= _DAYS_IN_MONTH[month - 1]):
        return False
    # 29 February exists in 19yy or in 20yy just when yy is divisible by four (1900 had none, 2000 had one).
    return (day, month) != (29, 2) or year % 4 == 0


def _find(text: str, of_person: bool) -> _Finding:
    """The quality of a bare text; each step of the module's tests is one step here."""
    if scientific := _SCIENTIFIC.fullmatch(text):
        return _find_scientific(scientific[1] + (scientific[2] or ""), int(scientific[3]) + 1, of_person)
    if number := _NUMBER_CELL.fullmatch(text) or _THOUSANDS.fullmatch(text):
        digits = _SEPARATORS.sub("", number[1] or number[2])
        return _find_digits(digits, of_person, number_cell=True)
    text = _SEPARATORS.sub("", text)
    if (text.strip("0") == "" and len(text) < 16) or text in NOTHING:
        return NumberQuality.MISSING, None
    if _DIGITS.fullmatch(text):
        return _find_digits(text, of_person, number_cell=False)
    masked = _MASKED.fullmatch(text)
    if masked and len(text) >= 4:
        return NumberQuality.MASKED, masked[1] or None
    return _MALFORMED


def _find_scientific(mantissa: str, width: int, of_person: bool) -> _Finding:
    """``6.40213E+15``: complete when at most the last of its ``width`` digits is not written."""
    if len(mantissa) >= width - 1:
        whole, rest = (mantissa + "0")[:width], mantissa[width:]
        return _MALFORMED if rest.strip("0") else _find_digits(whole, of_person, number_cell=True)
    if len(mantissa) < 6:
        return NumberQuality.REGION_ONLY, None
    return (NumberQuality.REGION_ONLY, mantissa[:6]) if is_region(mantissa[:6]) else _MALFORMED


def _find_digits(digits: str, of_person: bool, *, number_cell: bool) -> _Finding:
    if _is_placeholder(digits):
        return NumberQuality.PLACEHOLDER, None
    if len(digits) == 17 and of_person:
        # A spreadsheet keeps fifteen digits: a 0 in the sixteenth place of a number cell may be any digit.
        mother, rounded = digits[:16], number_cell and digits[15] == "0"
        known = is_sound(mother, of_person=True) and not rounded and not _is_placeholder(mother)
        return (NumberQuality.MOTHER_PLUS_DIGIT, mother) if known else _MALFORMED
    return _find_sixteen(digits, of_person, number_cell) if len(digits) == 16 else _MALFORMED


def _find_sixteen(digits: str, of_person: bool, number_cell: bool) -> _Finding:
    if digits[0] == "0":
        return NumberQuality.TEMPORARY, digits
    if digits[6:] == "0" * 10 and is_region(digits[:6]):
        return NumberQuality.REGION_ONLY, digits[:6]
    if number_cell and digits[15] == "0":
        known = _has_region_and_date(digits, of_person)
        return (NumberQuality.LAST_DIGIT_LOST, digits[:15]) if known else _MALFORMED
    return (NumberQuality.SOUND, digits) if is_sound(digits, of_person=of_person) else _MALFORMED


def _is_placeholder(digits: str) -> bool:
    """One digit or one pair repeated, or a run up or down, over ten digits or more."""
    if len(digits) < 10:
        return False
    pairs = digits == (digits[:2] * len(digits))[: len(digits)]
    return pairs or digits in _RUNS or digits in _RUNS[::-1]


def mask(number: str) -> str:
    """Sixteen digits for lists that others see: the region and the last two digits, ``640213********01``."""
    return f"{number[:6]}{'*' * 8}{number[14:]}"


def why_not(reading: NumberReading) -> str:
    """Why a reading is not a sound number, for people. Speaks of a NIK and a KK number alike."""
    return {
        NumberQuality.SOUND: _("ditulis dengan tanda lain selain angka"),
        NumberQuality.LAST_DIGIT_LOST: _("angka terakhirnya hilang karena disimpan sebagai bilangan"),
        NumberQuality.REGION_ONLY: _("yang tersisa hanya kode wilayahnya"),
        NumberQuality.TEMPORARY: _("ini nomor sementara dari sistem desa"),
        NumberQuality.MOTHER_PLUS_DIGIT: _("ini NIK ibu ditambah satu angka"),
        NumberQuality.MASKED: _("sebagian angkanya disamarkan"),
        NumberQuality.PLACEHOLDER: _("ini angka pengisi, bukan nomor sebenarnya"),
        NumberQuality.MALFORMED: _("bukan 16 angka dengan wilayah, tanggal, dan nomor urut yang mungkin"),
        NumberQuality.MISSING: _("nomornya kosong"),
    }[reading.quality]
