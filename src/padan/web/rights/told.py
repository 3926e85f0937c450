"""Cases and breaches in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from padan.kernel.texts import _, language
from padan.office.subjects.queries import Breach, Case
from padan.reference.deadlines import deadlines
from padan.reports.rights_words import right_words, state_words, time_left
from padan.reports.wording import region_name

#: A deadline that is nearer stands out.
_NEAR: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ToldCase:
    """A case. ``clock`` says how long there is, or how it ended; ``kind`` how it stands out."""

    number: int
    right: str
    person_id: str
    area: str
    wanted: str
    asked_by: str
    paper: str
    asked_at: datetime
    due_at: datetime
    state: str
    clock: str
    kind: str
    answer: str
    settled_at: datetime | None
    basis: str


@dataclass(frozen=True, slots=True)
class ToldBreach:
    """A breach, with its clock."""

    number: int
    breach: Breach
    area: str
    clock: str
    kind: str
    basis: str


def case(found: Case, now: datetime) -> ToldCase:
    """One case."""
    clock, kind = _clock(found.due_at, found.settled_at, now)
    return ToldCase(
        found.pk, right_words(found.right), found.subject.partition(":")[2], region_name(found.area), found.wanted,
        found.asked_by, found.paper, found.asked_at, found.due_at, state_words(found.state), clock, kind, found.answer,
        found.settled_at, deadlines()[found.right].basis(language()),
    )  # fmt: skip


def breach(found: Breach, now: datetime) -> ToldBreach:
    """One breach."""
    clock, kind = _clock(found.due_at, found.told_at, now)
    return ToldBreach(
        found.pk, found, region_name(found.area), clock, kind, deadlines()["breach"].basis(language())
    )  # fmt: skip


def _clock(due: datetime, done: datetime | None, now: datetime) -> tuple[str, str]:
    if done is not None:
        return (_("tepat waktu"), "good") if done <= due else (_("terlambat"), "bad")
    kind = "bad" if due < now else "doubt" if due - now <= _NEAR else "plain"
    return time_left(due, now), kind
