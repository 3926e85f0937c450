"""Tasks, answers and meetings, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.registry import queries as registry
from padan.office.registry.states import State as ReleaseState
from padan.office.scoping import within
from padan.office.tasks.models import Answer, Round, Task
from padan.office.tasks.permissions import OWNED
from padan.office.tasks.states import ASKED, Outcome, RoundState, State
from padan.reference.tasks import UNASKED, task_kinds

__all__ = ["Answer", "Round", "Task"]


def tasks(scope: Scope) -> QuerySet[Task]:
    """All tasks of a scope."""
    return Task.objects.filter(within(scope, "area"))


def owned(scope: Scope, roles: Collection[Role]) -> QuerySet[Task]:
    """The tasks of a scope that are the holder's of these roles, whatever their state: an agency's, and in the village
    those too that a meeting there goes through."""
    owners = frozenset[str]().union(*(OWNED.get(role, frozenset()) for role in roles))
    mine = Q(owner__in=sorted(owners))
    if Role.VILLAGE_OPERATOR in roles:
        mine |= Q(round__state=RoundState.PLANNED)
    return tasks(scope).filter(mine)


def asked(scope: Scope, roles: Collection[Role]) -> QuerySet[Task]:
    """What the holder of these roles is asked in the scope, what is due first."""
    return owned(scope, roles).filter(state__in=ASKED).order_by("due_on", "pk")


def open_tasks(scope: Scope) -> QuerySet[Task]:
    """Tasks of a scope that wait for an answer or a choice, what is due first."""
    return tasks(scope).filter(state__in=ASKED).order_by("due_on", "pk")


def of_family(scope: Scope, family_id: str) -> QuerySet[Task]:
    """The tasks of a family that are asked, or were answered."""
    shown = (*ASKED, State.ANSWERED, State.SETTLED)
    return tasks(scope).filter(family_id=family_id, state__in=shown).order_by("due_on", "pk")


def unasked(scope: Scope) -> QuerySet[Task]:
    """What was told without being asked and no release has yet, the newest first."""
    return tasks(scope).filter(kind__in=UNASKED, state=State.ANSWERED).order_by("-pk")


def escalated(scope: Scope, day: date) -> QuerySet[Task]:
    """Tasks so late on a day that the kecamatan sees them, the latest first."""
    return open_tasks(scope).filter(_so_late(day))


def _so_late(day: date) -> Q:
    late: list[Q] = [
        Q(kind=kind.code, due_on__lte=day - timedelta(days=kind.escalate_days)) for kind in task_kinds().values()
    ]
    return reduce(or_, late)


#: Days ahead that are soon.
SOON: Final = timedelta(days=7)


def due_within(when: str, day: date) -> Q:
    """The condition of tasks that are asked: that they are ``late`` on the day, or due ``soon``; of others none."""
    if when == "late":
        return Q(due_on__lt=day)
    return Q(due_on__gte=day, due_on__lte=day + SOON) if when == "soon" else Q()


@dataclass(frozen=True, slots=True)
class Counts:
    """Tasks that are asked; of them late on the day, due within a week, and contested; answered, not yet taken in."""

    asked: int
    late: int
    soon: int
    contested: int
    answered: int


def counts(found: QuerySet[Task], day: date) -> Counts:
    """How the tasks ``found`` stand on a day."""
    soon = day + SOON
    many: Counter[str] = Counter()
    # Settled tasks pile up over the years, and are not counted here.
    shown = found.filter(state__in=(*ASKED, State.ANSWERED)).order_by()
    # A row for each state and day: an index answers that, where five conditions would be asked of every task.
    for state, due, number in shown.values_list("state", "due_on").annotate(number=Count("*")):
        if state in ASKED:
            many["asked"] += number
            many["late" if due < day else "soon" if due <= soon else "later"] += number
        many[state] += number
    return Counts(many["asked"], many["late"], many["soon"], many[State.CONTESTED], many[State.ANSWERED])


@dataclass(frozen=True, slots=True)
class VillageStanding:
    """How a village answers: tasks asked of it, late ones, those of them that the kecamatan sees, and answered or
    settled ones; ``last``: the day of its last answer, None where it never gave one."""

    area: str
    asked: int
    late: int
    escalated: int
    done: int
    last: date | None


def by_village(scope: Scope, day: date) -> list[VillageStanding]:
    """How the villages of a scope answer, those with the most late tasks first."""
    rows = tasks(scope).order_by().values("area").annotate(
        asked=Count("pk", filter=Q(state__in=ASKED)),
        late=Count("pk", filter=Q(state__in=ASKED, due_on__lt=day)),
        escalated=Count("pk", filter=Q(state__in=ASKED) & _so_late(day)),
        done=Count("pk", filter=Q(state__in=(State.ANSWERED, State.SETTLED))),
    )  # fmt: skip
    last = dict(
        Answer.objects.filter(within(scope, "task__area"))
        .order_by()
        .values_list("task__area")
        .annotate(last=Max("said_at"))
        .values_list("task__area", "last")
    )
    found = [
        VillageStanding(
            row["area"], row["asked"], row["late"], row["escalated"], row["done"],
            timezone.localdate(last[row["area"]]) if row["area"] in last else None,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.late, each.area))


def answers_to(task: Task) -> QuerySet[Answer]:
    """All that was said of a task, the newest first. The caller has found it within a scope."""
    return Answer.objects.filter(task=task).select_related("by").order_by("-pk")


def holding(found: Iterable[Task]) -> dict[int, Answer]:
    """The answer that holds for each of the tasks, in their present cycle."""
    rows = Answer.objects.filter(task__in=[each.pk for each in found], outcome=Outcome.HOLDS, cycle=F("task__cycle"))
    return {each.task_id: each for each in rows.select_related("by")}


def contesting(found: Iterable[Task]) -> dict[int, list[Answer]]:
    """The answers between which somebody chooses, of each of the tasks, the one that holds first."""
    told: dict[int, list[Answer]] = {}
    rows = Answer.objects.filter(
        task__in=[each.pk for each in found if each.state == State.CONTESTED],
        outcome__in=(Outcome.HOLDS, Outcome.WAITS), cycle=F("task__cycle"),
    )  # fmt: skip
    for each in rows.select_related("by").order_by("outcome", "pk"):
        told.setdefault(each.task_id, []).append(each)
    return told


def answers_by(account: Account) -> QuerySet[Answer]:
    """What an account answered, the newest first."""
    return Answer.objects.filter(by=account).select_related("task").order_by("-pk")


def outside(scope: Scope) -> QuerySet[Answer]:
    """Answers of people who had no post any more for the place when they arrived."""
    return Answer.objects.filter(within(scope, "task__area"), outcome=Outcome.OUTSIDE).select_related("task", "by")


def values_of(said: Answer) -> dict[str, Any]:
    """The values of an answer, by the names of its form's fields."""
    found: dict[str, Any] = json.loads(said.said)
    return found


