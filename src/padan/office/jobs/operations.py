"""Asking for work, taking it up, telling how far it is, and ending it.

``by`` is the account that asks, or None for the program; ``worker`` names one process, and only the one that has a job
can end it: a process that was believed dead and wakes up is told so by :class:`LostJobError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from padan.kernel.errors import PadanError
from padan.kernel.texts import _, answering_in, language
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.jobs.models import Job
from padan.office.jobs.permissions import check_may_ask
from padan.office.jobs.policies import already_asked, check_can_be_asked
from padan.office.jobs.states import Kind, State, may_follow

#: A job whose worker died so often is not tried again: most likely it is the job that kills them.
MOST_ATTEMPTS: Final = 3


class LostJobError(Exception):
    """The job was given to another worker meanwhile, or is over."""


@transaction.atomic
def ask(kind: Kind, arguments: Mapping[str, Any], *, by: Account | None, on: datetime) -> Job:
    """Have work done. NotAllowedError where ``by`` may not ask for it, or one of an exclusive kind is open."""
    if by is not None:
        check_may_ask(by, kind, timezone.localdate(on))
    check_can_be_asked(kind)
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind, arguments=dict(arguments), state=State.WAITING, language=language(), asked_by=by,
                asked_at=on,
            )  # fmt: skip
    except IntegrityError:  # two asked in the same moment
        raise already_asked() from None
    record(
        by=acting(by), on=on, action="jobs.asked", subject=str(job), reason=str(arguments.get("reason", "")),
        after={**job.told, **arguments},
    )  # fmt: skip
    return job


def claim(worker: str, *, on: datetime) -> Job | None:
    """The oldest job that waits, now ``worker``'s alone; None where there is none."""
    # Who only looks must not take SQLite's one lock for writing.
    if not Job.objects.filter(state=State.WAITING).exists():
        return None
    with transaction.atomic():
        waiting = Job.objects.filter(state=State.WAITING).order_by("id")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is None:
            return None
        _move(job, State.RUNNING)
        job.worker, job.attempts = worker, job.attempts + 1
        job.started_at = job.heartbeat = on
        job.step, job.done, job.expected = "", 0, 0
        job.save()
    return job


def beat(job: Job, worker: str, *, on: datetime) -> bool:
    """Tell that the worker lives; False where the job is no longer its own."""
    return bool(_held(job, worker).update(heartbeat=on))


def report(job: Job, worker: str, step: str, done: int = 0, expected: int = 0) -> bool:
    """Tell how far a job is; False where it is no longer the worker's. ``expected`` 0: nobody knows."""
    return bool(_held(job, worker).update(step=step[:200], done=done, expected=expected))


@transaction.atomic
def finish(job: Job, worker: str, result: Mapping[str, Any], *, on: datetime) -> Job:
    """The work is done."""
    return _end(job, worker, State.DONE, on=on, result=dict(result))


@transaction.atomic
def fail(job: Job, worker: str, error: PadanError, *, on: datetime) -> Job:
    """The work cannot be done: ``error`` says why, and what to do."""
    return _end(job, worker, State.FAILED, on=on, error=error.what, next_step=error.next_step or "")


@transaction.atomic
def give_back(job: Job, worker: str, *, on: datetime) -> Job:
    """The worker has to stop: another does the work from its beginning."""
    held = _locked(job, worker)
    held.attempts -= 1  # nothing was wrong with it
    return _waiting_again(held, on)


@transaction.atomic
def give_back_abandoned(older_than: timedelta, *, on: datetime) -> list[Job]:
    """Let wait again what workers left that have not told of themselves for so long; what has been left too often
    fails. Gives all of them."""
    abandoned = Job.objects.filter(state=State.RUNNING, heartbeat__lt=on - older_than).order_by("id")
    if not abandoned.exists():
        return []
    if connection.features.has_select_for_update_skip_locked:
        abandoned = abandoned.select_for_update(skip_locked=True)
    return [_left(job, on) for job in abandoned]


def _left(job: Job, on: datetime) -> Job:
    if job.attempts < MOST_ATTEMPTS:
        return _waiting_again(job, on)
    with answering_in(job.language):
        return _ended(
            job, State.FAILED, on, error=_("Pekerjaan ini {n} kali terputus di tengah jalan").format(n=job.attempts),
            next_step=_("Hubungi pengelola server: pekerjaan ini mungkin memerlukan memori lebih banyak."),
        )  # fmt: skip


def _waiting_again(job: Job, on: datetime) -> Job:
    before = job.told
    _move(job, State.WAITING)
    job.worker, job.started_at, job.heartbeat = "", None, None
    job.step, job.done, job.expected = "", 0, 0
    job.save()
    record(by=acting(None), on=on, action="jobs.given_back", subject=str(job), before=before, after=job.told)
    return job


def _end(job: Job, worker: str, state: State, *, on: datetime, **told: Any) -> Job:
    return _ended(_locked(job, worker), state, on, **told)


def _ended(job: Job, state: State, on: datetime, **told: Any) -> Job:
    _move(job, state)
    job.ended_at = on
    for name, value in told.items():
        setattr(job, name, value)
    job.save()
    action = "jobs.finished" if state is State.DONE else "jobs.failed"
    after = {**job.told, **({"error": job.error} if job.error else {}), **job.result}
    record(by=acting(None), on=on, action=action, subject=str(job), after=after)
    return job


def _locked(job: Job, worker: str) -> Job:
    held = _held(job, worker).select_for_update().first()
    if held is None:
        raise LostJobError(str(job))
    return held


def _held(job: Job, worker: str) -> Any:
    return Job.objects.filter(pk=job.pk, worker=worker, state=State.RUNNING)


def _move(job: Job, state: State) -> None:
    if not may_follow(State(job.state), state):
        raise LostJobError(str(job))
    job.state = state
