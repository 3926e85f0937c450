"""Village meetings: called from a list of tasks, their families with a verdict each, minutes, and their end."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.tasks import meetings, operations, papers, queries
from padan.office.tasks.operations import Given
from padan.office.tasks.permissions import CALLERS, OWNED, READERS, may_call, may_hold
from padan.office.tasks.policies import AnswerFaultsError
from padan.office.tasks.queries import Round, Task
from padan.office.tasks.states import Channel, RoundState, State
from padan.reports.wording import region_name
from padan.web.access import page
from padan.web.asking import looked, reader, words_of
from padan.web.leaving import paper_to_keep
from padan.web.tasks import calling
from padan.web.tasks.forms import AnswerForm, MeetingForm, ReasonForm
from padan.web.tasks.together import called, cards_before, found_round, states
from padan.web.tasks.told import Card, cards

#: Meetings, and families of one, on one page.
AT_ONCE: Final = 50
#: Who writes down what a meeting said.
HOLDERS: Final = (*CALLERS, Role.VILLAGE_OPERATOR)
#: Who takes the list of a meeting along on paper.
TAKERS: Final = (*OWNED, *CALLERS)


@page(*READERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The meetings of the area, those that were called at once as one, the newest first."""
    shown = Paginator(queries.rounds_called(reader(request).scope), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "tasks/meetings.html", {"shown": shown, "rows": [called(each) for each in shown]})


@page(*CALLERS)
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """Send tasks to a meeting of their village: ask for its name and day, then call it."""
    chosen = calling.chosen(reader(request), request.POST)
    form = MeetingForm(request.POST) if "meets_on" in request.POST else calling.form_for(chosen)
    if form.is_bound and form.is_valid():
        told, going = form.cleaned_data, [each.pk for each in chosen if calling.can_go(each)]
        try:
            made = meetings.call(
                told["name"], told["meets_on"], going, by=reader(request).account, on=timezone.now()
            )  # fmt: skip
        except PadanError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, _("Musyawarahnya tersimpan; desanya melihatnya di daftar tugas."))
            return redirect("tasks.meeting" if len(made) == 1 else "tasks.together", made[0].pk)
    context = {"form": form, "villages": calling.by_village(chosen), "left": calling.left_out(chosen)}
    return render(request, "tasks/call.html", context, status=422 if form.errors else 200)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """One meeting: its families, and on the same page the verdict of each."""
    found = found_round(request, round_id)
    if request.method == "POST":
        return _verdicts(request, found)
    looked(request, str(found), found.area)
    return _shown(request, found, {})


def _verdicts(request: HttpRequest, found: Round) -> HttpResponse:
    """Keep the verdicts that were written; those that do not fit stay on the page with what is wrong."""
    kept, wrong = 0, {}
    for card in _cards(request, found)[1]:
        form = AnswerForm(card, request.POST, prefix=str(card.number))
        if not form.is_valid() or not form.is_begun():
            continue
        sent = form.cleaned_data
        given = Given(sent["key"], card.number, form.written(), sent["seen"], Channel.MEETING)
        try:
            operations.answer(given, by=reader(request).account, on=timezone.now())
            kept += 1
        except AnswerFaultsError as error:
            form.tell(error.faults)
            wrong[card.number] = form
        except PadanError as error:
            form.add_error(None, words_of(error))
            wrong[card.number] = form
    if kept:
        messages.success(request, _("{count} putusan tersimpan.").format(count=kept))
    if wrong:
        return _shown(request, found, wrong, 422)
    return redirect(request.get_full_path())


@page(*READERS)
@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, round_id: int) -> HttpResponse:
    """The file of the minutes: taken out, or attached."""
    found = found_round(request, round_id)
    if request.method == "GET":
        if not found.minutes:
            raise Http404(str(found))
        looked(request, f"{found}:minutes", found.area)
        return _file(found)
    sent = request.FILES.get("minutes")
    try:
        content, name = (sent.read(papers.LARGEST + 1), sent.name or "") if sent else (b"", "")
        meetings.attach(found, papers.keep(content, name), by=reader(request).account, on=timezone.now())
    except PadanError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, _("Berita acara terlampir."))
    return redirect("tasks.meeting", found.pk)


def _file(found: Round) -> HttpResponse:
    return paper_to_keep(found.minutes, get_valid_filename(f"berita-acara-{found.area}-{found.meets_on}"))


@page(*HOLDERS)
@require_POST
def close(request: HttpRequest, round_id: int) -> HttpResponse:
    """End a meeting; what it said nothing of goes back to its owners."""
    found = found_round(request, round_id)
    try:
        meetings.close(found, by=reader(request).account, on=timezone.now())
    except PadanError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, _("Musyawarah ditutup."))
    return redirect("tasks.meeting", found.pk)


@page(*CALLERS)
@require_POST
def cancel(request: HttpRequest, round_id: int) -> HttpResponse:
    """Say that a meeting does not take place."""
    found, form = found_round(request, round_id), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis mengapa musyawarahnya dibatalkan."))
        return redirect("tasks.meeting", found.pk)
    try:
        meetings.cancel(found, by=reader(request).account, on=timezone.now(), reason=form.cleaned_data["reason"])
    except PadanError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, _("Musyawarah dibatalkan; keluarganya kembali ke pemilik tugasnya."))
    return redirect("tasks.meeting", found.pk)


def _cards(request: HttpRequest, found: Round) -> tuple[object, list[Card]]:
    who = reader(request)
    rows: QuerySet[Task] = queries.tasks(who.scope).filter(round=found).order_by("pk")
    shown = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    return shown, cards(who.scope, shown.object_list, who.day, who.account.pk)


def _shown(request: HttpRequest, found: Round, wrong: dict[int, AnswerForm], status: int = 200) -> HttpResponse:
    who = reader(request)
    shown, listed = _cards(request, found)
    planned = RoundState(found.state) is RoundState.PLANNED
    holds = planned and may_hold(who.account, found.area, who.day)
    context = {
        "held": found, "place": region_name(found.area), "state": states()[RoundState(found.state)], "planned": planned,
        "holds": holds, "calls": planned and may_call(who.account, found.area, who.day), "shown": shown,
        "families": [
            (card, wrong.get(card.number) or AnswerForm(card, prefix=str(card.number)))
            if holds and card.state == State.OPEN else (card, None)
            for card in listed
        ],
        "before": cards_before(who, list(queries.spoken_before(who.scope, [found]))),
        "reason": ReasonForm(), "wrong": bool(wrong), "told": queries.told_in(found),
        "others": queries.called_with(who.scope, found).count() - 1,
        "prints": planned and not who.roles.isdisjoint(TAKERS),
    }  # fmt: skip
    answer = render(request, "tasks/meeting.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
