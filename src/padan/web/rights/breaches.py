"""Breaches, with the clock of three times twenty-four hours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.subjects import operations, queries
from padan.office.subjects.operations import Found
from padan.office.subjects.policies import can_be_closed
from padan.web.access import page
from padan.web.asking import one_of, reader, words_of
from padan.web.rights import told
from padan.web.rights.forms import BreachForm


@page(Role.DATA_OFFICER, Role.INSPECTOR)
@require_GET
def breaches(request: HttpRequest) -> HttpResponse:
    """All breaches, those that are not closed first."""
    who, now = reader(request), timezone.now()
    shown = [told.breach(each, now) for each in queries.breaches(who.scope)]
    return render(request, "rights/breaches.html", {"shown": shown, "acts": Role.DATA_OFFICER in who.roles})


@page(Role.DATA_OFFICER, Role.INSPECTOR)
@require_GET
def breach(request: HttpRequest, breach_id: int) -> HttpResponse:
    """One breach."""
    return _shown(request, _the(request, breach_id), "")


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Write down a breach, with what is known by now."""
    who = reader(request)
    form = BreachForm(request.POST or None, initial={"found_at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        found = Found(area=who.scope.codes[0], **form.cleaned_data)
        try:
            made = operations.report_breach(found, by=who.account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("rights.breach", made.pk)
    context = {"form": form, "title": _("Catat kegagalan pelindungan data"), "back": "rights.breaches"}
    return render(request, "rights/breach_form.html", context, status=422 if form.errors else 200)


@page(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, breach_id: int) -> HttpResponse:
    """Write down what is known of a breach by now."""
    held = _the(request, breach_id)
    form = BreachForm(request.POST or None, initial=BreachForm.of(held))
    if request.method == "POST" and form.is_valid():
        found = Found(area=held.area, **form.cleaned_data)
        try:
            operations.amend_breach(held, found, by=reader(request).account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("rights.breach", held.pk)
    context = {"form": form, "title": _("Lengkapi catatan"), "back": "rights.breaches"}
    return render(request, "rights/breach_form.html", context, status=422 if form.errors else 200)


@page(Role.DATA_OFFICER)
@require_POST
def close(request: HttpRequest, breach_id: int) -> HttpResponse:
    """Say that a breach is dealt with."""
    held = _the(request, breach_id)
    try:
        operations.close_breach(held, by=reader(request).account, on=timezone.now())
    except PadanError as error:
        return _shown(request, held, words_of(error))
    return redirect("rights.breach", held.pk)


def _shown(request: HttpRequest, held: queries.Breach, refusal: str) -> HttpResponse:
    acts = Role.DATA_OFFICER in reader(request).roles and held.closed_at is None
    context = {
        "one": told.breach(held, timezone.now()), "acts": acts, "closes": acts and can_be_closed(held),
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "rights/breach.html", context, status=422 if refusal else 200)


def _the(request: HttpRequest, breach_id: int) -> Any:
    return one_of(request, queries.breaches(reader(request).scope).filter(pk=breach_id), f"breach:{breach_id}")
