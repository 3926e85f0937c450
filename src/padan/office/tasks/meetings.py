"""Village meetings (*musyawarah desa*): families sent to them, what they said, and their minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.tasks.models import Round, Task
from padan.office.tasks.permissions import check_may_call, check_may_hold
from padan.office.tasks.policies import check_can_close
from padan.office.tasks.states import RoundState, State


@dataclass(frozen=True, slots=True)
class Minutes:
    """The file of a *berita acara* as it was stored: its name there, its name as sent, and its content's hash."""

    stored: str
    name: str
    sha256: str


@transaction.atomic
def call(name: str, meets_on: date, tasks: Iterable[int], *, by: Account, on: datetime) -> list[Round]:
    """Send the families of these tasks to a meeting of their village; one meeting for each village, in their order.

    Tasks that nobody is asked any more, or that another meeting has, are left where they are. InvalidValueError where
    nothing is left to send.
    """
    found: dict[str, list[Task]] = defaultdict(list)
    wanted = Task.objects.select_for_update().filter(pk__in=list(tasks), state=State.OPEN, round=None)
    for task in wanted.order_by("area", "pk"):
        found[task.area].append(task)
    if not found:
        raise InvalidValueError(
            _("Tidak ada keluarga yang dapat dikirim"),
            next_step=_("Pilih keluarga yang belum dijawab dan belum masuk musyawarah lain."),
        )
    return [_call(name, area, meets_on, rows, by, on) for area, rows in found.items()]


def _call(name: str, area: str, meets_on: date, tasks: list[Task], by: Account, on: datetime) -> Round:
    check_may_call(by, area, timezone.localdate(on))
    made = Round.objects.create(name=name.strip(), area=area, meets_on=meets_on, made_by=by, made_at=on)
    for task in tasks:
        task.round, task.due_on, task.version = made, max(meets_on, task.due_on), task.version + 1
    Task.objects.bulk_update(tasks, ("round", "due_on", "version"))
    record(
        by=acting(by), on=on, action="tasks.called", subject=str(made), area=area,
        after={"name": made.name, "meets_on": meets_on.isoformat(), "tasks": len(tasks)},
    )  # fmt: skip
    return made


@transaction.atomic
def attach(held: Round, minutes: Minutes, *, by: Account, on: datetime) -> Round:
    """Attach the minutes of a meeting; later ones take the place of earlier ones while it is not closed."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_may_hold(by, found.area, timezone.localdate(on))
    if RoundState(found.state) is not RoundState.PLANNED:
        raise InvalidValueError(_("Musyawarah ini sudah selesai"), next_step=_("Muat ulang halamannya."))
    before = found.minutes_sha256
    found.minutes, found.minutes_name, found.minutes_sha256 = minutes.stored, minutes.name, minutes.sha256
    found.save(update_fields=("minutes", "minutes_name", "minutes_sha256"))
    record(
        by=acting(by), on=on, action="tasks.minutes", subject=str(found), area=found.area,
        before={"sha256": before} if before else None, after={"sha256": minutes.sha256},
    )  # fmt: skip
    return found


@transaction.atomic
def close(held: Round, *, by: Account, on: datetime) -> Round:
    """End a meeting whose minutes are attached; families of which it said nothing go back to their owners."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_may_hold(by, found.area, timezone.localdate(on))
    check_can_close(found)
    return _end(found, RoundState.HELD, "tasks.closed", by, on, "")


@transaction.atomic
def cancel(held: Round, *, by: Account, on: datetime, reason: str) -> Round:
    """Say that a meeting does not take place; its families go back to their owners."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_may_call(by, found.area, timezone.localdate(on))
    if RoundState(found.state) is not RoundState.PLANNED:
        raise InvalidValueError(_("Musyawarah ini sudah selesai"), next_step=_("Muat ulang halamannya."))
    return _end(found, RoundState.CANCELLED, "tasks.cancelled", by, on, reason)


def _end(held: Round, state: RoundState, action: str, by: Account, on: datetime, reason: str) -> Round:
    held.state, held.closed_at = state, on
    held.save(update_fields=("state", "closed_at"))
    answered = held.tasks.exclude(state=State.OPEN).count()
    left = list(held.tasks.select_for_update().filter(state=State.OPEN))
    for task in left:
        task.round, task.version = None, task.version + 1
    Task.objects.bulk_update(left, ("round", "version"))
    record(
        by=acting(by), on=on, action=action, subject=str(held), area=held.area, reason=reason,
        before={"state": RoundState.PLANNED}, after={"state": state, "answered": answered, "given_back": len(left)},
    )  # fmt: skip
    return held
