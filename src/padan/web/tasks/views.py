"""The list of tasks, one of them with its form, taking an answer back, and choosing between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.kernel.errors import PadanError
from padan.kernel.scope import VILLAGE_LETTERS
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.registry import queries as registry
from padan.office.tasks import operations, queries
from padan.office.tasks.operations import Given
from padan.office.tasks.permissions import CALLERS, OWNED, READERS, may_answer
from padan.office.tasks.policies import AnswerFaultsError, can_take_back
from padan.office.tasks.queries import Answer, Task
from padan.office.tasks.states import ASKED, Channel, Outcome, State
from padan.reference.tasks import MERGED, REPORTED, SPLIT
from padan.web.access import page
from padan.web.asking import looked, one_of, reader, words_of
from padan.web.tasks import calling, telling
from padan.web.tasks.forms import AnswerForm, ChooseForm, ReasonForm
from padan.web.tasks.listing import LATE, SOON, WAITING, Listing
from padan.web.tasks.standing import OVERSEERS
from padan.web.tasks.told import Card, cards, told_answer

#: What is told of families has no form of its own: it is taken back and told anew.
_NO_FORM: Final = (REPORTED, SPLIT, MERGED)


@page(*READERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What is asked, late first; how many there are of each state."""
    who = reader(request)
    asked = request.GET.copy()
    asked.pop("page", None)
    listing = Listing(who, asked.urlencode())
    shown = listing.page(request.GET.get("page"))
    looked(request, "tasks:list", listing.chosen.get("area", ""))
    context = {
        "listing": listing, "shown": shown, "cards": cards(who.scope, shown.object_list, who.day, who.account.pk),
        "counters": _counters(listing), "query": f"{listing.query}&" if listing.query else "",
        "can_go": {each.pk for each in shown.object_list if calling.can_go(each)},
        "asks": listing.asks, "calls": not who.roles.isdisjoint(CALLERS), "release": registry.current(),
        "villages": calling.villages(listing) if not who.roles.isdisjoint(CALLERS) else [], "papers": _papers(listing),
        "oversees": not who.roles.isdisjoint(OVERSEERS), "outside": Role.DATA_OFFICER in who.roles,
    }  # fmt: skip
    return render(request, "tasks/list.html", context)


def _papers(listing: Listing) -> str:
    """Where the tasks of the one village that is listed are taken along on paper; empty where they are of several, or
    the reader takes none along."""
    who, codes = listing.who, listing.who.scope.codes
    village = listing.chosen.get("area", codes[0] if len(codes) == 1 else "")
    if len(village) < VILLAGE_LETTERS or who.roles.isdisjoint((*OWNED, *CALLERS)):
        return ""
    return reverse("papers.village", args=[village])


@dataclass(frozen=True, slots=True)
class Counter:
    """How many tasks have a state, and the address at which they are listed."""

    figure: int
    words: str
    address: str
    here: bool
    look: str


def _counters(listing: Listing) -> list[Counter]:
    counts, found = listing.counts, []
    for state, figure, words, look in (
        (WAITING, counts.asked, _("ditanyakan"), "plain"),
        (LATE, counts.late, _("terlambat"), "bad"),
        (SOON, counts.soon, _("jatuh tempo dalam 7 hari"), "doubt"),
        (State.CONTESTED.value, counts.contested, _("jawabannya bertentangan"), "bad"),
        (State.ANSWERED.value, counts.answered, _("menunggu rilis berikutnya"), "plain"),
    ):
        asked = listing.form.data.copy()
        asked["state"] = "" if state == WAITING else state
        found.append(
            Counter(figure, words, f"?{asked.urlencode()}", state == listing.state, look if figure else "plain")
        )
    return found


@page(*READERS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, task_id: int) -> HttpResponse:
    """One task with its form, filled with what is known; what was answered. Sending it leads to the next."""
    found = _found(request, task_id)
    if request.method == "POST":
        return _answer(request, found)
    looked(request, str(found), found.area)
    return _shown(request, found)


