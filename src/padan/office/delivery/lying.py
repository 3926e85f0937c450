"""What lay at points, day by day, with what was found of it: counted in units, of nobody by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet, Sum
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.office.delivery.models import Event, Examination, Movement
from padan.office.delivery.queries import movements, points
from padan.rules.delivery import Label, of_event
from padan.rules.four_rights import Arrival, Examined, Place, Stocks


def arrivals(scope: Scope) -> QuerySet[Movement]:
    """What came to the points of a scope, the newest first."""
    return movements(scope).filter(target__in=points(scope).values("pk"))


def examinations(scope: Scope) -> QuerySet[Examination]:
    """What was found of goods that came to the points of a scope, the newest last."""
    return Examination.objects.filter(movement__target__in=points(scope).values("pk")).order_by("day", "pk")


def stocks(places: Collection[Place], day: date) -> Stocks:
    """What lay at these places until a day, and where it came from. The caller has found within a scope what was handed
    out there; a warehouse may serve villages outside it."""
    came = _behind(places, [each for each in _arrivals(places) if each.day <= day])
    numbers = {each.number for each in came}
    seen = Examination.objects.filter(movement__in=numbers, day__lte=day).order_by("pk")
    told = seen.values_list("movement", "day", "unfit", "last_day", "price")
    return Stocks(came, _left({*places, *_sources(came)}, day), [Examined(*each) for each in told])


def _arrivals(places: Collection[Place]) -> Iterable[Arrival]:
    items = {item for _point, item in places}
    rows = Movement.objects.filter(target__isnull=False, item__in={item for item, _unit in items}).order_by("pk")
    for number, target, source, item, unit, on, amount in rows.values_list(
        "pk", "target", "source", "item", "unit", "on", "amount"
    ):
        if (item, unit) in items:
            yield Arrival(number, (target, (item, unit)), source, timezone.localdate(on), amount)


def _sources(came: Iterable[Arrival]) -> set[Place]:
    return {(each.source, each.place[1]) for each in came if each.source is not None}


def _behind(places: Collection[Place], every: list[Arrival]) -> list[Arrival]:
    """The arrivals at these places, and at those that theirs came from, and so on."""
    wanted: set[Place] = set()
    found: list[Arrival] = []
    new = set(places)
    while new:
        wanted |= new
        found = [each for each in every if each.place in wanted]
        new = _sources(found) - wanted
    return found


def _left(places: Collection[Place], day: date) -> dict[Place, dict[date, int]]:
    """Units that left each place, by day: to other points and suppliers, lost, or handed out in whichever round."""
    found: defaultdict[Place, defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    numbers = {point for point, _item in places}
    for point, item, unit, on, amount in Movement.objects.filter(source__in=numbers).values_list(
        "source", "item", "unit", "on", "amount"
    ):
        found[point, (item, unit)][timezone.localdate(on)] += amount
    told = Event.objects.filter(point__in=numbers, day__lte=day).exclude(item="").order_by()
    for point, item, unit, then, label, units in told.values_list(
        "point", "item", "unit", "day", "verdict__label"
    ).annotate(units=Sum("amount")):
        stand = of_event(Label(label), units)
        found[point, (item, unit)][then] += stand.handed + stand.disputed + stand.written_off
    return {place: dict(days) for place, days in found.items()}
