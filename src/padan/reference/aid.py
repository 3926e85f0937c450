"""Kinds of aid, and for how long the written rules of each year give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from padan.reference.datafiles import read_rows
from padan.reference.worded import Based, Dated, Named


class To(StrEnum):
    """Who is entitled."""

    FAMILY = "family"
    PERSON = "person"


class AidForm(StrEnum):
    """In which terms aid is given and accounted for: goods by unit, money in rupiah, a service by what was paid for or
    attended, works by what was built."""

    GOODS = "goods"
    MONEY = "money"
    SERVICE = "service"
    WORKS = "works"


@dataclass(frozen=True, slots=True)
class AidKind(Named):
    """A kind of aid: food, PMT, cash, premium, housing, latrine, water, counselling, education. ``further``: in what
    it has to be right besides the four (:class:`padan.rules.four_rights.Right`)."""

    code: str
    to: To
    form: AidForm
    further: frozenset[str]
    name_id: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Duration(Named, Based, Dated):
    """For how many ``days`` one course of a kind of aid lasts, given for a ``cause``, by the rules in force from
    ``since`` until ``until`` (both counted; None: until other rules come)."""

    kind: str
    cause: str
    since: date
    until: date | None
    days: int
    name_id: str
    name_en: str
    basis_id: str
    basis_en: str


@cache
def aid_kinds() -> Mapping[str, AidKind]:
    """Kinds of aid by their codes."""
    rows = read_rows("data", "aid", "kinds.csv")
    found = (
        AidKind(
            r["kind"], To(r["to"]), AidForm(r["form"]), frozenset(r["further"].split()), r["name_id"], r["name_en"]
        )
        for r in rows
    )  # fmt: skip
    return MappingProxyType({each.code: each for each in found})


@cache
def durations() -> tuple[Duration, ...]:
    """All that is written about how long aid is given, of every year."""
    return tuple(
        Duration(
            r["kind"], r["cause"], date.fromisoformat(r["from"]),
            date.fromisoformat(r["until"]) if r["until"] else None, int(r["days"]), r["name_id"], r["name_en"],
            r["basis_id"], r["basis_en"],
        )
        for r in read_rows("data", "aid", "durations.csv")
    )  # fmt: skip


def durations_on(kind: str, day: date) -> tuple[Duration, ...]:
    """How long aid of a kind that begins on ``day`` is given, for each cause; empty where no rule in force says: it is
    then the programme's to decide."""
    return tuple(one for one in durations() if one.kind == kind and one.holds_on(day))
