"""Activities: listed, one looked at and its class corrected, one entered by form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.scope import lies_in
from padan.kernel.texts import _
from padan.office.activities import operations, permissions, queries
from padan.office.activities.lines import Addressed
from padan.office.activities.permissions import KEEPERS, READERS
from padan.reports.activities.once import Found, Once, found
from padan.reports.activities.totals import total
from padan.reports.trail_activity_words import kind_words
from padan.web.access import page
from padan.web.activities import told
from padan.web.activities.forms import UNKNOWN, EnterForm, FilterForm, KindForm, ReasonForm
from padan.web.asking import looked, one_of, reader
from padan.web.doing import done

#: Activities on one page.
AT_ONCE: Final = 50
_Said = Mapping[str, Any]
_How = dict[str, Any]


@page(*READERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The activities of the regency, each once, the newest first."""
    who = reader(request)
    held = found(who.scope)
    years = sorted({each.year for each in held.once if each.year}, reverse=True)
    chosen = FilterForm(request.GET or None, scope=who.scope, years=years)
    rows = sifted(held, chosen.cleaned_data if chosen.is_valid() else {})
    pages = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "shown": [told.card(each) for each in pages], "pages": pages, "filter": chosen,
        "query": f"{asked.urlencode()}&" if asked else "", "filtered": chosen.is_bound, "sum": total(rows),
        "money": told.money(total(rows).value), "ask": len(held.ask), "contested": len(held.contested),
        "keeps": permissions.may_keep(who.account, settings.PADAN_REGENCY, who.day),
    }  # fmt: skip
    return render(request, "activities/list.html", context)


def sifted(held: Found, asked: Mapping[str, str]) -> list[Once]:
    """The activities that are asked for, the newest first and those of an unknown day at the end."""
    only = asked.get("only", "")
    rows = [
        each for each in held.once
        if (not asked.get("year") or str(each.year) == asked["year"])
        and (not asked.get("of") or (each.of or UNKNOWN) == asked["of"])
        and (not asked.get("district") or lies_in(each.area, asked["district"]))
        and (only != "misfiled" or any(told_one.misfiled for told_one in each.reports))
        and (only != "doubled" or len(each.reports) > 1)
    ]  # fmt: skip
    return sorted(rows, key=lambda each: (each.since or date.min, each.reports[0].activity.pk), reverse=True)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, activity_id: int) -> HttpResponse:
    """One activity as its report tells it, its class with the reason, and the other reports of it."""
    who = reader(request)
    held = one_of(request, queries.every_activity(who.scope).filter(pk=activity_id), f"activity:{activity_id}")
    if hasattr(held.report, "withdrawn"):
        return redirect("activities.receipt", held.report_id)
    doing, own = request.POST.get("do", ""), {}
    if permissions.may_keep(who.account, held.report.area, who.day):
        own = _forms(doing, request.POST, corrected=bool(held.kind_said))
    if request.method == "POST" and done(request, own.get(doing), lambda said, how: _DOING[doing](held, said, how)):
        return redirect("activities.show", held.pk)
    looked(request, str(held), held.area)
    once, one = found(who.scope).of(held.pk)
    context = {
        "one": told.card(once), "title": held.title, "written": told.written(one), "judged": told.judged(once, one),
        "misfiled": one.misfiled, "sector": held.sector, "number": held.pk,
        "others": told.rows(each.activity for each in once.reports if each is not one), "forms": own,
        "said": [
            (kind_words(each.kind), each.by.name, each.on, each.reason) for each in held.kinds_said.select_related("by")
        ],
    }  # fmt: skip
    faulty = any(form.errors for form in own.values())
    return render(request, "activities/show.html", context, status=422 if faulty else 200)


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Write down one activity that was told without a file."""
    form = EnterForm(request.POST or None, regency=settings.PADAN_REGENCY)
    made: list[queries.Activity] = []
    if request.method == "POST" and done(request, form, lambda said, how: made.append(_enter(form, said, how))):
        messages.success(request, _("Kegiatannya tercatat."))
        return redirect("activities.show", made[0].pk)
    return render(request, "activities/enter.html", {"form": form}, status=422 if form.errors else 200)


def _enter(form: EnterForm, said: _Said, how: _How) -> queries.Activity:
    return operations.enter(form.line(), said["sender"], Addressed(said["addressed"]), settings.PADAN_REGENCY, **how)


def _forms(doing: str, sent: Any, *, corrected: bool) -> dict[str, forms.Form]:
    made: dict[str, type[forms.Form]] = {"correct": KindForm}
    if corrected:
        made["take_back"] = ReasonForm
    return {name: form(sent if doing == name else None) for name, form in made.items()}


#: What is done with an activity, by the name of the form that asks for it.
_DOING: Final[Mapping[str, Callable[[queries.Activity, _Said, _How], object]]] = {
    "correct": lambda held, said, how: operations.correct(held, said["kind"], said["reason"], **how),
    "take_back": lambda held, said, how: operations.take_back(held, said["reason"], **how),
}
