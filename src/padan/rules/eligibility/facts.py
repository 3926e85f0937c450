"""What a rule may ask of a family: facts, each of a kind, with the words and bounds of its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What a fact can say. In columns: yes or no is int8 (-1 unknown, 0, 1), a number float64 (NaN unknown), a choice
    int16 (-1 unknown, else the place among the fact's choices)."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice: its code, and how texts in Indonesian and in English write it."""

    code: str
    name_id: str
    name_en: str

    def name(self, language: str) -> str:
        """How a text in ``language`` writes it."""
        return self.name_en if language == "en" else self.name_id


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a rule may ask. Names are words without blanks, as texts of rules write them; titles are for people.
    A number lies from ``low`` to ``high`` and has a ``unit``; a choice has ``choices``."""

    code: str
    kind: FactKind
    name_id: str
    name_en: str
    title_id: str
    title_en: str
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    choices: tuple[Choice, ...] = ()

    def name(self, language: str) -> str:
        """How a text in ``language`` writes it."""
        return self.name_en if language == "en" else self.name_id

    def title(self, language: str) -> str:
        """What people call it."""
        return self.title_en if language == "en" else self.title_id

    def choice(self, code: str) -> Choice | None:
        """The choice of that code; None where there is none."""
        return next((each for each in self.choices if each.code == code), None)


def ranks(fact: Fact) -> bool:
    """Whether families can be ranked by a fact: choices have no order."""
    return fact.kind is not FactKind.CHOICE


#: Facts by their codes.
Facts = Mapping[str, Fact]


def facts_of(found: Iterable[Fact]) -> dict[str, Fact]:
    """Facts by their codes. ValueError where two share a code or a name in one language: no text could tell them
    apart."""
    every = list(found)
    for names in ([f.code for f in every], [f.name_id for f in every], [f.name_en for f in every]):
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"two facts are called {sorted(twice)}")
    return {fact.code: fact for fact in every}
