"""What givers were told: asked for one giver, whom the caller has found by its account."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from padan.office.accounts.models import Account
from padan.office.giving.models import Giver, Hold, Message
from padan.office.giving.queries import own_messages
from padan.office.registry.models import Release
from padan.office.showing.models import Drawn, Member

__all__ = ["Message"]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A child of a group: its id when it was first shown, and the day on which help began."""

    subject_id: str
    began: date


def told_holds(giver: Giver) -> QuerySet[Hold]:
    """The holds of which a giver is told, the oldest first, with the cell (``told.shown``)."""
    found = Hold.objects.filter(pledge__giver=giver, told__isnull=False)
    return found.select_related("pledge", "need", "released", "told__shown", "taken__gift__round").order_by("pk")


def told_among(pledges: Collection[int]) -> QuerySet[Hold]:
    """The holds on some pledges of which their givers are told. The caller has found the pledges within a scope."""
    return Hold.objects.filter(pledge__in=pledges, told__isnull=False).select_related("released")


def groups(kind: str, subjects: Collection[str]) -> list[list[Grouped]]:
    """The whole groups of a kind of aid in which any of these children is, in the order in which they were made."""
    own = Member.objects.filter(kind=kind, subject_id__in=subjects).values_list("number", flat=True)
    found: dict[int, list[Grouped]] = {}
    rows = Member.objects.filter(kind=kind, number__in=set(own))
    for number, subject, began in rows.values_list("number", "subject_id", "began"):
        found.setdefault(number, []).append(Grouped(subject, began))
    return [found[number] for number in sorted(found)]


def is_drawn(release: Release) -> bool:
    """Whether it is decided by this release of which of all holds givers are told."""
    newest = Hold.objects.aggregate(newest=Max("pk"))["newest"] or 0
    last = Drawn.objects.last()
    return last is not None and (last.release_id, last.last_hold) == (release.pk, newest)


def is_waited_for(release: Release) -> bool:
    """Whether there are holds of which it is not decided by this release whether givers are told."""
    return Hold.objects.exists() and not is_drawn(release)


def told_messages(account: Account, day: date) -> QuerySet[Message]:
    """The messages that the giver of an account wrote or that passed, the newest first; the hold of one is told only
    where the giver is told of the hold."""
    return own_messages(account, day).select_related("passed", "hold__told", "hold__need").order_by("-pk")
