"""What each event of handing out comes to, from all that was told of one family and month.

The answer depends on the events alone, never on when they arrived or how often: they are gone through in the order of
the hour that the phone wrote on them, and of their keys where two hours are equal. An event counts whole or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from padan.rules.package import Portion

Item = tuple[str, str]
"""An item and its unit."""


class Outcome(StrEnum):
    """What happened at the hand-over, in its teller's words."""

    HANDED = "handed"
    """All of it: given, paid, attended or built."""
    PARTIAL = "partial"
    REFUSED = "refused"
    ABSENT = "absent"


#: Outcomes of which something reached the family.
GIVEN = frozenset({Outcome.HANDED, Outcome.PARTIAL})


class Ending(StrEnum):
    """What a person said of an event that must not count as it stands."""

    VOID = "void"
    """It did not happen so: nothing left the point."""
    LOST = "lost"
    """It left the point and does not come back: it counts as lost."""
    RECOVERED = "recovered"
    """It left the point and was brought back."""


class Label(StrEnum):
    """What an event comes to."""

    COUNTED = "counted"
    NOTED = "noted"
    """Nothing was given, and why is kept."""
    WAITS = "waits"
    """It corrects another event, which somebody else has not declared void yet."""
    CONFLICT = "conflict"
    """Kept, not counted, until a person settles it."""
    VOID = "void"
    LOST = "lost"
    RECOVERED = "recovered"


class Why(StrEnum):
    """Why an event does not count."""

    NOT_ENTITLED = "not_entitled"
    """The family is not in the list, or has no claim to this item in this month."""
    FREED = "freed"
    """The family had left its place before this month."""
    SURPLUS = "surplus"
    """With what came before, it would be more than the family is entitled to."""
    ALTERED = "altered"
    """Another event bears the same key with other content, and comes first."""


@dataclass(frozen=True, slots=True)
class Line:
    """``full`` units of an item for one family in one month. ``instead``: of each substitute the units for one unit of
    the item."""

    item: str
    unit: str
    full: int
    instead: Mapping[Item, Fraction] = field(default_factory=dict)


def lines_of(portions: Iterable[tuple[Portion, int]]) -> tuple[Line, ...]:
    """What a family is entitled to by portions, each with its units for the family's heads; of one item and unit it is
    one line. A substitute is worth of its item what the portions that name it say."""
    full: dict[Item, int] = defaultdict(int)
    offered: dict[Item, dict[Item, tuple[int, int]]] = defaultdict(dict)
    for portion, units in portions:
        if not units:
            continue
        own = (portion.item, portion.unit)
        full[own] += units
        for other in portion.instead:
            of_other, of_own = offered[own].get((other.item, other.unit), (0, 0))
            offered[own][other.item, other.unit] = (
                of_other + other.amount * (units // portion.amount), of_own + units,
            )  # fmt: skip
    return tuple(
        Line(*own, units, {other: Fraction(*rate) for other, rate in offered[own].items()})
        for own, units in full.items()
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was told. ``id`` is of its content, ``key`` was made where it was written: one key with two
    contents is two events. ``instead_of``: the item in whose place it was given. ``corrects``: the key of the event
    whose place it takes. ``ending``: what a person said of it."""

    id: str
    key: str
    handed_at: datetime
    outcome: Outcome
    item: str = ""
    unit: str = ""
    amount: int = 0
    instead_of: str = ""
    corrects: str = ""
    ending: Ending | None = None

    @property
    def moment(self) -> tuple[datetime, str, str]:
        """Where it stands among others, whenever it arrived."""
        return self.handed_at, self.key, self.id


Labelled = tuple[Label, Why | None]


def altered(told: Iterable[Told]) -> frozenset[str]:
    """The ids of those whose key another content bears that comes before; what is ended no longer stands in the way."""
    first: dict[str, str] = {}
    standing = sorted((each for each in told if each.ending is None), key=lambda each: each.moment)
    return frozenset(each.id for each in standing if first.setdefault(each.key, each.id) != each.id)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the events of one family and month: ids of ``altered`` ones, keys that are ``void``, and
    whether the family had been ``freed`` of its place."""

    altered: frozenset[str] = frozenset()
    void: frozenset[str] = frozenset()
    freed: bool = False


def settle(lines: Sequence[Line], told: Iterable[Told], around: Around) -> dict[str, Labelled]:
    """What each event of one family and month comes to, by its id. What is counted of a line, substitutes by their
    worth, is never more than its ``full``."""
    used: dict[Item, Fraction] = defaultdict(Fraction)
    found: dict[str, Labelled] = {}
    for each in sorted(told, key=lambda one: one.moment):
        found[each.id] = _kept(each, around) or _counted(each, lines, used, around)
    return found


def _kept(each: Told, around: Around) -> Labelled | None:
    """What it comes to whatever else was given; None where that decides."""
    if each.ending is not None:
        return Label(each.ending.value), None
    if each.id in around.altered:
        return Label.CONFLICT, Why.ALTERED
    if each.corrects and each.corrects not in around.void:
        return Label.WAITS, None
    return None if each.outcome in GIVEN else (Label.NOTED, None)


def _counted(each: Told, lines: Sequence[Line], used: dict[Item, Fraction], around: Around) -> Labelled:
    if around.freed:
        return Label.CONFLICT, Why.FREED
    line = next((line for line in lines if worth(each, line) is not None), None)
    units = worth(each, line) if line else None
    if line is None or units is None:
        return Label.CONFLICT, Why.NOT_ENTITLED
    own = (line.item, line.unit)
    if used[own] + units > line.full:
        return Label.CONFLICT, Why.SURPLUS
    used[own] += units
    return Label.COUNTED, None


class Given(Protocol):
    """Units of an item, maybe in the place of another."""

    @property
    def item(self) -> str:
        """What it is."""

    @property
    def unit(self) -> str:
        """In what it is counted."""

    @property
    def amount(self) -> int:
        """How many units."""

    @property
    def instead_of(self) -> str:
        """In place of which item; empty where of none."""


def worth(each: Given, line: Line) -> Fraction | None:
    """The units of a line's item that what was given stands for; None where it is not of this line."""
    if not each.instead_of:
        return Fraction(each.amount) if (each.item, each.unit) == (line.item, line.unit) else None
    rate = line.instead.get((each.item, each.unit)) if each.instead_of == line.item else None
    return None if rate is None else each.amount / rate
