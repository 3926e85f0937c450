"""Entitlements, events and what they come to, each asked for within a scope: no scope, no rows. What was received is
the sum of the events that count, worked out when it is asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from padan.kernel.scope import Scope, upward
from padan.office.aid import queries as aid
from padan.office.aid.models import Round
from padan.office.delivery.judging import freed
from padan.office.delivery.models import (
    Day,
    Detail,
    Entitlement,
    Event,
    Freed,
    Guardian,
    Movement,
    Point,
    Queued,
    Relabelled,
    Verdict,
)
from padan.office.registry import queries as registry
from padan.office.scoping import within
from padan.rules.delivery import Fate, Item, Label, Line, Member, Stand, Turn, Way, fate, lines_of, of_event, takers

__all__ = ["Day", "Entitlement", "Event", "Freed", "Guardian", "Movement", "Point", "Queued", "Relabelled", "Verdict"]

Claim = tuple[str, date]
"""A family and a month."""
Handed = tuple[str, date, Item, str]
"""A family, a month, an item with its unit, and the item in whose place it was given; empty where in none's."""


def entitlements(scope: Scope, held: Round) -> QuerySet[Entitlement]:
    """What the families of a scope are entitled to in a round, by place, family, month and portion."""
    found = Entitlement.objects.filter(within(scope, "area"), round=held)
    return found.order_by("area", "family_id", "month", "number")


def claims(scope: Scope, held: Round) -> dict[Claim, tuple[str, tuple[Line, ...]]]:
    """The same by family and month: where the family is listed, and the lines of its claim."""
    package = dict(enumerate(aid.package_of(held), start=1))
    amounts: defaultdict[Claim, list[tuple[int, int]]] = defaultdict(list)
    areas: dict[Claim, str] = {}
    rows = entitlements(scope, held).values_list("family_id", "month", "area", "number", "amount")
    for family, month, area, number, amount in rows:
        areas[family, month] = area
        amounts[family, month].append((number, amount))
    made: dict[tuple[tuple[int, int], ...], tuple[Line, ...]] = {}
    for each in set(map(tuple, amounts.values())):
        made[each] = lines_of((package[number], amount) for number, amount in each)
    return {claim: (area, made[tuple(amounts[claim])]) for claim, area in areas.items()}


def events(scope: Scope, held: Round) -> QuerySet[Event]:
    """All that was told of a round in a scope, with what each comes to, in the order of the hand-overs."""
    return Event.objects.filter(within(scope, "area"), round=held).select_related("verdict", "point", "by")


def conflicts(scope: Scope, held: Round) -> QuerySet[Event]:
    """What a person has to settle: contradictions, and corrections that wait."""
    return events(scope, held).filter(verdict__label__in=(Label.CONFLICT, Label.WAITS))


def conflicts_of(scope: Scope) -> dict[int, int]:
    """How many such there are in a scope, by the number of the round; those of rounds without any are left out."""
    waiting = Event.objects.filter(within(scope, "area"), verdict__label__in=(Label.CONFLICT, Label.WAITS))
    return dict(waiting.order_by().values_list("round").annotate(many=Count("pk")))


def history_of(event: Event) -> QuerySet[Relabelled]:
    """How what an event comes to changed, the oldest first. The caller has found it within a scope."""
    return event.relabelled.order_by("pk")


def details_of(event: Event) -> dict[str, Any]:
    """What is kept sealed of an event: ``name``, ``reference``, ``note``, ``position``; as far as it was told."""
    kept = Detail.objects.filter(event=event).first()
    return dict(json.loads(kept.told)) if kept else {}


def details_by(found: QuerySet[Event]) -> dict[str, dict[str, Any]]:
    """The same of many events, by their digests; those of which nothing is kept so are left out."""
    return {each.event_id: dict(json.loads(each.told)) for each in Detail.objects.filter(event__in=found.values("pk"))}


