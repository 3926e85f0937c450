"""Officers' pages: how a round is delivered, what contradicts, its records as PDF, and what lies where."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.aid import queries as aid
from padan.office.aid.permissions import MAKERS, may_make, may_move
from padan.office.aid.queries import Round
from padan.office.aid.states import State
from padan.office.delivery import beginning, operations, queries
from padan.office.delivery.lying import arrivals, examinations
from padan.office.delivery.permissions import HANDERS, READERS, SETTLERS
from padan.office.delivery.policies import can_begin, is_taking
from padan.office.delivery.stock import examine, move_goods, open_point
from padan.reference import regions
from padan.reports.bast import by_recipient, by_village
from padan.rules.delivery import Ending, months_of
from padan.web.access import page
from padan.web.aid.place import MOVERS, aid_of
from padan.web.asking import looked, one_of, reader, words_of
from padan.web.delivery import shown
from padan.web.delivery.forms import ExamineForm, MoveForm, PointForm, RecordForm, SettleForm
from padan.web.delivery.village_forms import FollowForm
from padan.web.leaving import PDF, file_of, mark, write_down

#: States of rounds that are shown; contradictions and movements on a page.
_SHOWN: Final = (State.DECREED, State.DELIVERING, State.CLOSED)
_CONFLICTS: Final = 20
_MOVEMENTS: Final = 50

_StockForm = PointForm | MoveForm | ExamineForm


@page(*READERS)
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds that are delivered, were, or soon will be."""
    who = reader(request)
    found = aid.rounds_over(who.scope).filter(state__in=_SHOWN).order_by("-since", "-pk")
    context = {"rounds": [shown.round_line(each) for each in found], "keeps": bool(who.roles & {*HANDERS})}
    return render(request, "delivery/list.html", context)


@page(*READERS)
@require_GET
def show(request: HttpRequest, aid_id: int) -> HttpResponse:
    """How a round is delivered in the reader's area, and what has to be settled there."""
    held = aid_of(request, aid_id)
    return _shown(request, held, _record_form(request, held))


def _shown(request: HttpRequest, held: Round, form: RecordForm, status: int = 200) -> HttpResponse:
    who = reader(request)
    waiting = queries.conflicts(who.scope, held)
    if waiting:
        looked(request, str(held))
    context: dict[str, Any] = {
        "held": held, "rows": shown.progress(who.scope, held), "form": form, "many": waiting.count(),
        "begins": can_begin(held) and may_move(who.account, held, State.DELIVERING, who.day),
        "conflicts": shown.conflicts(waiting[:_CONFLICTS], held, who), "amended": _amended(request, held),
    }  # fmt: skip
    return render(request, "delivery/show.html", context, status=status)


def _amended(request: HttpRequest, held: Round) -> dict[str, Any] | None:
    """How many families an amendment brought into the list and took out of it, with the form to follow it; None for who
    does not, and where there is nothing to follow."""
    who = reader(request)
    if not is_taking(held) or not may_make(who.account, held.area, who.day):
        return None
    new, out = beginning.to_follow(held)
    form = FollowForm(months=months_of(held.since, held.months), auto_id="follow_%s")
    return {"new": len(new), "out": len(out), "form": form} if new or out else None


def _record_form(request: HttpRequest, held: Round) -> RecordForm:
    villages = queries.entitlements(reader(request).scope, held).order_by("area").values_list("area", flat=True)
    return RecordForm(
        request.POST or None, months=months_of(held.since, held.months), villages=villages.distinct()
    )  # fmt: skip


@page(*MOVERS)
@require_POST
def begin(request: HttpRequest, aid_id: int) -> HttpResponse:
    """Begin to deliver a decreed round."""
    held, who = aid_of(request, aid_id), reader(request)
    try:
        beginning.begin(held, by=who.account, on=timezone.now())
    except PadanError as error:
        messages.error(request, words_of(error))
    return redirect("delivery.show", held.pk)


