"""A giver says what it brings, each in one transaction with its entry in the trail. The row of the giver is the lock:
of two that it sends at once the second sees the first, so that neither the same comes twice nor more than is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.operations import record
from padan.office.bringing import policies
from padan.office.bringing.models import Consignment
from padan.office.bringing.permissions import check_may_send
from padan.office.giving.models import Giver, Hold, Pledge
from padan.office.tasks import papers

#: What two that bear one key must say alike to be one.
_TOLD: Final = ("pledge_id", "hold_id", "area", "item", "unit", "units", "day", "paper", "picture")


@dataclass(frozen=True, slots=True)
class Sent:
    """What is said of every consignment; fields as in :class:`padan.office.bringing.models.Consignment`, ``picture``
    the content of the file, empty where there is none."""

    key: str
    units: int
    day: date
    paper: str
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Goods:
    """What is brought, and to which village or kecamatan."""

    item: str
    unit: str
    area: str


@transaction.atomic
def bring(pledge: Pledge, goods: Goods, sent: Sent, *, by: Account, on: datetime) -> Consignment:
    """Say that goods of a pledge are brought to a village; the same key again is the same consignment. NotAllowedError
    or InvalidValueError where that cannot be."""
    giver, today = _locked(pledge, by, on), timezone.localdate(on)
    made = Consignment(
        pledge=pledge, area=goods.area, item=goods.item.strip(), unit=goods.unit.strip(), **_said(giver, sent, by, on)
    )
    known = _known(made)
    if known is not None:
        return known
    policies.check_sent(sent.units, sent.day, sent.paper, today + policies.AHEAD)
    policies.check_can_bring(pledge, goods.area, goods.item, goods.unit, today)
    return _keep(made, sent.picture, by, on)


@transaction.atomic
def carry_out(hold: Hold, sent: Sent, *, by: Account, on: datetime) -> Consignment:
    """Say that works or a service were done for whom the giver knows by the code of a hold; the same key again is the
    same. NotAllowedError or InvalidValueError where that cannot be, or is more than what is left of it."""
    giver, today = _locked(hold.pledge, by, on), timezone.localdate(on)
    made = Consignment(
        pledge=hold.pledge, hold=hold, area=hold.need.area, unit=hold.need.unit, **_said(giver, sent, by, on)
    )
    known = _known(made)
    if known is not None:
        return known
    policies.check_sent(sent.units, sent.day, sent.paper, today)
    policies.check_can_do(giver, hold, sent.units, today)
    return _keep(made, sent.picture, by, on)


def _locked(pledge: Pledge, by: Account, on: datetime) -> Giver:
    giver = Giver.objects.select_for_update(of=("self",)).get(pk=pledge.giver_id)
    check_may_send(by, giver, timezone.localdate(on))
    return giver


def _said(giver: Giver, sent: Sent, by: Account, on: datetime) -> dict[str, Any]:
    return {
        "giver": giver, "key": sent.key, "units": sent.units, "day": sent.day, "paper": sent.paper.strip(),
        "picture": papers.digest_of(sent.picture) if sent.picture else "", "by": by, "on": on,
    }  # fmt: skip


def _known(made: Consignment) -> Consignment | None:
    """The consignment that has the key already; NotAllowedError where that is another one."""
    found = Consignment.objects.filter(giver=made.giver, key=made.key).first()
    if found is not None and any(getattr(found, name) != getattr(made, name) for name in _TOLD):
        raise NotAllowedError(_("Kunci catatan ini milik catatan lain"), next_step=_("Isi lagi formulirnya."))
    return found


def _keep(made: Consignment, picture: bytes, by: Account, on: datetime) -> Consignment:
    if picture:
        papers.keep(picture, "")
    made.full_clean(validate_unique=False, validate_constraints=False)
    made.save()
    record(
        by=acting(by), on=on, action="bringing.sent", subject=str(made), area=made.area,
        after={
            "pledge": made.pledge_id, "hold": made.hold_id, "item": made.item, "unit": made.unit, "units": made.units,
            "day": made.day.isoformat(), "sha256": made.picture,
        },
    )  # fmt: skip
    return made
