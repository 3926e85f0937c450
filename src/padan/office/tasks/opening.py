"""Taking in what a release asks: new tasks are opened, those that it does not ask are withdrawn, answered ones that it
took in are settled, and settled ones come back when their time has passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.bulk import in_turn, take_stock, write
from padan.office.registry.models import Release
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.states import Outcome, State
from padan.reference.tasks import UNASKED, task_kinds
from padan.rules.tasks import due_on

#: Tasks written in one transaction, so that people answer meanwhile.
_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a release asks; names as in :class:`padan.office.tasks.models.Task`. ``grows_old``: the last day on which
    the value that is asked for is not overdue; None where that is not known."""

    key: str
    kind: str
    owner: str
    area: str
    family_id: str
    person_id: str
    anchor: str
    family_anchor: str
    digest: str
    grows_old: date | None = None


@dataclass
class Opened:
    """How many tasks were opened, left as they were, asked again, settled and withdrawn."""

    new: int = 0
    kept: int = 0
    again: int = 0
    settled: int = 0
    withdrawn: int = 0


#: What a newer release may say otherwise of a task without its reader having to know.
_REFRESHED: Final = ("owner", "area", "family_id", "person_id", "anchor", "family_anchor")
_CHANGED: Final = (
    *_REFRESHED, "digest", "version", "cycle", "state", "settled_on", "opened_on", "due_on", "release", "round",
)  # fmt: skip
_NEW: Final = (
    "key", "kind", *_REFRESHED, "opened_on", "due_on", "release", "digest", "version", "cycle", "state",
)  # fmt: skip


def open_from(release: Release, wanted: Iterable[Wanted], *, by: Account | None, on: datetime) -> Opened:
    """Open what a release asks, some tasks at a time; the last transaction tells the trail. The same twice changes
    nothing."""
    day, opened = timezone.localdate(on), Opened()
    seen: set[str] = set()
    for batch in _batches(wanted):
        seen.update(each.key for each in batch)
        with in_turn():
            _open(batch, release, day, opened)
    _rest(seen, release, day, opened)
    take_stock(Task)
    with transaction.atomic():
        record(
            by=acting(by), on=on, action="tasks.opened", subject=str(release), area=str(settings.PADAN_REGENCY),
            after={each.name: getattr(opened, each.name) for each in fields(opened)},
        )  # fmt: skip
    return opened


def _batches(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    left = iter(wanted)
    while batch := list(islice(left, _AT_ONCE)):
        yield batch


def _open(batch: Sequence[Wanted], release: Release, day: date, opened: Opened) -> None:
    there = {task.key: task for task in Task.objects.select_for_update().filter(key__in=[each.key for each in batch])}
    taken_in = _taken_in([task.pk for task in there.values()], release)
    new, changed = [], []
    for each in batch:
        task = there.get(each.key)
        if task is None:
            opened.new += 1
            new.append(_row(each, release, day))
        elif _again(task, each, release, day, taken_in, opened):
            changed.append(task)
    write(Task, _NEW, new)
    _write_changed(changed)


def _write_changed(changed: Sequence[Task]) -> None:
    """As an insertion that gives way: a hundred thousand rows that a new list changes take seconds, not minutes."""
    for task in changed:
        task.pk = None
    Task.objects.bulk_create(changed, update_conflicts=True, unique_fields=("key",), update_fields=_CHANGED)


def _row(each: Wanted, release: Release, day: date) -> tuple[object, ...]:
    return (
        each.key, each.kind, *(getattr(each, name) for name in _REFRESHED), day.isoformat(),
        due_on(each.kind, day, each.grows_old).isoformat(), release.name, each.digest, 1, 1, State.OPEN.value,
    )  # fmt: skip


def _again(task: Task, each: Wanted, release: Release, day: date, taken_in: set[int], opened: Opened) -> bool:
    """Bring a task that is there already up to date; whether it changed."""
    before = {name: getattr(task, name) for name in _CHANGED}
    for name in _REFRESHED:
        setattr(task, name, getattr(each, name))
    state = State(task.state)
    if state is State.ANSWERED and task.pk in taken_in:
        _settle(task, day)
        opened.settled += 1
    elif state is State.WITHDRAWN or (state is State.SETTLED and _is_time(task, day)):
        task.state, task.cycle, task.version = State.OPEN, task.cycle + 1, task.version + 1
        task.opened_on, task.due_on, task.settled_on = day, due_on(task.kind, day, each.grows_old), None
        task.round = None
        opened.again += 1
    else:
        opened.kept += 1
        if state is State.OPEN and task.digest != each.digest:
            task.version += 1
    task.digest = each.digest
    if any(getattr(task, name) != value for name, value in before.items()):
        task.release = release.name
        return True
    return False


def _settle(task: Task, day: date) -> None:
    task.state, task.settled_on, task.version = State.SETTLED, day, task.version + 1


def _is_time(task: Task, day: date) -> bool:
    again = timedelta(days=task_kinds()[task.kind].again_days)
    return task.settled_on is not None and day >= task.settled_on + again


def _taken_in(numbers: Sequence[int], release: Release) -> set[int]:
    """Those of the tasks whose answer was handed over before the release was built."""
    found = Answer.objects.filter(
        task__in=numbers, outcome=Outcome.HOLDS, handed_over_at__isnull=False, handed_over_at__lte=release.offered_at
    )
    return set(found.values_list("task", flat=True))


def _rest(seen: set[str], release: Release, day: date, opened: Opened) -> None:
    """What the release does not ask: nobody is asked any more, and what was answered before is settled."""
    open_or_answered = Task.objects.filter(state__in=(State.OPEN, State.ANSWERED)).values_list("pk", "key")
    left = iter([pk for pk, key in open_or_answered.iterator() if key not in seen])
    while batch := list(islice(left, _AT_ONCE)):
        with in_turn():
            taken_in = _taken_in(batch, release)
            changed = []
            for task in Task.objects.select_for_update().filter(pk__in=batch):
                if task.state == State.OPEN and task.kind not in UNASKED:
                    task.state, task.version, task.round = State.WITHDRAWN, task.version + 1, None
                    opened.withdrawn += 1
                elif task.state == State.ANSWERED and task.pk in taken_in:
                    _settle(task, day)
                    opened.settled += 1
                else:
                    continue
                changed.append(task)
            _write_changed(changed)
