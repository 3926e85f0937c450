"""Grants of others beside ours: which is ours by its number, and which may be one of ours told anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from padan.reports.open_forms.rows import Grant
from padan.rules.activities.report import company_key

#: What of a grant is compared; numbers of givers are each side's own.
COMPARED: Final = ("title", "giver", "amount", "arrived", "promised_on", "since", "until", "areas")
#: Between the days on which both sides say that one grant was promised, at most.
_NEAR: Final = timedelta(days=31)


class How(StrEnum):
    """How a grant of others stands beside ours."""

    OURS = "ours"
    """It has the number of one of ours."""
    NEAR = "near"
    """One of ours is of the same giver and amount, promised about the same day."""
    NEW = "new"
    """None of ours is like it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A grant of others and ours that it is or may be; None for a new one. ``fields``: what of :data:`COMPARED` differs
    from ours, where it is ours."""

    theirs: Grant
    how: How
    ours: Grant | None = None
    fields: tuple[str, ...] = ()


def beside(theirs: Iterable[Grant], ours: Iterable[Grant], prefix: str) -> list[Beside]:
    """Each grant of others beside ours, in their order. ``prefix``: what stands before our numbers when they leave."""
    held = list(ours)
    by_number = {f"{prefix}{each.number}": each for each in held}
    by_gift: dict[tuple[str, int], list[Grant]] = {}
    for each in held:
        by_gift.setdefault((company_key(each.giver), each.amount), []).append(each)
    return [_beside(each, by_number.get(each.number), by_gift) for each in theirs]


def _beside(theirs: Grant, ours: Grant | None, by_gift: dict[tuple[str, int], list[Grant]]) -> Beside:
    if ours is not None:
        fields = tuple(name for name in COMPARED if getattr(theirs, name) != getattr(ours, name))
        return Beside(theirs, How.OURS, ours, fields)
    alike = by_gift.get((company_key(theirs.giver), theirs.amount), ())
    near = min(alike, key=lambda each: abs(each.promised_on - theirs.promised_on), default=None)
    if near is None or abs(near.promised_on - theirs.promised_on) > _NEAR:
        return Beside(theirs, How.NEW)
    return Beside(theirs, How.NEAR, near)
