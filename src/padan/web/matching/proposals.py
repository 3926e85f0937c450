"""One proposal: accepted, accepted with a change, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from padan.kernel.scope import Scope
from padan.office.giving import queries as giving
from padan.office.matching import operations, queries
from padan.office.matching.permissions import may_keep
from padan.office.matching.policies import can_accept
from padan.office.matching.states import Fate
from padan.web.access import page
from padan.web.asking import looked, one_of, reader
from padan.web.doing import done
from padan.web.giving.givers import READERS
from padan.web.matching import told
from padan.web.matching.forms import ChangeForm, RefuseForm
from padan.web.matching.pledged import pledge_choices

_Said = Mapping[str, Any]
_How = dict[str, Any]


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Why this pledge, for whom, and what is decided."""
    who = reader(request)
    held: queries.Proposal = one_of(
        request, queries.proposals(who.scope).filter(pk=proposal_id), f"proposal:{proposal_id}"
    )
    doing, own = request.POST.get("do", ""), {}
    if held.fate is Fate.OPEN and may_keep(who.account, held.area, who.day):
        own = _forms(request, held, doing)
    if request.method == "POST" and done(request, own.get(doing), lambda said, how: _DOING[doing](held, said, how)):
        return redirect("matching.plan", held.plan_id)
    looked(request, f"family:{held.family_id}", held.area)
    context = {"one": told.proposal(held), "plan": held.plan_id, "forms": own, "held": held}
    faulty = any(form.errors for form in own.values())
    return render(request, "matching/proposal.html", context, status=422 if faulty else 200)


def _forms(request: HttpRequest, held: queries.Proposal, doing: str) -> dict[str, forms.Form]:
    who = reader(request)

    def sent(name: str) -> Any:
        return request.POST if doing == name else None

    found: dict[str, forms.Form] = {"refuse": RefuseForm(sent("refuse"))}
    if can_accept(held.plan):
        pledges, now = pledge_choices(who.scope, who.day), {"pledge": held.pledge_id, "units": held.units}
        found["accept"] = forms.Form(sent("accept"))
        found["change"] = ChangeForm(sent("change"), pledges=pledges, initial=now)
    return found


def _change(held: queries.Proposal, said: _Said, how: _How) -> object:
    pledge = giving.pledges(Scope((held.plan.area,))).get(pk=said["pledge"])
    return operations.change(held, said["units"], pledge, said["reason"], **how)


#: What is done with a proposal, by the name of the form that asks for it.
_DOING: Final[Mapping[str, Callable[[queries.Proposal, _Said, _How], object]]] = {
    "accept": lambda held, _said, how: operations.accept(held, **how),
    "change": _change,
    "refuse": lambda held, said, how: operations.refuse(held, said["refusal"], **how),
}
