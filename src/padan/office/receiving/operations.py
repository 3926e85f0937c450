"""Sending a file, and what became of it; each in one transaction with its entry in the trail.

The work itself is done by a worker, which knows the pipeline; the office does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from padan.kernel.scope import holding
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.queries import scope_of
from padan.office.audit.operations import record
from padan.office.jobs.operations import ask
from padan.office.jobs.permissions import ROLES, check_may_ask
from padan.office.jobs.states import Kind
from padan.office.receiving.models import Upload
from padan.office.receiving.policies import check_can_be_sent, rows_within
from padan.office.receiving.states import COUNTED, State, may_follow
from padan.office.receiving.storage import Stored

#: What an upload keeps of its file's receipt.
_OF_A_RECEIPT: Final = ("receipt_id", "source", "rows_in", "rows_accepted", "rows_rejected")


@dataclass(frozen=True, slots=True)
class Said:
    """What the sender says of a file: kind of list, village (Kemendagri code), the day that it describes. Empty and
    None: the file says so itself."""

    source: str = ""
    village: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: its receipt, what it was found to be, and every row accounted for."""

    receipt_id: str
    source: str
    rows_in: int
    rows_accepted: int
    rows_rejected: int


@transaction.atomic
def send(file: Stored, said: Said, *, by: Account, on: datetime) -> Upload:
    """Keep a file and have it received, unless the very same one is here already. NotAllowedError where ``by`` may not
    send, or the file cannot be."""
    day = timezone.localdate(on)
    check_may_ask(by, Kind.RECEIVE, day)
    scope = scope_of(by, day, *ROLES[Kind.RECEIVE])
    check_can_be_sent(file, scope, said.village)
    upload = Upload(
        name=file.name[:200], size=file.size, sha256=file.sha256, stored=file.stored, sent_by=by, sent_at=on,
        area=said.village or reduce(holding, scope.codes), state=State.WAITING,
    )  # fmt: skip
    if not _kept_as_the_one_copy(upload):
        _kept_as_another_copy(upload)
    record(
        by=acting(by), on=on, action="receiving.sent", subject=str(upload), area=upload.area,
        after={"name": upload.name, "size": upload.size, "sha256": upload.sha256, "state": upload.state},
    )  # fmt: skip
    if upload.state == State.WAITING:
        told = {"upload": upload.pk, "source": said.source, "village": said.village}
        told |= {"day": said.day.isoformat() if said.day else "", "received_at": day.isoformat()}
        # By the posts of this moment: what changes before a worker comes to it does not count.
        told |= {"within": list(rows_within(by, day))}
        upload.job = ask(Kind.RECEIVE, told, by=by, on=on)
        upload.save(update_fields=("job",))
    return upload


def _kept_as_the_one_copy(upload: Upload) -> bool:
    try:
        with transaction.atomic():
            upload.save()
    except IntegrityError:  # the table keeps one copy of a file, whoever comes first
        return False
    return True


def _kept_as_another_copy(upload: Upload) -> None:
    first = Upload.objects.get(sha256=upload.sha256, state__in=COUNTED)
    upload.pk, upload.state, upload.stored, upload.same_as, upload.was_known = None, State.KNOWN, "", first, True
    for name in _OF_A_RECEIPT:
        setattr(upload, name, getattr(first, name))
    upload.save()


@transaction.atomic
def begin(upload: Upload, *, known: bool) -> bool:
    """Remember whether the register had the file when work on it first began; whether it had. What a worker that died
    half-way left behind must not be taken for an earlier receipt."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.was_known is None:
        held.was_known = known
        held.save(update_fields=("was_known",))
    return bool(held.was_known)


@transaction.atomic
def settle(upload: Upload, received: Received, *, on: datetime) -> Upload:
    """The file is received, or the register had it already. The same a second time changes nothing."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    state = State.KNOWN if held.was_known else State.RECEIVED
    if not may_follow(State(held.state), state):
        return held
    held.state, held.stored = state, ""
    held.receipt_id, held.source = received.receipt_id, received.source
    held.rows_in, held.rows_accepted, held.rows_rejected = (
        received.rows_in, received.rows_accepted, received.rows_rejected,
    )  # fmt: skip
    held.save()
    # Whoever sent the same file while this one waited has its receipt too.
    told = {name: getattr(held, name) for name in _OF_A_RECEIPT}
    Upload.objects.filter(same_as=held).update(**told)
    after = {"state": state, "receipt": received.receipt_id, "source": received.source, "rows_in": received.rows_in}
    after |= {"rows_accepted": received.rows_accepted, "rows_rejected": received.rows_rejected}
    record(
        by=acting(None), on=on, action="receiving.received", subject=str(held), area=held.area,
        before={"state": State.WAITING}, after=after,
    )  # fmt: skip
    return held


@transaction.atomic
def refuse(upload: Upload, *, on: datetime, reason: str) -> Upload:
    """The file cannot be received. The same a second time changes nothing."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if not may_follow(State(held.state), State.REFUSED):
        return held
    held.state, held.stored = State.REFUSED, ""
    held.save(update_fields=("state", "stored"))
    record(
        by=acting(None), on=on, action="receiving.refused", subject=str(held), area=held.area, reason=reason,
        before={"state": State.WAITING}, after={"state": State.REFUSED},
    )  # fmt: skip
    return held


@transaction.atomic
def downloaded(upload: Upload, *, by: Account, on: datetime) -> None:
    """The refused rows left the office in a file that says who took it."""
    record(
        by=acting(by), on=on, action="receiving.downloaded", subject=str(upload), area=upload.area,
        after={"receipt": upload.receipt_id, "rows": upload.rows_rejected},
    )  # fmt: skip
