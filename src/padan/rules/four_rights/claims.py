"""What is known of one family's claim to one month of a round: what it is entitled to, and what was handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from padan.rules.delivery import Checked, Evidence, Item, Line, Taker, worth
from padan.rules.four_rights.lots import UNKNOWN, Lot
from padan.rules.four_rights.rights import Right


@dataclass(frozen=True, slots=True)
class Handed:
    """One hand-over that counts. ``day`` by the office's clock; ``eligible``: whether the family could be given it on
    that day, None where nobody can tell; ``has_reference``: whether a payment, an attendance or a finished work is
    named. ``instead_of``: the item in whose place it was given. ``lots``: the goods of which it may be."""

    day: date
    item: str
    unit: str
    amount: int
    taker: Taker
    checked: Checked
    proofs: frozenset[Evidence] = frozenset()
    has_reference: bool = False
    eligible: bool | None = True
    instead_of: str = ""
    lots: frozenset[Lot] = frozenset({UNKNOWN})


@dataclass(frozen=True, slots=True)
class Claim:
    """A family's claim to the ``month`` that begins on that day, of a round: ``lines`` of items, and what was
    ``handed`` of them. ``due``: the last day on which it is in time. ``unsettled``: hand-overs that contradict each
    other and that nobody has settled. ``is_goods``: whether it is of goods, which need no reference but a signature.
    ``further``: in what it has to be right besides the four. ``planned``: rupiah of a unit, by the package; ``found``:
    what visits say was wrong with the price or the quality."""

    family_id: str
    area: str
    month: date
    due: date
    lines: tuple[Line, ...]
    handed: tuple[Handed, ...] = ()
    unsettled: int = 0
    is_goods: bool = True
    further: frozenset[Right] = frozenset()
    planned: Mapping[Item, int] = field(default_factory=dict)
    found: frozenset[Right] = frozenset()

    def received(self, line: Line, until: date = date.max) -> Fraction:
        """Units of a line's item that were handed out until a day, substitutes by their worth."""
        found = (worth(each, line) for each in self.handed if each.day <= until)
        return sum((units for units in found if units is not None), Fraction())

    def planned_of(self, handed: Handed) -> Fraction | None:
        """Rupiah that a unit of what was handed out is planned to cost, a substitute's by its worth; None where the
        package says nothing."""
        for line in self.lines:
            units = worth(handed, line)
            price = self.planned.get((line.item, line.unit))
            if units is not None and price and handed.amount:
                return price * units / handed.amount
        return None

    def is_whole(self, until: date = date.max) -> bool:
        """Whether all of it had been handed out by a day."""
        return all(self.received(line, until) == line.full for line in self.lines)

    @property
    def whole_on(self) -> date | None:
        """The day on which the last of it was handed out; None while some is wanting."""
        return max(each.day for each in self.handed) if self.handed and self.is_whole() else None
