"""Which tasks are sent to village meetings: those that were ticked, all of a filter, or those of other pages' gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from django.db.models import Count, Q
from django.http import QueryDict

from padan.kernel.scope import VILLAGE_LETTERS
from padan.kernel.texts import _
from padan.office.tasks import queries
from padan.office.tasks.queries import Task
from padan.office.tasks.states import State
from padan.reports.wording import region_name
from padan.web.access import Reader
from padan.web.tasks.forms import MeetingForm
from padan.web.tasks.listing import Listing

#: Tasks that are sent at once, at most.
MOST: Final = 5_000


def chosen(who: Reader, posted: QueryDict) -> list[Task]:
    """The tasks that were chosen, in the reader's area: by their numbers, in ``tasks`` with commas or ticked one by one
    in ``task``; by ``gap``, the ids of gaps; of those that the address after ``dari`` lists, the ones in each
    ``village``, or with ``all`` all of them."""
    listed = Listing(who, posted.get("dari", "")).rows
    if posted.get("all"):
        return list(listed[:MOST])
    texts = [*posted.get("tasks", "").split(","), *posted.getlist("task")]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 19][:MOST]
    wanted = Q(pk__in=numbers) | Q(key__in=posted.getlist("gap")[:MOST])
    if villages := posted.getlist("village")[:MOST]:
        wanted |= Q(pk__in=listed.filter(area__in=villages).order_by().values("pk"))
    return list(queries.tasks(who.scope).filter(wanted).order_by("pk")[:MOST])


def can_go(task: Task) -> bool:
    """Whether it can be sent: it is of a family in a village, somebody is asked, and no meeting has it."""
    is_of_family = bool(task.family_id) and len(task.area) == VILLAGE_LETTERS
    return is_of_family and task.state == State.OPEN and task.round_id is None


def villages(listing: Listing) -> list[tuple[str, str, int]]:
    """The villages in which a list of one kind has tasks that can be sent: code, words, and how many of them."""
    if "kind" not in listing.chosen:
        return []
    found = listing.rows.filter(state=State.OPEN, round=None).exclude(family_id="")
    counted = found.order_by("area").values_list("area").annotate(Count("pk"))
    return [(area, region_name(area), many) for area, many in counted if len(area) == VILLAGE_LETTERS]


def by_village(tasks: Sequence[Task]) -> list[tuple[str, int]]:
    """The villages whose meetings would be called, each with the number of tasks."""
    found = Counter(each.area for each in tasks if can_go(each))
    return [(region_name(area), many) for area, many in sorted(found.items())]


def left_out(tasks: Sequence[Task]) -> int:
    """How many of them cannot be sent."""
    return sum(not can_go(each) for each in tasks)


def form_for(tasks: Sequence[Task]) -> MeetingForm:
    """The form that asks for the meeting's name and day."""
    numbers = ",".join(str(each.pk) for each in tasks)
    return MeetingForm(initial={"tasks": numbers, "name": _("Musyawarah desa")})
