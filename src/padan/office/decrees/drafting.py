"""Drafts of decrees: written, rewritten and dropped by data officers, as long as nothing is sealed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid.models import Round
from padan.office.audit.operations import record
from padan.office.decrees.models import Decree
from padan.office.decrees.permissions import check_may_draft
from padan.office.decrees.policies import (
    check_can_be_changed,
    check_can_draft,
    check_drafted,
    check_is_draft,
    check_number,
    check_somebody_fell_out,
)
from padan.office.decrees.states import Kind
from padan.office.decrees.words import Drafted, References


@transaction.atomic
def draft(held: Round, said: Drafted, *, by: Account, on: datetime) -> Decree:
    """Draft the decree that names the recipients of a round. NumberTakenError for a number that is taken,
    InvalidValueError for words that are missing; NotAllowedError where there is one already."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_may_draft(by, found.area, timezone.localdate(on))
    check_can_draft(found)
    return _made(found, said, by, on, kind=Kind.FIRST)


@transaction.atomic
def draft_amendment(decree: Decree, said: Drafted, papers: References, *, by: Account, on: datetime) -> Decree:
    """Draft the amendment by which the next in line follow the recipients who were excluded since the decree; who that
    is follows from the list when it is sealed."""
    found = _changing(decree, by, on)
    check_somebody_fell_out(found.round)
    return _made(
        found.round, said, by, on, kind=Kind.AMENDMENT, changes=found, references=_checked(papers)
    )  # fmt: skip


@transaction.atomic
def draft_withdrawal(decree: Decree, said: Drafted, reason: str, *, by: Account, on: datetime) -> Decree:
    """Draft the withdrawal of a decree. InvalidValueError without a reason."""
    found = _changing(decree, by, on)
    if not reason.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))
    return _made(found.round, said, by, on, kind=Kind.WITHDRAWAL, changes=found, reason=reason.strip())


@transaction.atomic
def revise(decree: Decree, said: Drafted, *, by: Account, on: datetime) -> Decree:
    """Say anew what a draft says."""
    found = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    check_may_draft(by, found.area, timezone.localdate(on))
    check_is_draft(found)
    check_drafted(said, found)
    before = _told(found)
    for name, value in _columns(said).items():
        setattr(found, name, value)
    _save(found, said)
    found.hands.add(by)
    record(
        by=acting(by), on=on, action="decrees.revised", subject=str(found), area=found.area, before=before,
        after=_told(found),
    )  # fmt: skip
    return found


@transaction.atomic
def drop(decree: Decree, *, by: Account, on: datetime) -> None:
    """Remove a draft; its number is free again."""
    found = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    check_may_draft(by, found.area, timezone.localdate(on))
    check_is_draft(found)
    record(
        by=acting(by), on=on, action="decrees.dropped", subject=str(found), area=found.area, before=_told(found)
    )  # fmt: skip
    found.delete()


def _changing(decree: Decree, by: Account, on: datetime) -> Decree:
    found = Decree.objects.select_for_update(of=("self",)).select_related("round").get(pk=decree.pk)
    check_may_draft(by, found.area, timezone.localdate(on))
    check_can_be_changed(found)
    return found


def _made(held: Round, said: Drafted, by: Account, on: datetime, **more: Any) -> Decree:
    check_drafted(said)
    made = Decree(round=held, area=held.area, made_by=by, made_at=on, **_columns(said), **more)
    _save(made, said)
    made.hands.add(by)
    record(
        by=acting(by), on=on, action="decrees.drafted", subject=str(made), area=made.area, reason=made.reason,
        after={**_told(made), "round": str(held), "changes": str(made.changes) if made.changes else None},
    )  # fmt: skip
    return made


def _save(written: Decree, said: Drafted) -> None:
    """Save it. Who drafts another decree under the same number at the same moment is seen only now."""
    try:
        with transaction.atomic():
            written.save()
    except IntegrityError:
        check_number(said, written.pk)
        raise


def _columns(said: Drafted) -> dict[str, Any]:
    return {
        "agency": said.agency, "year": said.signed_on.year, "number": said.number.strip(), "about": said.about.strip(),
        "signed_on": said.signed_on, "full_numbers": said.full_numbers, "words": said.words.kept(),
    }  # fmt: skip


def _told(decree: Decree) -> dict[str, Any]:
    return {
        "kind": decree.kind, "agency": decree.agency, "year": decree.year, "number": decree.number,
        "about": decree.about, "full_numbers": decree.full_numbers, "words": decree.words,
    }  # fmt: skip


def _checked(papers: References) -> dict[str, str]:
    if not papers.bast_number.strip() or not papers.sptjm_number.strip():
        raise InvalidValueError(
            _("Nomor BAST dan SPTJM belum diisi"), next_step=_("Isi nomor dan tanggal kedua surat itu.")
        )
    return {name: str(value).strip() for name, value in asdict(papers).items()}
