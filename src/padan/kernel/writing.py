"""Numbers, days and rows of words as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from padan.kernel.texts import _, language


def with_sign(written: str) -> str:
    """A number written with a decimal point, with the reader's decimal sign: a comma, in English a point."""
    return written if language() == "en" else written.replace(".", ",")


def decimal(number: float, places: int = 1) -> str:
    """A number with that many decimals."""
    return with_sign(f"{number:.{places}f}")


def day(value: date) -> str:
    """A day: 5 Nov 2026."""
    months = _("Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des").split()
    return f"{value.day} {months[value.month - 1]} {value.year}"


def listing(words: Iterable[str], joint: str | None = None) -> str:
    """Words in a row: ``a, b dan c``, or with another ``joint`` of ``{first}`` and ``{last}``."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return (joint or _("{first} dan {last}")).format(first=", ".join(found[:-1]), last=found[-1])
