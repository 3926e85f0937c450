"""A new version of a programme's rule: written as text or filled in as a form, checked while it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.texts import _, language
from padan.office.aid import queries
from padan.office.aid.operations import revise_rule
from padan.reference.eligibility import fact_entries
from padan.reports.aid_words import fact_values
from padan.rules.eligibility import USUAL, ranks, write_order, write_rule
from padan.rules.eligibility.catalogue import known_facts
from padan.web.access import page
from padan.web.aid import drafting, editing
from padan.web.aid.drafting import Draft
from padan.web.aid.place import MAKERS, programme_of, said_or_none
from padan.web.asking import reader, words_of


@page(*MAKERS)
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, programme_id: int) -> HttpResponse:
    """The rule as text. Sending it checks it, tries it on a family, shows it as a form, or keeps it."""
    programme = programme_of(request, programme_id)
    last = said_or_none(programme.rules.first())
    if request.method == "POST":
        draft = drafting.read(request.POST.get("text", ""), last)
    else:
        written = write_rule(last, known_facts(), language()) if last else ""
        draft = Draft(written, last, ())
    if request.method == "POST" and request.POST.get("do") == "form" and draft.rule:
        return _form(request, programme, editing.sheet_of(draft.rule), draft, {})
    return _done(request, programme, draft) or _shown(request, programme, draft, "aid/rule_text.html", {})


@page(*MAKERS)
@require_POST
def check(request: HttpRequest, programme_id: int) -> HttpResponse:
    """What a text says while it is written: the part of the page that changes."""
    programme = programme_of(request, programme_id)
    draft = drafting.read(request.POST.get("text", ""), said_or_none(programme.rules.first()))
    return render(request, "aid/rule_read.html", {"draft": draft})


@page(*MAKERS)
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, programme_id: int) -> HttpResponse:
    """The same rule as rows of a form."""
    programme = programme_of(request, programme_id)
    last = said_or_none(programme.rules.first())
    if request.method == "GET":
        sheet = editing.sheet_of(last) if last else editing.Sheet((editing.Row(),))
        return _form(request, programme, sheet, None, {})
    sheet = _changed(editing.sent(request.POST), request.POST.get("do", ""))
    written, places = sheet.written()
    draft = drafting.read(written, last)
    if request.POST.get("do") == "text":
        return _shown(request, programme, draft, "aid/rule_text.html", {})
    kept = _done(request, programme, draft)
    if kept:
        return kept
    wrong = set(places[draft.error.line - 1]) if draft.error and places else set()
    if not request.POST.get("do") and any(sheet.rows[place].unfinished for place in wrong):
        return _form(request, programme, sheet, None, {})
    return _form(request, programme, sheet, draft, {"wrong": wrong})


def _changed(sheet: editing.Sheet, do: str) -> editing.Sheet:
    """The rows after one was added or taken out."""
    rows = list(sheet.rows)
    if do == "add" and len(rows) < editing.MOST_ROWS:
        rows.append(editing.Row())
    elif do.startswith("drop-") and do[5:].isdigit() and int(do[5:]) < len(rows):
        del rows[int(do[5:])]
    return editing.Sheet(tuple(rows), sheet.kinds, sheet.order)


def _done(request: HttpRequest, programme: queries.Programme, draft: Draft) -> HttpResponse | None:
    """Keep a rule where that was asked for and can be."""
    if request.POST.get("do") != "save" or draft.rule is None:
        return None
    why = request.POST.get("why", "")
    try:
        made = revise_rule(programme, draft.rule, by=reader(request).account, on=timezone.now(), why=why)
    except PadanError as error:
        messages.error(request, words_of(error))
        return None
    messages.success(request, _("Aturan versi {n} tersimpan.").format(n=made.number))
    return redirect("aid.version", programme.pk, made.number)


def _form(
    request: HttpRequest, programme: queries.Programme, sheet: editing.Sheet, draft: Draft | None, more: dict[str, Any]
) -> HttpResponse:
    context = {
        "sheet": sheet, "groups": editing.GROUPS, "kinds": editing.kinds_of_groups(), "signs": editing.signs,
        "used": sorted({row.group for row in sheet.rows if row.group}), "wrong": set(), **more,
        "full": len(sheet.rows) >= editing.MOST_ROWS, "firsts": editing.firsts(),
        "ranking": {code: one for code, one in known_facts().items() if ranks(one)},
    }  # fmt: skip
    return _shown(request, programme, draft, "aid/rule_form.html", context)


def _shown(
    request: HttpRequest, programme: queries.Programme, draft: Draft | None, template: str, more: dict[str, Any]
) -> HttpResponse:
    do, family_id = request.POST.get("do", ""), request.POST.get("family", "")
    tried = drafting.trial(request, draft.rule, family_id) if do == "try" and draft and draft.rule else None
    context = {
        "programme": programme, "draft": draft, "trial": tried, "family": family_id, "why": request.POST.get("why", ""),
        "first": not programme.rules.exists(), "facts": _facts(), "known": known_facts(), "chosen": language(),
        "usual_order": write_order(USUAL, known_facts(), language()), **more,
    }  # fmt: skip
    return render(request, template, context, status=422 if do == "save" else 200)


def _facts() -> list[tuple[str, str, str, str]]:
    """Each fact: its name in texts, its title, what it can say, and where that is known from."""
    spoken = language()
    return [
        (fact.name(spoken), fact.title(spoken), fact_values(fact), fact_entries()[fact.code].source(spoken))
        for fact in known_facts(spoken).values()
    ]
