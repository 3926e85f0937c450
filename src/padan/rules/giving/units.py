"""In what needs and pledges are counted, in words: the one way in which officers, givers and papers are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import LANGUAGES, _, answering_in
from padan.kernel.writing import count, rupiah

#: The unit in which money's worth is accounted.
RUPIAH: Final = "rupiah"

#: So many of a unit, and what one is called.
_WORDS: Final[Mapping[str, tuple[Callable[[int], str], Callable[[], str]]]] = {
    "day": (lambda n: _("{n} hari").format(n=count(n)), lambda: _("hari")),
    "month": (lambda n: _("{n} bulan").format(n=count(n)), lambda: _("bulan")),
    "visit": (lambda n: _("{n} kunjungan").format(n=count(n)), lambda: _("kunjungan")),
    "house": (lambda n: _("{n} rumah").format(n=count(n)), lambda: _("rumah")),
}

#: The units of needs.
UNITS: Final = tuple(_WORDS)


def units_words(unit: str, number: int) -> str:
    """So many of a unit; of one that is no unit of needs, as a giver wrote it."""
    return _WORDS[unit][0](number) if unit in _WORDS else f"{count(number)} {unit}"


def amount_in(unit: str, number: int) -> str:
    """So much of what a pledge is counted in: rupiah, or so many of a unit."""
    return rupiah(number) if unit == RUPIAH else units_words(unit, number)


def unit_words(unit: str) -> str:
    """What a unit is called; one that is no unit of needs as a giver wrote it."""
    return _WORDS[unit][1]() if unit in _WORDS else unit


def unit_of(written: str) -> str:
    """The unit of needs that somebody means by its name in any language; what is no such name stays as written: a
    pledge in it is matched with no need."""
    for language in LANGUAGES:
        with answering_in(language):
            for unit, (_number, name) in _WORDS.items():
                if written.strip().casefold() == name().casefold():
                    return unit
    return written.strip()
