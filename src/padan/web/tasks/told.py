"""Tasks in words: the same card for a page, a phone and paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.conf import settings

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.kernel.texts import _
from padan.kernel.writing import day, listing
from padan.office.registry import queries as registry
from padan.office.registry.queries import Family, Person, Release
from padan.office.tasks import queries
from padan.office.tasks.queries import Answer, Task
from padan.office.tasks.states import ASKED
from padan.reference.tasks import HOUSE_TOLD, MERGED, REPORTED, SPLIT, STALE, VALUE_TOLD
from padan.reports.gap_words import gap_title
from padan.reports.people_words import address
from padan.reports.task_facts import Known, TaskFacts, task_facts
from padan.reports.task_words import Seen, people_named, task_told
from padan.reports.wording import agency_name, claimed, number, region_name, source_name, village_name
from padan.rules.tasks import Field, FieldKind, Form, form_of
from padan.web.tasks.answers import ToldAnswer, channels, outcomes, told_answer, told_value, told_values, whys

__all__ = [
    "Card",
    "ToldAnswer",
    "ToldField",
    "cards",
    "channels",
    "form_fields",
    "outcomes",
    "title",
    "told_answer",
    "told_value",
    "told_values",
    "whys",
]

#: Of the form for contradicting values, the fields that are asked whatever they contradict each other about.
_ALWAYS: Final = frozenset({"note"})
#: Fields that are written freely: what lists say is offered beside them.
_FREE: Final = (FieldKind.TEXT, FieldKind.DAY, FieldKind.VILLAGE)


@dataclass(frozen=True, slots=True)
class ToldField:
    """A field of a form in the reader's language; as :class:`padan.rules.tasks.Field`. ``required``: it must be
    answered where it is asked. ``now``: what the register has, with who said it when; ``value``: with what the field
    is filled; ``offers``: values that lists give, each with its words, for a field that is written freely."""

    name: str
    kind: str
    title: str
    choices: tuple[tuple[str, str], ...]
    low: float | None
    high: float | None
    unit: str
    only_if: tuple[str, tuple[str, ...]] | None
    required: bool
    now: str = ""
    value: str = ""
    offers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A task. ``told`` is why it is asked; ``names`` whom it is about; ``late`` days past ``due`` (0: not late, or
    nobody is asked any more). ``holding`` is the answer that holds; ``contested`` are those between which somebody
    chooses; ``release`` the day of which the release that has it first tells, in words (empty: none has)."""

    number: int
    version: int
    kind: str
    title: str
    question: str
    told: str
    names: str
    address: str
    area: str
    place: str
    family_id: str
    person_id: str
    owner: str
    due: date
    late: int
    state: str
    meeting: int | None
    fields: tuple[ToldField, ...]
    any_of: tuple[str, ...]
    holding: ToldAnswer | None
    release: str
    contested: tuple[ToldAnswer, ...]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What cards are told with: who reads when, and the people and families that they see, by id; what was answered,
    by the task, and the release that has it, by the answer."""

    scope: Scope
    reader: int
    today: date
    families: Mapping[str, Family]
    people: Mapping[str, Person]
    held: Mapping[int, Answer]
    contested: Mapping[int, Sequence[Answer]]
    releases: Mapping[int, Release]


def cards(scope: Scope, tasks: Iterable[Task], today: date, reader: int = 0) -> list[Card]:
    """Tasks that were found within a scope, as cards, in their order; people and families outside it have no name.
    ``reader`` is the number of the account that reads, whose own answers are marked."""
    rows = list(tasks)
    release = registry.current()
    facts = task_facts(release.folder, settings.PADAN_REGENCY, rows) if release and rows else {}
    beside = _beside(scope, rows, facts.values(), today, reader)
    return [_card(row, facts.get(row.pk, TaskFacts()), beside) for row in rows]


def _beside(scope: Scope, rows: Sequence[Task], facts: Iterable[TaskFacts], today: date, reader: int) -> _Beside:
    families, people = {row.family_id for row in rows}, {row.person_id for row in rows}
    for each in facts:
        families |= {one["family_id"] for one in each.families}
        people |= people_named(each)
    held = queries.holding(rows)
    return _Beside(
        scope, reader, today,
        {each.family_id: each for each in registry.families(scope).filter(family_id__in=families - {""})},
        {each.person_id: each for each in registry.people(scope).filter(person_id__in=people - {""})},
        held, queries.contesting(rows), queries.releases_with(held.values()),
    )  # fmt: skip


def _card(task: Task, facts: TaskFacts, beside: _Beside) -> Card:
    form, family = form_of(task.kind), beside.families.get(task.family_id)
    holding = beside.held.get(task.pk)
    release = beside.releases.get(holding.pk) if holding else None
    asked = [_field(each, task, facts, beside) for each in form.fields if _is_asked(each, form.code, facts)]
    late = max(0, (beside.today - task.due_on).days) if task.state in ASKED else 0
    return Card(
        task.pk, task.version, task.kind, title(task.kind), _(form.title),
        task_told(facts, Seen(beside.people.keys(), beside.families.keys())), _names(task, facts, beside),
        _address(family) if family else "", task.area, region_name(task.area),
        task.family_id if family else "", task.person_id if task.person_id in beside.people else "",
        agency_name(task.owner), task.due_on, late, task.state, task.round_id, tuple(asked), form.any_of,
        told_answer(holding, task, beside.reader) if holding else None, day(release.as_of) if release else "",
        tuple(told_answer(each, task, beside.reader) for each in beside.contested.get(task.pk, ())),
    )  # fmt: skip


def title(kind: str) -> str:
    """A kind of task in words."""
    words = {
        f"{STALE}dwelling_stunted": _("Air dan jamban keluarga dengan balita stunting"),
        f"{STALE}pregnancy": _("Keadaan ibu hamil"),
        f"{STALE}register": _("Buku induk desa belum dikirim"),
        REPORTED: _("Keluarga yang dilaporkan"),
        SPLIT: _("Keluarga dipisah"),
        MERGED: _("Keluarga digabung"),
        VALUE_TOLD: _("Perbaikan data"),
        HOUSE_TOLD: _("Keadaan keluarga yang dilaporkan"),
    }
    return words.get(kind) or gap_title(kind)


def _names(task: Task, facts: TaskFacts, beside: _Beside) -> str:
    """Whom a task is about. Of whom it asks in the reader's area lists say that they live there: they are told by the
    name in the evidence where the register shows them elsewhere."""
    family, person = beside.families.get(task.family_id), beside.people.get(task.person_id)
    evidence: Mapping[str, Any] = facts.evidence[0] if task.family_id and facts.evidence else {}
    if not beside.scope.covers(task.area):
        evidence = {}
    head = (family.head_name or _("tanpa nama")) if family else str(evidence.get("head") or "")
    own = (person.name or _("tanpa nama")) if person else str(evidence.get("name") or "")
    if not own or own == head:
        return _("Keluarga {name}").format(name=head) if head else ""
    return _("{name}, keluarga {head}").format(name=own, head=head) if head else own


def _is_asked(field: Field, form: str, facts: TaskFacts) -> bool:
    """Of a form that mends any value only the one that lists contradict each other about."""
    return form != "value" or not facts.attribute or field.name in _ALWAYS or field.name == facts.attribute


def _field(field: Field, task: Task, facts: TaskFacts, beside: _Beside) -> ToldField:
    form = form_of(task.kind)
    now, value = _now(field, task, facts, beside)
    choices = tuple((code, _(title)) for code, title in field.choices)
    if field.kind is FieldKind.FAMILY:
        choices = tuple((each["family_id"], _household(each, beside)) for each in facts.families)
    elif field.kind is FieldKind.VILLAGE:
        known = (*(one["value"] for one in facts.said), task.area)
        choices = tuple((code, village_name(code)) for code in dict.fromkeys(known) if len(code) == VILLAGE_LETTERS)
    sure = form.code == "value" and field.name == facts.attribute
    offers = _offers(field, facts) if field.kind in _FREE and field.name == facts.attribute else ()
    return replace(
        _plain(field, form), choices=choices, required=sure or field.name in form.required, now=now,
        value=value if not choices or value in dict(choices) else "", offers=offers,
    )  # fmt: skip


def form_fields(form: Form) -> tuple[ToldField, ...]:
    """The fields of a form as they are for whatever it is asked of."""
    return tuple(_plain(field, form) for field in form.fields)


def _plain(field: Field, form: Form) -> ToldField:
    return ToldField(
        field.name, field.kind, _(field.title), tuple((code, _(title)) for code, title in field.choices), field.low,
        field.high, field.unit, field.only_if, field.name in form.required,
    )  # fmt: skip


def _offers(field: Field, facts: TaskFacts) -> tuple[tuple[str, str], ...]:
    return tuple((one["value"], _as_said(field, one)) for one in facts.said)


def _as_said(field: Field, one: Mapping[str, Any]) -> str:
    """A value with the lists that give it: "3 Jan 2020 (DTSEN, 31 Mar 2026)"."""
    lists = listing(source_name(each) for each in one["sources"])
    return f"{_value(field, one['value'])} ({lists}, {day(date.fromisoformat(one['newest']))})"


def _value(field: Field, value: str) -> str:
    if field.kind is FieldKind.DAY:
        return day(date.fromisoformat(value))
    return claimed(field.name, value, full=False)


def _household(shown: Mapping[str, Any], beside: _Beside) -> str:
    family = beside.families.get(shown["family_id"])
    if family is None:
        return _("Keluarga di luar wilayah Anda, {village}").format(village=village_name(shown["village_code"]))
    where, name = _address(family), _("Keluarga {name}").format(name=family.head_name or _("tanpa nama"))
    return f"{name}, {where}" if where else name


def _address(family: Family) -> str:
    return address({"address": family.address, "rt": family.rt, "rw": family.rw})


def _now(field: Field, task: Task, facts: TaskFacts, beside: _Beside) -> tuple[str, str]:
    """What the register has now, and with what the field is filled: only with what changes seldom and was not called
    in question, and never with a number."""
    if field.name == facts.attribute:
        return "; ".join(_as_said(field, one) for one in facts.said), ""
    known = facts.dwelling.get(field.name)
    if known is not None and form_of(task.kind).code == "house":
        return _known(field, known), known.value
    return _of_person(field, beside.people.get(task.person_id)), ""


def _known(field: Field, known: Known) -> str:
    told = dict(field.choices).get(known.value)
    words = _(told) if told else claimed(field.name, known.value, full=False)
    return f"{words} ({source_name(known.source)}, {day(known.true_at)})"


def _of_person(field: Field, person: Person | None) -> str:
    """What the register has of a person; numbers masked."""
    if person is None:
        return ""
    return {
        "nik": number(person.nik, full=False),
        "birth_date": day(person.birth_date),
        "sex": claimed("sex", person.sex, full=True),
        "name": person.name or "",
    }.get(field.name, "")
