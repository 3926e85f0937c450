"""The givers' pages: who it is, its pledges, whom it helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.giving import operations, queries, registering
from padan.web.access import page
from padan.web.asking import looked, refused
from padan.web.doing import done
from padan.web.giving.forms import CONSENT, ConsentForm, GiverForm, PledgeForm, ReasonForm, SiteForm
from padan.web.giving.told import amount, giver_cards, giver_facts, near, pledge_facts
from padan.web.portal import told
from padan.web.portal.own import giver, own, registered

_Said = Mapping[str, Any]
_How = dict[str, Any]


@page(Role.GIVER)
@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The first page: register, or how all stands."""
    held = giver(request)
    return _register(request) if held is None else _home(request, held)


def _register(request: HttpRequest) -> HttpResponse:
    form = GiverForm(request.POST or None, scope=Scope((settings.PADAN_REGENCY,)), own=True)
    if request.method == "POST" and done(
        request, form, lambda _said, how: registering.register(form.described(), CONSENT, **how)
    ):
        messages.success(request, _("Anda terdaftar. Petugas akan memeriksa data Anda sebelum menerima janji."))
        return redirect("portal.home")
    return render(request, "portal/register.html", {"form": form}, status=422 if form.errors else 200)


def _home(request: HttpRequest, held: queries.Giver) -> HttpResponse:
    doing = request.POST.get("do", "")
    made: dict[str, Callable[[Any], forms.Form]] = {
        "site": lambda data: SiteForm(data, scope=Scope((held.area,))), "consent": ConsentForm,
    }  # fmt: skip
    own_forms = {name: form(request.POST if doing == name else None) for name, form in made.items()}
    if request.method == "POST" and done(
        request, own_forms.get(doing), lambda said, how: _DOING[doing](held, said, how)
    ):
        return redirect("portal.home")
    seen = own(request, held)
    context = {
        "one": giver_cards([held])[0], "facts": giver_facts(held), "given": told.given(seen), "forms": own_forms,
        "pledges": [told.card(each) for each in seen.accounts], "helped": len(seen.helped),
    }  # fmt: skip
    faulty = any(form.errors for form in own_forms.values())
    return render(request, "portal/home.html", context, status=422 if faulty else 200)


@page(Role.GIVER)
@require_http_methods(["GET", "POST"])
@registered
def offer(request: HttpRequest, held: queries.Giver) -> HttpResponse:
    """Pledge something; the places around its sites stand first."""
    form = PledgeForm(request.POST or None, scope=Scope((held.area,)), near=near(held))
    made: list[queries.Pledge] = []
    if request.method == "POST" and done(
        request, form, lambda said, how: made.append(operations.offer(held, said["offered"], **how))
    ):
        messages.success(request, _("Janji Anda tercatat. Petugas akan memeriksanya."))
        return redirect("portal.pledge", made[0].pk)
    context = {"form": form, "one": giver_cards([held])[0], "back": ("portal.home",)}
    return render(request, "giving/offer.html", context, status=422 if form.errors else 200)


@page(Role.GIVER)
@require_http_methods(["GET", "POST"])
def pledge(request: HttpRequest, own_pledge_id: int) -> HttpResponse:
    """One of its pledges: how it stands, its schedule, and a form to withdraw it. Of others, and of those that are not
    there, Http404 alike."""
    held = giver(request)
    seen = None if held is None else own(request, held)
    account = next((each for each in (seen.accounts if seen else ()) if each.pledge.pk == own_pledge_id), None)
    if account is None:
        refused(request, f"pledge:{own_pledge_id}")
        raise Http404("pledge")
    one = told.card(account)
    form = ReasonForm(request.POST or None) if one.is_open else None
    if request.method == "POST" and done(
        request, form, lambda said, how: operations.withdraw(account.pledge, said["reason"], **how)
    ):
        messages.success(request, _("Janji dibatalkan. Bantuan yang sudah disisihkan tetap disalurkan."))
        return redirect("portal.pledge", own_pledge_id)
    context = {
        "one": one, "facts": pledge_facts(account.pledge), "form": form,
        "instalments": [
            (each.due, amount(account.pledge, each.amount))
            for each in account.pledge.instalments.order_by("due", "pk")
        ],
    }  # fmt: skip
    faulty = form is not None and bool(form.errors)
    return render(request, "portal/pledge.html", context, status=422 if faulty else 200)


@page(Role.GIVER)
@require_GET
@registered
def helped(request: HttpRequest, held: queries.Giver) -> HttpResponse:
    """Whom it helps, by code; what they received by month; how the groups grow in which they are."""
    looked(request, str(held), held.area)
    seen = own(request, held)
    context = {"rows": told.helped(seen), "handed": told.handed(seen), "grown": told.groups(seen)}
    return render(request, "portal/helped.html", context)


#: What is done on the first page, by the name of the form that asks for it.
_DOING: Final[Mapping[str, Callable[[queries.Giver, _Said, _How], object]]] = {
    "site": lambda held, said, how: registering.add_site(held, said["name"], said["area"], **how),
    "consent": lambda held, said, how: registering.consent(held, CONSENT, given=said["given"] == "1", **how),
}
