"""What the recipients of a round are entitled to each month: said while its list can still change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid.models import Portion as Row
from padan.office.aid.models import Round
from padan.office.aid.operations import step
from padan.office.aid.permissions import check_may_make
from padan.office.aid.policies import check_can_change, check_not_held
from padan.office.aid.queries import package_of
from padan.office.audit.operations import record
from padan.rules.package import Portion, check_package


@transaction.atomic
def set_package(held: Round, portions: Sequence[Portion], *, by: Account, on: datetime) -> Round:
    """Say what each recipient is entitled to, in place of what was said before. InvalidValueError for an empty package
    or an item that stands in it twice; NotAllowedError where the list is with others."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_may_make(by, found.area, timezone.localdate(on))
    check_can_change(found)
    check_not_held(found, found.package.exists())
    check_package(portions)
    before = package_of(found)
    if before == tuple(portions):
        return found
    found.package.all().delete()
    Row.objects.bulk_create(
        Row(
            round=found, number=number, item=each.item, unit=each.unit, amount=each.amount, whom=each.whom.value,
            price=each.price, instead=[asdict(other) for other in each.instead],
        )
        for number, each in enumerate(portions, start=1)
    )  # fmt: skip
    step(found, found.state, by, on)
    record(
        by=acting(by), on=on, action="aid.package_set", subject=str(found), area=found.area,
        before=_told(before) if before else None, after=_told(portions),
    )  # fmt: skip
    return found


def _told(portions: Sequence[Portion]) -> dict[str, Any]:
    return {"package": [asdict(each) for each in portions]}
