"""What pages of deliveries show, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, day, rupiah
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.delivery.lying import Examination
from padan.office.delivery.permissions import may_settle
from padan.office.delivery.policies import ENDINGS
from padan.office.delivery.queries import Event, Movement
from padan.office.registry import queries as registry
from padan.reference.aid import AidForm, aid_kinds
from padan.reports.aid_words import state_words
from padan.reports.delivery_words import items_words, label_words, way_words
from padan.reports.wording import region_name, village_name
from padan.rules.delivery import GIVEN, Label, Outcome, Way, Why, outcome_words
from padan.rules.giving.units import unit_words
from padan.web.access import Reader
from padan.web.delivery.forms import SettleForm


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list."""

    number: int
    name: str
    programme: str
    place: str
    since: str
    state: str


def round_line(held: Round) -> RoundLine:
    """A round in a list."""
    return RoundLine(
        held.pk, held.name, held.programme.name, region_name(held.area), day(held.since), state_words(held.state)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """How a month of a round goes in a village; ``code`` is the village's."""

    code: str
    place: str
    month: str
    entitled: int
    reached: int
    owed: str
    handed: str
    open: int


def progress(scope: Scope, held: Round) -> list[PlaceLine]:
    """How a round goes in the villages of a scope."""
    return [
        PlaceLine(
            each.area, village_name(each.area), day(each.month), each.entitled, each.reached, items_words(each.owed),
            items_words(each.handed), each.open,
        )
        for each in queries.progress(scope, held)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """A hand-over that somebody has to settle; ``form`` where the reader is the one. Of a correction, the form ends the
    event that it corrects."""

    event: str
    family: str
    place: str
    what: str
    why: str
    told: str
    at: Any
    form: SettleForm | None


def conflicts(found: Iterable[Event], held: Round, who: Reader) -> list[Conflict]:
    """Hand-overs of a round that somebody has to settle."""
    events, form = list(found), aid_kinds()[held.programme.kind].form
    homes = registry.families(who.scope).filter(family_id__in={each.family_id for each in events})
    names = dict(homes.values_list("family_id", "head_name"))
    keys = {each.corrects for each in events if each.corrects}
    counted = queries.events(who.scope, held).filter(key__in=keys, verdict__label=Label.COUNTED)
    corrected = {each.key: each for each in counted}
    return [
        _conflict(each, corrected.get(each.corrects), names.get(each.family_id) or _("tanpa nama"), form, who)
        for each in events
    ]  # fmt: skip


def _conflict(event: Event, corrected: Event | None, family: str, form: AidForm, who: Reader) -> Conflict:
    verdict, ends = event.verdict, event
    why = label_words(Label(verdict.label), Why(verdict.why) if verdict.why else None)
    if corrected is not None and Label(verdict.label) is Label.WAITS:
        ends, why = corrected, f"{why}: {what_of(corrected, form)}"
    return Conflict(
        event.pk, family, village_name(event.area), what_of(event, form), why, event.by.name, event.handed_at,
        SettleForm(
            initial={"event": ends.pk}, endings=ENDINGS[Label(ends.verdict.label)], auto_id=f"{event.pk[:12]}_%s"
        )
        if may_settle(who.account, ends, who.day) else None,
    )  # fmt: skip


def what_of(event: Event, form: AidForm) -> str:
    """Of what, and what happened."""
    outcome = Outcome(event.outcome)
    what = f"{items_words({(event.item, event.unit): event.amount})}, " if outcome in GIVEN else ""
    return f"{what}{outcome_words(outcome, form)}"


@dataclass(frozen=True, slots=True)
class Lying:
    """Units of an item at a point."""

    point: str
    place: str
    item: str
    unit: str
    held: int
    handed: int
    disputed: int
    short: int


def stock(scope: Scope) -> list[Lying]:
    """What lies at the points of a scope."""
    points = {each.pk: each for each in queries.points(scope)}
    found = [
        Lying(
            points[number].name, region_name(points[number].area), item, unit, each.held, each.handed, each.disputed,
            each.short,
        )
        for (number, item, unit), each in queries.stock(scope).items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.place, each.point, each.item))


@dataclass(frozen=True, slots=True)
class MovementLine:
    """A movement in a list; ``found``: what was last found of what came, ``look`` as the page's colours."""

    what: str
    way: str
    ends: str
    by: str
    at: Any
    note: str
    found: str
    look: str


def movements(found: Iterable[Movement], examined: Mapping[int, Examination]) -> list[MovementLine]:
    """Movements in a list, with what was last found of each (by its number)."""
    return [
        MovementLine(
            items_words({(each.item, each.unit): each.amount}), way_words(Way(each.way)), _ends(each), each.by.name,
            each.on, " · ".join(text for text in (each.supplier, each.paper, each.note) if text),
            *_found(each, examined.get(each.pk)),
        )
        for each in found
    ]  # fmt: skip


def _found(movement: Movement, seen: Examination | None) -> tuple[str, str]:
    """What was found of what came, and its colour; of what only left a point, nothing."""
    if movement.target is None:
        return "", ""
    if seen is None:
        return _("belum diperiksa"), "doubt"
    fit = _("layak") if not seen.unfit else _("{n} {unit} tidak layak: sisihkan, lalu periksa lagi").format(
        n=count(seen.unfit), unit=unit_words(movement.unit)
    )  # fmt: skip
    more = (
        _("baik sampai {day}").format(day=day(seen.last_day)) if seen.last_day else "",
        f"{rupiah(seen.price)}/{unit_words(movement.unit)}" if seen.price is not None else "",
        _("diperiksa {name}, {day}").format(name=seen.examiner, day=day(seen.day)), seen.paper,
    )  # fmt: skip
    return ", ".join((fit, *filter(None, more))), "bad" if seen.unfit else "good"


def _ends(each: Movement) -> str:
    return " → ".join(point.name for point in (each.source, each.target) if point is not None)
