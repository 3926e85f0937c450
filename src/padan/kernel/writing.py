"""Numbers, days and rows of words as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from padan.kernel.texts import _, language


def with_sign(written: str) -> str:
    """A number written with a decimal point, with the reader's decimal sign: a comma, in English a point."""
    return written if language() == "en" else written.replace(".", ",")


def decimal(number: float, places: int = 1) -> str:
    """A number with that many decimals."""
    return with_sign(f"{number:.{places}f}")


def day(value: date | None) -> str:
    """A day in words: 5 Nov 2026; nothing for none."""
    if value is None:
        return ""
    months = _("Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des").split()
    return f"{value.day} {months[value.month - 1]} {value.year}"


def listing(words: Iterable[str], joint: str | None = None) -> str:
    """Words in a row: ``a, b dan c``, or with another ``joint`` of ``{first}`` and ``{last}``."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return (joint or _("{first} dan {last}")).format(first=", ".join(found[:-1]), last=found[-1])


def count(number: int) -> str:
    """A whole number with its thousands marked as the reader's language does."""
    grouped = f"{number:,}"
    return grouped if language() == "en" else grouped.replace(",", ".")


def rupiah(number: int) -> str:
    """So much money: Rp1.250.000."""
    return _("Rp{n}").format(n=count(number))


def percent(share: float) -> str:
    """A share as a percentage: 99,98 %."""
    return f"{decimal(100 * share, 2)} %"


def seconds(length: float) -> str:
    """A length of time: "2,3 detik"."""
    return _("{seconds} detik").format(seconds=decimal(length))


def value(found: Any) -> str:
    """Any value of the register as text: days in words, yes and no, lists with commas."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return _("ya") if found else _("tidak")
    if isinstance(found, date):
        return day(found)
    if isinstance(found, float):
        return decimal(found, 2).rstrip("0").rstrip(",.")
    if isinstance(found, list | tuple):
        return ", ".join(value(each) for each in found)
    return str(found)
