"""Cases and breaches, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case as When
from django.db.models import IntegerField, QuerySet, Value
from django.db.models import When as Is

from padan.kernel.scope import Scope
from padan.office.scoping import within
from padan.office.subjects.models import Breach, Case
from padan.office.subjects.states import OPEN

__all__ = ["Breach", "Case", "breaches", "cases", "cases_of", "overdue"]

_OPEN = [state.value for state in OPEN]


def cases(scope: Scope) -> QuerySet[Case]:
    """All cases of the scope: those that wait first, of them the one that is due soonest."""
    waits = When(Is(state__in=_OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Case.objects.filter(within(scope, "area")).order_by(waits, "due_at", "id")


def cases_of(scope: Scope, subject: str) -> QuerySet[Case]:
    """The cases about one person, the newest first."""
    return Case.objects.filter(within(scope, "area"), subject=subject).order_by("-asked_at", "-id")


def overdue(scope: Scope, on: datetime) -> QuerySet[Case]:
    """The cases that should have been answered by now."""
    return Case.objects.filter(within(scope, "area"), state__in=_OPEN, due_at__lt=on).order_by("due_at", "id")


def breaches(scope: Scope) -> QuerySet[Breach]:
    """All breaches of the scope, those that are not closed first."""
    return Breach.objects.filter(within(scope, "area"))
