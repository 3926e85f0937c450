"""Numbers and names to take along, each download marked with who took it and written down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.registry import queries as registry
from padan.reports.counting.book import About, names_book, numbers_book, numbers_csv
from padan.reports.counting.codes import code_of
from padan.reports.counting.measures import Asked
from padan.reports.counting.numbers import Edition
from padan.reports.counting.rows import Rows, rows
from padan.reports.counting.words import asked_words
from padan.web.access import page
from padan.web.leaving import CSV, XLSX, ReasonForm, file_of, mark, write_down
from padan.web.sync import naming, told
from padan.web.sync.forms import FreshForm, MapForm, MeasureForm, NamesForm
from padan.web.sync.place import READERS, WHO_ARE_TOLD_NAMES, Place, place_at, place_of
from padan.web.sync.taken import Taken, of_freshness, of_map, of_overview, of_totals

#: Names in one workbook, and how many are worded at a time.
MOST: Final = 20_000
_AT_ONCE: Final = 500


@page(*READERS)
@require_POST
def overview(request: HttpRequest) -> HttpResponse:
    """The numbers of the first page."""
    place, release = _asked(request)
    chosen = MeasureForm(request.POST.dict(), place.code).chosen()
    return _taken(request, place, release, "sync.overview", of_overview(place, release, chosen))


@page(*READERS)
@require_POST
def freshness(request: HttpRequest) -> HttpResponse:
    """The numbers of how old what is owed is."""
    place, release = _asked(request)
    attribute, villages = FreshForm(request.POST.dict(), place.code).chosen()
    return _taken(request, place, release, "sync.freshness", of_freshness(place, release, attribute, villages=villages))


@page(*READERS)
@require_POST
def on_map(request: HttpRequest) -> HttpResponse:
    """The numbers that the map is coloured by."""
    place, release = _asked(request)
    asked = MapForm(request.POST.dict(), place.code).coloured()
    return _taken(request, place, release, "sync.map", of_map(place, release, asked))


@page(*WHO_ARE_TOLD_NAMES)
@require_POST
def totals(request: HttpRequest) -> HttpResponse:
    """The control totals."""
    place, release = _asked(request)
    return _taken(request, place, release, "sync.totals", of_totals(place, release))


@page(*WHO_ARE_TOLD_NAMES)
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Who is behind a number, for a reason that is written down."""
    place, release = place_of(request), _release()
    asked = NamesForm(request.GET.dict(), place.code).asked()
    many = told.numbers_of(place, release, asked)
    form = ReasonForm(request.POST or None, of_what=_("Berkas ini memuat nama orang. Alasan Anda dicatat."))
    if request.method == "POST" and form.is_valid() and many > MOST:
        form.add_error(None, _("Paling banyak {most} nama sekaligus. Pilih wilayah yang lebih kecil.").format(
            most=count(MOST)
        ))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        return _names(request, place, release, asked, form.cleaned_data["reason"])
    context = {
        "form": form, "place": place, "asked": asked_words(asked), "many": many,
        "back": told.names_address(place.code, asked),
    }  # fmt: skip
    return render(request, "sync/take_names.html", context, status=422 if form.errors else 200)


def _names(
    request: HttpRequest, place: Place, release: registry.Release, asked: Asked, reason: str
) -> HttpResponse:  # fmt: skip
    lines = list(_lines(rows(release.folder, settings.PADAN_REGENCY), place, asked))
    about = About(asked_words(asked), Edition(release.name, release.as_of), place.title, held_back=False)
    made = names_book(lines, about, mark(request))
    after = {"file": XLSX, "release": release.name, "rows": len(lines)}
    write_down(request, "sync.names_exported", f"counted:{code_of(asked)}", place.area, after, reason)
    return file_of(made, "nama", place.title, XLSX)


def _lines(held: Rows, place: Place, asked: Asked) -> Iterator[tuple[str, ...]]:
    start = 0
    while found := held.listed(place.scope, asked, start=start, most=_AT_ONCE):
        for one in naming.named(place.named, asked, found):
            yield one.title, one.text, "; ".join(one.facts), one.place, one.number
        start += len(found)


def _asked(request: HttpRequest) -> tuple[Place, registry.Release]:
    return place_at(request, request.POST.get("wilayah", "")), _release()


def _release() -> registry.Release:
    """The release in force; where there is none, there is nothing to take along."""
    found = registry.current()
    if found is None:
        raise Http404("no release is in force")
    return found


def _taken(
    request: HttpRequest, place: Place, release: registry.Release, name: str, taken: Taken
) -> HttpResponse:  # fmt: skip
    kind = CSV if request.POST.get("file") == CSV else XLSX
    if kind == CSV:
        made = numbers_csv(taken.sections)
    else:
        made = numbers_book(taken.sections, taken.checks, taken.control, taken.about, mark(request))
    many = sum(len(section.numbers) for section in taken.sections)
    after = {"file": kind, "release": release.name, "rows": many}
    write_down(request, "sync.exported", f"page:{name}", place.area, after)
    return file_of(made, taken.file_name, place.title, kind)
