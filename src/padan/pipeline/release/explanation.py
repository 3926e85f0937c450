"""What there is to say of a pair of records, or of one record: verdict, weighed evidence, and what else decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from padan.pipeline.decisions import Decision


class Verdict(StrEnum):
    """How it came that two records are one person, or are not."""

    DECIDED_SAME = "decided_same"
    DIRECT = "direct"
    SAME_KEY = "same_key"
    THROUGH_OTHERS = "through_others"
    BY_FAMILY = "by_family"
    BY_PARENT = "by_parent"
    DECIDED_APART = "decided_apart"
    WEAK = "weak"
    NEVER_COMPARED = "never_compared"
    CROWDED = "crowded"
    PROMISE = "promise"
    PROMISE_TWINS = "promise_twins"
    PROVED_NUMBERS = "proved_numbers"
    PROVED_TWINS = "proved_twins"
    OTHERS_FORBID = "others_forbid"
    OTHER_PARENT = "other_parent"


class Ground(StrEnum):
    """On what ground a parent named in a child's row was taken for a person."""

    NUMBER = "number"
    OWN_FAMILY = "own_family"
    OWN_CARD = "own_card"
    NAME_AND_PLACE = "name_and_place"
    ONLY_NAMED = "only_named"


class How(StrEnum):
    """What ties two records: their evidence, the list's own id of the person, what somebody decided, or what their
    families say: one couple in two lists, one child of one couple, one parent of one child."""

    EVIDENCE = "evidence"
    SAME_KEY = "same_key"
    DECISION = "decision"
    COUPLE = "same_couple"
    CHILD = "same_child"
    PARENT = "same_parent"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison: its level's code and text (Indonesian message ids) and its weight in bits."""

    comparison: str
    asked: str
    level: str
    found: str
    bits: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair's weight in bits (log2 odds) and its parts, which add up to ``total``.

    ``lists`` is what the two lists add to ``prior``; ``rarity`` what a rare (plus) or common (minus) name adds to the
    name's evidence; ``kin`` what the possibility takes that the records are two members' of one household.
    ``by_name`` is the part of the total that the name gives, its rarity included, where both bear one name,
    below 0 where they bear two, else 0.
    """

    prior: float
    lists: float
    evidence: tuple[Evidence, ...]
    rarity: float
    kin: float
    by_name: float
    total: float


@dataclass(frozen=True, slots=True)
class Step:
    """One tie of two records; ``bits`` is None where it was not weighed: the list's own id, or a decision."""

    record_a: str
    record_b: str
    bits: float | None
    how: How = How.EVIDENCE

    def turned(self) -> Step:
        """The same, told from the other record."""
        return Step(self.record_b, self.record_a, self.bits, self.how)


@dataclass(frozen=True, slots=True)
class Named:
    """A record that is a parent named in a child's row: whose, on what ground, and how surely."""

    record: str
    child: str | None
    ground: Ground
    probability: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that decided about one pair.

    ``weighed`` is None where one of them is a parent named in a child's row: those are settled on the grounds in
    ``named``. ``clash`` holds the records, one of each person, that a promise of a list, their proved NIKs or a
    decision keep apart. ``decided`` are the decisions that made the verdict, ``pending`` the last word on this pair
    said after the release was built. ``probability`` is calibrated, ``least`` the threshold in bits.
    """

    record_a: str
    record_b: str
    same: bool
    verdict: Verdict
    weighed: Weighed | None
    probability: float | None
    least: float
    chain: tuple[Step, ...] = ()
    clash: tuple[str, str] | None = None
    named: tuple[Named, ...] = ()
    decided: tuple[Decision, ...] = ()
    pending: Decision | None = None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The comparisons; none where nothing was weighed."""
        return self.weighed.evidence if self.weighed else ()

    @property
    def total(self) -> float | None:
        """The weight in bits; None where nothing was weighed."""
        return self.weighed.total if self.weighed else None


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a record to another of its person. ``weighed`` is None for a tie that was not weighed."""

    step: Step
    weighed: Weighed | None
    probability: float | None


@dataclass(frozen=True, slots=True)
class OneRecord:
    """What ties one record to its person, the strongest first, and the strongest pair that it was not joined by.

    ``others`` counts the person's other records. ``nearest`` is None where no pair with somebody else came near.
    """

    record: str
    others: int
    ties: tuple[Tie, ...]
    nearest: Explanation | None
    named: Named | None = None
