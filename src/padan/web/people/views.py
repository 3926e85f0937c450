"""Searching, a person, a family, and a number shown in full."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.texts import _
from padan.office.accounts.operations import acting
from padan.office.accounts.roles import Role
from padan.office.audit.operations import record
from padan.office.registry import queries as registry
from padan.web.access import WHO_SEE_NAMES, Reader, page
from padan.web.aid.place import OF_LISTS
from padan.web.asking import looked, one_of, reader
from padan.web.people import finding, mending, told
from padan.web.people.forms import HistoryForm, RevealForm, SearchForm
from padan.web.people.mending import Mending
from padan.web.tasks.of_family import of_family
from padan.web.tasks.told import Card


@page(*WHO_SEE_NAMES)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """By NIK or the number of a family card, or by name as written, as it sounds or nearly so; in one village or in
    all."""
    form = SearchForm(request.GET or None, scope=reader(request).scope)
    found, number = None, 1
    if form.is_valid() and form.asks_for_something():
        number = form.cleaned_data["page"] or 1
        found = finding.find(form.narrowed(), form.cleaned_data["q"], number)
        finding.searched(reader(request), form.cleaned_data["q"], form.cleaned_data["village"], found.count)
    context = {"form": form, "found": found, "number": number, "release": registry.current()}
    return render(request, "people/search.html", context)


@page(*WHO_SEE_NAMES)
@require_GET
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """A person, with every value that any list gives, and the family; today, or for another day."""
    who, form = reader(request), HistoryForm(request.GET or None)
    found = one_of(request, registry.people(who.scope).filter(person_id=person_id), f"person:{person_id}")
    looked(request, f"person:{person_id}", found.area)
    then = form.then()
    shown = told.person(who.scope, found, then)
    mends = mending.of_person(who, found, shown.facts) if then is None else None
    context = {
        "person": shown, "history": form, "answers": Role.DATA_OFFICER in who.roles, "mending": mends,
        "tasks": _asked(who, found.family_id, mends),
    }  # fmt: skip
    return render(request, "people/person.html", context)


@page(*WHO_SEE_NAMES)
@require_GET
def family(request: HttpRequest, family_id: str) -> HttpResponse:
    """A family, its people, and what lists say of it; today, or for another day."""
    who, form = reader(request), HistoryForm(request.GET or None)
    found = one_of(request, registry.families(who.scope).filter(family_id=family_id), f"family:{family_id}")
    looked(request, f"family:{family_id}", found.area)
    then = form.then()
    shown = told.family(who.scope, found, then)
    mends = mending.of_family(who, found, shown.facts) if then is None else None
    context = {
        "family": shown, "history": form, "mending": mends, "tasks": _asked(who, family_id, mends),
        "tells_aid": not who.held.isdisjoint(OF_LISTS),
    }  # fmt: skip
    return render(request, "people/family.html", context)


def _asked(who: Reader, family_id: str, mends: Mending | None) -> list[Card]:
    """The tasks of a family, but for what the page tells of apart."""
    apart = mends.numbers if mends else frozenset()
    return [card for card in of_family(who, family_id) if card.number not in apart]


@page(*WHO_SEE_NAMES)
@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, person_id: str) -> HttpResponse:
    """The NIK and the number of the family card in full, for a reason that is written down."""
    scope = reader(request).scope
    found = one_of(request, registry.people(scope).filter(person_id=person_id), f"person:{person_id}")
    form = RevealForm(request.POST or None)
    context = {"person_id": person_id, "name": found.name or _("tanpa nama"), "form": form, "numbers": None}
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            record(
                by=acting(reader(request).account), on=timezone.now(), action="registry.revealed",
                subject=f"person:{person_id}", area=found.area, reason=form.cleaned_data["reason"],
            )  # fmt: skip
        home = registry.families(scope).filter(family_id=found.family_id).first()
        context["numbers"] = ((_("NIK"), found.nik), (_("Nomor KK"), home.kk if home else None))
    answer = render(request, "people/reveal.html", context, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer
