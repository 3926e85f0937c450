"""Numbers that are nearly another one: what somebody may have meant who mistyped a digit of a NIK or a card number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

DIGITS: Final = "0123456789"
#: Digits of a NIK and of a family card's number.
LENGTH: Final = 16


def near_numbers(asked: str) -> set[str]:
    """All numbers of :data:`LENGTH` digits of which ``asked`` differs by one digit wrong, left out or too many, or by
    two neighbours swapped: some hundreds, none when it is shorter or longer by more than one."""
    ways = {LENGTH: _changed, LENGTH - 1: _lengthened, LENGTH + 1: _shortened}
    return set(ways.get(len(asked), _none)(asked)) - {asked}


def _changed(asked: str) -> Iterator[str]:
    for place in range(len(asked)):
        yield from (f"{asked[:place]}{digit}{asked[place + 1 :]}" for digit in DIGITS)
        yield f"{asked[:place]}{asked[place + 1 : place + 2]}{asked[place]}{asked[place + 2 :]}"


def _lengthened(asked: str) -> Iterator[str]:
    for place in range(len(asked) + 1):
        yield from (f"{asked[:place]}{digit}{asked[place:]}" for digit in DIGITS)


def _shortened(asked: str) -> Iterator[str]:
    yield from (asked[:place] + asked[place + 1 :] for place in range(len(asked)))


def _none(_asked: str) -> Iterator[str]:
    yield from ()
