"""Kinds of givers, on what authority over a company rests, and the days that pledges and holds have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from padan.reference.datafiles import read_rows
from padan.reference.worded import Named


@dataclass(frozen=True, slots=True)
class GiverKind(Named):
    """A kind of giver. ``individual``: it is a person, whose name is personal data."""

    code: str
    individual: bool
    name_id: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Basis:
    """A law by which ``holder`` (``province``, ``regency``) has authority over companies of a ``sector`` (empty: of
    any) in a ``matter``: ``tjsl`` is their social responsibility, ``licence`` their licence and its supervision. In
    force from ``since`` on."""

    code: str
    matter: str
    holder: str
    sector: str
    since: date
    law: str
    name_id: str
    name_en: str


@cache
def giver_kinds() -> Mapping[str, GiverKind]:
    """Kinds of givers by their codes, in the order in which they are chosen from."""
    rows = read_rows("data", "giving", "giver_kinds.csv")
    found = (GiverKind(r["kind"], r["individual"] == "1", r["name_id"], r["name_en"]) for r in rows)
    return MappingProxyType({each.code: each for each in found})


@cache
def authority_bases() -> Mapping[str, Basis]:
    """The laws by their codes."""
    found = (
        Basis(
            r["basis"], r["matter"], r["holder"], r["sector"], date.fromisoformat(r["since"]), r["law"], r["name_id"],
            r["name_en"],
        )
        for r in read_rows("data", "giving", "authority_bases.csv")
    )  # fmt: skip
    return MappingProxyType({each.code: each for each in found})


@cache
def giving_terms() -> Mapping[str, int]:
    """Days by the term: ``grace`` and ``lapse`` of a pledge, ``hold`` of a hold."""
    return MappingProxyType({r["term"]: int(r["days"]) for r in read_rows("data", "giving", "terms.csv")})
