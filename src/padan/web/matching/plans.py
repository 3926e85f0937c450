"""Plans: asked for, listed, looked at, and accepted many proposals at once; and what-ifs beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.aid.permissions import may_make
from padan.office.giving import queries as giving
from padan.office.jobs import queries as jobs
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind, State
from padan.office.matching import operations, queries
from padan.office.matching.permissions import may_keep
from padan.office.matching.policies import can_accept
from padan.office.matching.states import Effort, Fate
from padan.reports.aid_words import kind_words
from padan.reports.wording import region_name
from padan.web.access import page
from padan.web.asking import looked, one_of, reader
from padan.web.doing import done
from padan.web.giving.givers import READERS
from padan.web.matching import told
from padan.web.matching.forms import AskForm, ManyForm, WhatIfForm
from padan.web.matching.pledged import pledge_choices
from padan.web.working.told import told_job

#: Plans, and proposals, on one page.
AT_ONCE: Final = 30
#: Proposals accepted in one action: each is checked, and the reader waits for it.
MOST: Final = 200


@page(*READERS)
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The plans, and how far the one is that was asked for. For htmx, only the part that changes."""
    who = reader(request)
    keeps = may_keep(who.account, settings.PADAN_REGENCY, who.day)
    form = AskForm(_sent(request)) if keeps else None
    if request.method == "POST" and done(
        request, form, lambda said, how: ask(Kind.MATCH, {"effort": said["effort"]}, **how)
    ):
        return redirect("matching.list")
    pages = Paginator(queries.plans(who.scope), AT_ONCE).get_page(request.GET.get("page"))
    context = {"form": form, "pages": pages, "shown": [told.plan_card(each) for each in pages], **_work(who.scope)}
    return _answer(request, "matching/list.html", context, form is not None and bool(form.errors))


@page(*READERS)
@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest) -> HttpResponse:
    """Suppose one more pledge or restriction; a worker compares. Below, what was supposed before."""
    who = reader(request)
    form = None
    if may_keep(who.account, settings.PADAN_REGENCY, who.day):
        pledges = pledge_choices(who.scope, who.day)
        form = WhatIfForm(_sent(request), scope=Scope((settings.PADAN_REGENCY,)), pledges=pledges)
    if request.method == "POST" and done(request, form, _suppose):
        return redirect("matching.what_if")
    pages = Paginator(queries.what_ifs(who.scope), AT_ONCE).get_page(request.GET.get("page"))
    shown = [(told.plan_card(each), told.supposed(each)) for each in pages]
    context = {"form": form, "pages": pages, "shown": shown, **_work(who.scope)}
    return _answer(request, "matching/what_if.html", context, form is not None and bool(form.errors))


def _sent(request: HttpRequest) -> Any:
    """What was sent; a form without any field is sent too."""
    return request.POST if request.method == "POST" else None


def _suppose(said: Mapping[str, Any], how: dict[str, Any]) -> None:
    ask(Kind.MATCH, {"effort": Effort.USUAL.value, "supposed": said["supposed"].told()}, **how)


def _work(scope: Scope) -> dict[str, Any]:
    """How far the plan is that a worker makes, or why the last one was not made; nothing for who sees a part of the
    regency."""
    rows = jobs.of_kinds(Kind.MATCH) if scope.covers(settings.PADAN_REGENCY) else jobs.of_kinds()
    last, at_work = rows.first(), rows.filter(state__in=(State.WAITING, State.RUNNING)).last()
    broken = last if at_work is None and last is not None and last.state == State.FAILED else None
    return {"job": told_job(at_work) if at_work else None, "broken": told_job(broken) if broken else None}


def _answer(request: HttpRequest, template: str, context: dict[str, Any], faulty: bool) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, template, context, status=422 if faulty else 200)
    answer = render(request, "matching/progress.html", context)
    if context["job"] is None:
        answer.headers["HX-Refresh"] = "true"
    return answer


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: how near to the best it is, its proposals by pledge, and what is not met and why; or a what-if with
    what it changes."""
    who = reader(request)
    plan: queries.Plan = one_of(request, queries.every(who.scope).filter(pk=plan_id), f"plan:{plan_id}")
    rows = queries.proposals(who.scope).filter(plan=plan)
    decides = may_keep(who.account, plan.area, who.day) and can_accept(plan) and not plan.supposed
    opens = may_make(who.account, plan.area, who.day)
    form = ManyForm(_sent(request)) if decides else None
    if request.method == "POST" and done(request, form, lambda said, how: _accept(request, _sifted(rows, said), how)):
        return redirect(request.get_full_path())
    looked(request, str(plan), plan.area)
    context = {**_plan(plan), "decides": decides, "opens": opens, "form": form, **_proposals(request, plan, rows)}
    return render(request, "matching/plan.html", context, status=422 if form is not None and form.errors else 200)


def _plan(plan: queries.Plan) -> dict[str, Any]:
    return {
        "plan": plan, "card": told.plan_card(plan), "stages": told.stages(plan), "tiers": told.tiers(plan),
        "places": told.places(plan), "unmet": told.unmet(plan), "left_out": told.left_out(plan),
        "cut": plan.summary["cut_by_time"], "usable": can_accept(plan),
        "supposed": told.supposed(plan) if plan.supposed else "",
        "beside": told.beside(plan) if plan.supposed else None,
    }  # fmt: skip


def _proposals(request: HttpRequest, plan: queries.Plan, rows: QuerySet[queries.Proposal]) -> dict[str, Any]:
    who, asked = reader(request), request.GET
    sifted = _sifted(rows, asked)
    which = Fate(asked["which"]) if asked.get("which") in set(Fate) else Fate.OPEN
    pages = Paginator(queries.fated(sifted, which), AT_ONCE).get_page(asked.get("page"))
    many = dict(rows.order_by().values_list("pledge").annotate(Count("pk")))
    known = {each.pk: each for each in giving.pledges(who.scope)}
    kept = {name: asked[name] for name in ("kind", "district", "pledge") if asked.get(name)}
    return {
        "pages": pages, "shown": told.proposals(pages), "which": which, "kept": kept,
        "counts": [(fate, fate.words, number) for fate, number in queries.counts(sifted).items()],
        "by_pledge": told.pledges(plan, many, known),
        "by_kind": [(code, kind_words(code), number) for code, number in queries.by_kind(rows)],
        "by_district": [(code, region_name(code), number) for code, number in queries.by_district(rows)],
        "packages": [told.package_words(each) for each in queries.packages(who.scope, plan, who.day)],
        "most": MOST,
    }  # fmt: skip


def _sifted(rows: QuerySet[queries.Proposal], said: Any) -> QuerySet[queries.Proposal]:
    """The proposals of a kind, a kecamatan and a pledge, where they are asked for."""
    pledge = str(said.get("pledge") or "")
    if said.get("kind"):
        rows = rows.filter(kind=said["kind"])
    if said.get("district"):
        rows = queries.of_place(rows, said["district"])
    return rows.filter(pledge=int(pledge)) if pledge.isdecimal() else rows


def _accept(request: HttpRequest, rows: QuerySet[queries.Proposal], how: dict[str, Any]) -> None:
    found = operations.accept_many(list(queries.fated(rows, Fate.OPEN)[:MOST]), **how)
    if found.many:
        messages.success(request, _("{n} usul diterima dan disisihkan.").format(n=count(found.many)))
    for said, many in found.refused.items():
        messages.warning(request, _("{n} usul tidak dapat diterima: {why}.").format(n=count(many), why=said))
    if not found.many and not found.refused:
        messages.warning(request, _("Tidak ada usul yang menunggu di sini."))
