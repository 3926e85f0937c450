"""Complaints in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from padan.kernel.texts import _, language
from padan.kernel.writing import count, day
from padan.office.accounts.roles import Role
from padan.office.complaints import correcting, policies, queries
from padan.office.complaints.codes import written
from padan.office.complaints.permissions import desks_now, may_handle
from padan.office.complaints.queries import Complaint, Step
from padan.office.complaints.states import State
from padan.reference.complaints import categories
from padan.reports.complaint_words import against_words, category_words, desk_words, outcome_words, state_words
from padan.reports.wording import region_name
from padan.rules.complaints import Tally
from padan.web.access import Reader
from padan.web.tasks.told import title

#: Who can open a request of somebody about their data.
_SEE_REQUESTS: Final = frozenset({Role.DATA_OFFICER, Role.INSPECTOR})
#: A deadline that is nearer stands out; days.
_NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Card:
    """A complaint in a list. ``clock`` says how long there is, ``kind`` how that stands out."""

    number: int
    category: str
    sensitive: bool
    area: str
    about: str
    filed_at: datetime
    state: str
    clock: str
    kind: str
    desk: str


@dataclass(frozen=True, slots=True)
class ToldStep:
    """What was done when by whom, and what was said."""

    what: str
    who: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A complaint for an officer."""

    card: Card
    facts: tuple[tuple[str, str], ...]
    text: str
    basis: str
    steps: tuple[ToldStep, ...]
    named: tuple[str, ...]
    person_id: str
    case: int | None
    corrected: tuple[ToldStep, ...]


@dataclass(frozen=True, slots=True)
class ForComplainant:
    """A complaint for who made it."""

    code: str
    category: str
    area: str
    about: str
    filed_at: datetime
    state: str
    open: bool
    late: bool
    waits_until: str
    desk: str
    outcome: str
    basis: str
    steps: tuple[ToldStep, ...]
    appeal_until: str


@dataclass(frozen=True, slots=True)
class ToldCategory:
    """A kind of complaint and its deadline."""

    name: str
    hint: str
    days: str
    basis: str
    sensitive: bool


def card(held: Complaint, today: date) -> Card:
    """One complaint in a list."""
    clock, kind = _clock(held, today)
    desks = ", ".join(desk_words(each) for each in desks_now(held, today)) if held.is_open else ""
    return Card(
        held.pk, category_words(held.category), held.sensitive, region_name(held.area), _about(held), held.filed_at,
        state_words(held.state), clock, kind, desks,
    )  # fmt: skip


def _clock(held: Complaint, today: date) -> tuple[str, str]:
    if held.waits_until is None:
        if held.answered_on is None:
            return "", "plain"
        return (_("tepat waktu"), "good") if held.answered_on <= held.due_on else (_("terlambat"), "bad")
    left = (held.waits_until - today).days
    if left < 0:
        return _("lewat {n} hari").format(n=count(-left)), "bad"
    return _("sisa {n} hari").format(n=count(left)), "doubt" if left <= _NEAR else "plain"


def _about(held: Complaint) -> str:
    if held.round is not None:
        return f"{held.round.programme.name}: {held.round.name}"
    return held.programme.name if held.programme is not None else ""


def whole(held: Complaint, who: Reader) -> Whole:
    """One complaint, for an officer who may see it."""
    facts = (
        (_("Desa"), region_name(held.area)), (_("Program bantuan"), _about(held)),
        (_("Petugas dari"), against_words(held.against)), (_("Yang diadukan"), held.whom),
        *_who(held, who),
        (_("Dicatat oleh"), held.filed_by.name if held.filed_by else ""),
        (_("Kesimpulan"), outcome_words(held.outcome)),
        (_("Tenggat"), day(held.waits_until) if held.waits_until else ""),
    )  # fmt: skip
    return Whole(
        card(held, who.day), facts, held.text, categories()[held.category].term.basis(language()),
        tuple(_step(each, full=True) for each in queries.steps_of(held)),
        tuple(each.account.name for each in queries.named_in(held)), correcting.person_of(held),
        held.case_id if who.roles & _SEE_REQUESTS else None,
        tuple(
            ToldStep(title(each.task.kind), each.by.name, each.said_at, "")
            for each in correcting.corrections(who.scope, held)
        ),
    )  # fmt: skip


def _who(held: Complaint, who: Reader) -> tuple[tuple[str, str], ...]:
    """Who complains, for those who answer; others who read the complaint need not know."""
    if not may_handle(who.account, held, who.day):
        return ()
    return (_("Nama pengadu"), held.name or _("tanpa nama")), (_("Kontak"), held.contact)


def _step(step: Step, *, full: bool) -> ToldStep:
    """A step; who took it is told to officers alone."""
    if step.before == step.after:
        what = _("di meja {desk}").format(desk=desk_words(step.desk))
    else:
        what = state_words(step.after)
    who = (step.by.name if step.by else _("pengadu")) if full else ""
    return ToldStep(what, who, step.on, step.text)


def for_complainant(held: Complaint, code: str, today: date) -> ForComplainant:
    """One complaint, for who has its code."""
    until = policies.appeal_until(held) if held.answered_on is not None else None
    return ForComplainant(
        written(code), category_words(held.category), region_name(held.area), _about(held), held.filed_at,
        state_words(held.state), held.is_open, bool(held.waits_until and held.waits_until < today),
        day(held.waits_until) if held.waits_until else "", desk_words(desks_now(held, today)[-1]),
        outcome_words(held.outcome), categories()[held.category].term.basis(language()),
        tuple(_step(each, full=False) for each in queries.told_to_complainant(held)), day(until) if until else "",
    )  # fmt: skip


def can_be_appealed(held: Complaint, today: date) -> bool:
    """Whether who complains can still say that the answer is not right."""
    return held.state == State.ANSWERED and today <= policies.appeal_until(held)


def categories_told() -> tuple[ToldCategory, ...]:
    """Every kind of complaint with its deadline."""
    lang = language()
    return tuple(
        ToldCategory(
            each.name(lang), each.hint(lang), _days(each.term.days, each.term.counting), each.term.basis(lang),
            each.sensitive,
        )
        for each in categories().values()
    )  # fmt: skip


def kind_of(row: Tally) -> str:
    """The kind that a number is of; several small ones stand together."""
    return category_words(row.category) if row.category else _("jenis lain digabung")


def _days(days: int, counting: str) -> str:
    return _("{n} hari kerja").format(n=days) if counting == "working" else _("{n} hari").format(n=days)
