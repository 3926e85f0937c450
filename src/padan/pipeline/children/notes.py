"""What is read of a row's cells as SQL, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

from padan.pipeline.sources.reading import NOT_TAKEN


class Note(IntFlag):
    """What is said of a row's cells; a row may have several."""

    BROKEN = 1
    """More cells than the header has: nothing of the row is read."""
    WEIGHT_TIME = 2
    """09:10, which a spreadsheet made of 9.10."""
    WEIGHT_GRAM = 4
    LENGTH_TIME = 8
    LENGTH_METRE = 16
    LENGTH_MILLIMETRE = 32
    SEX_UNREAD = 64
    DATE_UNREAD = 128
    DATE_DOUBTFUL = 256
    """Day and month could change places."""
    AGE_UNREAD = 512
    WEIGHT_UNREAD = 1024
    LENGTH_UNREAD = 2048
    POSITION_UNREAD = 4096
    OEDEMA_UNREAD = 8192
    OTHER_UNREAD = 16384
    """Head or arm circumference, or a skinfold."""


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column of the answer: its type and expression, the conditions of its notes, and what is read before."""

    name: str
    value: str
    notes: tuple[tuple[str, Note], ...] = ()
    read: tuple[str, ...] = ()


def filled(cell: str) -> str:
    """The condition that a cell holds more than a word for nothing."""
    return f"upper(trim(coalesce({cell}, '-'))) NOT IN ({NOT_TAKEN}, '', 'NA')"
