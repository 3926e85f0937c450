"""Rounds: opened, filled with quotas and a package, drawn, and moved on."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.scope import VILLAGE_LETTERS
from padan.office.aid import operations, queries
from padan.office.aid.listing import set_quotas
from padan.office.aid.operations import Planned, open_round
from padan.office.aid.packaging import set_package
from padan.office.aid.permissions import check_may_make, may_make, may_move
from padan.office.aid.policies import can_change, can_settle, check_can_change, check_can_draw
from padan.office.aid.states import MOVES, State, after
from padan.office.decrees.queries import decrees_of
from padan.office.delivery.policies import can_begin
from padan.office.jobs import queries as jobs
from padan.office.jobs.operations import ask
from padan.office.jobs.states import Kind
from padan.office.jobs.states import State as JobState
from padan.reference import regions
from padan.reports.aid_history import history
from padan.reports.aid_words import duration_words, move_words, ranking_words, state_words
from padan.reports.wording import region_name
from padan.rules.package import Portion, Whom
from padan.rules.selection import Standing
from padan.web.access import page
from padan.web.aid import forms, told
from padan.web.aid.place import MAKERS, MOVERS, READERS, aid_of, programme_of, release, said_or_none
from padan.web.asking import one_of, reader, refused, words_of
from padan.web.working.told import told_job

#: States in which a decree is made of a round, or there is one.
_WITH_DECREE: Final = (State.PROPOSED, State.DECREED, State.DELIVERING, State.CLOSED)
#: States in which something is delivered, or was.
_DELIVERED: Final = (State.DELIVERING, State.CLOSED)


@page(*MAKERS)
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Open a round over the release in force."""
    programme = programme_of(request, programme_id)
    numbers = list(programme.rules.values_list("number", flat=True))
    form = forms.RoundForm(request.POST if request.method == "POST" else None, numbers=numbers)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        rule = programme.rules.get(number=said.pop("rule"))
        try:
            made = open_round(rule, release(), Planned(**said), by=reader(request).account, on=timezone.now())
        except PadanError as error:
            form.add_error(None, words_of(error))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            return redirect("aid.round", made.pk)
    context = {
        "programme": programme, "form": form, "numbers": numbers,
        "durations": duration_words(programme.kind, reader(request).day),
    }  # fmt: skip
    return render(request, "aid/open.html", context, status=422 if form.errors else 200)


@page(*READERS)
@require_GET
def show(request: HttpRequest, aid_id: int) -> HttpResponse:
    """A round: what it is, where it stands, what it lacks, and what can be done."""
    held, who = aid_of(request, aid_id), reader(request)
    quotas = queries.quotas_of(held)
    listed = dict(queries.listed(who.scope, held).order_by().values_list("standing").annotate(Count("pk")))
    rule = said_or_none(held.rule)
    at_work = _jobs(held).filter(state__in=(JobState.WAITING, JobState.RUNNING)).first()
    last = _jobs(held).first()
    context = {
        "held": held, "state": state_words(State(held.state)), "facts": told.round_facts(held, quotas),
        "quotas": [(region_name(area), places) for area, places in quotas.items()],
        "package": queries.package_of(held),
        "counts": [(each, listed[each.value]) for each in Standing if each.value in listed],
        "moves": told.moves(who, held), "steps": history(held), "ranking": ranking_words(rule) if rule else "",
        "changes": can_change(held) and not held.programme.by_givers and may_make(who.account, held.area, who.day),
        "job": told_job(at_work) if at_work else None,
        "broken": told_job(last) if last is not None and last.state == JobState.FAILED else None,
        "silent": _silent(held), "waiting": len(queries.unsettled(held)), "settles": can_settle(held),
        "villages": _villages(request, held),
        "decrees": State(held.state) in _WITH_DECREE and not held.programme.by_givers,
        "decree": decrees_of(who.scope, held.pk).first(), "delivered": State(held.state) in _DELIVERED,
        "begins": can_begin(held) and may_move(who.account, held, State.DELIVERING, who.day),
    }  # fmt: skip
    return render(request, "aid/round.html", context)


def _silent(held: queries.Round) -> set[str]:
    return set(queries.silent_villages(held)) if State(held.state) in (State.VERIFYING, State.CORRECTING) else set()


def _villages(request: HttpRequest, held: queries.Round) -> list[tuple[str, str, int]]:
    """Villages with chosen families in the reader's area: code, name, how many."""
    rows = queries.chosen(reader(request).scope, held).order_by().values_list("area").annotate(Count("pk"))
    found = [(area, region_name(area), many) for area, many in rows if len(area) == VILLAGE_LETTERS]
    return sorted(found, key=lambda each: each[1])


