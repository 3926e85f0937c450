"""What companies do with their money, by words: kinds of activity, whom they are for, under what they are filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from padan.reference.datafiles import read_rows
from padan.reference.worded import Based, Named


class Class(StrEnum):
    """What an activity does for stunting."""

    SPECIFIC = "specific"
    """It acts on the causes at the child or the mother: food, tablets, immunisation, measuring."""
    SENSITIVE = "sensitive"
    """It acts on what lies behind: water, latrine, insurance, food aid, counselling."""
    ENABLING = "enabling"
    """It supports such a service without being one: premises, tools, training."""
    OTHER = "other"
    """It does something else."""


class Degree(StrEnum):
    """How near to stunting those are whom an activity is for."""

    DIRECT = "direct"
    """Children under five, pregnant and breastfeeding women, girls, brides, families at risk."""
    POOR = "poor"
    """Poor families."""


class Filing(StrEnum):
    """What the field says under which an activity is filed."""

    STUNTING = "stunting"
    OTHER = "other"
    WIDE = "wide"
    """Anything may lie in it."""


@dataclass(frozen=True, slots=True)
class ActivityKind(Named, Based):
    """What an activity does, the class that this has, and on what the class rests."""

    code: str
    of: Class
    name_id: str
    name_en: str
    basis_id: str
    basis_en: str


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase (small letters, single blanks) that says what is done; ``needs``: only beside words for such people."""

    phrase: str
    kind: str
    needs: Degree | None


@dataclass(frozen=True, slots=True)
class Sector:
    """A field of reports as it is written, and the kind of other activity that it is for; empty where it is none."""

    phrase: str
    filing: Filing
    kind: str


@cache
def activity_kinds() -> Mapping[str, ActivityKind]:
    """Kinds by code, the nearest to stunting first."""
    rows = read_rows("data", "activities", "kinds.csv")
    found = (
        ActivityKind(r["kind"], Class(r["class"]), r["name_id"], r["name_en"], r["basis_id"], r["basis_en"])
        for r in rows
    )
    return MappingProxyType({each.code: each for each in found})


@cache
def terms() -> tuple[Term, ...]:
    """Every phrase that says what is done."""
    rows = read_rows("data", "activities", "terms.csv")
    return tuple(Term(r["phrase"], r["kind"], Degree(r["needs"]) if r["needs"] else None) for r in rows)


@cache
def targets() -> Mapping[str, Degree]:
    """Phrases for whom an activity is."""
    return MappingProxyType({r["phrase"]: Degree(r["degree"]) for r in read_rows("data", "activities", "targets.csv")})


@cache
def sectors() -> Mapping[str, Sector]:
    """Fields of reports, by how they are written."""
    rows = read_rows("data", "activities", "sectors.csv")
    found = (Sector(r["phrase"], Filing(r["class"]), r["kind"]) for r in rows)
    return MappingProxyType({each.phrase: each for each in found})


@cache
def company_forms() -> frozenset[str]:
    """Words of companies' names that do not tell one from another: PT, CV, Tbk."""
    return frozenset(r["word"] for r in read_rows("data", "activities", "company_forms.csv"))


@cache
def columns() -> Mapping[str, str]:
    """What stands under a head of a report, by the head as it is written."""
    return MappingProxyType({r["header"]: r["field"] for r in read_rows("data", "activities", "columns.csv")})
