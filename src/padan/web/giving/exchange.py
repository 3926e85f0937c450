"""Givers in open forms: taken along, and held against the list of the other side."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.reports.open_forms import grants as grants_360
from padan.reports.open_forms import province
from padan.reports.open_forms.gathered import companies, grants, prefix
from padan.reports.open_forms.grants import Publisher
from padan.reports.wording import region_name
from padan.web.access import page
from padan.web.asking import reader, words_of
from padan.web.giving import told
from padan.web.giving.authority import SIDES
from padan.web.giving.forms import labelled
from padan.web.giving.givers import READERS
from padan.web.leaving import CSV, file_of, named, write_down

#: Bytes of a list of the other side, at most.
_LARGEST: Final = 5 * 1024 * 1024


class TheirsForm(forms.Form):
    """The list of the other side."""

    file = forms.FileField(widget=forms.FileInput({"accept": ".csv"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        labelled(self, {"file": _("Daftar pihak lain (CSV)")})
        self.fields["file"].help_text = _("Berkas yang diekspor Padan di provinsi, atau dengan kolom yang sama.")


@page(*READERS)
@require_POST
def take_grants(request: HttpRequest) -> HttpResponse:
    """The pledges that were taken, as 360Giving data."""
    who = reader(request)
    regency = settings.PADAN_REGENCY
    publisher = Publisher(prefix(regency), "tpps", _("TPPS {place}").format(place=region_name(regency)))
    made = grants_360.package(grants(who.scope, who.day), publisher)
    write_down(request, "giving.grants_taken", f"area:{regency}", regency, {"file": "json"})
    return named(made, f"360giving-{regency}-{who.day.isoformat()}.json", "application/json")


@page(*SIDES)
@require_POST
def take_companies(request: HttpRequest) -> HttpResponse:
    """The list of companies for the other side."""
    who = reader(request)
    area = who.scope.codes[0]
    made = province.book(companies(who.scope, who.day))
    write_down(request, "giving.companies_taken", f"area:{area}", area, {"file": CSV})
    return file_of(made, "perusahaan", region_name(area), CSV)


@page(*SIDES)
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Where the list of the other side differs from ours. Nothing of it is kept."""
    who = reader(request)
    form = TheirsForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = province.read(form.cleaned_data["file"].read(_LARGEST))
        except PadanError as error:
            form.add_error("file", words_of(error))
    context: dict[str, Any] = {"form": form, "read": found}
    if found is not None:
        differing = province.differences(companies(who.scope, who.day), found.rows)
        context |= {"shown": [told.difference(each) for each in differing], "rejects": found.rejects}
    return render(request, "giving/compare.html", context, status=422 if form.errors else 200)
