"""What was told of a family and its people and waits for the next release, and where a value is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse

from padan.kernel.texts import _
from padan.kernel.writing import listing
from padan.office.registry import queries as registry
from padan.office.registry.queries import Family, Person
from padan.office.tasks import queries
from padan.office.tasks.permissions import may_tell
from padan.office.tasks.queries import Answer, Task
from padan.office.tasks.states import State
from padan.reference.tasks import HOUSE_TOLD, MERGED, SPLIT, UNASKED, VALUE_TOLD
from padan.reports.anchors import anchor_of
from padan.reports.holdings import holdings
from padan.reports.task_facts import dwelling_of
from padan.rules.tasks import FieldKind, form_of
from padan.web.access import Reader
from padan.web.tasks.telling import known_words
from padan.web.tasks.told import ToldField, form_fields, title, told_value, told_values

#: The values of a person, and of a family's house, that pages show and a form mends.
_OF_PERSON: Final = ("name", "nik", "birth_date", "sex", "status", "village")
_OF_HOUSE: Final = ("water", "latrine")
_OF_ADDRESS: Final = ("address", "rt", "rw")


@dataclass(frozen=True, slots=True)
class Fact:
    """What the register has: ``waiting`` are the values that were told and wait, each with who told it; ``mend`` is
    where it is mended (empty: nowhere, or not by this reader)."""

    label: str
    value: str
    waiting: tuple[str, ...] = ()
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody told unasked, which no release has yet: the number of its task, in words, who told it and when."""

    number: int
    title: str
    told: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mending:
    """What a page of a person or a family says beside the register. ``tells``: the reader may mend it."""

    facts: tuple[Fact, ...]
    waiting: tuple[Waiting, ...]
    tells: bool

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the tasks that are told of here."""
        return frozenset(each.number for each in self.waiting)


@dataclass(frozen=True, slots=True)
class _Answered:
    """The answers of a family's tasks that no release has taken in."""

    tasks: Sequence[Task]
    held: Mapping[int, Answer]

    def values(self, field: ToldField, person_id: str) -> Iterable[str]:
        """What was told of a value of a person; of the family's house, where that is empty."""
        for task in self.tasks:
            said = self.held.get(task.pk)
            asked = form_of(task.kind).field(field.name) if said else None
            if said is None or asked is None or (person_id and task.person_id != person_id):
                continue
            value = queries.values_of(said).get(field.name)
            if value:
                yield f"{told_value(asked, str(value))} ({said.by.name})"


def of_person(who: Reader, row: Person, facts: Iterable[tuple[str, str]]) -> Mending:
    """A person's page: ``facts`` is what it shows."""
    answered, tells = _answered(who, row.family_id), may_tell(who.account, row.area, who.day)
    labels = {
        "name": _("Nama"), "nik": "NIK", "birth_date": _("Lahir"), "sex": _("Jenis kelamin"), "status": _("Status"),
        "village": _("Tinggal di"),
    }  # fmt: skip
    fields = {labels[each.name]: each for each in form_fields(form_of(VALUE_TOLD)) if each.name in _OF_PERSON}
    address = reverse("tasks.mend_person", args=[row.person_id]) if tells else ""
    shown = dict(facts)
    # The name is the page's title: it stands among the facts where another one waits.
    if any(answered.values(fields[_("Nama")], row.person_id)):
        shown = {_("Nama"): row.name or "", **shown}
    told = [_fact(label, text, fields.get(label), answered, row.person_id, address) for label, text in shown.items()]
    return Mending(tuple(told), _waiting(who, answered, row.family_id), tells)


