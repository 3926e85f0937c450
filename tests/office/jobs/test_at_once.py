"""Jobs that many ask for, or take up, in the same moment."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from tests.office.at_once_kit import at_once

from padan.office.accounts.policies import NotAllowedError
from padan.office.jobs import operations
from padan.office.jobs.models import Job
from padan.office.jobs.states import Kind, State

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("committed")


def test_many_workers_never_share_a_job() -> None:
    wanted = {operations.ask(Kind.RECEIVE, {"upload": n}, by=None, on=NOW).pk for n in range(12)}
    found: list[int] = []

    def work() -> None:
        while (job := operations.claim(threading.current_thread().name, on=NOW)) is not None:
            found.append(job.pk)

    at_once(work, work, work, work)
    # A worker may leave while others hold all that is left.
    work()
    assert sorted(found) == sorted(wanted)


def test_of_two_who_ask_for_an_exclusive_kind_one_is_told() -> None:
    said: list[str] = []

    def ask() -> None:
        try:
            said.append(operations.ask(Kind.BUILD, {}, by=None, on=NOW).state)
        except NotAllowedError as error:
            said.append(error.what)

    at_once(ask, ask)
    assert sorted(said) == ["Pekerjaan yang sama sedang menunggu atau dikerjakan", State.WAITING]
    assert Job.objects.count() == 1
