"""What is counted, as one word each: in addresses, choices and the trail."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from padan.reference.obligations import obligations
from padan.reports.counting.measures import LATE, PAIRS, Asked, Fresh, Known, Pair, Theme, Total
from padan.reports.gap_words import gap_kinds

#: Every family in which somebody lives.
FAMILIES: Final = Asked(Theme.TOTAL, Total.FAMILY)


def code_of(asked: Asked) -> str:
    """What is asked for as one word, such as ``pair.dtsen-krs.second`` or ``gap.poor_not_screened``."""
    return ".".join(part for part in (asked.theme, asked.item.replace("+", "-"), asked.state) if part)


def asked_of(code: str) -> Asked | None:
    """What a word asks for; None where it asks for nothing that is counted."""
    return _known().get(code)


def pair_of(code: str) -> Pair | None:
    """The pair of lists that ``pair.dtsen-krs`` names, without a state; None where it names none."""
    return next((pair for pair in PAIRS if code_of(Asked(Theme.PAIR, pair.key)) == code), None)


def attributes() -> tuple[str, ...]:
    """What is owed, in the order of the obligations."""
    return tuple(dict.fromkeys(each.attribute for each in obligations()))


def all_asked() -> Iterator[Asked]:
    """Everything that can be asked for."""
    for pair in PAIRS:
        yield from (Asked(Theme.PAIR, pair.key, state) for state in Known)
    yield from (Asked(Theme.GAP, kind) for kind in gap_kinds())
    for attribute in attributes():
        yield from (Asked(Theme.FRESH, attribute, state) for state in (*Fresh, LATE))
    yield FAMILIES


@cache
def _known() -> dict[str, Asked]:
    return {code_of(each): each for each in all_asked()}
