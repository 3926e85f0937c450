"""Where a commitment stands: kept, late, given up. It is nowhere stored, but follows from its day and what was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Ending(StrEnum):
    """What is told of a commitment that changes where it stands."""

    DONE = "done"
    DROPPED = "dropped"
    """It will not be kept, and the reason is told."""
    AGAIN = "again"
    """It was said to be done or given up, and that was wrong or is over."""


class Standing(StrEnum):
    """Where a commitment stands on a day."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Word:
    """What was told, in the order of telling (``number``), and the day of which it tells."""

    number: int
    ending: Ending
    day: date


def standing(due: date, told: Iterable[Word], today: date) -> Standing:
    """Where a commitment that is due on a day stands today: the last word counts, whatever day it tells of."""
    last = max(told, key=lambda word: word.number, default=None)
    if last is None or last.ending is Ending.AGAIN:
        return Standing.LATE if today > due else Standing.OPEN
    if last.ending is Ending.DROPPED:
        return Standing.DROPPED
    return Standing.DONE_LATE if last.day > due else Standing.DONE
