"""What a rule of eligibility may ask of a family, as data: each fact with its names, bounds and where a release has it.

The village and its kecamatan are no facts: areas have quotas, and rules say who is entitled wherever they live.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from padan.reference.datafiles import read_rows


@dataclass(frozen=True, slots=True)
class ChoiceEntry:
    """One value of a choice; names are words without blanks, as texts of rules write them."""

    code: str
    name_id: str
    name_en: str


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One fact. ``kind`` is yes_no, number or choice; ``low`` and ``high`` bound a number, in its unit, and are 0 for
    the others."""

    code: str
    kind: str
    name_id: str
    name_en: str
    title_id: str
    title_en: str
    low: float
    high: float
    unit_id: str
    unit_en: str
    source_id: str
    source_en: str
    choices: tuple[ChoiceEntry, ...]

    def unit(self, language: str = "id") -> str:
        """The unit of a number, in Indonesian, or in English for ``"en"``; empty where it has none."""
        return self.unit_en if language == "en" else self.unit_id

    def source(self, language: str = "id") -> str:
        """Where a release has it and when it is unknown, in words."""
        return self.source_en if language == "en" else self.source_id


@cache
def fact_entries() -> Mapping[str, FactEntry]:
    """Facts by their codes, in the order in which people choose among them."""
    return MappingProxyType({row["fact"]: _read(row) for row in read_rows("data", "eligibility", "facts.csv")})


@cache
def _choices() -> Mapping[str, tuple[ChoiceEntry, ...]]:
    found: dict[str, tuple[ChoiceEntry, ...]] = {}
    for row in read_rows("data", "eligibility", "choices.csv"):
        one = ChoiceEntry(row["choice"], row["name_id"], row["name_en"])
        found[row["fact"]] = (*found.get(row["fact"], ()), one)
    return found


def _read(row: dict[str, str]) -> FactEntry:
    return FactEntry(
        row["fact"], row["kind"], row["name_id"], row["name_en"], row["title_id"], row["title_en"],
        float(row["low"] or 0), float(row["high"] or 0), row["unit_id"], row["unit_en"], row["source_id"],
        row["source_en"], _choices().get(row["fact"], ()),
    )  # fmt: skip
