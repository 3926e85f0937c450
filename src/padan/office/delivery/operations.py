"""What people decide about deliveries: how a contradiction ends, who takes aid in a family's name, and who leaves its
place. Each in one transaction with its entry in the trail."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid import queries as aid
from padan.office.aid.models import Round
from padan.office.audit.operations import record
from padan.office.delivery.judging import rejudge
from padan.office.delivery.models import Event, Freed, Guardian, Settled, Verdict
from padan.office.delivery.permissions import check_may_keep, check_may_settle
from padan.office.delivery.policies import check_can_settle, check_is_taking
from padan.rules.delivery import Ending, Fate


@transaction.atomic
def settle(event: Event, ending: Ending, *, by: Account, on: datetime, reason: str) -> Verdict:
    """Say how an event ends that must not count as it stands: void, lost, or brought back. Somebody else than its
    teller says so; what else of the family is judged by it anew."""
    held = _locked(event.round_id)
    verdict = Verdict.objects.select_related("event").get(pk=event.pk)
    check_may_settle(by, verdict.event, timezone.localdate(on))
    check_can_settle(verdict, ending, reason)
    before = verdict.label
    Settled(event=verdict.event, ending=ending.value, reason=reason.strip(), by=by, on=on).save()
    rejudge({(held.pk, event.family_id)}, {event.key}, on)
    verdict.refresh_from_db()
    record(
        by=acting(by), on=on, action="delivery.settled", subject=str(event), area=event.area, reason=reason.strip(),
        before={"label": before}, after={"label": verdict.label, "family": event.family_id},
    )  # fmt: skip
    return verdict


@transaction.atomic
def name_guardian(
    held: Round, family_id: str, name: str, *, by: Account, on: datetime, why: str
) -> Guardian:  # fmt: skip
    """Say who takes what a family without grown-ups is entitled to. InvalidValueError without a name or a reason."""
    area = _listed_in(held, family_id)
    check_may_keep(by, area, timezone.localdate(on))
    if not name.strip() or not why.strip():
        raise InvalidValueError(_("Nama wali dan alasannya belum diisi"), next_step=_("Isi keduanya."))
    made = Guardian(
        round=held, family_id=family_id, area=area, name=name.strip(), why=why.strip(), by=by, on=on
    )  # fmt: skip
    made.save()
    record(
        by=acting(by), on=on, action="delivery.guardian_named", subject=f"family:{family_id}", area=area,
        reason=made.why, after={"round": str(held)},
    )  # fmt: skip
    return made


@transaction.atomic
def free(held: Round, family_id: str, fate: Fate, month: date, *, by: Account, on: datetime, why: str) -> Freed:
    """Say that a family died out or left the regency, so that from a month on it has no claim any more; who gets its
    place is for an amendment of the decree to say. With the fate that it stays, another person takes that back."""
    found = _locked(held.pk)
    check_is_taking(found)
    area = _listed_in(found, family_id)
    check_may_keep(by, area, timezone.localdate(on))
    if not why.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))
    _check_fate(Freed.objects.filter(round=found, family_id=family_id).first(), fate, by)
    made = Freed(
        round=found, family_id=family_id, area=area, fate=fate.value, month=month, why=why.strip(), by=by, on=on
    )  # fmt: skip
    made.save()
    rejudge({(found.pk, family_id)}, (), on)
    record(
        by=acting(by), on=on, action="delivery.freed", subject=f"family:{family_id}", area=area, reason=made.why,
        after={"round": str(found), "fate": made.fate, "since": month.isoformat()},
    )  # fmt: skip
    return made


def _check_fate(before: Freed | None, fate: Fate, by: Account) -> None:
    gone = before is not None and before.fate != Fate.STAYS
    if fate in (Fate.UNKNOWN, Fate.REPLACED) or gone is not (fate is Fate.STAYS):
        raise NotAllowedError(
            _("Keadaan keluarga ini sudah dicatat begitu"), next_step=_("Muat ulang halamannya, lalu lihat keadaannya.")
        )
    if before is not None and gone and before.by_id == by.pk:
        raise NotAllowedError(
            _("Catatan ini Anda sendiri yang membuatnya"), next_step=_("Minta petugas lain memeriksanya.")
        )


def _locked(number: int) -> Round:
    """The round, in which events are judged by nobody else meanwhile."""
    return Round.objects.select_for_update(of=("self",)).get(pk=number)


def _listed_in(held: Round, family_id: str) -> str:
    """Where a recipient is listed. InvalidValueError for a family that is none."""
    found = aid.chosen(Scope((held.area,)), held).filter(family_id=family_id).first()
    if found is None:
        raise InvalidValueError(_("Keluarga ini bukan penerima putaran ini"), next_step=_("Pilih dari daftarnya."))
    return found.area