@page(*MAKERS)
@require_POST
def follow(request: HttpRequest, aid_id: int) -> HttpResponse:
    """Follow an amendment of the decree from a month on."""
    held, who = aid_of(request, aid_id), reader(request)
    form = FollowForm(request.POST, months=months_of(held.since, held.months))
    try:
        if form.is_valid():
            month = date.fromisoformat(form.cleaned_data["month"])
            beginning.follow(held, month, by=who.account, on=timezone.now())
            messages.success(request, _("Penyaluran mengikuti perubahan keputusan."))
        else:
            messages.error(request, _("Pilih bulannya."))
    except PadanError as error:
        messages.error(request, words_of(error))
    return redirect("delivery.show", held.pk)


@page(*SETTLERS)
@require_POST
def settle(request: HttpRequest, aid_id: int) -> HttpResponse:
    """Say how an event ends that contradicts others, or that is not true."""
    held, who, form = aid_of(request, aid_id), reader(request), SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih bagaimana selesainya, dan tulis alasannya."))
        return redirect("delivery.show", held.pk)
    said = form.cleaned_data
    found = one_of(request, queries.events(who.scope, held).filter(pk=said["event"]), f"event:{said['event'][:12]}")
    try:
        ending = Ending(said["ending"])
        operations.settle(found, ending, by=who.account, on=timezone.now(), reason=said["reason"])
    except PadanError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, _("Penyerahan itu diselesaikan."))
    return redirect("delivery.show", held.pk)


@page(*READERS)
@require_POST
def record(request: HttpRequest, aid_id: int) -> HttpResponse:
    """The record of handing over of a month, of a village or of all that the reader sees, as PDF."""
    held, who = aid_of(request, aid_id), reader(request)
    form = _record_form(request, held)
    if not form.is_valid():
        return _shown(request, held, form, 422)
    month, village = date.fromisoformat(form.cleaned_data["month"]), form.cleaned_data["village"]
    if village:
        made = by_recipient(Scope((village,)), held, village, month, mark(request))
    else:
        made = by_village(who.scope, held, month, mark(request))
    write_down(request, "delivery.recorded", str(held), village or held.area, {"since": month.isoformat()})
    return file_of(made, "bast", regions.name_of(village or held.area), PDF)


@page(*HANDERS)
@require_http_methods(["GET", "POST"])
def stock(request: HttpRequest) -> HttpResponse:
    """What lies at the points of the reader's area; a new point, a movement, or what was found of goods that came, is
    written down."""
    scope, said = reader(request).scope, request.POST
    point = PointForm(said if "area" in said else None, scope=scope)
    moved = MoveForm(said if "way" in said else None, points=queries.points(scope))
    seen = ExamineForm(said if "movement" in said else None, arrivals=arrivals(scope)[:_MOVEMENTS])
    every: tuple[_StockForm, ...] = (point, moved, seen)
    if any(form.is_bound and form.is_valid() and _done(request, form) for form in every):
        return redirect("delivery.stock")
    movements = list(queries.movements(scope)[:_MOVEMENTS])
    found = {each.movement_id: each for each in examinations(scope).filter(movement__in=movements)}
    context = {
        "point": point, "moved": moved, "seen": seen, "rows": shown.stock(scope),
        "movements": shown.movements(movements, found),
    }  # fmt: skip
    faulty = any(form.errors for form in every)
    return render(request, "delivery/stock.html", context, status=422 if faulty else 200)


def _done(request: HttpRequest, form: _StockForm) -> bool:
    """Whether what a form says was written down; else the form says why not."""
    by, on = reader(request).account, timezone.now()
    try:
        if isinstance(form, PointForm):
            open_point(form.cleaned_data["name"], form.cleaned_data["area"], by=by, on=on)
        elif isinstance(form, MoveForm):
            move_goods(form.moved(), by=by, on=on)
        else:
            examine(form.arrivals[form.cleaned_data["movement"]], form.seen(), by=by, on=on)
    except PadanError as error:
        form.add_error(None, words_of(error))
    except ValidationError:
        form.add_error(None, _("Titik dengan nama itu sudah ada di wilayah ini."))
    return not form.errors
