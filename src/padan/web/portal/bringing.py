"""What a giver brings itself: goods to a village, works and services for a code, and what was answered.

Every choice follows from what the giver is told: places of those whom it knows that it helps, and their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from padan.kernel.scope import together
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.bringing import queries, sending
from padan.office.giving.queries import Giver, Hold, Pledge
from padan.reports.aid_words import kind_words
from padan.reports.giving_words import pledged_words
from padan.reports.portal.own import code_of
from padan.rules.giving.units import units_words
from padan.web.access import page
from padan.web.asking import reader
from padan.web.doing import done
from padan.web.portal import told
from padan.web.portal.forms import BringForm, CarryOutForm
from padan.web.portal.own import decide, registered

#: Consignments on one page.
AT_ONCE: Final = 30


@page(Role.GIVER)
@require_http_methods(["GET", "POST"])
@registered
def listed(request: HttpRequest, held: Giver) -> HttpResponse:
    """What it brought, and what came of it; and forms to say what it brings or had done."""
    decide(request)
    pledges = {str(each.pk): each for each in queries.pledges_of(held)}
    holds = _by_code(held, request)
    asked, doing = _forms(request, pledges, holds), request.POST.get("do", "")
    act = _acts(pledges, holds).get(doing)
    form = asked.get(doing)
    if act is not None and done(request, form, lambda said, how: act(form, said, how)):
        messages.success(request, _("Kiriman Anda tercatat. Desa atau petugas akan memeriksanya."))
        return redirect("portal.bringing")
    pages = Paginator(queries.of_giver(held), AT_ONCE).get_page(request.GET.get("page"))
    context = {"shown": [told.brought(each) for each in queries.stand(pages)], "pages": pages, "forms": asked}
    faulty = any(each.errors for each in asked.values())
    return render(request, "portal/bringing.html", context, status=422 if faulty else 200)


def _by_code(held: Giver, request: HttpRequest) -> dict[str, Hold]:
    """The first hold of each code for which something can be done."""
    found: dict[str, Hold] = {}
    for each in queries.deliverable(held, reader(request).day):
        found.setdefault(code_of(held, each), each)
    return found


def _forms(request: HttpRequest, pledges: Mapping[str, Pledge], holds: Mapping[str, Hold]) -> dict[str, forms.Form]:
    """The forms by what they do; left out is one that has nothing to choose from."""
    doing = request.POST.get("do", "")
    sent = {do: (request.POST, request.FILES) if do == doing else () for do in ("bring", "done")}
    found: dict[str, forms.Form] = {}
    if pledges:
        day = reader(request).day
        scope = together(queries.places_for(each, day) for each in pledges.values())
        named = {number: _pledge_words(each) for number, each in pledges.items()}
        found["bring"] = BringForm(*sent["bring"], pledges=named, scope=scope, auto_id="bring_%s")
    if holds:
        codes = {code: f"{kind_words(each.need.kind)}, {units_words(each.need.unit, each.units)}"
                 for code, each in holds.items()}  # fmt: skip
        found["done"] = CarryOutForm(*sent["done"], codes=codes, auto_id="done_%s")
    return found


def _pledge_words(pledge: Pledge) -> str:
    total = sum(pledge.instalments.values_list("amount", flat=True))
    return pledged_words(pledge.unit, total, pledge.item)


_Act = Callable[[Any, Mapping[str, Any], dict[str, Any]], object]


def _acts(pledges: Mapping[str, Pledge], holds: Mapping[str, Hold]) -> Mapping[str, _Act]:
    return {
        "bring": lambda form, said, how: sending.bring(pledges[said["pledge"]], form.goods(), form.sent(), **how),
        "done": lambda form, said, how: sending.carry_out(holds[said["code"]], form.sent(), **how),
    }
