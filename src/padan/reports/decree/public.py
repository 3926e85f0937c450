"""What everybody is told of a decree: no person, and no number so small that it tells of somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from padan.office.decrees.queries import Decree, totals_of
from padan.reports.counting.measures import Asked, Theme
from padan.reports.counting.suppressing import LEAST, publish

#: The one number that is told of each area. What it is of plays no part in what may be told.
_RECIPIENTS: Final = Asked(Theme.GAP, "recipients")


@dataclass(frozen=True, slots=True)
class Totals:
    """Families by village, where they may be told; ``all_`` of them, None where that is small itself; ``kept``: whether
    there are villages of which nothing is told. How many they are is not told either: ten families in ten villages are
    one in each."""

    all_: int | None
    villages: Mapping[str, int]
    kept: bool


def public_totals(decree: Decree) -> Totals:
    """How many families a decree names, by village."""
    return told(totals_of(decree))


def told(by_village: Mapping[str, int]) -> Totals:
    """The same of numbers by village."""
    whole = sum(by_village.values())
    if whole < LEAST:
        return Totals(None if whole else 0, {}, bool(whole))
    parts = {area: {_RECIPIENTS: number} for area, number in by_village.items()}
    found = publish({_RECIPIENTS: whole}, parts, (_RECIPIENTS,))
    villages = {area: numbers[_RECIPIENTS] for area, numbers in found.parts.items()}
    return Totals(whole, villages, bool(found.closed))
