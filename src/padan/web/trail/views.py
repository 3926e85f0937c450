"""Reading the trail, taking it along, and its head."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts.operations import acting
from padan.office.accounts.roles import Role
from padan.office.audit import queries as trail
from padan.office.audit.operations import record
from padan.reports.trail_book import trail_book
from padan.web.access import PUBLIC, page
from padan.web.asking import one_of, reader
from padan.web.leaving import book_of, mark
from padan.web.trail import told
from padan.web.trail.forms import TrailForm

#: Entries on one page.
AT_ONCE: Final = 50
#: Entries in one workbook.
MOST: Final = 20_000


@page(Role.INSPECTOR, Role.ADMINISTRATOR)
@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """Who did what, the newest first."""
    form = _form(request, request.GET)
    context: dict[str, Any] = {"form": form, "shown": (), "found": None, "query": _query(request)}
    if form.is_valid() and len(form.candidates) < 2:
        mine = trail.entries(reader(request).scope, told.apps_of(reader(request)))
        found = trail.look(mine, form.asked(), form.cleaned_data["below"], AT_ONCE)
        context |= {"shown": told.listed(found.entries), "found": found}
        _read(request, "audit.looked", form, len(found.entries))
    return render(request, "trail/list.html", context, status=422 if form.errors else 200)


@page(Role.INSPECTOR, Role.ADMINISTRATOR)
@require_GET
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry, before and after side by side."""
    mine = trail.entries(reader(request).scope, told.apps_of(reader(request)))
    found = one_of(request, mine.filter(number=number), f"entry:{number}")
    shown = told.whole(found)
    with transaction.atomic():
        record(
            by=acting(reader(request).account), on=timezone.now(), action="audit.looked", subject=f"entry:{number}",
            area=found.area,
        )  # fmt: skip
    inspects = Role.INSPECTOR in reader(request).roles
    return render(request, "trail/entry.html", {"whole": shown, "inspects": inspects})


@page(Role.INSPECTOR, Role.ADMINISTRATOR)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The entries that are asked for as a workbook, marked with who took it and when."""
    form = _form(request, request.POST)
    mine = trail.entries(reader(request).scope, told.apps_of(reader(request)))
    rows = []
    if form.is_valid():
        rows = list(trail.asked_for(mine, form.asked()).order_by("-number")[: MOST + 1])
        if len(rows) > MOST:
            what = _("Lebih dari {most} entri tidak dapat diunduh sekaligus.").format(most=count(MOST))
            form.add_error(None, f"{what} {told.narrow()}")
    if form.errors:
        context = {"form": form, "shown": (), "found": None, "query": ""}
        return render(request, "trail/list.html", context, status=422)
    book = trail_book(rows, told.names_in(rows), mark(request))
    _read(request, "audit.exported", form, len(rows))
    return book_of(book, f"jejak-{timezone.localdate().isoformat()}")


@page(PUBLIC)
@require_GET
def head(request: HttpRequest) -> HttpResponse:
    """The number and the digest of the last entry, for anybody to note: a trail that was made anew has others."""
    return render(request, "trail/head.html", {"head": trail.head(), "now": timezone.now()})


def _form(request: HttpRequest, asked: Mapping[str, Any]) -> TrailForm:
    return TrailForm(asked, scope=reader(request).scope, apps=told.apps_of(reader(request)))


def _query(request: HttpRequest) -> str:
    """What is asked for, as the beginning of a further address; not where the page begins."""
    asked = request.GET.copy()
    asked.pop("below", None)
    filled = {name: said for name in asked if (said := asked[name])}
    asked.clear()
    asked.update(filled)
    return f"{said}&" if (said := asked.urlencode()) else ""


@transaction.atomic
def _read(request: HttpRequest, action: str, form: TrailForm, many: int) -> None:
    """Who read the trail, and for what."""
    record(
        by=acting(reader(request).account), on=timezone.now(), action=action, area=form.cleaned_data["area"],
        after={**form.told(), "entries": many},
    )  # fmt: skip
