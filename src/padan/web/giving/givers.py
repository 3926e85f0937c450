"""Givers: listed, registered, and one with all that its officers do for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts import queries as accounts
from padan.office.accounts.roles import Role
from padan.office.giving import queries, registering
from padan.office.giving.permissions import KEEPERS, may_keep
from padan.web.access import page
from padan.web.asking import looked, one_of, reader
from padan.web.doing import done
from padan.web.giving import told
from padan.web.giving.forms import CONSENT, ConsentForm, EndForm, GiverForm, RepresentForm, SiteForm, VetForm

#: Givers on one page.
AT_ONCE: Final = 50
#: Roles that read of givers and what they pledged.
READERS: Final = (*KEEPERS, Role.INSPECTOR)
_Said = Mapping[str, Any]
_How = dict[str, Any]


@page(*READERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The givers of the regency: those that wait for an officer, or all."""
    who = reader(request)
    rows = queries.givers(who.scope)
    waiting = queries.unverified(who.scope)
    which = "waiting" if request.GET.get("which") == "waiting" else "all"
    pages = Paginator((waiting if which == "waiting" else rows).order_by("-pk"), AT_ONCE).get_page(
        request.GET.get("page")
    )
    looked(request, "givers:list")
    context = {
        "shown": told.giver_cards(pages), "pages": pages, "which": which,
        "counts": {"waiting": waiting.count(), "all": rows.count(), "late": len(queries.overdue(who.scope, who.day))},
        "keeps": may_keep(who.account, settings.PADAN_REGENCY, who.day),
    }  # fmt: skip
    return render(request, "giving/list.html", context)


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Write down a giver that came to the office."""
    form = GiverForm(request.POST or None, scope=Scope((settings.PADAN_REGENCY,)), own=False)
    made: list[queries.Giver] = []
    if request.method == "POST" and done(
        request, form, lambda _said, how: made.append(registering.register(form.described(), CONSENT, **how))
    ):
        messages.success(request, _("Pemberi tercatat. Catat persetujuannya, lalu minta petugas lain memeriksanya."))
        return redirect("giving.giver", made[0].pk)
    return render(request, "giving/register.html", {"form": form}, status=422 if form.errors else 200)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, giver_id: int) -> HttpResponse:
    """One giver: who it is, what it pledged, and what its officers may do."""
    who = reader(request)
    held = one_of(request, queries.givers(who.scope).filter(pk=giver_id), f"giver:{giver_id}")
    doing, own = request.POST.get("do", ""), {}
    if may_keep(who.account, held.area, who.day):
        own = _forms(held, doing, request.POST)
    if request.method == "POST" and done(request, own.get(doing), lambda said, how: _DOING[doing](held, said, how)):
        return redirect("giving.giver", held.pk)
    looked(request, str(held), held.area)
    stands = queries.stand(queries.pledges(who.scope).filter(giver=held), who.day)
    context = {
        "one": told.giver_cards([held])[0], "facts": told.giver_facts(held), "forms": own,
        "pledges": [told.pledge_card(each) for each in stands], "vettings": held.vettings.select_related("by"),
    }  # fmt: skip
    faulty = any(form.errors for form in own.values())
    return render(request, "giving/giver.html", context, status=422 if faulty else 200)


def _forms(held: queries.Giver, doing: str, sent: Any) -> dict[str, forms.Form]:
    made: dict[str, Callable[[Any], forms.Form]] = {
        "vet": VetForm, "consent": ConsentForm, "represent": RepresentForm,
        "site": lambda data: SiteForm(data, scope=Scope((held.area,))),
    }  # fmt: skip
    if acting := told.acting(held):
        made["end"] = lambda data: EndForm(data, acting=acting)
    return {name: form(sent if doing == name else None) for name, form in made.items()}


def _represent(held: queries.Giver, said: _Said, how: _How) -> None:
    account = accounts.Account.objects.filter(email=said["email"].lower()).first()
    if account is None:
        raise InvalidValueError(_("Tidak ada akun dengan surel itu"), next_step=_("Periksa lagi surelnya."))
    registering.represent(held, account, **how)


def _end(held: queries.Giver, said: _Said, how: _How) -> None:
    registering.end_representing(queries.representatives(held).get(pk=said["representative"]), **how)


#: What is done with a giver, by the name of the form that asks for it.
_DOING: Final[Mapping[str, Callable[[queries.Giver, _Said, _How], object]]] = {
    "vet": lambda held, said, how: registering.vet(
        held, verified=said["verified"] == "1", reason=said["reason"], **how
    ),
    "consent": lambda held, said, how: registering.consent(held, CONSENT, given=said["given"] == "1", **how),
    "represent": _represent,
    "end": _end,
    "site": lambda held, said, how: registering.add_site(held, said["name"], said["area"], **how),
}
