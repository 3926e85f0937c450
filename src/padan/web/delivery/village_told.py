"""What the page of a village's delivery shows, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.delivery.cards import family_of_card
from padan.office.delivery.queries import Event
from padan.office.registry import queries as registry
from padan.reference.aid import aid_kinds
from padan.reports.delivery_cards import MOST, recipients
from padan.reports.delivery_words import fate_words, label_words
from padan.rules.delivery import Label, Turn, Why, months_of
from padan.web.delivery.shown import what_of


@dataclass(frozen=True, slots=True)
class Home:
    """A family of a list: whose it is; whether nobody of it may take its aid (``needs_guardian``), or who was named to;
    what the register says became of it (``leaving``), empty where it stays; and from which month its place is free."""

    name: str
    needs_guardian: bool
    guardian: str
    leaving: str
    freed: date | None


def homes(scope: Scope, held: Round, day: date) -> dict[str, Home]:
    """The families of a scope that a round is delivered to, by name."""
    rows = queries.entitlements(scope, held).order_by().values_list("family_id", flat=True)
    families = set(rows.distinct())
    known = dict(registry.families(scope).filter(family_id__in=families).values_list("family_id", "head_name"))
    may, fates = queries.who_may_take(scope, held, families, day), queries.leaving(scope, held)
    freed = queries.freed_of(scope, held)
    found = {family: _home(known.get(family), may[family], fates.get(family), freed.get(family)) for family in families}
    return dict(sorted(found.items(), key=lambda each: (each[1].name, each[0])))


def _home(name: str | None, may: tuple[queries.May, ...], fate: Any, freed: date | None) -> Home:
    guardian = may[0].name if may and may[0].turn is Turn.GUARDIAN else ""
    leaving = fate_words(fate) if fate else ""
    return Home(name or _("tanpa nama"), not may and not leaving and freed is None, guardian, leaving, freed)


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day on which aid is handed out."""

    number: int
    day: date
    month: date
    point: str
    families: int


def days(scope: Scope, held: Round) -> list[DayLine]:
    """The days of a round in a scope."""
    return [
        DayLine(each.pk, each.on_day, each.month, each.point.name, queries.queue_of(each).count())
        for each in queries.days(scope, held)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Papers:
    """What is printed of a round in a village: its cards, by the place of the first and the last of each file, and the
    months of its records."""

    cards: list[tuple[int, int]]
    months: list[tuple[str, date]]


def papers(scope: Scope, held: Round) -> Papers:
    """What can be printed."""
    many = len(recipients(scope, held))
    files = [(first + 1, min(first + MOST, many)) for first in range(0, many, MOST)]
    return Papers(files, [(each.isoformat(), each) for each in months_of(held.since, held.months)])


def card(scope: Scope, held: Round, code: str, known: Mapping[str, Home]) -> str:
    """Whose card has a code, in words; nothing where none is asked for."""
    if not code.strip():
        return ""
    family = family_of_card(held, code, scope)
    if family is None:
        return _("Bukan kartu keluarga di desa ini untuk putaran ini.")
    return _("Kartu {name}.").format(name=known[family].name)


@dataclass(frozen=True, slots=True)
class EventLine:
    """A hand-over in a list."""

    id: str
    family: str
    what: str
    label: str
    by: str
    at: Any


def events(found: Iterable[Event], held: Round, known: Mapping[str, Home]) -> list[EventLine]:
    """Hand-overs of a round, those of families of its list under their name."""
    form = aid_kinds()[held.programme.kind].form
    return [
        EventLine(
            each.pk, known[each.family_id].name if each.family_id in known else _("tanpa nama"), what_of(each, form),
            label_of(each), each.by.name, each.handed_at,
        )
        for each in found
    ]  # fmt: skip


def label_of(event: Event) -> str:
    """What an event comes to."""
    verdict = event.verdict
    return label_words(Label(verdict.label), Why(verdict.why) if verdict.why else None)
