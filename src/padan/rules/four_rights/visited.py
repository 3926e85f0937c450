"""Which right a visit to a family speaks of, and what it says: the office's records tell what was written down, visits
what families and visitors say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.rules.four_rights.rights import Right
from padan.rules.risk.answers import NO, UNKNOWN, YES

#: Answers of one visit by question: -1 not known, 0 no, 1 yes.
Found = Mapping[str, int]


def _both(found: Found, *names: str) -> int:
    answers = {found[name] for name in names}
    return int(NO if NO in answers else UNKNOWN if UNKNOWN in answers else YES)


def _paid_nothing(found: Found) -> int:
    if found["paid"] == YES:
        return int(NO)
    return int(YES if found["paid"] == NO and found["received"] == YES else UNKNOWN)


def _was_good(found: Found) -> int:
    return int(found["good"] if found["received"] == YES else UNKNOWN)


#: What a visit says of each right of which it says anything; nobody can see at a home whether the papers are there.
#: Price and quality are asked, as of the office's records, of what was received.
VISITED: Final[Mapping[Right, Callable[[Found], int]]] = {
    Right.TARGET: lambda found: _both(found, "received", "needy"),
    Right.TIME: lambda found: _both(found, "received", "in_time"),
    Right.AMOUNT: lambda found: _both(found, "received", "whole"),
    Right.PRICE: _paid_nothing,
    Right.QUALITY: _was_good,
}
