"""The quarterly report: on the page, as PDF and as xlsx."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.errors import InvalidValueError
from padan.office.coordination.permissions import REPORTERS
from padan.reports.monitoring.content import monitored
from padan.reports.monitoring.papers import report_book, report_pdf
from padan.reports.monitoring.quarters import Quarter
from padan.web.access import page
from padan.web.asking import reader
from padan.web.leaving import PDF, XLSX, file_of, mark, write_down

#: Quarters to choose from, that of today counted.
_OFFERED: Final = 8


@page(*REPORTERS)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The report of a quarter; of that of today where none is chosen."""
    who = reader(request)
    offered = [Quarter.of(who.day)]
    while len(offered) < _OFFERED:
        offered.append(offered[-1].before)
    chosen = _chosen(request.GET.get("triwulan", ""), offered)
    context = {"report": monitored(who.scope, chosen, who.day), "offered": offered, "chosen": chosen}
    return render(request, "coordination/report.html", context)


@page(*REPORTERS)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """The same to take along."""
    who = reader(request)
    chosen = _chosen(request.POST.get("triwulan", ""), [Quarter.of(who.day)])
    kind = XLSX if request.POST.get("file") == XLSX else PDF
    report = monitored(who.scope, chosen, who.day)
    made = (report_book if kind == XLSX else report_pdf)(report, mark(request))
    area = who.scope.codes[0]
    write_down(request, "coordination.report_taken", f"area:{area}", area, {"quarter": str(chosen), "file": kind})
    return file_of(made, f"laporan-triwulan-{chosen}", report.place, kind)


def _chosen(text: str, offered: list[Quarter]) -> Quarter:
    """The quarter that is asked for, if there is one."""
    try:
        return Quarter.read(text)
    except InvalidValueError:
        return offered[0]
