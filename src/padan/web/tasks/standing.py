"""Who answers and who does not: one's own answers, villages, and answers of people whose posts had ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from padan.kernel.scope import VILLAGE_LETTERS
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.scoping import within
from padan.office.tasks import queries
from padan.office.tasks.permissions import OWNED
from padan.office.tasks.queries import Answer, VillageStanding
from padan.office.tasks.states import State
from padan.reports.wording import region_name
from padan.web.access import page
from padan.web.asking import looked, reader
from padan.web.tasks.told import ToldAnswer, title, told_answer

#: Who sees how villages answer.
OVERSEERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR, Role.INSPECTOR)
#: Answers on one page.
AT_ONCE: Final = 30


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in a list, with its task: the number, what it is about, where, and whether a release has it."""

    task: int
    title: str
    place: str
    answer: ToldAnswer
    taken_in: bool


@page(*OWNED)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader answered, the newest first, and what became of it; of tasks in the area of today."""
    who = reader(request)
    looked(request, "tasks:mine")
    rows = queries.answers_by(who.account).filter(within(who.scope, "task__area")).select_related("by")
    return _list(request, "tasks/mine.html", rows)


@page(Role.DATA_OFFICER)
@require_GET
def outside(request: HttpRequest) -> HttpResponse:
    """Answers of people who had no post any more for the place when they arrived."""
    who = reader(request)
    looked(request, "tasks:outside")
    return _list(request, "tasks/outside.html", queries.outside(who.scope).order_by("-pk"))


def _list(request: HttpRequest, template: str, rows: QuerySet[Answer]) -> HttpResponse:
    account = reader(request).account.pk
    shown = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    told = [
        Told(
            each.task_id, title(each.task.kind), region_name(each.task.area), told_answer(each, each.task, account),
            each.cycle < each.task.cycle or each.task.state == State.SETTLED,
        )
        for each in shown.object_list
    ]  # fmt: skip
    return render(request, template, {"shown": shown, "answers": told})


@dataclass(frozen=True, slots=True)
class Row:
    """How a village answers; ``address`` is where its tasks are listed, empty where no list says a village."""

    standing: VillageStanding
    place: str
    address: str

    @property
    def is_silent(self) -> bool:
        """Whether it is a village that has late tasks and never answered."""
        return bool(self.address and self.standing.late) and self.standing.last is None


def _row(found: VillageStanding) -> Row:
    if len(found.area) < VILLAGE_LETTERS:
        return Row(found, _("Desa tidak diketahui, {region}").format(region=region_name(found.area)), "")
    return Row(found, region_name(found.area), f"{reverse('tasks.list')}?whose=all&area={found.area}")


@page(*OVERSEERS)
@require_GET
def villages(request: HttpRequest) -> HttpResponse:
    """How villages answer: those with the most late tasks first, and which never did. Totals only."""
    who = reader(request)
    found = queries.by_village(who.scope, who.day)
    rows = [_row(each) for each in found]
    context = {
        "rows": rows, "silent": [row.place for row in rows if row.is_silent],
        "escalated": sum(each.escalated for each in found), "late": sum(each.late for each in found),
        "asked": sum(each.asked for each in found), "done": sum(each.done for each in found),
    }  # fmt: skip
    return render(request, "tasks/villages.html", context)
