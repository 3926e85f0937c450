"""The pages of the verification sample."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts import queries as accounts
from padan.office.aid import queries as aid
from padan.office.checking import operations, queries
from padan.office.checking.frame_file import written
from padan.office.checking.permissions import DRAWERS, READERS, VISITORS, may_draw
from padan.office.registry import queries as registry
from padan.reports.wording import region_name, village_name
from padan.web.access import page
from padan.web.asking import looked, one_of, reader, words_of
from padan.web.checking import told
from padan.web.checking.forms import AssignForm, DrawForm, VisitForm
from padan.web.leaving import CSV, file_of, write_down


@page(*READERS)
@require_GET
def samples(request: HttpRequest) -> HttpResponse:
    """The samples of the reader's area."""
    who = reader(request)
    context = {
        "shown": [(each, told.title(each)) for each in queries.samples(who.scope)],
        "draws": bool(who.roles & set(DRAWERS)), "visits": bool(who.roles & set(VISITORS)),
    }  # fmt: skip
    return render(request, "checking/list.html", context)


@page(*DRAWERS)
@require_http_methods(["GET", "POST"])
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a sample."""
    who = reader(request)
    form = DrawForm(request.POST or None, rounds=queries.rounds(who.scope))
    if request.method == "POST" and form.is_valid():
        held = form.rounds[form.cleaned_data["held"]]
        try:
            made = operations.draw(held, form.wanted(), by=who.account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("checking.sample", made.pk)
    context = {"form": form, "some": bool(form.rounds)}
    return render(request, "checking/draw.html", context, status=422 if form.errors else 200)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def sample(request: HttpRequest, sample_id: int) -> HttpResponse:
    """One sample: how it was drawn, who visits, what came out."""
    who = reader(request)
    held = one_of(request, queries.samples(who.scope).filter(pk=sample_id), f"sample:{sample_id}")
    places = [(each.area, told.place_name(each.area)) for each in queries.strata(held)]
    form = None
    if may_draw(who.account, held.round, who.day):
        form = AssignForm(request.POST or None, strata=places)
        if request.method == "POST" and form.is_valid() and _assigned(request, held, form):
            return redirect("checking.sample", held.pk)
    context = {"one": told.whole(held), "form": form}
    faulty = form is not None and bool(form.errors)
    return render(request, "checking/sample.html", context, status=422 if faulty else 200)


@page(*READERS)
@require_GET
def frame(request: HttpRequest, sample_id: int) -> HttpResponse:
    """The list that a sample was drawn from, to draw it again elsewhere."""
    rows = queries.samples(reader(request).scope).filter(pk=sample_id)
    held = one_of(request, rows, f"sample:{sample_id}")
    write_down(
        request, "checking.frame_taken", str(held), held.round.area, {"rows": held.population, "sha256": held.digest}
    )
    return file_of(written(operations.framed_of(held)), "daftar-undian", region_name(held.round.area), CSV)


def _assigned(request: HttpRequest, held: queries.Sample, form: AssignForm) -> bool:
    """Whether a stratum got its visitor; else the form says why not."""
    said = form.cleaned_data
    who = accounts.Account.objects.filter(email=said["email"].lower()).first()
    if who is None:
        form.add_error("email", _("Tidak ada akun dengan surel itu"))
        return False
    try:
        many = operations.assign(held, said["stratum"], who, by=reader(request).account, on=timezone.now())
    except PadanError as error:
        form.add_error(None, words_of(error))
        return False
    messages.success(request, _("{n} kunjungan untuk {name}.").format(n=many, name=who.name))
    return True


@page(*VISITORS)
@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    """The reader's own visits."""
    who = reader(request)
    mine = list(queries.visits(who.scope, who.account))
    heads = _heads(who.scope, [each.family_id for each in mine])
    shown = [(each, heads.get(each.family_id), village_name(each.area), told.title(each.sample)) for each in mine]
    if shown:
        looked(request, "checking:mine")
    return render(request, "checking/visits.html", {"shown": shown})


@page(*VISITORS)
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """What was found at one family."""
    who = reader(request)
    held = one_of(request, queries.visits(who.scope, who.account).filter(pk=visit_id), f"visit:{visit_id}")
    form = VisitForm(request.POST or None, package=aid.package_of(held.sample.round))
    if request.method == "POST" and form.is_valid():
        try:
            operations.tell(held, form.told(), by=who.account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("checking.visits")
    looked(request, f"family:{held.family_id}", held.area)
    context = {
        "form": form, "visit": held, "head": _heads(who.scope, [held.family_id]).get(held.family_id),
        "village": village_name(held.area), "title": told.title(held.sample), "done": hasattr(held, "finding"),
    }  # fmt: skip
    return render(request, "checking/visit.html", context, status=422 if form.errors else 200)


def _heads(scope: Any, families: list[str]) -> dict[str, registry.Family]:
    return {each.family_id: each for each in registry.families(scope).filter(family_id__in=families)}
