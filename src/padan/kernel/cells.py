"""What a spreadsheet cell holds, as text.

Every reader in the kernel starts here, so a float, a text with a non-breaking space and a text with a leading
apostrophe are met once and in one way. The macros of ``padan.pipeline.cells`` do the same in SQL; the sets of
characters below are what the two must agree on.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

#: Characters that nobody sees: controls, soft hyphen, zero-width and direction marks, and the mark that a
#: wrong decoding leaves behind. A regular-expression class both Python and RE2 understand.
INVISIBLE: Final = (
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{7f}-\\x{9f}\\x{ad}"
    "\\x{200b}-\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{206f}\\x{feff}\\x{fffd}"
)
#: Everything that is a space, of any width.
SPACES: Final = (
    "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}"
)
#: Quotes of every shape, and the ``=`` of ``="640213..."``, by which people keep a number from being rounded.
QUOTES: Final = "\\x{22}\\x{27}\\x{3d}\\x{60}\\x{b4}\\x{2bc}\\x{2018}-\\x{201f}\\x{2032}"
#: Hyphens and dashes other than the plain one.
DASHES: Final = "\\x{2010}-\\x{2015}\\x{2212}"

#: By what a spreadsheet takes a text for a formula, where it begins so.
FORMULA_SIGNS: Final = "=+-@\t\r\n|%"
#: Letters that a cell of a spreadsheet takes, at most (ECMA-376).
CELL_LETTERS: Final = 32_767

#: How "nothing is known" is written, in small letters without spaces and separators.
NOTHING: Final = frozenset(
    {
        "nihil",
        "kosong",
        "null",
        "none",
        "nan",
        "nil",
        "na",
        "#na",
        "belum",
        "belumada",
        "blmada",
        "belumpunya",
    }
    | {"blmpunya", "tidakada", "tdkada", "takada", "tidakpunya", "tdkpunya"}
)


def character_class(ranges: str) -> str:
    """The ranges above as the inside of a Python character class (RE2 takes them as they stand)."""
    return re.sub(r"\\x\{([0-9a-f]+)\}", lambda found: f"\\U{int(found[1], 16):08x}", ranges)


_INVISIBLE = re.compile(f"[{character_class(INVISIBLE)}]")
_SPACES = re.compile(f"[{character_class(SPACES)}]+")
_NOT_PRINTED = re.compile(f"[{character_class(INVISIBLE + SPACES + QUOTES)}]")
_QUOTES = re.compile(f"[{character_class(QUOTES)}]")
_DASHES = re.compile(f"[{character_class(DASHES)}]")

#: From this value on, a whole number in a number cell is written with ``.0``: it can no longer be trusted in
#: its sixteenth digit, because a spreadsheet keeps fifteen.
LONG_NUMBER: Final = 10**15


def cell_text(cell: object) -> str | None:
    """The cell as text, or None for an empty one.

    A text stays as it is. A whole number below 10^15 loses its decimals (``12``); a longer one keeps ``.0``,
    which says that it came from a *number* cell. Dates are ISO, with the time only when it is not midnight.
    """
    if cell is None or isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int):
        return str(cell) if abs(cell) < LONG_NUMBER else f"{cell}.0"
    if isinstance(cell, float | Decimal):
        return _fraction_text(cell)
    if isinstance(cell, date):
        return _date_text(cell)
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return cell.isoformat() if isinstance(cell, time) else str(cell)


def _fraction_text(number: float | Decimal) -> str | None:
    if math.isnan(number):
        return None
    if math.isinf(number) or number != int(number):
        return str(number)
    if -LONG_NUMBER < number < LONG_NUMBER:
        return str(int(number))
    return str(number) if isinstance(number, float) else f"{int(number)}.0"


def _date_text(day: date) -> str:
    if not isinstance(day, datetime):
        return day.isoformat()
    if day.time() == time() and day.tzinfo is None:
        return day.date().isoformat()
    return day.isoformat(sep=" ")


def small(text: str) -> str:
    """The text in small letters. The dotted capital I would grow to two characters; it stays one here."""
    return text.replace("İ", "i").lower()


def bare(text: str) -> str:
    """Small letters, dashes made plain, without spaces, quotes and invisible characters: for numbers."""
    return small(_DASHES.sub("-", _NOT_PRINTED.sub("", text)))


def plain(text: str) -> str:
    """Small letters, single spaces, plain dashes, no quotes and invisible characters: for words and dates."""
    visible = _QUOTES.sub("", _INVISIBLE.sub("", text))
    return small(_DASHES.sub("-", _SPACES.sub(" ", visible))).strip(" ")