def received(scope: Scope, held: Round) -> dict[Handed, int]:
    """Units that each family of a scope received of each item in each month."""
    rows = (
        events(scope, held)
        .filter(verdict__label=Label.COUNTED)
        .order_by()
        .values_list("family_id", "month", "item", "unit", "instead_of")
        .annotate(units=Sum("amount"))
    )
    return {(family, month, (item, unit), place): units for family, month, item, unit, place, units in rows}


def handed_in(rounds: Collection[int], day: date) -> dict[tuple[int, str], int]:
    """Units that each family received in some rounds, by their numbers, until a day, that day counted; of rounds whose
    package is one item. Families that received nothing are left out. The caller has found the rounds within a scope."""
    counted = Event.objects.filter(round__in=rounds, verdict__label=Label.COUNTED, day__lte=day).order_by()
    rows = counted.values_list("round", "family_id").annotate(units=Sum("amount"))
    return {(held, family): units for held, family, units in rows if units}


@dataclass(frozen=True, slots=True)
class Progress:
    """How a month of a round goes in a village: ``entitled`` families, those of them that received anything
    (``reached``), hand-overs that a person has to settle, and by item the units that are owed and those handed out,
    substitutes under their own name."""

    area: str
    month: date
    entitled: int
    reached: int
    open: int
    owed: Mapping[Item, int]
    handed: Mapping[Item, int]


def progress(scope: Scope, held: Round) -> list[Progress]:
    """How a round goes in the villages of a scope, by village and month."""
    places: tuple[str, str] = ("area", "month")
    claims = entitlements(scope, held).order_by()
    told = events(scope, held).order_by()
    counted = told.filter(verdict__label=Label.COUNTED)
    entitled = _by_place(claims.values_list(*places).annotate(many=Count("family_id", distinct=True)))
    reached = _by_place(counted.values_list(*places).annotate(many=Count("family_id", distinct=True)))
    waiting = told.filter(verdict__label__in=(Label.CONFLICT, Label.WAITS))
    unsettled = _by_place(waiting.values_list(*places).annotate(many=Count("pk")))
    owed, handed = (
        _items(rows.values_list(*places, "item", "unit").annotate(units=Sum("amount"))) for rows in (claims, counted)
    )
    return [
        Progress(
            *place, many, reached.get(place, 0), unsettled.get(place, 0), owed.get(place, {}), handed.get(place, {})
        )
        for place, many in sorted(entitled.items())
    ]  # fmt: skip


_Place = tuple[str, date]


def _by_place(rows: Iterable[Any]) -> dict[_Place, int]:
    return {(area, month): many for area, month, many in rows}


def _items(rows: Iterable[Any]) -> dict[_Place, dict[Item, int]]:
    found: defaultdict[_Place, dict[Item, int]] = defaultdict(dict)
    for area, month, item, unit, units in rows:
        found[area, month][item, unit] = units
    return found


def freed_of(scope: Scope, held: Round) -> dict[str, date]:
    """The families of a scope that left their place in a round, and from which month on."""
    rows = Freed.objects.filter(within(scope, "area"), round=held)
    return {family: month for (_held, family), month in freed(rows).items()}


# Stock


def points(scope: Scope) -> QuerySet[Point]:
    """The points of a scope."""
    return Point.objects.filter(within(scope, "area"))


def points_for(scope: Scope) -> list[Point]:
    """The points at which families of a scope are served: those in it, and those of the regions that it lies in."""
    above = {region for code in scope.codes for region in upward(code)}
    return sorted({*points(scope), *Point.objects.filter(area__in=above)}, key=lambda each: (each.area, each.name))


def movements(scope: Scope) -> QuerySet[Movement]:
    """What left or reached the points of a scope, the newest first."""
    of_scope = points(scope).values("pk")
    found = Movement.objects.filter(source__in=of_scope) | Movement.objects.filter(target__in=of_scope)
    return found.select_related("source", "target", "by").order_by("-pk")


Lying = tuple[int, str, str]
"""The number of a point, an item and its unit."""

