"""The ledger of a pledge: what was pledged is free, held, delivered or lapsed, to the rupiah and the unit.

Nothing is stored: the ledger is worked out from all events of the pledge, whatever the order in which they arrived and
however often. A pledge is accounted in one unit: rupiah, or whole units of an item with a stated worth in rupiah.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum


class Act(StrEnum):
    """What happened to a pledge, or to a hold on it."""

    PLEDGED = "pledged"
    CHANGED = "changed"
    """More was pledged, or less: its amount may be negative."""
    HELD = "held"
    """An amount is kept for a need."""
    RELEASED = "released"
    """A hold ends: what was not delivered of it is free again."""
    EXPIRED = "expired"
    """The same, because its day came."""
    DELIVERED = "delivered"
    """Something of a hold reached the family; also after the hold ended, when a phone comes back late."""
    TAKEN_BACK = "taken_back"
    """What was told as delivered was not."""
    WITHDRAWN = "withdrawn"
    """The giver gives no more, or another pledge takes its place: what is free lapses."""
    LAPSED = "lapsed"
    """The same, because the time of the pledge is over."""


#: Acts that are of a hold.
_OF_HOLD = frozenset({Act.HELD, Act.RELEASED, Act.EXPIRED, Act.DELIVERED, Act.TAKEN_BACK})


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One event. ``key`` is its own: what is told twice is once. ``hold`` names the hold that it is of. ``amount`` in
    the unit of the pledge; an end has none. ValueError for what cannot be."""

    key: str
    act: Act
    on: date
    amount: int = 0
    hold: str = ""

    def __post_init__(self) -> None:
        if (self.act in _OF_HOLD) != bool(self.hold):
            raise ValueError("an event of a hold, and no other, names it")
        if self.amount < 0 and self.act is not Act.CHANGED:
            raise ValueError("only a change takes away")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of what was ``pledged``: ``free`` + ``held`` + ``delivered`` + ``lapsed``, always.

    Beside the sum stand what a person has to settle: ``beyond``, delivered though it was not pledged, and ``short``,
    held though the pledge has no more of it. ValueError where it does not add up.
    """

    pledged: int = 0
    free: int = 0
    held: int = 0
    delivered: int = 0
    lapsed: int = 0
    beyond: int = 0
    short: int = 0

    def __post_init__(self) -> None:
        if self.pledged != self.free + self.held + self.delivered + self.lapsed:
            raise ValueError("a ledger adds up")
        if any(getattr(self, each.name) < 0 for each in fields(self)):
            raise ValueError("no part of a ledger is below nought")

    def __add__(self, other: Ledger) -> Ledger:
        """Both together."""
        return Ledger(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def times(self, worth: int) -> Ledger:
        """The same in rupiah, a unit being worth so many."""
        return Ledger(*(getattr(self, each.name) * worth for each in fields(self)))


@dataclass(slots=True)
class _Hold:
    kept: int = 0
    handed: int = 0
    back: int = 0
    ended: bool = False

    @property
    def delivered(self) -> int:
        return max(0, self.handed - self.back)

    @property
    def open(self) -> int:
        return 0 if self.ended else max(0, self.kept - self.delivered)


@dataclass(slots=True)
class _Sums:
    pledged: int = 0
    ended: bool = False
    holds: defaultdict[str, _Hold] = field(default_factory=lambda: defaultdict(_Hold))

    def take(self, event: Event) -> None:
        """Every act adds to a sum of its own or ends something, so their order leaves no trace."""
        match event.act:
            case Act.PLEDGED | Act.CHANGED:
                self.pledged += event.amount
            case Act.WITHDRAWN | Act.LAPSED:
                self.ended = True
            case Act.HELD:
                self.holds[event.hold].kept += event.amount
            case Act.DELIVERED:
                self.holds[event.hold].handed += event.amount
            case Act.TAKEN_BACK:
                self.holds[event.hold].back += event.amount
            case _:  # released or expired
                self.holds[event.hold].ended = True


def ledger(events: Iterable[Event], day: date) -> Ledger:
    """The ledger of one pledge on a day, from all its events in any order; those of later days are left out. Of several
    events of one key the first by its content counts.

    What is delivered goes first, then what is held; of the rest it depends on whether the pledge has ended whether it
    is free or lapsed.
    """
    sums = _Sums()
    known: dict[str, Event] = {}
    for event in sorted(each for each in events if each.on <= day):
        known.setdefault(event.key, event)
    for event in known.values():
        sums.take(event)
    pledged = max(0, sums.pledged)
    given = sum(hold.delivered for hold in sums.holds.values())
    kept = sum(hold.open for hold in sums.holds.values())
    delivered = min(given, pledged)
    held = min(kept, pledged - delivered)
    rest = pledged - delivered - held
    return Ledger(
        pledged, 0 if sums.ended else rest, held, delivered, rest if sums.ended else 0, given - delivered, kept - held
    )
