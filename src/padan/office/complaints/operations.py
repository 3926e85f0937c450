"""Complaints: made, moved on, handed on, sorted anew; each in one transaction with its entry in the trail.

The trail says what was done, never what was written: a complaint names people. ``by`` is the account that acts, or
None for who complains, who shows the code instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account, Post
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid.models import Programme, Round
from padan.office.audit.operations import record
from padan.office.complaints import permissions, policies
from padan.office.complaints.codes import code_of, digest_of
from padan.office.complaints.models import Complaint, Named, Step
from padan.office.complaints.states import (
    APPEALS_TO,
    MOVES,
    OPEN,
    Channel,
    Desk,
    Mover,
    Outcome,
    State,
    first_desk,
)
from padan.reference.complaints import categories, terms
from padan.rules.complaints import last_day, mentions


@dataclass(frozen=True, slots=True)
class Filed:
    """What somebody complains about; fields as in :class:`padan.office.complaints.models.Complaint`."""

    category: str
    area: str
    text: str
    programme: Programme | None = None
    round: Round | None = None
    against: str = ""
    whom: str = ""
    name: str = ""
    contact: str = ""


@transaction.atomic
def file(filed: Filed, key: str, *, by: Account | None, on: datetime) -> Complaint:
    """Take a complaint; the same ``key`` again is the same complaint, and changes nothing. InvalidValueError for what
    cannot be, NotAllowedError where an officer writes down one of another area."""
    digest = digest_of(code_of(key))
    known = Complaint.objects.filter(digest=digest).first()
    if known is not None:
        return known
    day = timezone.localdate(on)
    policies.check_category(filed.category)
    policies.check_text(filed.text)
    if by is not None:
        permissions.check_may_file(by, filed.area, day)
    found = categories()[filed.category]
    due = last_day(day, found.term)
    made = Complaint(
        digest=digest, category=filed.category, sensitive=found.sensitive, area=filed.area, programme=filed.programme,
        round=filed.round, channel=Channel.PUBLIC if by is None else Channel.OFFICER, filed_by=by, filed_at=on,
        against=filed.against, text=filed.text.strip(), whom=filed.whom.strip(), name=filed.name.strip(),
        contact=filed.contact.strip(), desk=first_desk(found.sensitive, filed.against), due_on=due, waits_until=due,
    )  # fmt: skip
    made.full_clean(exclude=("text", "whom", "name", "contact"), validate_unique=False)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # pressed twice: the other one came in between
        return Complaint.objects.get(digest=digest)
    _step(made, "", by, on)
    _name_who_is_written(made, on)
    _tell(made, "complaints.filed", by, on, after={**_told(made), "came": made.channel})
    return made


def _name_who_is_written(made: Complaint, on: datetime) -> None:
    """Shut out whoever has or had a post and is called by the whole name: as whom a complaint is about, in a sensitive
    one anywhere. Better one too many."""
    text = f"{made.whom}\n{made.text}" if made.sensitive else made.whom
    holders = Account.objects.filter(pk__in=Post.objects.values("account")).exclude(pk__in=made.named.values("account"))
    Named.objects.bulk_create(
        Named(complaint=made, account=each, on=on) for each in holders.only("pk", "name") if mentions(text, each.name)
    )


@transaction.atomic
def examine(complaint: Complaint, *, by: Account, on: datetime) -> Complaint:
    """Begin to look into a complaint."""
    return _moved(complaint, State.EXAMINED, "", "", by, on)


@transaction.atomic
def answer(complaint: Complaint, outcome: Outcome, text: str, *, by: Account, on: datetime) -> Complaint:
    """Give a complaint its answer, or an appeal its decision, with the reasons."""
    to = State.DECIDED if complaint.state == State.APPEALED else State.ANSWERED
    return _moved(complaint, to, text, outcome, by, on)


@transaction.atomic
def appeal(code: str, text: str, *, on: datetime) -> Complaint:
    """Say why an answer is not right, once. NotAllowedError for a code that is nobody's."""
    return _moved(_of_code(code), State.APPEALED, text, "", None, on)


@transaction.atomic
def withdraw(code: str, *, on: datetime) -> Complaint:
    """Take a complaint back. NotAllowedError for a code that is nobody's."""
    return _moved(_of_code(code), State.WITHDRAWN, "", "", None, on)


def _of_code(code: str) -> Complaint:
    found = Complaint.objects.filter(digest=digest_of(code)).first()
    if found is None:
        raise NotAllowedError(_("Kode ini tidak dikenal"), next_step=_("Periksa lagi kodenya."))
    return found