_FIELD: Final = {
    Way.MOVED: "out", Way.RETURNED: "out", Way.LOST: "lost", Way.DAMAGED: "lost",
}  # fmt: skip


def stock(scope: Scope) -> dict[Lying, Stand]:
    """What stands at the points of a scope."""
    return stands_at(tuple(points(scope).values_list("pk", flat=True)))


def stands_at(numbers: Collection[int]) -> dict[Lying, Stand]:
    """What stands at these points, by point, item and unit; what was never there is left out."""
    found: defaultdict[Lying, Stand] = defaultdict(Stand)
    moved = Movement.objects.order_by()
    for point, item, unit, way, units in _sums(moved.filter(source__in=numbers), "source", "way"):
        found[point, item, unit] += Stand(**{_FIELD[Way(way)]: units})
    for point, item, unit, _way, units in _sums(moved.filter(target__in=numbers), "target", "way"):
        found[point, item, unit] += Stand(into=units)
    told = Event.objects.filter(point__in=numbers).exclude(item="").order_by()
    for point, item, unit, label, units in _sums(told, "point", "verdict__label"):
        found[point, item, unit] += of_event(Label(label), units)
    return dict(found)


def _sums(rows: QuerySet[Any], point: str, kind: str) -> Iterable[Any]:
    return rows.values_list(point, "item", "unit", kind).annotate(units=Sum("amount"))


# Days and successors


def days(scope: Scope, held: Round) -> QuerySet[Day]:
    """The days on which a round is handed out to families of a scope."""
    return Day.objects.filter(within(scope, "area"), round=held).select_related("point")


def queue_of(day: Day) -> QuerySet[Queued]:
    """Who is called on a day, by number. The caller has found it within a scope."""
    return day.queue.order_by("number")


@dataclass(frozen=True, slots=True)
class May:
    """Who may take what a family is entitled to, and in which turn; a guardian has no id."""

    turn: Turn
    person_id: str
    name: str


def who_may_take(scope: Scope, held: Round, families: Collection[str], day: date) -> dict[str, tuple[May, ...]]:
    """Who may take it for each of these families of a scope on a day, whose turn is first first. A family for which
    nobody may is given an empty row: its village names a guardian."""
    people = registry.people(scope).filter(family_id__in=families)
    members: defaultdict[str, list[Member]] = defaultdict(list)
    names: dict[str, str] = {}
    for person, family, relation, born, status, name in people.values_list(
        "person_id", "family_id", "relation", "birth_date", "status", "name"
    ):
        members[family].append(Member(person, relation or "", born, status or ""))
        names[person] = name or ""
    guardians = Guardian.objects.filter(within(scope, "area"), round=held, family_id__in=families).order_by("pk")
    named = {each.family_id: each.name for each in guardians}
    return {
        family: tuple(
            May(turn, person, names[person] if person else named[family])
            for turn, person in takers(members[family], day, guardian=family in named)
        )
        for family in families
    }


def leaving(scope: Scope, held: Round) -> dict[str, Fate]:
    """The recipients of a scope who, by the register, died out or left the regency, and are not freed yet."""
    recipients = entitlements(scope, held).order_by().values_list("family_id", flat=True).distinct()
    away = frozenset({"dead", "moved", "left", "missing", "invalid"})
    # Of most families somebody is there: the database leaves those out.
    everybody = registry.people(scope).filter(family_id__in=recipients)
    there = everybody.filter(family_id=OuterRef("family_id")).exclude(status__in=away)
    members: defaultdict[str, list[Member]] = defaultdict(list)
    for person, family, status in everybody.filter(~Exists(there)).values_list("person_id", "family_id", "status"):
        members[family].append(Member(person, "", None, status or ""))
    gone = freed_of(scope, held)
    fates = {family: fate(each) for family, each in members.items() if family not in gone}
    return {family: each for family, each in fates.items() if each in (Fate.DIED_OUT, Fate.MOVED_OUT)}
