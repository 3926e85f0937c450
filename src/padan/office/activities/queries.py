"""Reported activities within a scope: no scope, no rows."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import OuterRef, QuerySet, Subquery

from padan.kernel.scope import Scope
from padan.office.activities.lines import Said
from padan.office.activities.models import Activity, KindSaid, PairSaid, Reject, Report
from padan.office.scoping import within
from padan.rules.activities.report import Reported, company_key

__all__ = ["Activity", "Reject", "Report"]


def reports(scope: Scope) -> QuerySet[Report]:
    """Reports of regencies that lie in a scope, the last one first; those that were taken back too (``withdrawn`` says
    so)."""
    return Report.objects.filter(within(scope, "area")).select_related("by", "withdrawn__by")


def rejects(scope: Scope, report: Report) -> QuerySet[Reject]:
    """The refused rows of a report."""
    return Reject.objects.filter(within(scope, "report__area"), report=report)


def every_activity(scope: Scope) -> QuerySet[Activity]:
    """Activities of a scope, each with ``kind_said``: what a person says that it does, null or empty where nobody
    does. Those of reports that were taken back too."""
    last = KindSaid.objects.filter(activity=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    found = Activity.objects.filter(within(scope, "area")).select_related("report__withdrawn")
    return found.annotate(kind_said=Subquery(last))


def activities(scope: Scope) -> QuerySet[Activity]:
    """The same without those of reports that were taken back: what counts."""
    return every_activity(scope).filter(report__withdrawn=None)


def remembered(scope: Scope, sender: str, header: str) -> Mapping[str, str]:
    """Which head each field was read from in this sender's last file with such heads that was not taken back; empty
    where there was none."""
    held = reports(scope).filter(key=company_key(sender), header=header, withdrawn=None).exclude(header="")
    return held.values_list("mapping", flat=True).first() or {}


def pairs_said(scope: Scope) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs that persons hold for one activity, and those held for two, in the order in which that was said; none of
    a report that was taken back."""
    held = PairSaid.objects.filter(
        within(scope, "first__area"), within(scope, "second__area"), first__report__withdrawn=None,
        second__report__withdrawn=None,
    ).order_by("pk")  # fmt: skip
    last: dict[tuple[int, int], str] = {}
    for first, second, said in held.values_list("first", "second", "said"):
        last.pop((first, second), None)
        last[first, second] = said
    found = {said: [pair for pair, each in last.items() if each == said] for said in Said}
    return found[Said.SAME], found[Said.APART]


def as_reported(activity: Activity) -> Reported:
    """An activity as the rules compare and count it."""
    report = activity.report
    return Reported(
        activity.pk, report.pk, report.sender, report.office, activity.company, activity.title,
        implementer=activity.implementer, area=activity.area, since=activity.since, until=activity.until,
        value=activity.value, share=activity.share, people=activity.people,
    )  # fmt: skip
