"""Who has authority over a company: the same page for the province and the regency, until they settle it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.delivery.proofs import stored_as
from padan.office.giving import claiming, queries
from padan.office.giving.claiming import Said
from padan.office.giving.permissions import side_of
from padan.office.giving.policies import MATTERS, SOCIAL
from padan.office.tasks import papers
from padan.rules.giving.authority import Authority, Holder
from padan.web.access import Reader, page
from padan.web.asking import looked, one_of, reader
from padan.web.doing import done
from padan.web.giving import told
from padan.web.giving.authority_forms import AgreeForm, ClaimForm, SettleForm
from padan.web.giving.givers import READERS
from padan.web.leaving import paper_to_keep

#: Both sides, and who inspects.
SIDES: Final = (*READERS, Role.PROVINCE)
_Said = Mapping[str, Any]
_How = dict[str, Any]


@page(*SIDES)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The companies and other organisations of the area, those over which there is a dispute first."""
    who = reader(request)
    rows = list(queries.organisations(who.scope))
    found = queries.authorities(rows, SOCIAL, who.day)
    cards = [told.authority_card(each, found[each.pk]) for each in rows]
    which = "disputed" if request.GET.get("which") == "disputed" else "all"
    disputed = [each for each in cards if each.authority is Authority.DISPUTED]
    context = {
        "shown": disputed if which == "disputed" else sorted(cards, key=lambda each: each not in disputed),
        "which": which, "disputed": len(disputed),
        "sides": [(holder.words, told.total(each)) for holder, each in
                  queries.total_by_side(who.scope, SOCIAL, who.day).items()],
    }  # fmt: skip
    return render(request, "giving/authorities.html", context)


@page(*SIDES)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, giver_id: int) -> HttpResponse:
    """One company: who claims authority over it and by what, and how a dispute may end."""
    who = reader(request)
    held = one_of(request, queries.organisations(who.scope).filter(pk=giver_id), f"giver:{giver_id}")
    if "dokumen" in request.GET:
        return _document(held, request.GET["dokumen"])
    found = {matter: queries.authorities([held], matter, who.day)[held.pk] for matter in MATTERS}
    disputed = [matter for matter, each in found.items() if each.authority is Authority.DISPUTED]
    doing, side = request.POST.get("do", ""), _side(who, held)
    proposals = told.settlements(held)
    theirs = [] if side is None else [each for each in proposals if each.waits and each.side != side.words]
    own = {} if side is None else _forms(theirs, disputed, doing, request)
    if request.method == "POST" and done(request, own.get(doing), lambda said, how: _DOING[doing](held, said, how)):
        return redirect("authority.show", held.pk)
    looked(request, f"{held}:authority", held.area)
    context = {
        "one": told.authority_card(held, found[SOCIAL]), "matters": [told.matter(*each) for each in found.items()],
        "claims": told.claims(held), "settlements": proposals, "forms": own, "side": side,
    }  # fmt: skip
    faulty = any(form.errors for form in own.values())
    return render(request, "giving/authority.html", context, status=422 if faulty else 200)


def _side(who: Reader, held: queries.Giver) -> Holder | None:
    """For which side the reader speaks; None for who only reads."""
    try:
        return side_of(who.account, held.area, who.day)
    except NotAllowedError:
        return None


def _forms(theirs: list[told.Saying], disputed: list[str], doing: str, request: HttpRequest) -> dict[str, forms.Form]:
    def sent(name: str) -> tuple[Any, Any]:
        return (request.POST, request.FILES) if doing == name else (None, None)

    found: dict[str, forms.Form] = {"claim": ClaimForm(*sent("claim"))}
    if disputed:
        found["settle"] = SettleForm(*sent("settle"), matters=disputed)
    if theirs:
        found["agree"] = AgreeForm(sent("agree")[0], waiting=[(each.number, each.words) for each in theirs])
    return found


def _kept(said: _Said) -> str:
    """The SHA-256 of the document that was sent along; empty without one."""
    sent = said["document"]
    return papers.keep(sent.read(papers.LARGEST + 1), sent.name).sha256 if sent else ""


def _said(said: _Said) -> Said:
    return Said(said["matter"], Holder(said["holder"]), said["since"], said["basis"], _kept(said))


def _agree(held: queries.Giver, said: _Said, how: _How) -> None:
    claiming.agree(queries.settlements(Scope((held.area,))).get(giver=held, pk=said["settlement"]), **how)


_DOING: Final[Mapping[str, Callable[[queries.Giver, _Said, _How], object]]] = {
    "claim": lambda held, said, how: claiming.claim(held, _said(said), said["until"], **how),
    "settle": lambda held, said, how: claiming.settle(held, _said(said), **how),
    "agree": _agree,
}


def _document(held: queries.Giver, digest: str) -> HttpResponse:
    """A document on which a claim or a settlement of this giver rests."""
    known = {each.document for each in (*held.claims.all(), *held.settlements.all())} - {""}
    stored = stored_as(digest) if digest in known else None
    if stored is None:
        raise Http404(digest)
    return paper_to_keep(stored, f"kewenangan-{held.pk}")
