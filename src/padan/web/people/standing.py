"""How a family stands today, for its page: its risk, what is owed about it, where lists disagree, and what help lists
tell of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.conf import settings

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.reference.obligations import Obligation, obligations
from padan.reports.counting.words import attribute_words, state_words
from padan.reports.gap_words import NAME_OTHERS, gap_title, gap_told
from padan.reports.holdings import Holdings
from padan.reports.register import Row
from padan.reports.risk_words import family_risk, listed_words
from padan.reports.wording import agency_name, meaning, source_name

#: Names of people of the reader's scope, by their ids.
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ToldRisk:
    """Whether a family is at risk, why, and what else is to be known of that; ``look`` as of marks."""

    verdict: str
    look: str
    because: tuple[str, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is no longer fresh: of whom, how late, since when, and who owes it."""

    what: str
    whom: str
    state: str
    look: str
    last: str
    since: str
    agency: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A difference between lists; ``told`` is empty where its facts name others whom the reader may not see."""

    title: str
    told: str
    agency: str


def risk_of(held: Holdings, family_id: str) -> ToldRisk | None:
    """The family by the rule of the family at risk; None where no rule was applied."""
    row = held.risk(family_id)
    if row is None:
        return None
    told = family_risk(row)
    look = {"yes": "bad", "no": "good"}.get(row["at_risk"], "plain")
    return ToldRisk(told.verdict, look, tuple(told.because), (*told.beside, *told.unknown, listed_words(row)))


def owed_about(held: Holdings, family_id: str, names: Names, of: str | None = None) -> list[Owed]:
    """What of a family and its people, or ``of`` one of them, is stale or never was known."""
    rows = [row for row in held.owed(family_id) if of in (None, row["subject_id"])]
    return [_owed(row, names) for row in rows if row["state"] != "fresh"]


def _owed(row: Row, names: Names) -> Owed:
    late = {"due": "doubt", "overdue": "bad", "never": "bad"}[row["state"]]
    outside = _("anggota di luar wilayah Anda")
    whom = "" if row["subject_id"] == row["family_id"] else names.get(row["subject_id"], outside)
    over = _("lewat {days} hari").format(days=count(row["days_overdue"])) if row["days_overdue"] else ""
    return Owed(
        attribute_words(row["attribute"]), whom, state_words(row["state"]), late,
        _("terakhir {day}").format(day=day(row["last_at"])) if row["last_at"] else "",
        ", ".join(each for each in (_due(row), over) if each), agency_name(row["agency"]),
    )  # fmt: skip


def _due(row: Row) -> str:
    limit = _by_code()[row["obligation"]].limit_days
    last: date | None = row["last_at"]
    return "" if last is None else _("batasnya {day}").format(day=day(last + timedelta(days=limit)))


@cache
def _by_code() -> Mapping[str, Obligation]:
    return {each.code: each for each in obligations()}


def conflicts(held: Holdings, identity: str, scope: Scope, names: Names) -> list[Conflict]:
    """Where lists disagree about a family or a person."""
    return [_conflict(row, scope, names) for row in held.gaps(identity)]


def _conflict(row: Row, scope: Scope, names: Names) -> Conflict:
    whole = scope.covers(settings.PADAN_REGENCY)
    tells = whole or (row["kind"] not in NAME_OTHERS and set(row["people"]) <= names.keys())
    return Conflict(
        gap_title(row["kind"]), gap_told(row["kind"], row["evidence"]) if tells else "", agency_name(row["agency"])
    )


def aid(said: Mapping[str, list[Row]]) -> tuple[tuple[str, str, str], ...]:
    """What help lists say that a family has: day, source, help. ``said`` is what lists say of the family."""
    return tuple(dict.fromkeys(_helps(said)))


def _helps(said: Mapping[str, list[Row]]) -> Iterator[tuple[str, str, str]]:
    for row in said["welfare"]:
        for name in row["programmes"] or ():
            yield day(row["true_at"]), source_name(row["source"]), meaning("programmes", name)
    for row in said["screening"]:
        for name in row["assistance"] or ():
            yield day(row["true_at"]), source_name(row["source"]), meaning("assistance", name)
