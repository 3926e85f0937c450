"""Who may take what a family is entitled to. The claim is the family's: it does not end with its head."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

#: Years from which somebody takes aid for the family; below, a child (UU 35/2014, article 1).
ADULT: Final = 18
_SPOUSES: Final = frozenset({"husband", "wife", "spouse"})
_ALIVE: Final = frozenset({"", "alive"})
_AWAY: Final = frozenset({"dead", "moved", "left"})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a family; ``relation`` and ``status`` as in the register, empty where unknown."""

    person_id: str
    relation: str
    born: date | None
    status: str

    @property
    def is_there(self) -> bool:
        """Whether no list says that the person died, moved or left."""
        return self.status in _ALIVE

    def is_adult(self, day: date) -> bool:
        """Whether the person surely is one on a day; without a birth date nobody surely is."""
        if self.born is None:
            return False
        had = (day.month, day.day) >= (self.born.month, self.born.day)
        return day.year - self.born.year - (not had) >= ADULT


class Turn(StrEnum):
    """In which turn somebody takes it."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    """A grown-up child, the eldest first."""
    ADULT = "adult"
    """Another grown-up, the eldest first."""
    GUARDIAN = "guardian"
    """Whom the village named, where no grown-up is left."""


class Fate(StrEnum):
    """What became of a family."""

    STAYS = "stays"
    DIED_OUT = "died_out"
    MOVED_OUT = "moved_out"
    REPLACED = "replaced"
    """An amendment of the decree gave its place to another."""
    UNKNOWN = "unknown"
    """The register knows nobody of it, or not what became of all: nothing is concluded from that."""


def takers(members: Iterable[Member], day: date, *, guardian: bool = False) -> tuple[tuple[Turn, str], ...]:
    """Who may take it, whose turn is first first: turns with the person's id, that of a guardian is empty. Without
    anybody, the village has to name one. Head and spouse are believed to be grown up."""
    there = [each for each in members if each.is_there]
    in_turn: tuple[tuple[Turn, Callable[[Member], bool]], ...] = (
        (Turn.HEAD, lambda each: each.relation == "head"),
        (Turn.SPOUSE, lambda each: each.relation in _SPOUSES),
        (Turn.CHILD, lambda each: each.relation == "child" and each.is_adult(day)),
        (Turn.ADULT, lambda each: each.is_adult(day)),
    )
    found: dict[str, Turn] = {}
    for turn, fits in in_turn:
        for each in sorted(filter(fits, there), key=lambda one: (one.born or date.max, one.person_id)):
            found.setdefault(each.person_id, turn)
    told = tuple((turn, person) for person, turn in found.items())
    return told or (((Turn.GUARDIAN, ""),) if guardian else ())


def fate(members: Iterable[Member]) -> Fate:
    """What became of a family, by what lists say of each who belonged to it: while one is there, it stays."""
    found = list(members)
    if any(each.is_there for each in found):
        return Fate.STAYS
    if not found or not all(each.status in _AWAY for each in found):
        return Fate.UNKNOWN
    return Fate.DIED_OUT if all(each.status == "dead" for each in found) else Fate.MOVED_OUT
