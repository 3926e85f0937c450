"""BKKBN's rule of the family at risk of stunting (KRS) and what stands beside it, as data.

A rule version holds from a day to a day; each of its parameters names its source in ``krs_parameters.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from padan.reference.datafiles import read_rows

#: The targets and factors of the screening, by the names of the release's table ``screening``.
TARGETS = ("pregnant", "under_two", "under_five", "couple")
FOUR = ("too_young", "too_old", "too_close", "too_many")
FACTORS = ("water_unsafe", "latrine_unsafe", *FOUR)
CONTRACEPTION = "no_modern_contraception"


@dataclass(frozen=True, slots=True)
class KrsRule:
    """One version of the rule. Ages of the wife in completed years, of children in completed months."""

    code: str
    valid_from: date
    valid_to: date | None
    title_id: str
    title_en: str
    targets: tuple[str, ...]
    couple_from: int
    couple_to: int
    under_two_months: int
    under_five_months: int
    too_young_below: int
    too_old_from: int
    too_old_to: int
    too_close_below_months: int
    one_birth_days: int
    too_many_from: int
    pregnant_counts_as_close: bool
    contraception_counts: bool
    also_safe_water: tuple[str, ...]

    def title(self, language: str = "id") -> str:
        """The name of the version, in Indonesian, or in English for ``"en"``."""
        return self.title_en if language == "en" else self.title_id

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors that make a target family one at risk."""
        return (*FACTORS, CONTRACEPTION) if self.contraception_counts else FACTORS


@cache
def krs_rules() -> tuple[KrsRule, ...]:
    """Every version, the oldest first."""
    return tuple(_rule(row) for row in read_rows("data", "risk", "krs_rules.csv"))


def rule_on(day: date) -> KrsRule:
    """The version that holds on a day; LookupError before the first one."""
    for rule in krs_rules():
        if rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to):
            return rule
    raise LookupError(f"no rule for families at risk of stunting held on {day}")


def _rule(row: Mapping[str, str]) -> KrsRule:
    said = {
        r["parameter"]: r["value"]
        for r in read_rows("data", "risk", "krs_parameters.csv")
        if r["rule"] in ("*", row["rule"])
    }
    return KrsRule(
        code=row["rule"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        title_id=row["title_id"],
        title_en=row["title_en"],
        targets=tuple(said["targets"].split(";")),
        couple_from=int(said["couple_from"]),
        couple_to=int(said["couple_to"]),
        under_two_months=int(said["under_two_months"]),
        under_five_months=int(said["under_five_months"]),
        too_young_below=int(said["too_young_below"]),
        too_old_from=int(said["too_old_from"]),
        too_old_to=int(said["too_old_to"]),
        too_close_below_months=int(said["too_close_below_months"]),
        one_birth_days=int(said["one_birth_days"]),
        too_many_from=int(said["too_many_from"]),
        pregnant_counts_as_close=said["pregnant_counts_as_close"] == "yes",
        contraception_counts=said["contraception_counts"] == "yes",
        also_safe_water=tuple(filter(None, said["also_safe_water"].split(";"))),
    )


@cache
def safety(name: str) -> Mapping[str, str]:
    """For ``water``, ``latrine`` or ``disposal``: each value of the register to ``yes, no`` or ``unknown`` (safe)."""
    # Read past `reference.codes`, which knows Arrow and so is closed to the rules.
    return {row["meaning"]: row["safe"] for row in read_rows("data", "codes", f"{name}.csv")}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that the rule asks for, its bit in the masks of missing facts, and the agency that can tell it."""

    name: str
    mask: int
    agency: str


@cache
def facts() -> dict[str, Fact]:
    """The facts by name, in the order of their bits."""
    return {r["fact"]: Fact(r["fact"], 1 << int(r["bit"]), r["agency"]) for r in read_rows("data", "risk", "facts.csv")}


@cache
def pregnancy_limits() -> dict[str, float]:
    """The value below which a pregnancy is at risk: ``kek`` (arm, cm) and ``anaemia`` (haemoglobin, g/dL)."""
    return {r["risk"]: float(r["below"]) for r in read_rows("data", "risk", "pregnancy.csv")}


@cache
def priority_groups(measure: str) -> dict[int, int]:
    """For ``welfare_rank`` (5: above 4) or ``desil``: each value to its group, 1 (poorest) to 5."""
    return {
        value: int(row["group"])
        for row in read_rows("data", "risk", "priority_groups.csv")
        if row["measure"] == measure
        for value in range(int(row["from"]), int(row["to"]) + 1)
    }


@dataclass(frozen=True, slots=True)
class Tier:
    """A sign that puts a family into a tier of the priority list; the highest one decides."""

    tier: int
    sign: str
    words_id: str
    words_en: str
    reason_id: str
    reason_en: str

    def words(self, language: str = "id") -> str:
        """The sign in words, in Indonesian, or in English for ``"en"``."""
        return self.words_en if language == "en" else self.words_id


@cache
def priority_tiers() -> tuple[Tier, ...]:
    """Every sign, the most urgent first."""
    return tuple(
        Tier(int(r["tier"]), r["sign"], r["words_id"], r["words_en"], r["reason_id"], r["reason_en"])
        for r in read_rows("data", "risk", "priority_tiers.csv")
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the order, compared before all later ones: 0 to ``most``; ``unknown`` when it is not known."""

    name: str
    most: int
    unknown: int
    reason_id: str
    reason_en: str

    def reason(self, language: str = "id") -> str:
        """Why the part counts, in Indonesian, or in English for ``"en"``."""
        return self.reason_en if language == "en" else self.reason_id


@cache
def priority_parts() -> tuple[Part, ...]:
    """The parts in the order in which they are compared."""
    return tuple(
        Part(r["part"], int(r["most"]), int(r["unknown"]), r["reason_id"], r["reason_en"])
        for r in sorted(read_rows("data", "risk", "priority_parts.csv"), key=lambda r: int(r["place"]))
    )