def _answer(request: HttpRequest, found: Task) -> HttpResponse:
    who, card = reader(request), _card(request, found)
    form = AnswerForm(card, request.POST, said=_said(found))
    if not form.is_valid():
        return _shown(request, found, form, 422)
    sent = form.cleaned_data
    given = Given(sent["key"], found.pk, form.written(), sent["seen"], Channel.PAGE)
    try:
        made = operations.answer(given, by=who.account, on=timezone.now())
    except AnswerFaultsError as error:
        form.tell(error.faults)
        return _shown(request, found, form, 422)
    except PadanError as error:
        messages.error(request, words_of(error))
        return redirect("tasks.show", found.pk)
    return _after(request, made, sent["dari"])


def _after(request: HttpRequest, made: Answer, query: str) -> HttpResponse:
    """What became of an answer, and on to the next task; one that waits is shown beside the others."""
    if made.outcome == Outcome.WAITS:
        messages.warning(request, _("Jawaban Anda tersimpan, tetapi bertentangan. Lihat keduanya, lalu pilih."))
        return redirect("tasks.show", made.task_id)
    messages.success(request, _("Tersimpan. Masuk ke register dengan rilis berikutnya."))
    following = Listing(reader(request), query).after(made.task)
    if following is None:
        messages.success(request, _("Tidak ada lagi yang ditanyakan di daftar ini."))
        return redirect(f"{reverse('tasks.list')}?{query}")
    return redirect(f"{reverse('tasks.show', args=[following.pk])}?{query}")


@page(*OWNED)
@require_POST
def take_back(request: HttpRequest, task_id: int) -> HttpResponse:
    """Take back an answer that no release has yet."""
    found, form = _found(request, task_id), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis mengapa jawabannya dicabut."))
        return redirect("tasks.show", found.pk)
    reason = form.cleaned_data["reason"]
    try:
        operations.take_back(found, by=reader(request).account, on=timezone.now(), reason=reason)
    except PadanError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, _("Jawabannya dicabut."))
    return redirect("tasks.show", found.pk)


@page(*OWNED)
@require_POST
def choose(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say which of the contradicting answers holds."""
    found = _found(request, task_id)
    form = ChooseForm(_card(request, found), request.POST)
    if not form.is_valid():
        return _shown(request, found, status=422, choosing=form)
    number = int(form.cleaned_data["answer"])
    chosen = queries.answers_to(found).filter(pk=number).first() if number else None
    try:
        operations.choose(
            found, chosen, by=reader(request).account, on=timezone.now(), reason=form.cleaned_data["reason"]
        )
    except PadanError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, _("Pilihan Anda tersimpan."))
    return redirect("tasks.show", found.pk)


def _found(request: HttpRequest, task_id: int) -> Task:
    found: Task = one_of(request, queries.tasks(reader(request).scope).filter(pk=task_id), f"task:{task_id}")
    return found


def _card(request: HttpRequest, found: Task) -> Card:
    who = reader(request)
    return cards(who.scope, [found], who.day, who.account.pk)[0]


def _said(found: Task) -> dict[str, Any] | None:
    """The values of the answer that holds, which a new one corrects."""
    held = queries.holding([found]).get(found.pk)
    return queries.values_of(held) if held else None


def _shown(
    request: HttpRequest, found: Task, form: AnswerForm | None = None, status: int = 200,
    choosing: ChooseForm | None = None,
) -> HttpResponse:  # fmt: skip
    who, card = reader(request), _card(request, found)
    asks = found.kind not in _NO_FORM and may_answer(who.account, found, who.day)
    query = request.POST.get("dari", request.META["QUERY_STRING"])
    held = queries.holding([found]).get(found.pk)
    context = {
        "card": card, "asked": State(found.state) in ASKED, "asks": asks, "query": query,
        "form": (form or AnswerForm(card, said=_said(found), initial={"dari": query})) if asks else None,
        "choosing": choosing or ChooseForm(card), "chooses": asks and found.state == State.CONTESTED,
        "takes_back": may_answer(who.account, found, who.day) and can_take_back(found, held), "reason": ReasonForm(),
        "history": [told_answer(each, found, who.account.pk) for each in queries.answers_to(found)],
        "state": found.state, "again": telling.again(card) if may_answer(who.account, found, who.day) else "",
    }  # fmt: skip
    answer = render(request, "tasks/show.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
