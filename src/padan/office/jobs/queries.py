"""Reading jobs. They belong to no place: what they work on has pages of its own, which know who may see them."""

from __future__ import annotations

from django.db.models import QuerySet

from padan.office.jobs.models import Job
from padan.office.jobs.states import OPEN, Kind

__all__ = ["Job", "line", "of_kinds", "unfinished"]


def of_kinds(*kinds: Kind) -> QuerySet[Job]:
    """Jobs of these kinds, the newest first."""
    return Job.objects.filter(kind__in=kinds).select_related("asked_by").order_by("-id")


def unfinished(*kinds: Kind) -> QuerySet[Job]:
    """Those of them that are not over, the oldest first."""
    return of_kinds(*kinds).filter(state__in=OPEN).order_by("id")


def line() -> list[int]:
    """The numbers of all jobs that run or wait, in the order in which they are done."""
    return list(Job.objects.filter(state__in=OPEN).order_by("pk").values_list("pk", flat=True))
