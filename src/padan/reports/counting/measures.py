"""What is counted: pairs of lists, gaps, and facts that are owed. Each can be counted by place, and listed by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

#: The lists that are held against each other, in the order in which pages show them.
LISTS: Final = ("dtsen", "krs", "eppgbm", "opensid", "puskesmas_fhir")


class Theme(StrEnum):
    """What a number is of."""

    #: Families and people of the register, for the control totals.
    TOTAL = "total"
    #: Families, by what two lists know of them.
    PAIR = "pair"
    #: Gaps, by their kind.
    GAP = "gap"
    #: Facts about a person or family that an agency owes, by how old they are.
    FRESH = "fresh"


class Total(StrEnum):
    """Families and people of the register."""

    #: Families in which somebody lives now: those that all other numbers are of.
    FAMILY = "family"
    #: Families in which nobody lives any longer: known from older rows, in no other number.
    EMPTIED = "emptied"
    PERSON = "person"


class Known(StrEnum):
    """What two lists know of a family in which somebody lives now.

    The first four share all families among them: a list knows a family where it stands in the family's ``sources``.
    The last two lie across:

    - contradicting: a gap shows that the first list says one thing and the second another, by name. Of
      ``conflicting_values``: two values of one attribute, one by either list; of ``person_in_two_families``: two
      families of one person, one by either list; of ``same_nik_different_people``: one number, borne by a person of
      either list (both people's families). ``nik_contradicts_birth`` holds a number against a date of the same list or
      of the register, so it never sets two lists against each other.
    - stale: of at least one of the two lists that know the family, the newest row about somebody who lives in it is
      older than that list's cycle and grace (reference/cycles).
    """

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"
    CONTRADICTING = "contradicting"
    STALE = "stale"


#: The states of a pair that share the families among them.
PARTITION: Final = (Known.BOTH, Known.FIRST, Known.SECOND, Known.NEITHER)


class Fresh(StrEnum):
    """How old a fact is that is owed, as the release's table ``freshness`` judges it."""

    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    NEVER = "never"


#: A fact that nobody who owes it has kept current: overdue, or never known. Asked for as one more state.
LATE: Final = "late"
#: The states of which it consists.
LATE_STATES: Final = (Fresh.OVERDUE, Fresh.NEVER)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lists, in the order of :data:`LISTS`."""

    first: str
    second: str

    @property
    def key(self) -> str:
        """The pair as one word, in addresses and in the counted tables."""
        return f"{self.first}+{self.second}"


PAIRS: Final = tuple(Pair(first, second) for first, second in combinations(LISTS, 2))


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows that are asked for: of a theme, of one item of it (a pair's key, a kind of gap, an attribute), in one state
    (empty: all of them). A gap's state is the agency that should act."""

    theme: Theme
    item: str
    state: str = ""


#: Where a family lies whose village no list says: in the regency, and in none of its parts.
_UNPLACED: Final = "-"


def unplaced(regency: str) -> str:
    """The place, inside a regency, of what no list says the village of."""
    return f"{regency}.{_UNPLACED}"


def is_unplaced(area: str) -> bool:
    """Whether an area is what no list says the village of."""
    return area.endswith(f".{_UNPLACED}")
