"""Complaints: by when one is answered, how far up a late one has gone, who is named in it, what may be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from padan.reference.complaints import Counting, Term

#: A published number of people is none or at least this many.
LEAST: Final = 5
_SATURDAY: Final = 5


def last_day(begun: date, term: Term) -> date:
    """The last day of a term; the day on which it began is not counted.

    Working days are Monday to Friday. Public holidays are not left out: they are set anew each year, and without them
    the day that is told is never later than the one that the rule means.
    """
    if term.counting is Counting.CALENDAR:
        return begun + timedelta(days=term.days)
    day, left = begun, term.days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def rungs(due: date, today: date, every: int) -> int:
    """How many desks up a complaint has gone: one on the day after it was due, another ``every`` so many days."""
    late = (today - due).days
    return 0 if late <= 0 else 1 + (late - 1) // every


def mentions(text: str, name: str) -> bool:
    """Whether a text holds somebody's whole name, its words in their order, however they are written."""
    wanted, said = _words(name), _words(text)
    width = len(wanted)
    return bool(wanted) and any(said[at : at + width] == wanted for at in range(len(said) - width + 1))


def _words(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text.casefold())


@dataclass(frozen=True, slots=True)
class Tally:
    """Complaints of one ``category`` (empty: several together): how many were made, are settled, were answered, and
    were answered in time. None where a number is withheld."""

    category: str
    made: int
    settled: int | None
    answered: int | None
    in_time: int | None


def published(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """What the public may see of the complaints of one area: no number from 1 to :data:`LEAST` - 1, and none that
    can be worked out from the others.

    Categories with too few complaints stand together, with the next smallest one where they alone are too few; nothing
    is told where all are too few. A part of a number is told only where the part and the rest are none or enough.
    """
    rows = sorted(tallies, key=lambda row: (-row.made, row.category))
    told = [row for row in rows if row.made >= LEAST]
    pooled = [row for row in rows if 0 < row.made < LEAST]
    if pooled and told and sum(row.made for row in pooled) < LEAST:
        pooled.append(told.pop())
    if pooled and sum(row.made for row in pooled) >= LEAST:
        told.append(_together(pooled))
    return tuple(_withheld(row) for row in told)


def _together(rows: Sequence[Tally]) -> Tally:
    settled, answered, in_time = (
        sum(getattr(row, name) or 0 for row in rows) for name in ("settled", "answered", "in_time")
    )
    return Tally("", sum(row.made for row in rows), settled, answered, in_time)


def _withheld(row: Tally) -> Tally:
    settled = _part(row.settled, row.made)
    answered = _part(row.answered, row.made) if settled is not None else None
    if settled is not None and answered is not None and 0 < abs(settled - answered) < LEAST:
        answered = None
    in_time = _part(row.in_time, answered) if answered is not None else None
    return Tally(row.category, row.made, settled, answered, in_time)


def _part(part: int | None, whole: int) -> int | None:
    """The part, where neither it nor the rest is a small number."""
    return part if part is not None and all(count == 0 or count >= LEAST for count in (part, whole - part)) else None
