"""Gaps and their tasks, for who sends families to village meetings: which can go, and where the others stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from padan.kernel.texts import _
from padan.office.tasks import queries
from padan.office.tasks.permissions import CALLERS
from padan.office.tasks.queries import Task
from padan.office.tasks.states import State
from padan.reference.tasks import task_kinds
from padan.reports.counting.measures import Asked, Theme
from padan.web.access import Reader
from padan.web.sync.place import Place
from padan.web.tasks import calling
from padan.web.tasks.listing import ALL, Listing

#: Letters of the code of a regency, to which no list of tasks is narrowed.
_REGENCY = 5


@dataclass(frozen=True, slots=True)
class Sending:
    """``query`` lists the tasks about the gaps that are shown, as the part of an address after its question mark.
    ``can_go`` are the gaps that can be sent, by id; of others that are asked or were answered ``standing`` tells where
    they stand, with the address of that page. ``villages`` as :func:`padan.web.tasks.calling.villages`."""

    query: str
    villages: list[tuple[str, str, int]]
    can_go: frozenset[str]
    standing: Mapping[str, tuple[str, str]]


def sending(who: Reader, place: Place, asked: Asked, gaps: Iterable[str]) -> Sending | None:
    """What can be sent; None where the reader sends nobody, or there is no task for each of these rows."""
    if asked.theme is not Theme.GAP or task_kinds()[asked.item].whole_list or who.roles.isdisjoint(CALLERS):
        return None
    area = place.code if len(place.code) > _REGENCY else ""
    query = urlencode({"kind": asked.item, "owner": asked.state, "whose": ALL, "area": area})
    tasks = list(queries.tasks(who.scope).filter(key__in=list(gaps)))
    can_go = frozenset(task.key for task in tasks if calling.can_go(task))
    standing = {task.key: found for task in tasks if (found := _standing(task))}
    return Sending(query, calling.villages(Listing(who, query)), can_go, standing)


def _standing(task: Task) -> tuple[str, str] | None:
    if task.state == State.OPEN and task.round_id is not None:
        return _("menunggu musyawarah desanya"), reverse("tasks.meeting", args=[task.round_id])
    words = {
        State.ANSWERED: _("sudah dijawab, menunggu rilis berikutnya"),
        State.CONTESTED: _("jawabannya bertentangan"),
    }.get(State(task.state))
    return (words, reverse("tasks.show", args=[task.pk])) if words else None
