"""What a need costs and how much of it one need is, as dated data.

A cost that nobody could be cited for is unknown, and a need stays a need without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from padan.reference.aid import durations_on
from padan.reference.datafiles import read_rows
from padan.reference.worded import Based, Dated, Named

#: The kind whose times are written in ``data/aid/durations.csv``, in days.
_PMT: Final = "pmt"
_DAY: Final = "day"


class Certainty(StrEnum):
    """On what a cost rests."""

    TARIFF = "tariff"
    """A regulation sets it."""
    PROGRAMME = "programme"
    """The programme counts with it."""
    ESTIMATE = "estimate"
    """It was paid elsewhere."""
    UNKNOWN = "unknown"
    """Nothing could be cited."""


@dataclass(frozen=True, slots=True)
class Cost(Dated):
    """What one ``unit`` of a kind of aid costs, in rupiah (None: unknown), from ``since`` until ``until`` (both
    counted; None: until another is written). ``cause``: for which cause; empty for all others of the kind."""

    kind: str
    cause: str
    since: date
    until: date | None
    unit: str
    cost: int | None
    certainty: Certainty
    source_id: str
    source_en: str

    def source(self, language: str = "id") -> str:
        """Where the cost is from, in Indonesian, or in English for ``"en"``."""
        return self.source_en if language == "en" else self.source_id


@dataclass(frozen=True, slots=True)
class Course(Named, Based, Dated):
    """So many ``units`` of a kind of aid are one need of that ``cause``, by the rules in force from ``since`` until
    ``until`` (both counted; None: until other rules come)."""

    kind: str
    cause: str
    since: date
    until: date | None
    unit: str
    units: int
    name_id: str
    name_en: str
    basis_id: str
    basis_en: str


@dataclass(frozen=True, slots=True)
class Terms:
    """How much one need is on a day: ``units`` of a ``unit``, each for ``unit_cost`` rupiah (None: unknown)."""

    unit: str
    units: int
    unit_cost: int | None


@cache
def costs() -> tuple[Cost, ...]:
    """Every cost that is written, of every year."""
    return tuple(
        Cost(
            r["kind"], r["cause"], date.fromisoformat(r["from"]), _day(r["until"]), r["unit"],
            int(r["cost"]) if r["cost"] else None, Certainty(r["certainty"]), r["source_id"], r["source_en"],
        )
        for r in read_rows("data", "giving", "costs.csv")
    )  # fmt: skip


@cache
def courses() -> tuple[Course, ...]:
    """How much one need is, of every year, but for what ``padan.reference.aid.durations`` says of PMT."""
    return tuple(
        Course(
            r["kind"], r["cause"], date.fromisoformat(r["from"]), _day(r["until"]), r["unit"], int(r["units"]),
            r["name_id"], r["name_en"], r["basis_id"], r["basis_en"],
        )
        for r in read_rows("data", "giving", "courses.csv")
    )  # fmt: skip


def courses_on(day: date) -> tuple[Course, ...]:
    """How much one need is on a day, for each kind and cause that a rule then speaks of; PMT by its own rules."""
    of_pmt = (
        Course(
            one.kind, one.cause, one.since, one.until, _DAY, one.days, one.name_id, one.name_en, one.basis_id,
            one.basis_en,
        )
        for one in durations_on(_PMT, day)
    )  # fmt: skip
    return (*of_pmt, *(one for one in courses() if one.holds_on(day)))


def cost_on(kind: str, cause: str, day: date) -> Cost | None:
    """What one unit costs on a day: for the cause where one is written for it, else for the kind; None where nothing is
    written of that day."""
    found = [one for one in costs() if one.kind == kind and one.cause in (cause, "") and one.holds_on(day)]
    return max(found, key=lambda one: one.cause, default=None)


@cache
def terms_on(day: date) -> Mapping[tuple[str, str], Terms]:
    """The terms of a day, by kind and cause."""
    found = {}
    for one in courses_on(day):
        cost = cost_on(one.kind, one.cause, day)
        found[one.kind, one.cause] = Terms(one.unit, one.units, cost.cost if cost else None)
    return MappingProxyType(found)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
