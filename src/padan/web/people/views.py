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
from padan.web.access import WHO_SEE_NAMES, page
from padan.web.asking import looked, one_of, reader
from padan.web.people import told
from padan.web.people.forms import RevealForm, SearchForm

#: People on one page of results.
AT_ONCE = 30


@page(*WHO_SEE_NAMES)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """By NIK or the number of a family card, or by name as written or as it sounds; in one village or in all."""
    form = SearchForm(request.GET or None, scope=reader(request).scope)
    shown, more, number = None, False, 1
    if form.is_valid() and form.asks_for_something():
        scope, asked, number = form.narrowed(), form.cleaned_data["q"], form.cleaned_data["page"] or 1
        found = told.search(scope, asked) if asked else registry.people(scope).order_by("name", "person_id")
        rows = list(found[(number - 1) * AT_ONCE : number * AT_ONCE + 1])
        shown, more = told.results(scope, rows[:AT_ONCE]), len(rows) > AT_ONCE
        _searched(request, form, len(rows))
    context = {"form": form, "shown": shown, "more": more, "number": number, "release": registry.current()}
    return render(request, "people/search.html", context)


@transaction.atomic
def _searched(request: HttpRequest, form: SearchForm, found: int) -> None:
    """Who looked for whom. A number stands masked in the trail."""
    record(
        by=acting(reader(request).account), on=timezone.now(), action="registry.searched",
        area=form.cleaned_data["village"], after={"asked": told.asked_masked(form.cleaned_data["q"]), "found": found},
    )  # fmt: skip


@page(*WHO_SEE_NAMES)
@require_GET
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """A person, with every value that any list gives, and the family."""
    scope = reader(request).scope
    found = one_of(request, registry.people(scope).filter(person_id=person_id), f"person:{person_id}")
    looked(request, f"person:{person_id}", found.area)
    answers = Role.DATA_OFFICER in reader(request).roles
    return render(request, "people/person.html", {"person": told.person(scope, found), "answers": answers})


@page(*WHO_SEE_NAMES)
@require_GET
def family(request: HttpRequest, family_id: str) -> HttpResponse:
    """A family, its people, and what lists say of it."""
    scope = reader(request).scope
    found = one_of(request, registry.families(scope).filter(family_id=family_id), f"family:{family_id}")
    looked(request, f"family:{family_id}", found.area)
    return render(request, "people/family.html", {"family": told.family(scope, found)})


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
