"""Consignments as officers and villages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.bringing.queries import Consignment, Stands
from padan.office.delivery.proofs import stored_as
from padan.office.registry import queries as registry
from padan.reports.bringing_words import LOOKS, came_words, status_words, what_words
from padan.reports.wording import region_name


@dataclass(frozen=True, slots=True)
class Line:
    """A consignment in a list."""

    number: int
    what: str
    giver: str
    place: str
    day: date
    status: str
    look: str
    came: str


@dataclass(frozen=True, slots=True)
class Home:
    """The family for which something was done; ``name`` is empty where it does not live in the reader's area."""

    family_id: str
    name: str


def line(stands: Stands) -> Line:
    """One in a list."""
    one, status = stands.consignment, stands.status
    return Line(
        one.pk, what_words(one), one.giver.called, region_name(one.area), one.day, status_words(status), LOOKS[status],
        came_words(stands),
    )  # fmt: skip


def facts(stands: Stands) -> list[tuple[str, Any]]:
    """All that was said of one, and answered."""
    one, answer = stands.consignment, stands.answer
    found = [
        (_("Untuk"), region_name(one.area)), (_("Hari"), day(one.day)), (_("Nomor surat"), one.paper),
        (_("Ditulis"), day(timezone.localdate(one.on))),
    ]  # fmt: skip
    if answer is not None:
        point = answer.movement.target.name if answer.movement is not None and answer.movement.target else ""
        found += [
            (_("Jadinya"), came_words(stands)), (_("Di titik"), point), (_("Catatan untuk petugas"), answer.note),
            (_("Dijawab oleh"), f"{answer.by.name}, {day(timezone.localdate(answer.on))}"),
        ]  # fmt: skip
    return found


def home(consignment: Consignment, scope: Scope) -> Home | None:
    """The family, of works and services."""
    if consignment.hold is None:
        return None
    family = consignment.hold.need.family_id
    found = registry.families(scope).filter(family_id=family).first()
    return Home(family, (found.head_name or _("tanpa nama")) if found is not None else "")


def handed(stands: Stands) -> list[tuple[int, str, str]]:
    """The hand-overs that it became: the round, the event, and which month."""
    parts = stands.answer.parts.select_related("event").order_by("event__month") if stands.answer else ()
    return [(each.event.round_id, each.event_id, day(each.event.month)) for each in parts]


def has_picture(consignment: Consignment) -> bool:
    """Whether there is a picture of the paper."""
    return stored_as(consignment.picture) is not None
