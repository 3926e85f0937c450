"""A job in words, for the pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.jobs import queries as jobs
from padan.office.jobs.states import Kind, State


@dataclass(frozen=True, slots=True)
class ToldJob:
    """How far a job is. ``percent`` is None while nobody knows; ``counted`` says how many of how many."""

    number: int
    state: str
    over: bool
    step: str
    percent: int | None
    counted: str
    asked_by: str
    asked_at: datetime
    error: str
    next_step: str


def told_job(job: jobs.Job, line: Sequence[int] | None = None) -> ToldJob:
    """The job. ``line``: :func:`padan.office.jobs.queries.line`, where many are told at once."""
    state = State(job.state)
    percent = min(100, 100 * job.done // job.expected) if state is State.RUNNING and job.expected else None
    return ToldJob(
        job.pk, state, job.is_over, _step(job, state, line), percent,
        _counted(job) if state is State.RUNNING else "", job.asked_by.name if job.asked_by else _("Padan"),
        job.asked_at, job.error, job.next_step,
    )  # fmt: skip


def _step(job: jobs.Job, state: State, line: Sequence[int] | None) -> str:
    if state is State.WAITING:
        ahead = bisect_left(jobs.line() if line is None else line, job.pk)
        return _("menunggu; {n} pekerjaan lain di depan").format(n=count(ahead)) if ahead else _("menunggu giliran")
    texts = {State.DONE: _("selesai"), State.FAILED: _("tidak berhasil")}
    # Steps are kept in the words of who asked; where those are the texts of the code, the reader's are found for them.
    return texts.get(state) or (_(job.step) if job.step else _("dimulai"))


def _counted(job: jobs.Job) -> str:
    if job.kind == Kind.BUILD and job.expected > 0:
        n = min(job.done + 1, job.expected)
        return _("langkah {n} dari {all}").format(n=count(n), all=count(job.expected))
    if job.expected > 0:
        return _("{done} dari {all}").format(done=count(job.done), all=count(job.expected))
    return count(job.done) if job.done else ""