def _moved(complaint: Complaint, to: State, text: str, outcome: str, by: Account | None, on: datetime) -> Complaint:
    """Bring a complaint into another state, by the table of moves."""
    held, day = _locked(complaint), timezone.localdate(on)
    policies.check_move(held, to, text, day)
    at = State(held.state)
    move = MOVES[at, to]
    if (by is None) != (move.mover is Mover.COMPLAINANT):
        raise RuntimeError(f"a complaint goes from {at} to {to} by {move.mover}")
    if by is not None:
        (permissions.check_may_decide if move.checks else permissions.check_may_handle)(by, held, day)
    before = _told(held)
    held.state, held.outcome = to.value, outcome or held.outcome
    _set_clock(held, to, on)
    held.save()
    _step(held, at, by, on, text)
    _tell(held, f"complaints.{to}", by, on, before, _told(held))
    return held


def _set_clock(held: Complaint, to: State, on: datetime) -> None:
    """Say who is waited for until when, now that a complaint has come into a state."""
    day = timezone.localdate(on)
    if to is State.ANSWERED:
        held.answered_on = day
    if to is State.APPEALED:
        held.desk = APPEALS_TO[Desk(held.desk)].value
        held.waits_until = last_day(day, terms()["appeal"])
    held.settled_at = None if to in OPEN else on
    if to not in OPEN:
        held.waits_until = None


@transaction.atomic
def refer(complaint: Complaint, to: Desk, reason: str, *, by: Account, on: datetime) -> Complaint:
    """Hand a complaint to another desk; its days run on."""
    held = _locked(complaint)
    policies.check_refer(held, to, reason)
    permissions.check_may_handle(by, held, timezone.localdate(on))
    before = _told(held)
    held.desk = to.value
    held.save(update_fields=("desk",))
    _step(held, held.state, by, on, reason)
    _tell(held, "complaints.referred", by, on, before, _told(held))
    return held


@transaction.atomic
def sort(complaint: Complaint, category: str, reason: str, *, by: Account, on: datetime) -> Complaint:
    """Put a complaint into another category; it is due by what that says, counted from the day it was made. One that
    becomes sensitive goes at once to where few see it; only the inspectorate makes one open to more."""
    held, day = _locked(complaint), timezone.localdate(on)
    policies.check_category(category)
    if not held.is_open or held.state == State.APPEALED:
        raise NotAllowedError(_("Pengaduan ini sudah dijawab"), next_step=_("Muat ulang halamannya."))
    if not reason.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))
    permissions.check_may_handle(by, held, day)
    found, before = categories()[category], _told(held)
    if held.sensitive and not found.sensitive:
        permissions.check_may_open(by, held, day)
    if found.sensitive and not held.sensitive:
        held.desk = first_desk(True, held.against).value
    held.category, held.sensitive = category, found.sensitive
    held.due_on = held.waits_until = last_day(timezone.localdate(held.filed_at), found.term)
    held.save()
    _name_who_is_written(held, on)
    _step(held, held.state, by, on, reason)
    _tell(held, "complaints.sorted", by, on, before, _told(held))
    return held


@transaction.atomic
def name(complaint: Complaint, account: Account, *, by: Account, on: datetime) -> Complaint:
    """Say that a complaint is about an account, which never sees it from then on."""
    held = _locked(complaint)
    permissions.check_may_name(by, held, timezone.localdate(on))
    if not held.named.filter(account=account).exists():
        Named(complaint=held, account=account, by=by, on=on).save()
        _tell(held, "complaints.named", by, on, after={"account": str(account)})
    return held


def _locked(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_for_update().get(pk=complaint.pk)


def _step(held: Complaint, before: str, by: Account | None, on: datetime, text: str = "") -> None:
    Step(
        complaint=held, before=before, after=held.state, desk=held.desk, text=text.strip(), by=by, on=on
    ).save()  # fmt: skip


def _tell(
    held: Complaint, action: str, by: Account | None, on: datetime, before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    record(by=acting(by), on=on, action=action, subject=str(held), area=held.area, before=before, after=after)


def _told(held: Complaint) -> dict[str, Any]:
    """A complaint as the trail keeps it."""
    return {
        "category": held.category, "stands": str(held.state), "desk": str(held.desk), "finding": held.outcome,
        "due_on": held.due_on.isoformat(),
    }  # fmt: skip
