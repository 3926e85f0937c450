"""Decrees, each asked for within a scope: no scope, no rows. What is public of one is asked for by its seal."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from padan.kernel.scope import Scope
from padan.office.decrees.models import Decree, Recipient
from padan.office.decrees.states import Kind, State, Status
from padan.office.scoping import within

__all__ = ["Decree", "Recipient"]


def decrees(scope: Scope) -> QuerySet[Decree]:
    """Decrees of rounds in the scope, drafts among them, the newest first."""
    return _whole(Decree.objects.filter(within(scope, "area")))


def decrees_of(scope: Scope, round_id: int) -> QuerySet[Decree]:
    """The decrees of a round in the scope, the newest first."""
    return decrees(scope).filter(round=round_id)


def recipients(scope: Scope, decree: Decree) -> QuerySet[Recipient]:
    """Whom a decree names of those who live in the scope, in the order of its annex."""
    return Recipient.objects.filter(within(scope, "area"), decree=decree)


def by_seal(seal: str) -> Decree | None:
    """The sealed decree with this seal. What of it may be told to everybody is public by its kind of field."""
    return _whole(Decree.objects.filter(seal=seal)).first()


def numbered(number: str) -> QuerySet[Decree]:
    """Sealed decrees with this number, of any agency and year: for the command line of the office."""
    return _whole(Decree.objects.filter(number=number, state=State.SEALED))


def totals_of(decree: Decree) -> dict[str, int]:
    """How many families each area of a decree has; no person."""
    rows = Recipient.objects.filter(decree=decree).values_list("area")
    return dict(rows.annotate(families=Count("pk")).order_by("area"))


def change_of(decree: Decree) -> Decree | None:
    """The sealed decree that amends or withdraws this one."""
    return _whole(decree.changed_by.filter(state=State.SEALED)).first()


def status_of(decree: Decree) -> Status:
    """What a sealed decree is worth today."""
    change = change_of(decree)
    if change is None:
        return Status.IN_FORCE
    return Status.WITHDRAWN if change.kind == Kind.WITHDRAWAL else Status.AMENDED


def newest_of(round_id: int) -> Decree | None:
    """The last sealed decree of a round: a change is drafted only after what it changes is sealed. None before the
    first. The caller has found the round within a scope."""
    return _whole(Decree.objects.filter(round=round_id, state=State.SEALED).order_by("-pk")).first()


def _whole(rows: QuerySet[Decree]) -> QuerySet[Decree]:
    return rows.select_related(
        "round__programme", "round__rule", "round__release", "changes", "made_by", "decreed_by"
    )  # fmt: skip
