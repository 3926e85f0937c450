"""Programmes and rounds at a glance; one programme with the versions of its rule; one version."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from padan.kernel.errors import PadanError
from padan.kernel.scope import VILLAGE_LETTERS, lies_in
from padan.office.accounts.roles import Role
from padan.office.aid import queries
from padan.office.aid.operations import Described, make_programme, set_apart
from padan.office.aid.permissions import may_make
from padan.reports.aid_words import differing, ranking_words
from padan.web.access import page
from padan.web.aid import drafting, told
from padan.web.aid.forms import ProgrammeForm
from padan.web.aid.place import MAKERS, OF_LISTS, READERS, programme_of, said_by, said_or_none, version_of
from padan.web.asking import reader, words_of


@page(*OF_LISTS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Rounds, and the programmes that they are of; for a village those that are or were with it."""
    who = reader(request)
    rounds, reads = queries.rounds_over(who.scope), bool(who.roles & {*READERS})
    if not reads:
        rounds = rounds.filter(state__in=told.SHOWN_TO_VILLAGES)
    villages = [] if reads else [code for code in who.scope.codes if len(code) == VILLAGE_LETTERS]
    context = {
        "rounds": [
            told.round_line(each, code) for each in rounds
            for code in ([code for code in villages if lies_in(code, each.area)] if villages else [""])
        ],
        "programmes": [told.programme_line(each) for each in queries.programmes_over(who.scope)],
        "makes": Role.DATA_OFFICER in who.roles, "reads": reads, "several": len(villages) > 1,
    }  # fmt: skip
    return render(request, "aid/index.html", context)


@page(*MAKERS)
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Write down a programme of the regency."""
    form = ProgrammeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        described = Described(**form.cleaned_data, area=settings.PADAN_REGENCY)
        try:
            made = make_programme(described, by=reader(request).account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        except ValidationError as error:
            form.add_error(None, error if not hasattr(error, "error_dict") else ValidationError(error.messages))
        else:
            return redirect("aid.programme", made.pk)
    return render(request, "aid/make.html", {"form": form}, status=422 if form.errors else 200)


@page(*READERS)
@require_GET
def programme(request: HttpRequest, programme_id: int) -> HttpResponse:
    """A programme: what it is, the versions of its rule, its rounds, and what is not given beside it."""
    found, who = programme_of(request, programme_id), reader(request)
    newest = found.rules.first()
    said = said_or_none(newest)
    context = {
        "programme": found, "facts": told.programme_facts(found),
        "versions": list(found.rules.select_related("made_by")), "newest": newest,
        "conditions": told.conditions(said) if said else [], "ranking": ranking_words(said) if said else "",
        "rounds": [told.round_line(each, "") for each in queries.rounds_over(who.scope).filter(programme=found)],
        "apart": list(found.apart.all()), "makes": may_make(who.account, found.area, who.day),
    }  # fmt: skip
    return render(request, "aid/programme.html", context)


@page(*MAKERS)
@require_http_methods(["GET", "POST"])
def apart(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Which programmes are not given to one family at the same time as this one."""
    found, who = programme_of(request, programme_id), reader(request)
    others = [each for each in queries.programmes(who.scope) if each.pk != found.pk]
    if request.method == "POST":
        ticked = set(request.POST.getlist("programme"))
        try:
            chosen = [each for each in others if str(each.pk) in ticked]
            set_apart(found, chosen, by=who.account, on=timezone.now())
        except PadanError as error:
            messages.error(request, words_of(error))
        else:
            return redirect("aid.programme", found.pk)
    context = {"programme": found, "others": others, "now": {each.pk for each in found.apart.all()}}
    return render(request, "aid/apart.html", context, status=422 if request.method == "POST" else 200)


@page(*READERS)
@require_GET
def version(request: HttpRequest, programme_id: int, rule_number: int) -> HttpResponse:
    """A version of a rule: its text, what it changed, and what it says of one family."""
    found, who = programme_of(request, programme_id), reader(request)
    rule = version_of(request, found, rule_number)
    context: dict[str, Any] = {
        "programme": found, "rule": rule, "problem": None, "lines": [], "trial": None,
        "family": request.GET.get("keluarga", ""), "makes": may_make(who.account, found.area, who.day),
    }  # fmt: skip
    try:
        said = said_by(rule)
    except PadanError as error:
        context["problem"] = words_of(error)
    else:
        before = said_or_none(found.rules.filter(number__lt=rule.number).first())
        context["lines"] = differing(before, said) if before else []
        context["conditions"], context["ranking"] = told.conditions(said), ranking_words(said)
        if context["family"]:
            context["trial"] = drafting.trial(request, said, context["family"])
    return render(request, "aid/version.html", context)