@page(*MAKERS)
@require_http_methods(["GET", "POST"])
def quotas(request: HttpRequest, aid_id: int) -> HttpResponse:
    """How many places each region of a round has."""
    held, who = aid_of(request, aid_id), reader(request)
    areas = [held.area, *(code for length in (8, VILLAGE_LETTERS) for code in regions.codes_under(held.area, length))]
    now = queries.quotas_of(held)
    typed = {area: str(places) for area, places in now.items()}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        said, wrong = forms.quotas(request.POST, areas)
        typed = {area: request.POST.get(f"places-{area}", "") for area in areas}
        if not wrong:
            try:
                set_quotas(held, said, by=who.account, on=timezone.now())
            except PadanError as error:
                messages.error(request, words_of(error))
            else:
                return redirect("aid.round", held.pk)
    context = {
        "held": held, "tree": _tree(held.area), "typed": typed, "wrong": wrong,
        "names": {area: region_name(area).partition(", Kec.")[0] for area in areas},
    }  # fmt: skip
    return render(request, "aid/quotas.html", context, status=422 if request.method == "POST" else 200)


def _tree(area: str) -> list[tuple[str, tuple[str, ...]]]:
    """The regions below one as rows: each kecamatan with its villages, or the villages of one kecamatan."""
    if len(area) == VILLAGE_LETTERS:
        return []
    if len(area) == 8:
        return [("", regions.codes_under(area, VILLAGE_LETTERS))]
    return [(code, regions.codes_under(code, VILLAGE_LETTERS)) for code in regions.codes_under(area, 8)]


@page(*MAKERS)
@require_http_methods(["GET", "POST"])
def package(request: HttpRequest, aid_id: int) -> HttpResponse:
    """What each recipient of a round is entitled to each month."""
    held = aid_of(request, aid_id)
    rows = [_typed(each) for each in queries.package_of(held)]
    if request.method == "POST":
        names = ("item", "unit", "amount", "whom", "price", "instead")
        rows = [
            {name: request.POST.get(f"{name}-{place}", "") for name in names} for place in range(forms.MOST_PORTIONS)
        ]
        try:
            set_package(held, forms.package(request.POST), by=reader(request).account, on=timezone.now())
        except PadanError as error:
            messages.error(request, words_of(error))
        else:
            return redirect("aid.round", held.pk)
    empty = {"item": "", "unit": "", "amount": "", "whom": Whom.FAMILY.value, "price": "", "instead": ""}
    rows += [empty] * (min(len(rows) + 3, forms.MOST_PORTIONS) - len(rows))
    context = {"held": held, "rows": rows, "whom": list(Whom)}
    return render(request, "aid/package.html", context, status=422 if request.method == "POST" else 200)


def _typed(portion: Portion) -> dict[str, str]:
    instead = "; ".join(f"{each.amount} {each.unit} {each.item}" for each in portion.instead)
    return {
        "item": portion.item, "unit": portion.unit, "amount": str(portion.amount), "whom": portion.whom.value,
        "price": str(portion.price or ""), "instead": instead,
    }  # fmt: skip


@page(*MAKERS)
@require_POST
def draw(request: HttpRequest, aid_id: int) -> HttpResponse:
    """Have the list of a round drawn; a worker does it."""
    held, who = aid_of(request, aid_id), reader(request)
    try:
        check_may_make(who.account, held.area, who.day)
        check_can_change(held)
        check_can_draw(held)
        made = ask(Kind.DRAW, {"round": held.pk}, by=who.account, on=timezone.now())
    except PadanError as error:
        messages.error(request, words_of(error))
        return redirect("aid.round", held.pk)
    return redirect("aid.job", held.pk, made.pk)


@page(*READERS)
@require_GET
def job(request: HttpRequest, aid_id: int, draw_id: int) -> HttpResponse:
    """How far the drawing of a list is. For htmx, only the part that changes."""
    held = aid_of(request, aid_id)
    found = one_of(request, _jobs(held).filter(pk=draw_id), f"job:{draw_id}")
    context = {"held": held, "job": told_job(found)}
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "aid/job.html", context)
    answer = render(request, "aid/progress.html", context)
    if found.is_over:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _jobs(held: queries.Round) -> Any:
    return jobs.of_kinds(Kind.DRAW).filter(arguments__round=held.pk)


@page(*MOVERS)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, aid_id: int, to_state: str) -> HttpResponse:
    """Bring a round into another state."""
    held, who = aid_of(request, aid_id), reader(request)
    at = State(held.state)
    if to_state not in {each.value for each in after(at)} or MOVES[at, State(to_state)].by is not None:
        refused(request, f"{held}:{to_state}"[:80])
        raise Http404(to_state)
    to = State(to_state)
    needed = MOVES[at, to].reasoned
    form = forms.ReasonForm(request.POST if request.method == "POST" else None, needed=needed)
    if request.method == "POST" and form.is_valid():
        try:
            operations.move(held, to, by=who.account, on=timezone.now(), reason=form.cleaned_data["reason"])
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("aid.round", held.pk)
    context = {"held": held, "form": form, "words": move_words(at, to), "to": state_words(to)}
    return render(request, "aid/move.html", context, status=422 if form.errors else 200)
