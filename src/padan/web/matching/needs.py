"""What is needed, what covers it, and what is left for givers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.office.registry import queries as registry
from padan.reports.matching.lacking import overview
from padan.web.access import page
from padan.web.asking import reader
from padan.web.giving.givers import READERS
from padan.web.matching import told_needs as told


@page(*READERS)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Needs by kind and tier, and by kecamatan; a notice where no release is in force."""
    who, release = reader(request), registry.current()
    context: dict[str, object] = {"release": release}
    if release is not None:
        found = overview(who.scope, release, who.day)
        context |= {
            "kinds": told.by_kind(found.by_kind), "districts": told.by_district(found.by_district),
            "total": told.line("", found.total),
        }  # fmt: skip
    return render(request, "matching/needs.html", context)
