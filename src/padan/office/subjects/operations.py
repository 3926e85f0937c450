"""Cases and breaches: written down, settled; each in one transaction with its entry in the trail.

``by`` is the account that acts, or None for the program.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.subjects.models import Breach, Case
from padan.office.subjects.permissions import check_may_answer
from padan.office.subjects.policies import check_closing, check_step
from padan.office.subjects.states import OPEN, Right, State
from padan.reference.deadlines import deadlines


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for; fields as in :class:`padan.office.subjects.models.Case`."""

    right: Right
    subject: str
    area: str
    wanted: str
    asked_by: str
    paper: str
    asked_at: datetime


@transaction.atomic
def open_case(request: Request, *, by: Account | None, on: datetime) -> Case:
    """Write down what is asked for. The time runs from when it was asked, not from when it was written down;
    InvalidValueError where that lies ahead."""
    _check(by, request.area, on)
    _check_past(request.asked_at, on)
    due = request.asked_at + deadlines()[request.right].within
    case = Case(**asdict(request), due_at=due, state=State.RECEIVED)
    case.full_clean()
    case.save()
    record(
        by=acting(by), on=on, action="subjects.asked", subject=request.subject, area=request.area,
        after={**_told(case), "case": case.pk},
    )  # fmt: skip
    return case


@transaction.atomic
def step(case: Case, state: State, *, by: Account | None, on: datetime, answer: str = "") -> Case:
    """Bring a case into another state, with the answer and its reasons where it is settled."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    _check(by, held.area, on)
    check_step(held, state, answer)
    before = _told(held)
    held.state = state
    held.answer = answer.strip() or held.answer
    held.settled_at = None if state in OPEN else on
    held.save(update_fields=("state", "answer", "settled_at"))
    record(
        by=acting(by), on=on, action="subjects.settled" if held.settled_at else "subjects.examined",
        subject=held.subject, area=held.area, reason=answer.strip(), before={**before, "case": held.pk},
        after={**_told(held), "case": held.pk},
    )  # fmt: skip
    return held


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a breach; fields as in :class:`padan.office.subjects.models.Breach`."""

    found_at: datetime
    area: str
    what: str
    data: str
    whose: str
    many: int | None = None
    done: str = ""
    people_told_at: datetime | None = None
    authority_told_at: datetime | None = None
    public_told_at: datetime | None = None


@transaction.atomic
def report_breach(found: Found, *, by: Account | None, on: datetime) -> Breach:
    """Write down a breach. The clock runs from when it was found."""
    _check(by, found.area, on)
    _check_moments(found, on)
    breach = Breach(**asdict(found), due_at=found.found_at + deadlines()["breach"].within)
    breach.full_clean()
    breach.save()
    record(
        by=acting(by), on=on, action="subjects.breach_found", subject=str(breach), area=breach.area,
        after=_written(found),
    )  # fmt: skip
    return breach


@transaction.atomic
def amend_breach(breach: Breach, found: Found, *, by: Account | None, on: datetime) -> Breach:
    """Write down what is known of a breach by now; its area and its clock stay unless the finding was earlier."""
    held = Breach.objects.select_for_update().get(pk=breach.pk)
    _check(by, held.area, on)
    _check_moments(found, on)
    before = {name: getattr(held, name) for name in asdict(found)}
    for name, value in asdict(found).items():
        setattr(held, name, value)
    held.area = before["area"]
    held.due_at = held.found_at + deadlines()["breach"].within
    held.full_clean()
    held.save()
    record(
        by=acting(by), on=on, action="subjects.breach_amended", subject=str(held), area=held.area,
        before=_written(Found(**before)), after=_written(found),
    )  # fmt: skip
    return held


@transaction.atomic
def close_breach(breach: Breach, *, by: Account | None, on: datetime) -> Breach:
    """Say that a breach is dealt with. NotAllowedError before everybody was told."""
    held = Breach.objects.select_for_update().get(pk=breach.pk)
    _check(by, held.area, on)
    check_closing(held)
    held.closed_at = on
    held.save(update_fields=("closed_at",))
    record(by=acting(by), on=on, action="subjects.breach_closed", subject=str(held), area=held.area)
    return held


def _check(by: Account | None, area: str, on: datetime) -> None:
    if by is not None:
        check_may_answer(by, area, timezone.localdate(on))


def _check_past(moment: datetime | None, on: datetime) -> None:
    if moment is not None and moment > on:
        raise InvalidValueError(_("Waktu itu belum terjadi"), next_step=_("Periksa tanggal dan jamnya."))


def _check_moments(found: Found, on: datetime) -> None:
    for moment in (found.found_at, found.people_told_at, found.authority_told_at, found.public_told_at):
        _check_past(moment, on)


def _told(case: Case) -> dict[str, Any]:
    """A case as the trail keeps it: what was wanted stands in the case itself."""
    return {
        "right": str(case.right), "state": str(case.state), "asked_at": case.asked_at.isoformat(),
        "due_at": case.due_at.isoformat(),
    }  # fmt: skip


def _written(found: Found) -> dict[str, Any]:
    return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in asdict(found).items()}
