"""What goes onto a phone: the reader's tasks as cards, what became of its own answers, and the words of the shell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.kernel.texts import _, language
from padan.kernel.writing import count, day, decimal
from padan.office.delivery.permissions import HANDERS
from padan.office.tasks import queries
from padan.office.tasks.queries import Answer
from padan.office.tasks.states import Channel, Outcome, State, Why
from padan.reference.tasks import REPORTED
from padan.rules.tasks import Field, FieldKind, Form, form_of
from padan.web.access import Reader
from padan.web.choices import villages
from padan.web.environment import moment
from padan.web.phone.taking import Result
from padan.web.phone.words import words
from padan.web.tasks.answers import ToldAnswer, outcomes, whys
from padan.web.tasks.told import Card, ToldField, cards, title

#: Tasks that a phone carries at most: those that are due first. Names are not carried without need.
MOST: Final = 500
#: For how long a phone is told what became of its answers, and of how many.
BACK: Final = timedelta(days=30)
_OWN: Final = 300

Json = dict[str, Any]


def listed(reader: Reader) -> tuple[Json, list[Card]]:
    """All that the phone keeps for its reader, and the cards in it; ``mark`` stays the same while nothing in it
    changes."""
    asked = queries.asked(reader.scope, reader.roles)
    found = cards(reader.scope, asked[:MOST], reader.day, reader.account.pk)
    forms: list[list[Json]] = []
    told: Json = {
        "account": {"id": reader.account.pk, "name": reader.account.name},
        "language": language(),
        "zone": settings.TIME_ZONE,
        "words": words(),
        "hands": not reader.held.isdisjoint(HANDERS),
        "asked": asked.count(),
        "cards": [_card(card, forms) for card in found],
        "forms": forms,
        "own": [_own(each) for each in _own_answers(reader)],
        "report": _report(reader.scope),
    }
    told["mark"] = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:20]
    return told, found


def _card(card: Card, forms: list[list[Json]]) -> Json:
    fields = [_field(each) for each in card.fields]
    if fields not in forms:
        forms.append(fields)
    return {
        "id": card.number, "version": card.version, "title": card.title, "question": card.question, "told": card.told,
        "names": card.names, "address": card.address, "area": card.area, "place": card.place, "owner": card.owner,
        "due": _("Paling lambat {day}").format(day=day(card.due)),
        "late": _("Terlambat {days} hari").format(days=count(card.late)) if card.late else "",
        "meeting": card.meeting is not None, "form": forms.index(fields), "any_of": list(card.any_of),
        "now": {each.name: each.now for each in card.fields if each.now},
        "value": {each.name: each.value for each in card.fields if each.value},
        "offers": {each.name: each.offers for each in card.fields if each.offers},
        "contested": [_contested(each) for each in card.contested], "choice": card.state == State.CONTESTED,
    }  # fmt: skip


def _field(field: ToldField) -> Json:
    """A field without what is known of one family, so that many cards share it."""
    found = asdict(field)
    del found["now"], found["value"], found["offers"]
    return {**found, "range": _range(field.kind, field.low, field.high, field.unit)}


def _range(kind: str, low: float | None, high: float | None, unit: str) -> str:
    if kind != FieldKind.NUMBER or high is None:
        return ""
    wanted = _("Tulis angka dari {low} sampai {high} {unit}.")
    return wanted.format(low=decimal(low or 0), high=decimal(high), unit=unit)


def _contested(said: ToldAnswer) -> Json:
    return {
        "key": said.key, "by": said.by, "mine": said.mine, "at": moment(said.at), "channel": said.channel,
        "values": said.values, "why": said.why, "holds": said.pending or not said.why,
    }  # fmt: skip


def _own_answers(reader: Reader) -> Iterable[Answer]:
    since = timezone.now() - BACK
    return queries.answers_by(reader.account).filter(channel=Channel.PHONE, on__gte=since)[:_OWN]


def _own(said: Answer) -> Json:
    return {
        "key": said.key, "task": said.task_id, "title": title(said.task.kind), "at": moment(said.said_at),
        "outcome": said.outcome, "words": outcome_words(said),
    }  # fmt: skip


def outcome_words(said: Answer) -> str:
    """What became of an answer, for its writer."""
    if said.outcome == Outcome.WAITS and said.why:
        return _("bertentangan: {why}").format(why=whys()[Why(said.why)])
    if said.outcome == Outcome.HOLDS and said.handed_over_at is None:
        return _("berlaku, menunggu rilis berikutnya")
    return outcomes()[Outcome(said.outcome)]


def _report(scope: Scope) -> Json:
    """The form for a family that nobody knew, with the villages that the reader tells of."""
    form = form_of(REPORTED)
    places = [choice for _district, found in villages(scope) for choice in found]
    return {
        "title": _(form.title), "any_of": list(form.any_of),
        "fields": [_report_field(each, form, places) for each in form.fields],
    }  # fmt: skip


def _report_field(field: Field, form: Form, places: list[tuple[str, str]]) -> Json:
    choices = places if field.kind is FieldKind.VILLAGE else [(code, _(said)) for code, said in field.choices]
    told = ToldField(
        field.name, field.kind, _(field.title), tuple(choices), field.low, field.high, field.unit, field.only_if,
        field.name in form.required,
    )  # fmt: skip
    return _field(told)


def answered(results: Iterable[Result]) -> list[Mapping[str, Any]]:
    """What became of answers, for the phone that sent them."""
    return [_result(each) for each in results]


def _result(result: Result) -> Json:
    if result.again:
        return {"key": result.key, "again": True}
    if result.said is None:
        return {"key": result.key, "kept": False, "words": result.refused, "faults": result.faults}
    said = result.said
    return {"key": result.key, "kept": True, "outcome": said.outcome, "words": outcome_words(said)}
