"""Jobs: asked for, taken up by one worker, ended by it alone, and given back where it dies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from padan.kernel.errors import PadanError
from padan.kernel.texts import answering_in
from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment, NotAllowedError
from padan.office.accounts.roles import FACTS, Role
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry
from padan.office.jobs import operations, queries
from padan.office.jobs.models import Job
from padan.office.jobs.operations import MOST_ATTEMPTS, LostJobError
from padan.office.jobs.permissions import ROLES, may_ask
from padan.office.jobs.policies import can_be_asked
from padan.office.jobs.states import EXCLUSIVE, NEXT, OPEN, Kind, State, may_follow

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 28)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def officer(role: Role = Role.DATA_OFFICER, area: str = "") -> Account:
    areas = {"province": "64", "regency": "64.02", "district": "64.02.13", "village": "64.02.13.1008"}
    found = area or next((areas[level] for level in FACTS[role].levels[:1]), "")
    account = invite(f"{role}{found}@kukar.example", "Rina", by=None, on=NOW)
    wanted = Appointment(account, role, (found,) if found else (), DAY, DAY + timedelta(days=9))
    appoint(wanted, by=None, on=NOW, reason="uji")
    return account


def asked(kind: Kind = Kind.RECEIVE, by: Account | None = None) -> Job:
    return operations.ask(kind, {"upload": 1}, by=by, on=NOW)


def at_work(worker: str = "a", kind: Kind = Kind.RECEIVE) -> Job:
    asked(kind)
    job = operations.claim(worker, on=NOW)
    assert job is not None
    return job


def last_entry() -> Entry:
    entry = Entry.objects.order_by("number").last()
    assert entry is not None
    return entry


def test_what_is_asked_for_waits_and_stands_in_the_trail() -> None:
    account = officer()
    with answering_in("en"):
        job = asked(Kind.BUILD, account)
    assert (job.state, job.attempts, job.language, job.is_over) == (State.WAITING, 0, "en", False)
    entry = last_entry()
    assert (entry.by, entry.action, entry.subject) == (str(account), "jobs.asked", str(job))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("role", Role)
def test_who_may_ask_for_what(role: Role, kind: Kind) -> None:
    assert may_ask(officer(role), kind, DAY) is (role in ROLES[kind])


@pytest.mark.parametrize("kind", sorted(EXCLUSIVE))
def test_an_officer_of_another_regency_works_on_no_release_of_this_one(kind: Kind) -> None:
    with pytest.raises(NotAllowedError, match="Jabatan Anda"):
        asked(kind, officer(area="64.03"))
    assert not Job.objects.exists()


@pytest.mark.parametrize("kind", sorted(EXCLUSIVE))
def test_of_an_exclusive_kind_one_job_is_open_at_a_time(kind: Kind) -> None:
    asked(kind)
    assert not can_be_asked(kind)
    with pytest.raises(NotAllowedError, match="sedang menunggu"):
        asked(kind)
    job = operations.claim("a", on=NOW)
    assert job is not None
    assert not can_be_asked(kind)
    operations.finish(job, "a", {}, on=NOW)
    assert asked(kind).state == State.WAITING


@pytest.mark.parametrize("kind", sorted(EXCLUSIVE))
def test_the_table_itself_keeps_them_apart(kind: Kind) -> None:
    asked(kind)
    told = {"arguments": {}, "language": "id", "asked_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind=kind, state=State.WAITING, **told)
    Job.objects.create(kind=kind, state=State.FAILED, **told)


def test_many_files_can_wait_and_the_first_comes_first() -> None:
    first, second = asked(), asked()
    assert queries.line() == [first.pk, second.pk]
    assert operations.claim("a", on=NOW) == first
    assert operations.claim("b", on=NOW) == second
    assert operations.claim("c", on=NOW) is None


def test_a_worker_tells_how_far_it_is() -> None:
    job = at_work()
    assert operations.report(job, "a", "membaca baris", 5, 10)
    assert operations.beat(job, "a", on=NOW + MINUTE)
    job.refresh_from_db()
    assert (job.step, job.done, job.expected, job.heartbeat) == ("membaca baris", 5, 10, NOW + MINUTE)


def test_done_keeps_the_result_and_stands_in_the_trail() -> None:
    job = operations.finish(at_work(), "a", {"release": "x"}, on=NOW + MINUTE)
    assert (job.state, job.result, job.ended_at) == (State.DONE, {"release": "x"}, NOW + MINUTE)
    assert (last_entry().by, last_entry().action, last_entry().subject) == ("padan", "jobs.finished", str(job))


def test_failed_keeps_the_words_and_stands_in_the_trail() -> None:
    error = PadanError("Berkas rusak.", next_step="Kirim lagi.")
    job = operations.fail(at_work(), "a", error, on=NOW)
    assert (job.state, job.error, job.next_step) == (State.FAILED, "Berkas rusak.", "Kirim lagi.")
    assert (last_entry().action, '"error":"Berkas rusak."' in (last_entry().after or "")) == ("jobs.failed", True)


def ends() -> dict[str, Callable[[Job, str], object]]:
    return {
        "finish": lambda job, worker: operations.finish(job, worker, {}, on=NOW),
        "fail": lambda job, worker: operations.fail(job, worker, PadanError("x"), on=NOW),
        "give back": lambda job, worker: operations.give_back(job, worker, on=NOW),
    }


@pytest.mark.parametrize("how", ends())
def test_only_the_worker_that_has_a_job_ends_it(how: str) -> None:
    job = at_work("a")
    with pytest.raises(LostJobError):
        ends()[how](job, "b")
    job.refresh_from_db()
    assert job.state == State.RUNNING
    assert not operations.beat(job, "b", on=NOW)
    assert not operations.report(job, "b", "x")


@pytest.mark.parametrize("how", ends())
def test_a_job_that_is_over_stays_as_it_is(how: str) -> None:
    job = operations.finish(at_work(), "a", {}, on=NOW)
    with pytest.raises(LostJobError):
        ends()[how](job, "a")


def test_a_worker_that_stops_gives_its_job_back_without_blame() -> None:
    job = operations.give_back(at_work("a"), "a", on=NOW)
    assert (job.state, job.attempts, job.worker) == (State.WAITING, 0, "")
    again = operations.claim("b", on=NOW)
    assert again == job
    assert operations.finish(job, "b", {}, on=NOW).state == State.DONE


@pytest.mark.parametrize(("silent_for", "given_back"), [(59, False), (61, True)])
def test_silence_gives_a_job_to_another(silent_for: int, given_back: bool) -> None:
    job = at_work("a")
    found = operations.give_back_abandoned(MINUTE, on=NOW + timedelta(seconds=silent_for))
    assert [each.pk for each in found] == ([job.pk] if given_back else [])
    job.refresh_from_db()
    assert job.state == (State.WAITING if given_back else State.RUNNING)


def test_who_was_believed_dead_learns_it_on_waking() -> None:
    job = at_work("a")
    operations.give_back_abandoned(MINUTE, on=NOW + 2 * MINUTE)
    assert operations.claim("b", on=NOW + 2 * MINUTE) == job
    assert not operations.beat(job, "a", on=NOW)
    with pytest.raises(LostJobError):
        operations.finish(job, "a", {}, on=NOW)


def test_what_kills_every_worker_fails_at_last() -> None:
    job, now = asked(), NOW
    for _attempt in range(MOST_ATTEMPTS):
        assert operations.claim("a", on=now) == job
        now += 2 * MINUTE
        (left,) = operations.give_back_abandoned(MINUTE, on=now)
    assert (left.state, left.attempts) == (State.FAILED, MOST_ATTEMPTS)
    assert "3 kali terputus" in left.error
    assert operations.claim("a", on=now) is None
    actions = list(Entry.objects.order_by("number").values_list("action", flat=True))
    assert actions == ["jobs.asked", "jobs.given_back", "jobs.given_back", "jobs.failed"]
    assert trail.broken() == ()


def test_states_lead_to_an_end_and_never_back_from_it() -> None:
    assert set(NEXT) == set(State)
    assert set(State) - OPEN == {State.DONE, State.FAILED}
    assert [one for one in State if may_follow(one, State.RUNNING)] == [State.WAITING]
    assert [one for one in State if may_follow(one, State.WAITING)] == [State.RUNNING]
