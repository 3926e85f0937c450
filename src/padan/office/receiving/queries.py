"""Which files were sent, by whom and when."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, QuerySet

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.receiving.models import Upload
from padan.office.receiving.states import State
from padan.office.scoping import within

__all__ = ["WITH_REFUSED_ROWS", "Upload", "senders", "stored_names", "uploads"]

#: The condition that a file was received with rows that were refused.
WITH_REFUSED_ROWS: Final = Q(state=State.RECEIVED, rows_rejected__gt=0)


def uploads(scope: Scope, account: Account) -> QuerySet[Upload]:
    """What was sent for places in the scope, and what the account sent itself, the newest first."""
    return (
        Upload.objects.filter(within(scope, "area") | Q(sent_by=account))
        .select_related("sent_by", "job__asked_by", "same_as", "same_as__sent_by")
        .order_by("-id")
    )


def senders(scope: Scope, account: Account) -> list[tuple[int, str]]:
    """Who sent any of those: number and name of each account, by name."""
    found = uploads(scope, account).order_by("sent_by__name").values_list("sent_by_id", "sent_by__name").distinct()
    return list(found)


def stored_names() -> set[str]:
    """Names of the stored files that are still to be received."""
    return set(Upload.objects.filter(state=State.WAITING).values_list("stored", flat=True))
