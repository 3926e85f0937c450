"""What there is to say of a pair of records: the verdict, the weighed evidence, and what else decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How it came that two records are one person, or are not."""

    DIRECT = "direct"
    SAME_KEY = "same_key"
    THROUGH_OTHERS = "through_others"
    BY_PARENT = "by_parent"
    WEAK = "weak"
    NEVER_COMPARED = "never_compared"
    PROMISE = "promise"
    PROVED_NUMBERS = "proved_numbers"
    OTHERS_FORBID = "others_forbid"
    OTHER_PARENT = "other_parent"


class Ground(StrEnum):
    """On what ground a parent named in a child's row was taken for a person."""

    NUMBER = "number"
    OWN_FAMILY = "own_family"
    NAME_AND_PLACE = "name_and_place"
    ONLY_NAMED = "only_named"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison: its level's code and text (Indonesian message ids) and its weight in bits."""

    comparison: str
    asked: str
    level: str
    found: str
    bits: float


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain; ``bits`` is None where the list's own id says that both are one person."""

    record_a: str
    record_b: str
    bits: float | None


@dataclass(frozen=True, slots=True)
class Named:
    """A record that is a parent named in a child's row: whose, on what ground, and how surely."""

    record: str
    child: str | None
    ground: Ground
    probability: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that decided about one pair. Weights are bits (log2 odds).

    ``evidence`` is empty and ``total`` None where one of them is a parent named in a child's row: those are
    settled on the grounds in ``named``, not by weighing. ``rarity`` is what a rare (plus) or common (minus)
    equal name adds.
    ``clash`` holds the records, one of each person, that a promise of a list or their proved NIKs keep apart.
    """

    record_a: str
    record_b: str
    same: bool
    verdict: Verdict
    prior: float
    evidence: tuple[Evidence, ...]
    rarity: float
    total: float | None
    probability: float | None
    threshold: float
    threshold_probability: float
    chain: tuple[Step, ...] = ()
    clash: tuple[str, str] | None = None
    named: tuple[Named, ...] = ()
