"""Givers: registered, vetted, their consent, who acts for them and where they work; each in one transaction with its
entry in the trail. The trail says what was done, never a person's name or contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.operations import record
from padan.office.giving import permissions, policies
from padan.office.giving.models import Consent, Giver, Representative, Site, Vetting
from padan.reference.giving import giver_kinds


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a giver, as :class:`padan.office.giving.models.Giver` keeps it; ``name``: a person's too."""

    kind: str
    name: str
    contact: str
    area: str
    sector: str = ""
    permit_kind: str = ""
    permit_number: str = ""
    permit_issuer: str = ""


@transaction.atomic
def register(described: Described, version: str, *, by: Account, on: datetime) -> Giver:
    """Write down a giver, and where ``by`` has the post of one that this account acts for it and consented to the
    ``version`` of the text on its data. InvalidValueError for what cannot be; ValidationError of Django for a name that
    is taken."""
    day = timezone.localdate(on)
    policies.check_giver(described.kind, described.name, described.contact, described.area)
    permissions.check_may_register(by, described.area, day)
    alone = giver_kinds()[described.kind].individual
    name = described.name.strip()
    made = Giver(
        kind=described.kind, name="" if alone else name, person=name if alone else None,
        contact=described.contact.strip(), sector=described.sector, permit_kind=described.permit_kind,
        permit_number=described.permit_number, permit_issuer=described.permit_issuer, area=described.area, made_by=by,
        made_at=on,
    )  # fmt: skip
    made.full_clean(exclude=("person", "contact"))
    made.save()
    _tell(made, "giving.registered", by, on, after={"kind": made.kind, "sector": made.sector})
    if permissions.gives(by, day):
        _represent(made, by, by, on)
        consent(made, version, given=True, by=by, on=on)
    return made


@transaction.atomic
def vet(giver: Giver, *, verified: bool, reason: str, by: Account, on: datetime) -> Vetting:
    """Say whether a giver is who it says, and why. Somebody else than who registered it says so."""
    held = _locked(giver)
    permissions.check_may_vet(by, held, timezone.localdate(on))
    policies.check_reason(reason)
    made = Vetting(giver=held, verified=verified, reason=reason.strip(), by=by, on=on)
    made.save()
    _tell(held, "giving.vetted", by, on, after={"verified": verified})
    return made


@transaction.atomic
def consent(giver: Giver, version: str, *, given: bool, by: Account, on: datetime) -> Consent:
    """Write down that a giver agrees to a version of the text on its data, or withdraws. InvalidValueError without a
    version."""
    held = _locked(giver)
    permissions.check_may_speak(by, held, timezone.localdate(on))
    if not version.strip():
        raise InvalidValueError(_("Versi persetujuan belum diisi"), next_step=_("Sebut versi yang dibaca pemberi."))
    made = Consent(giver=held, version=version.strip(), given=given, by=by, on=on)
    made.save()
    _tell(held, "giving.consented", by, on, after={"version": made.version, "given": given})
    return made


@transaction.atomic
def represent(giver: Giver, account: Account, *, by: Account, on: datetime) -> Representative:
    """Let an account with the post of a giver act for this one. NotAllowedError where it has no such post, or acts for
    one already."""
    held, day = _locked(giver), timezone.localdate(on)
    permissions.check_may_keep(by, held.area, day)
    if not permissions.gives(account, day) or Representative.objects.filter(account=account, ended_on=None).exists():
        raise NotAllowedError(
            _("Akun itu tidak dapat mewakili pemberi ini"), next_step=_("Beri jabatan pemberi, atau pilih akun lain.")
        )
    return _represent(held, account, by, on)


def _represent(giver: Giver, account: Account, by: Account, on: datetime) -> Representative:
    made = Representative.objects.create(giver=giver, account=account, by=by, on=on)
    _tell(giver, "giving.represented", by, on, after={"account": str(account)})
    return made


@transaction.atomic
def end_representing(held: Representative, *, by: Account, on: datetime) -> Representative:
    """Say that an account acts for a giver no longer. NotAllowedError where that is so already."""
    found = Representative.objects.select_for_update(of=("self",)).select_related("giver").get(pk=held.pk)
    permissions.check_may_keep(by, found.giver.area, timezone.localdate(on))
    if found.ended_on is not None:
        raise NotAllowedError(_("Akun itu sudah tidak mewakili"), next_step=_("Muat ulang halamannya."))
    found.ended_on = on
    found.save(update_fields=("ended_on",))
    _tell(found.giver, "giving.representing_ended", by, on, before={"account": str(found.account)})
    return found


@transaction.atomic
def add_site(
    giver: Giver, name: str, area: str, position: tuple[float, float] | None = None, *, by: Account, on: datetime
) -> Site:
    """Write down where a giver works, a village or a kecamatan, and the latitude and longitude where they are known.
    InvalidValueError for an area that is neither; ValidationError of Django for a name that is taken or a position off
    the earth."""
    held = _locked(giver)
    permissions.check_may_speak(by, held, timezone.localdate(on))
    policies.check_site(area)
    latitude, longitude = position if position is not None else (None, None)
    made = Site(giver=held, name=name.strip(), area=area, latitude=latitude, longitude=longitude, by=by, on=on)
    made.full_clean()
    made.save()
    _tell(held, "giving.site_added", by, on, after={"name": made.name, "area": area})
    return made


def _locked(giver: Giver) -> Giver:
    return Giver.objects.select_for_update().get(pk=giver.pk)


def _tell(
    giver: Giver,
    action: str,
    by: Account,
    on: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(by=acting(by), on=on, action=action, subject=str(giver), area=giver.area, before=before, after=after)
