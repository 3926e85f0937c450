"""What a village says of its part of a list, and what the officer makes of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.aid import queries, verifying
from padan.office.aid.permissions import may_make, may_speak
from padan.office.aid.policies import can_settle, can_speak
from padan.office.aid.states import State, Verdict
from padan.office.aid.verifying import Met, Spoken
from padan.reports.aid_words import state_words
from padan.reports.wording import village_name
from padan.rules.selection import Standing
from padan.web.access import page
from padan.web.aid import told
from padan.web.aid.forms import MinutesForm
from padan.web.aid.lists import shown_to
from padan.web.aid.place import OF_LISTS, READERS, aid_of, village_in
from padan.web.asking import looked, reader, words_of

#: Families on one page of a village; statements on one page of the officer.
AT_ONCE: Final = 25
STATEMENTS: Final = 100


@page(*OF_LISTS)
@require_http_methods(["GET", "POST"])
def village(request: HttpRequest, aid_id: int, village_code: str) -> HttpResponse:
    """The families of a village in a list, each to be said of whether it is right, and what was said so far."""
    held, scope, who = aid_of(request, aid_id), village_in(request, village_code), reader(request)
    shown_to(request, held)
    rows = queries.listed(scope, held).filter(standing__in=(Standing.CHOSEN, Standing.RESERVE))
    paged = Paginator(rows.order_by("standing", "rank"), AT_ONCE).get_page(request.GET.get("page"))
    if request.method == "POST":
        try:
            many = verifying.speak(held, village_code, _spoken(request), by=who.account, on=timezone.now())
        except PadanError as error:
            messages.error(request, words_of(error))
        else:
            messages.success(request, _("Pernyataan tentang {n} keluarga tersimpan.").format(n=many))
            return redirect(f"{request.path}?page={paged.number}")
    looked(request, f"{held}:list", village_code)
    said = {each.family_id: each for each in queries.statements(scope, held).filter(objection=False)}
    context = {
        "held": held, "code": village_code, "name": village_name(village_code), "paged": paged, "query": "",
        "lines": told.family_lines(scope, list(paged.object_list)), "state": state_words(State(held.state)),
        "said": {each.family_id: each for each in told.said_lines(scope, said.values())},
        "objections": told.said_lines(scope, queries.statements(scope, held).filter(objection=True)),
        "verdicts": list(Verdict), "minutes": list(queries.minutes(scope, held)),
        "speaks": can_speak(held) and may_speak(who.account, village_code, who.day), "typed": request.POST,
        "unsaid": rows.exclude(family_id__in=said).count(), "reads": bool(who.roles & {*READERS}),
    }  # fmt: skip
    return render(request, "aid/village.html", context, status=422 if request.method == "POST" else 200)


def _spoken(request: HttpRequest) -> list[Spoken]:
    """What was said on a page: of families one by one, of all that are left that they are right, or an objection."""
    data, known = request.POST, {each.value for each in Verdict}
    visited = _visited(data.get("visited_on", ""))
    if data.get("do") == "objection":
        return [Spoken(data.get("family", ""), Verdict.NOT_RIGHT, data.get("why", ""), objection=True)]
    found = []
    for family_id in data.getlist("family"):
        verdict = data.get(f"verdict-{family_id}", "")
        if not verdict and data.get("do") == "rest":
            verdict = Verdict.RIGHT.value
        if verdict in known:
            found.append(Spoken(family_id, Verdict(verdict), data.get(f"why-{family_id}", ""), visited_on=visited))
    return found


def _visited(written: str) -> date | None:
    """The day of a field check, as it was written; None where there was none."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise InvalidValueError(
            _("Hari kunjungan tidak terbaca"), next_step=_("Pilih harinya, atau kosongkan.")
        ) from None


@page(Role.DATA_OFFICER, Role.VILLAGE_OPERATOR)
@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, aid_id: int, village_code: str) -> HttpResponse:
    """Write down that the village met about the list."""
    held, who = aid_of(request, aid_id), reader(request)
    village_in(request, village_code)
    shown_to(request, held)
    form = MinutesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        met = Met(data["met_on"], data["place"], data["present"], data["note"])
        try:
            verifying.write_minutes(held, village_code, met, by=who.account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("aid.village", held.pk, village_code)
    context = {"held": held, "code": village_code, "name": village_name(village_code), "form": form}
    return render(request, "aid/minutes.html", context, status=422 if form.errors else 200)


@page(*READERS)
@require_GET
def statements(request: HttpRequest, aid_id: int) -> HttpResponse:
    """Statements that families do not belong in the list, those that wait first; and which villages said nothing."""
    held, who = aid_of(request, aid_id), reader(request)
    waiting = [each for each in queries.unsettled(held) if who.scope.covers(each.area)]
    looked(request, f"{held}:statements")
    context = {
        "held": held, "waiting": told.said_lines(who.scope, waiting[:STATEMENTS]), "many": len(waiting),
        "settled": told.said_lines(
            who.scope, queries.statements(who.scope, held).filter(settled__isnull=False).order_by("-pk")[:STATEMENTS]
        ),
        "settles": can_settle(held) and may_make(who.account, held.area, who.day),
        "silent": [village_name(code) for code in queries.silent_villages(held) if who.scope.covers(code)],
    }  # fmt: skip
    return render(request, "aid/statements.html", context)


@page(Role.DATA_OFFICER)
@require_POST
def settle(request: HttpRequest, aid_id: int) -> HttpResponse:
    """Follow statements, or say why not: those that were ticked, or all that wait."""
    held = aid_of(request, aid_id)
    if request.POST.get("all"):
        numbers = [each.pk for each in queries.unsettled(held)]
    else:
        numbers = [int(each) for each in request.POST.getlist("statement") if each.isdigit()]
    try:
        many = verifying.settle(
            held, numbers, take=request.POST.get("do") == "take", by=reader(request).account, on=timezone.now(),
            why=request.POST.get("why", ""),
        )  # fmt: skip
    except PadanError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, _("{n} pernyataan dikerjakan.").format(n=many))
    return redirect("aid.statements", held.pk)