def rounds(scope: Scope) -> QuerySet[Round]:
    """Village meetings of a scope, the newest first."""
    return Round.objects.filter(within(scope, "area"))


def rounds_called(scope: Scope) -> QuerySet[Round, dict[str, Any]]:
    """The same, those that were called at once as one, the newest first: ``first`` is the number of one of them and
    ``area`` its village, ``villages`` how many they are, ``held`` and ``cancelled`` how many of them ended so; ``sent``
    how many tasks they have, and ``told`` of how many they have spoken."""
    before = _in_each(_spoken_before(Answer.objects.all()))
    counted = rounds(scope).order_by().annotate(
        has=_in_each(Task.objects.all()) + before, spoke=_in_each(Task.objects.exclude(state=State.OPEN)) + before
    )  # fmt: skip
    found = counted.values("made_by", "made_at", "name", "meets_on").annotate(
        first=Min("pk"), area=Min("area"), villages=Count("pk"), held=Count("pk", filter=Q(state=RoundState.HELD)),
        cancelled=Count("pk", filter=Q(state=RoundState.CANCELLED)), sent=Sum("has"), told=Sum("spoke"),
    )  # fmt: skip
    return found.order_by("-meets_on", "-first")


def _in_each(rows: QuerySet[Any]) -> Coalesce:
    """How many of the rows a meeting has."""
    of_one = rows.order_by().filter(round=OuterRef("pk")).values("round").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(of_one), 0)


def _spoken_before(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    return answers.filter(outcome=Outcome.HOLDS).exclude(cycle=F("task__cycle"))


def spoken_before(scope: Scope, held: Iterable[Round]) -> QuerySet[Answer]:
    """What meetings said of tasks that were asked again since."""
    found = Answer.objects.filter(within(scope, "task__area"), round__in=list(held))
    return _spoken_before(found).select_related("task", "by").order_by("pk")


def called_with(scope: Scope, held: Round) -> QuerySet[Round]:
    """The meetings of a scope that were called at once with this one, and this one, by place."""
    return rounds(scope).filter(made_by=held.made_by_id, made_at=held.made_at).order_by("area")


def told_in(held: Round) -> tuple[int, int]:
    """Of how many of its tasks a meeting has spoken, and how many it has. The caller has found it within a scope."""
    found = held.tasks.aggregate(told=Count("pk", filter=~Q(state=State.OPEN)), sent=Count("pk"))
    before = _spoken_before(held.answers.all()).count()
    return found["told"] + before, found["sent"] + before


def releases_with(found: Iterable[Answer]) -> dict[int, registry.Release]:
    """The first release that was ever in force and has the answer, by the answer's number. Those that none has are
    left out."""
    handed = {each.pk: each.handed_over_at for each in found if each.handed_over_at}
    if not handed:
        return {}
    were = registry.releases().filter(state__in=(ReleaseState.CURRENT, ReleaseState.PAST, ReleaseState.STORED))
    oldest_first = list(were.order_by("offered_at"))
    first = {number: next((one for one in oldest_first if one.offered_at >= at), None) for number, at in handed.items()}
    return {number: release for number, release in first.items() if release is not None}


def to_hand_over() -> QuerySet[Answer]:
    """Answers that hold and have not been written into the register's folder, in the order in which they came. For the
    program, which builds the next release."""
    found = Answer.objects.filter(outcome=Outcome.HOLDS, handed_over_at=None, task__state=State.ANSWERED)
    return found.select_related("task", "by").order_by("pk")
