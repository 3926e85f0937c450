"""Answers to tasks in words: who said what, when, by which way, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from padan.kernel.texts import _, language
from padan.kernel.writing import day
from padan.office.tasks import queries
from padan.office.tasks.queries import Answer, Task
from padan.office.tasks.states import Channel, Outcome, State, Why
from padan.reference.tasks import REPORTED, UNASKED
from padan.reports.wording import number, village_name
from padan.rules.tasks import Field, FieldKind, form_of


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """An answer: its number and key, who gave it when and by which way, its values in words, and what became of it."""

    number: int
    key: str
    by: str
    mine: bool
    at: datetime
    channel: str
    outcome: str
    why: str
    values: tuple[tuple[str, str], ...]
    pending: bool


def told_answer(said: Answer, task: Task, reader: int = 0) -> ToldAnswer:
    """An answer in words; numbers masked."""
    values = queries.values_of(said)
    return ToldAnswer(
        said.pk, said.key, said.by.name, said.by_id == reader, said.said_at, channels()[Channel(said.channel)],
        outcomes()[Outcome(said.outcome)], whys()[Why(said.why)] if said.why and said.outcome == Outcome.WAITS else "",
        tuple(told_values(task.kind, values)), said.outcome == Outcome.HOLDS and task.state == State.ANSWERED,
    )  # fmt: skip


def told_values(kind: str, values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The values of an answer, each with its question."""
    if kind in UNASKED and "people" in values:
        yield from _told_people(kind, values)
        return
    for field in form_of(kind).fields:
        if field.name in values:
            yield _(field.title), told_value(field, str(values[field.name]))


def _told_people(kind: str, values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    people: Sequence[Any] = values["people"]
    if kind == REPORTED:
        yield _("Anggota"), "; ".join(str(person.get("name", "")) for person in people)
    else:
        yield _("Jumlah orang"), str(len(people))
    if values.get("reason"):
        yield _("Alasan"), str(values["reason"])


def told_value(field: Field, value: str) -> str:
    """One value in words."""
    if field.kind is FieldKind.CHOICE:
        return _(dict(field.choices)[value])
    if field.kind in (FieldKind.NIK, FieldKind.KK):
        return number(value, full=False)
    if field.kind is FieldKind.DAY:
        return day(date.fromisoformat(value))
    if field.kind is FieldKind.VILLAGE:
        return village_name(value)
    return f"{value} {field.unit}".strip()


def channels() -> Mapping[Channel, str]:
    """The ways by which answers come, in words."""
    return _channels(language())


@lru_cache(maxsize=4)
def _channels(_language: str) -> Mapping[Channel, str]:
    return {
        Channel.PAGE: _("lewat halaman"), Channel.PHONE: _("lewat ponsel"), Channel.PAPER: _("lewat lembar kertas"),
        Channel.MEETING: _("dalam musyawarah"),
    }  # fmt: skip


def outcomes() -> Mapping[Outcome, str]:
    """What can become of an answer, in words."""
    return {
        Outcome.HOLDS: _("berlaku"),
        Outcome.AGREES: _("sama dengan jawaban yang berlaku"),
        Outcome.WAITS: _("bertentangan, menunggu pilihan"),
        Outcome.OVERRULED: _("diganti jawaban lain"),
        Outcome.OUTSIDE: _("tugas pengirimnya sudah berakhir; dilihat petugas data"),
    }


def whys() -> Mapping[Why, str]:
    """Why an answer waits for a choice, in words."""
    return {
        Why.ANSWERED: _("orang lain sudah menjawab berbeda"),
        Why.CHANGED: _("isi daftar berubah sejak pertanyaan ini dibaca"),
        Why.WITHDRAWN: _("daftar sudah sepakat, jadi tidak ditanyakan lagi"),
    }
