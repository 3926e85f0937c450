"""Who has authority over a giver: claimed by either side, and a dispute settled by both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.operations import record
from padan.office.giving.models import Agreed, Claim, Giver, Settlement
from padan.office.giving.permissions import side_of
from padan.office.giving.policies import check_can_settle, check_claim
from padan.office.giving.queries import authorities
from padan.rules.giving.authority import Holder


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an authority; fields as in :class:`padan.office.giving.models.Claim`."""

    matter: str
    holder: Holder
    since: date
    basis: str
    document: str = ""


@transaction.atomic
def claim(giver: Giver, said: Said, until: date | None = None, *, by: Account, on: datetime) -> Claim:
    """Say who has authority over a giver. Either side may say it of either. InvalidValueError for what has no basis, or
    ends before it begins."""
    side = side_of(by, giver.area, timezone.localdate(on))
    check_claim(said.matter, said.holder, said.basis, said.document)
    if until is not None and until < said.since:
        raise InvalidValueError(_("Kewenangan itu berakhir sebelum mulai"), next_step=_("Periksa tanggalnya."))
    made = Claim(giver=giver, **_fields(said), until=until, side=side.value, by=by, on=on)
    made.save()
    _tell(giver, "giving.authority_claimed", said, by, on)
    return made


@transaction.atomic
def settle(giver: Giver, said: Said, *, by: Account, on: datetime) -> Settlement:
    """Propose how a dispute ends, by a document that both sign; nothing changes until the other side agrees."""
    day = timezone.localdate(on)
    side = side_of(by, giver.area, day)
    check_can_settle(authorities([giver], said.matter, day)[giver.pk], said.document)
    made = Settlement(giver=giver, **_fields(said), side=side.value, by=by, on=on)
    made.save()
    _tell(giver, "giving.settlement_proposed", said, by, on)
    return made


@transaction.atomic
def agree(settlement: Settlement, *, by: Account, on: datetime) -> Agreed:
    """Agree to what the other side proposed: the dispute ends from the day that it names. NotAllowedError for the side
    that proposed it, and where it is agreed already."""
    held = Settlement.objects.select_for_update(of=("self",)).select_related("giver").get(pk=settlement.pk)
    if side_of(by, held.giver.area, timezone.localdate(on)) == held.side:
        raise NotAllowedError(_("Usul ini dari pihak Anda sendiri"), next_step=_("Tunggu persetujuan pihak lain."))
    if Agreed.objects.filter(settlement=held).exists():
        raise NotAllowedError(_("Usul ini sudah disetujui"), next_step=_("Muat ulang halamannya."))
    made = Agreed(settlement=held, by=by, on=on)
    made.save()
    said = Said(held.matter, Holder(held.holder), held.since, held.basis)
    _tell(held.giver, "giving.settlement_agreed", said, by, on)
    return made


def _fields(said: Said) -> dict[str, object]:
    return {
        "matter": said.matter, "holder": said.holder.value, "since": said.since, "basis": said.basis.strip(),
        "document": said.document,
    }  # fmt: skip


def _tell(giver: Giver, action: str, said: Said, by: Account, on: datetime) -> None:
    record(
        by=acting(by), on=on, action=action, subject=str(giver), area=giver.area,
        after={"matter": said.matter, "holder": said.holder, "since": said.since.isoformat(), "basis": said.basis},
    )  # fmt: skip
