"""Village meetings that were called at once, as one: how many villages have spoken, and what each said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.kernel.scope import holding
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.tasks import queries
from padan.office.tasks.permissions import READERS
from padan.office.tasks.queries import Answer, Round
from padan.office.tasks.states import RoundState, State
from padan.reports.wording import region_name
from padan.rules.tasks import form_of
from padan.web.access import Reader, page
from padan.web.asking import looked, one_of, reader
from padan.web.tasks.told import Card, cards, told_answer, told_value

#: Villages on one page.
AT_ONCE: Final = 12
_PROPOSAL: Final = "proposal"


@dataclass(frozen=True, slots=True)
class Called:
    """Meetings that were called at once, in a list: the counts of :func:`padan.office.tasks.queries.rounds_called`, the
    place and state of the one where it is one (else empty)."""

    counts: Mapping[str, Any]
    place: str
    state: str


@dataclass(frozen=True, slots=True)
class Village:
    """One of the meetings: its number, place and state, and its families."""

    number: int
    place: str
    state: str
    held: bool
    families: tuple[Card, ...]

    @property
    def told(self) -> int:
        """Of how many families it has spoken."""
        return sum(card.state != State.OPEN for card in self.families)


def states() -> dict[RoundState, str]:
    """Where a meeting stands, in words."""
    return {
        RoundState.PLANNED: _("direncanakan"), RoundState.HELD: _("selesai"), RoundState.CANCELLED: _("dibatalkan"),
    }  # fmt: skip


def called(counts: Mapping[str, Any]) -> Called:
    """Meetings that were called at once, in words."""
    if counts["villages"] > 1:
        return Called(counts, "", "")
    ended = RoundState.HELD if counts["held"] else RoundState.CANCELLED if counts["cancelled"] else RoundState.PLANNED
    return Called(counts, region_name(counts["area"]), states()[ended])


def found_round(request: HttpRequest, round_id: int) -> Round:
    """A meeting of the reader's area."""
    found: Round = one_of(request, queries.rounds(reader(request).scope).filter(pk=round_id), f"round:{round_id}")
    return found


@page(*READERS)
@require_GET
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """All meetings that were called with one: their verdicts counted, then village by village."""
    found, who = found_round(request, round_id), reader(request)
    rounds = list(queries.called_with(who.scope, found))
    looked(request, f"{found}:together", reduce(holding, (each.area for each in rounds)))
    tasks = list(queries.tasks(who.scope).filter(round__in=rounds).order_by("pk"))
    shown = Paginator(rounds, AT_ONCE).get_page(request.GET.get("page"))
    on_page = {each.pk for each in shown.object_list}
    now = cards(who.scope, [task for task in tasks if task.round_id in on_page], who.day, who.account.pk)
    said_before = list(queries.spoken_before(who.scope, rounds))
    told = [*now, *cards_before(who, [each for each in said_before if each.round_id in on_page])]
    context = {
        "first": found, "shown": shown, "villages": [_village(each, told) for each in shown.object_list],
        "many": len(rounds), "held": sum(each.state == RoundState.HELD for each in rounds),
        "counters": _counters([*queries.holding(tasks).values(), *said_before], len(tasks) + len(said_before)),
    }  # fmt: skip
    answer = render(request, "tasks/together.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _village(held: Round, told: Iterable[Card]) -> Village:
    families = tuple(card for card in told if card.meeting == held.pk)
    state = RoundState(held.state)
    return Village(held.pk, region_name(held.area), states()[state], state is RoundState.HELD, families)


def cards_before(who: Reader, said: Sequence[Answer]) -> list[Card]:
    """Tasks that meetings spoke of and that were asked again since, each as the meeting left it."""
    told = {card.number: card for card in cards(who.scope, [each.task for each in said], who.day, who.account.pk)}
    taken = queries.releases_with(said)
    return [
        replace(
            told[each.task_id], state=State.SETTLED, meeting=each.round_id, late=0, contested=(),
            holding=told_answer(each, each.task, who.account.pk),
            release=day(taken[each.pk].as_of) if each.pk in taken else "",
        )
        for each in said
    ]  # fmt: skip


def _verdict(said: Answer) -> str:
    proposal = queries.values_of(said).get(_PROPOSAL)
    asked = next((field for field in form_of(said.task.kind).fields if field.name == _PROPOSAL), None)
    return told_value(asked, str(proposal)) if proposal and asked else _("Dijawab")


def _counters(held: Sequence[Answer], sent: int) -> list[tuple[int, str]]:
    """How many families were spoken of, and how; of how many of those ``sent`` nothing was said yet; and how many a
    release has."""
    found = [(many, words) for words, many in Counter(map(_verdict, held)).most_common()]
    return [
        *found, (sent - len(held), _("Belum diputuskan")), (len(queries.releases_with(held)), _("Sudah masuk rilis"))
    ]  # fmt: skip
