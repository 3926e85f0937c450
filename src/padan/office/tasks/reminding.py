"""Whom to remind of tasks: who has late ones or some due within a week, and in the kecamatan who sees what was passed
on to it; once a week at most. That somebody was reminded is read from the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.queries import posts_of
from padan.office.accounts.roles import Role
from padan.office.audit.operations import record
from padan.office.audit.queries import times
from padan.office.tasks import queries
from padan.office.tasks.permissions import OWNED

#: How long nobody is reminded again; less than a week, so that a program that runs each Monday reminds each Monday.
PAUSE: Final = timedelta(days=6, hours=12)
ACTION: Final = "tasks.reminded"
_REMINDED: Final = (*OWNED, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What an account is reminded of: tasks of its own that are late, or due within a week, and tasks in its area that
    were passed on to the kecamatan. Numbers only: a mail names nobody."""

    account: Account
    late: int
    soon: int
    escalated: int


def reminders(on: datetime) -> list[Reminder]:
    """Who is to be reminded at that moment, by address."""
    day = timezone.localdate(on)
    holders = Account.objects.filter(
        is_active=True, posts__role__in=_REMINDED, posts__since__lte=day, posts__until__gte=day
    )
    found = [_of(account, day) for account in holders.distinct().order_by("email")]
    return [
        each for each in found
        if (each.late or each.soon or each.escalated) and not times(str(each.account), ACTION, on - PAUSE)
    ]  # fmt: skip


def _of(account: Account, day: date) -> Reminder:
    areas: dict[Role, Scope] = {}
    for post in posts_of(account, day):
        areas[Role(post.role)] = areas.get(Role(post.role), Scope()) | post.scope
    counted = [queries.counts(queries.asked(areas[role], (role,)), day) for role in OWNED if role in areas]
    seen = queries.escalated(areas.get(Role.COORDINATOR, Scope()), day).count()
    return Reminder(account, sum(each.late for each in counted), sum(each.soon for each in counted), seen)


@transaction.atomic
def reminded(reminder: Reminder, *, by: Account | None, on: datetime) -> None:
    """Write down that a reminder was sent."""
    record(
        by=acting(by), on=on, action=ACTION, subject=str(reminder.account),
        after={"late": reminder.late, "soon": reminder.soon, "escalated": reminder.escalated},
    )  # fmt: skip
