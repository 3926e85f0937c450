"""Deliveries, hand-overs and stock in few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from tests.office.aid import aid_kit as aid
from tests.office.aid.aid_kit import SAMBOJA, TANJUNG, WONOTIRTO

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.aid.models import Listed, Round
from padan.office.aid.states import State
from padan.office.delivery.beginning import begin
from padan.office.delivery.given import Given
from padan.office.delivery.models import Event, Point, Verdict
from padan.office.delivery.stock import Moved, move_goods, open_point
from padan.office.delivery.taking import Taken, take
from padan.office.registry.models import Person
from padan.rules.delivery import Checked, Outcome, Taker, Way
from padan.rules.selection import Standing

NOW = datetime(2026, 12, 6, 1, 0, tzinfo=UTC)
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
#: The hour at which families are called.
MORNING = datetime(2026, 12, 5, 1, 0, tzinfo=UTC)
_KEYS = count(1)


def operator() -> Account:
    """The village operator of Wonotirto."""
    return aid.officer("wati", WONOTIRTO, role=Role.VILLAGE_OPERATOR)


def other_operator() -> Account:
    """Another one there."""
    return aid.officer("wira", WONOTIRTO, role=Role.VILLAGE_OPERATOR)


def checker() -> Account:
    """Somebody of the secretariat of the TPPS."""
    return aid.checker()


def begun() -> Round:
    """A round of 50 families whose delivery has begun; those of odd numbers live in Wonotirto, the others in
    Tanjung."""
    return begin(aid.at(State.DECREED), by=aid.maker(), on=NOW)


def in_wonotirto(held: Round, place: int = 0) -> str:
    """A recipient of Wonotirto."""
    rows = Listed.objects.filter(round=held, area=WONOTIRTO, standing=Standing.CHOSEN).order_by("family_id")
    return rows[place].family_id


def point(area: str = WONOTIRTO, name: str = "Balai desa") -> Point:
    """A point; of Wonotirto where no area is named."""
    found = Point.objects.filter(area=area, name=name).first()
    return found or open_point(name, area, by=aid.maker(), on=NOW)


def rice(held: Round, family: str, amount: int = 10, minute: int = 0, **more: Any) -> Given:
    """A hand-over of rice, with a key of its own."""
    usual = Given(
        f"{next(_KEYS):08}-0000-4000-8000-000000000000", held.pk, family, DECEMBER, Outcome.HANDED,
        MORNING + timedelta(minutes=minute), "beras", "kg", amount, point=point().pk, taker=Taker.RECIPIENT,
        checked=Checked.KTP, device="ponsel-1",
    )  # fmt: skip
    return replace(usual, **more)


def tell(*told: Given, by: Account | None = None, on: datetime = NOW, **more: Any) -> list[Taken]:
    """Send events; the operator of Wonotirto does where nobody is named."""
    return take(told, by=by or operator(), on=on, **more)


def labels() -> list[str]:
    """What every event comes to, of a conflict why, in the order of the hand-overs."""
    rows = Verdict.objects.order_by("event__handed_at", "event__key", "event").values_list("label", "why")
    return [why or label for label, why in rows]


def event(told: Given) -> Event:
    """The event as it is kept."""
    return Event.objects.get(key=told.key)


def moved(way: Way, amount: int, source: Point | None = None, target: Point | None = None, **more: Any) -> Any:
    """A movement of rice."""
    usual = Moved(f"m{next(_KEYS)}", way, "beras", "kg", amount, source, target, note="tumpah di jalan")
    return move_goods(replace(usual, **more), by=aid.maker(), on=NOW)


def person(family: str, relation: str, born: date | None, status: str | None = None, area: str = WONOTIRTO) -> Person:
    """Somebody of a family, in the release in force."""
    return Person.objects.create(
        release=aid.release(), person_id=f"P{next(_KEYS):015X}", family_id=family, area=area, name=relation.title(),
        relation=relation, birth_date=born, status=status, sources="dtsen",
    )  # fmt: skip


__all__ = ["SAMBOJA", "TANJUNG", "WONOTIRTO"]
