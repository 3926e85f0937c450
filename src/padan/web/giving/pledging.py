"""Pledges: listed, written down for a giver, and one with its ledger, its holds and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.activities.permissions import KEEPERS as REPORT_KEEPERS
from padan.office.giving import operations, queries
from padan.office.giving.permissions import KEEPERS, may_keep
from padan.rules.giving.pledging import ENDED, Status
from padan.web.access import page
from padan.web.asking import looked, one_of, reader
from padan.web.doing import done
from padan.web.giving import told
from padan.web.giving.forms import ChangeForm, PledgeForm, ReasonForm
from padan.web.giving.givers import READERS

#: Pledges, and holds, on one page.
AT_ONCE: Final = 50
#: Pledges with which nothing more is done.
_OVER: Final = frozenset({*ENDED, Status.FULFILLED})
_LISTS: Final[Mapping[str, Callable[[Status], bool]]] = {
    "offered": lambda status: status is Status.OFFERED,
    "open": lambda status: status not in _OVER,
    "late": lambda status: status is Status.OVERDUE,
    "all": lambda _status: True,
}
_Said = Mapping[str, Any]
_How = dict[str, Any]


@page(*READERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The pledges of the regency by how they stand, and what all of them come to in rupiah."""
    who = reader(request)
    every = queries.stand(queries.pledges(who.scope), who.day)
    found = {name: [each for each in every if wanted(each.standing.status)] for name, wanted in _LISTS.items()}
    which = request.GET.get("which", "")
    which = which if which in found else "open"
    pages = Paginator(found[which], AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "shown": [told.pledge_card(each) for each in pages], "pages": pages, "which": which,
        "counts": {name: len(rows) for name, rows in found.items()},
        "total": told.total(queries.total(who.scope, who.day)), "keeps": not who.roles.isdisjoint(REPORT_KEEPERS),
    }  # fmt: skip
    return render(request, "giving/pledges.html", context)


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, giver_id: int) -> HttpResponse:
    """Write down what a giver pledges that came to the office."""
    who = reader(request)
    held = one_of(request, queries.givers(who.scope).filter(pk=giver_id), f"giver:{giver_id}")
    form = PledgeForm(request.POST or None, scope=Scope((held.area,)), near=told.near(held))
    made: list[queries.Pledge] = []
    if request.method == "POST" and done(
        request, form, lambda said, how: made.append(operations.offer(held, said["offered"], **how))
    ):
        messages.success(request, _("Janji tercatat. Petugas lain menerimanya sesudah memeriksa."))
        return redirect("giving.pledge", made[0].pk)
    context = {"form": form, "one": told.giver_cards([held])[0], "back": ("giving.giver", held.pk)}
    return render(request, "giving/offer.html", context, status=422 if form.errors else 200)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pledge_id: int) -> HttpResponse:
    """One pledge: how it stands, what is left of it, for whom it is held, and what may be done."""
    who = reader(request)
    held = one_of(request, queries.pledges(who.scope).filter(pk=pledge_id), f"pledge:{pledge_id}")
    stands = queries.stand([held], who.day)[0]
    doing, own = request.POST.get("do", ""), {}
    if may_keep(who.account, held.giver.area, who.day) and stands.standing.status not in _OVER:
        own = _forms(stands.standing.status, doing, request.POST)
    if request.method == "POST" and done(request, own.get(doing), lambda said, how: _DOING[doing](held, said, how)):
        return redirect("giving.pledge", held.pk)
    looked(request, str(held), held.giver.area)
    rows = queries.holds(who.scope).filter(pledge=held)
    pages = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "one": told.pledge_card(stands), "facts": told.pledge_facts(held), "forms": own, "pages": pages,
        "holds": told.holds(pages), "instalments": told.instalments(held), "giver": held.giver_id,
    }  # fmt: skip
    faulty = any(form.errors for form in own.values())
    return render(request, "giving/pledge.html", context, status=422 if faulty else 200)


def _forms(status: Status, doing: str, sent: Any) -> dict[str, forms.Form]:
    made: dict[str, Callable[[Any], forms.Form]] = {"change": ChangeForm, "withdraw": ReasonForm}
    if status is Status.OFFERED:
        made = {"confirm": forms.Form, **made}
    return {name: form(sent if doing == name else None) for name, form in made.items()}


#: What is done with a pledge, by the name of the form that asks for it.
_DOING: Final[Mapping[str, Callable[[queries.Pledge, _Said, _How], object]]] = {
    "confirm": lambda held, _said, how: operations.confirm(held, **how),
    "change": lambda held, said, how: operations.change(held, [ChangeForm.part(said)], said["reason"], **how),
    "withdraw": lambda held, said, how: operations.withdraw(held, said["reason"], **how),
}
