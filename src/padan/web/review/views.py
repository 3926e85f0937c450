"""The queue of uncertain pairs, one pair, deciding it and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from padan.kernel.scope import holding
from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.registry import queries as registry
from padan.office.reviews import operations
from padan.office.reviews import queries as reviews
from padan.office.reviews.operations import AlreadyDecidedError
from padan.office.reviews.permissions import REVIEWERS
from padan.office.reviews.queries import Pair
from padan.office.reviews.states import Verdict
from padan.office.scoping import within
from padan.web.access import page
from padan.web.asking import looked, one_of, reader
from padan.web.review import told
from padan.web.review.forms import DecisionForm, OnScreenForm, UndoForm
from padan.web.review.quality import told_quality

#: Decisions on one page of them.
AT_ONCE = 30


@page(*REVIEWERS)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """How many questions wait, and how much work that is."""
    who = reader(request)
    left, seconds = reviews.left(who.scope, who.account), reviews.usual_seconds()
    release = registry.current()
    context = {
        "left": left, "counts": reviews.counts(who.scope), "work": told.work(left, seconds), "seconds": seconds,
        "release": release, "asked": reviews.asked_release(), "quality": Role.DATA_OFFICER in who.roles,
    }  # fmt: skip
    return render(request, "review/queue.html", context)


@page(*REVIEWERS)
@require_GET
def following(request: HttpRequest) -> HttpResponse:
    """The next question: its page, or just the question where the page at hand asks for it."""
    who = reader(request)
    form = OnScreenForm(request.GET)
    but = form.cleaned_data["but"] if form.is_valid() else frozenset()
    found = operations.lease_next(who.scope, by=who.account, on=timezone.now(), but=but)
    if request.htmx:  # type: ignore[attr-defined]
        return _shown(request, found, "review/piece.html") if found else render(request, "review/done.html")
    if found is None:
        messages.success(request, _("Tidak ada lagi pasangan yang menunggu jawaban Anda."))
        return redirect("review.queue")
    return redirect("review.pair", found.pk)


@page(*REVIEWERS)
@require_GET
def pair(request: HttpRequest, pair_id: int) -> HttpResponse:
    """One question: both records side by side."""
    found = operations.lease(_found(request, pair_id), by=reader(request).account, on=timezone.now())
    return _shown(request, found, "review/pair.html")


@page(*REVIEWERS)
@require_POST
def decide(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Keep a verdict. With the next question on the screen already, only what came of it is told."""
    found, form = _found(request, pair_id), DecisionForm(request.POST)
    if not form.is_valid():
        return _answer(request, found, _("Pilih satu dari tiga jawaban; catatan paling panjang 500 huruf."), "error")
    asked = form.cleaned_data
    try:
        made = operations.decide(
            found, Verdict(asked["verdict"]), by=reader(request).account, on=timezone.now(), note=asked["note"],
            seconds=asked["seconds"], weights_seen=asked["weights"],
        )  # fmt: skip
    except NotAllowedError as error:
        return _answer(request, found, _refused(error), "error")
    return _answer(request, made.pair, told.after(made.pair, made), "success", undo=True)


@page(*REVIEWERS)
@require_POST
def undo(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Take one's own word back, or open again what others decided; then the question is there anew."""
    found, form = _found(request, pair_id), UndoForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        operations.undo(found, by=reader(request).account, on=timezone.now(), note=note)
    except NotAllowedError as error:
        messages.error(request, _refused(error))
    else:
        messages.success(request, _("Putusan dicabut. Pasangannya dapat dijawab lagi."))
    return redirect("review.pair", found.pk)


@page(*REVIEWERS)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader decided, the newest first; of pairs that are in the scope today."""
    who = reader(request)
    rows = reviews.decisions_by(who.account).filter(
        within(who.scope, "pair__area_a"), within(who.scope, "pair__area_b")
    )
    shown = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    looked(request, "reviews:mine")
    decisions = [
        {"pair_id": each.pair_id, "names": told.names(each.pair), "said": told.said(each)} for each in shown.object_list
    ]
    return render(request, "review/mine.html", {"decisions": decisions, "shown": shown})


@page(Role.DATA_OFFICER, Role.INSPECTOR)
@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    """What the clerical sample says: precision and recall, by pair of lists. Totals only."""
    release = registry.current()
    found = told_quality(release.name) if release else None
    context = {"quality": found, "progress": reviews.sample_progress(), "release": release}
    return render(request, "review/quality.html", context)


def _found(request: HttpRequest, pair_id: int) -> Pair:
    found: Pair = one_of(request, reviews.pairs(reader(request).scope).filter(pk=pair_id), f"pair:{pair_id}")
    return found


def _shown(request: HttpRequest, found: Pair, template: str) -> HttpResponse:
    who = reader(request)
    looked(request, str(found), holding(found.area_a, found.area_b))
    shown = told.pair(found, who.scope, who.account, who.day, weights="bobot" in request.GET)
    answer = render(request, template, {"pair": shown, "undo": UndoForm()})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _answer(request: HttpRequest, found: Pair, text: str, kind: str, *, undo: bool = False) -> HttpResponse:
    """What came of a decision: told on the page at hand, or on the next one."""
    if request.htmx:  # type: ignore[attr-defined]
        context = {"text": text, "kind": kind, "pair_id": found.pk, "undo": undo}
        return render(request, "review/told.html", context, status=200 if undo else 409)
    (messages.success if undo else messages.error)(request, text)
    return redirect("review.next") if undo else redirect("review.pair", found.pk)


def _refused(error: NotAllowedError) -> str:
    """The reason, and who was faster with which answer."""
    parts = [f"{error.what}."]
    if isinstance(error, AlreadyDecidedError) and error.decision is not None:
        by = told.said(error.decision)
        parts.append(_("{by} menjawab: {verdict}.").format(by=by.by, verdict=by.verdict))
    return " ".join((*parts, error.next_step or ""))