def of_family(who: Reader, row: Family, facts: Iterable[tuple[str, str]]) -> Mending:
    """A family's page: ``facts`` is what it shows; how it lives is shown beside them."""
    answered, tells = _answered(who, row.family_id), may_tell(who.account, row.area, who.day)
    known = dwelling_of(holdings(row.release.folder).claims(row.family_id))
    house = [each for each in form_fields(form_of(HOUSE_TOLD)) if each.name in _OF_HOUSE]
    address = reverse("tasks.mend_family", args=[row.family_id]) if tells else ""
    lives = [
        _fact(each.title, known_words(each, known.get(each.name)), each, answered, "", address) for each in house
    ]  # fmt: skip
    told = (*(_of_household(label, value, answered, address) for label, value in facts), *lives)
    return Mending(told, _waiting(who, answered, row.family_id), tells)


def _of_household(label: str, value: str, answered: _Answered, address: str) -> Fact:
    """A fact of a family: its address is one, and three questions."""
    if label != _("Alamat"):
        return Fact(label, value)
    asked = [each for each in form_fields(form_of(HOUSE_TOLD)) if each.name in _OF_ADDRESS]
    waiting = tuple(f"{each.title} {told}" for each in asked for told in answered.values(each, ""))
    return Fact(label, value, waiting, f"{address}#id_{asked[0].name}" if address else "")


def _fact(label: str, value: str, field: ToldField | None, answered: _Answered, person_id: str, address: str) -> Fact:
    if field is None:
        return Fact(label, value)
    # Of several choices the first one is where the question stands.
    place = f"#id_{field.name}_0" if field.kind == FieldKind.CHOICE else f"#id_{field.name}"
    return Fact(label, value, tuple(answered.values(field, person_id)), f"{address}{place}" if address else "")


def _answered(who: Reader, family_id: str) -> _Answered:
    if not family_id:
        return _Answered((), {})
    tasks = list(queries.of_family(who.scope, family_id).filter(state=State.ANSWERED))
    return _Answered(tasks, queries.holding(tasks))


def _waiting(who: Reader, answered: _Answered, family_id: str) -> tuple[Waiting, ...]:
    """What was told unasked, the newest first."""
    told = [each for each in reversed(answered.tasks) if each.kind in UNASKED and each.pk in answered.held]
    names = _names(who, family_id) if told else {}
    return tuple(
        Waiting(
            each.pk, title(each.kind), tuple(_words(who, each, queries.values_of(answered.held[each.pk]), names)),
            answered.held[each.pk].by.name, answered.held[each.pk].said_at,
        )
        for each in told
    )  # fmt: skip


def _names(who: Reader, family_id: str) -> dict[str, str]:
    """Names of a family's people in the reader's area, by their ids and by the records that answers name."""
    people = list(registry.people(who.scope).filter(family_id=family_id).select_related("release"))
    names = {each.person_id: each.name or _("tanpa nama") for each in people}
    return names | {
        anchor_of(holdings(each.release.folder), each.person_id): names[each.person_id] for each in people
    }  # fmt: skip


def _words(who: Reader, task: Task, values: Mapping[str, Any], names: Mapping[str, str]) -> Iterable[str]:
    """What was told, a line each."""
    if task.kind not in (SPLIT, MERGED):
        of = names.get(task.person_id)
        yield from ([_("Tentang {name}").format(name=of)] if of else [])
        yield from (f"{question}: {value}" for question, value in told_values(task.kind, values))
        return
    known = [name for anchor, name in names.items() if anchor in values["people"]]
    people = listing([*known, *([_("anggota di luar wilayah Anda")] if len(known) < len(values["people"]) else [])])
    if task.kind == SPLIT:
        yield _("{people} tinggal dalam keluarga sendiri").format(people=people)
    else:
        yield _("{people} tinggal bersama {family}").format(people=people, family=_other(who, values["into"]))
    yield f"{_('Alasan')}: {values['reason']}"


def _other(who: Reader, family_id: str) -> str:
    found = registry.families(who.scope).filter(family_id=family_id).first()
    return _("Keluarga {name}").format(name=found.head_name or _("tanpa nama")) if found else _("keluarga lain")
