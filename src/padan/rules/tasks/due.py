"""By when a task is to be answered, and when the kecamatan is told. Derived from its day, never stored twice."""

from __future__ import annotations

from datetime import date, timedelta

from padan.reference.tasks import task_kinds


def due_on(kind: str, opened: date, grows_old: date | None = None) -> date:
    """The last day for an answer that is not late: the kind's days after the task was ``opened``; where a value is
    asked for before it ``grows_old``, no earlier than that day."""
    by_kind = opened + timedelta(days=task_kinds()[kind].days)
    return by_kind if grows_old is None else max(by_kind, grows_old)


def escalates_on(kind: str, due: date) -> date:
    """The first day on which the kecamatan sees a task that nobody answered."""
    return due + timedelta(days=task_kinds()[kind].escalate_days)


def is_late(due: date, on: date) -> bool:
    """Whether a task that is open on the day ``on`` is late."""
    return on > due
