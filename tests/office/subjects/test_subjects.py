"""Cases and breaches: who may, by when, and what the trail keeps of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment, NotAllowedError
from padan.office.accounts.roles import FACTS, Role
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry
from padan.office.subjects.models import Breach, Case
from padan.office.subjects.operations import (
    Found,
    Request,
    amend_breach,
    close_breach,
    open_case,
    report_breach,
    step,
)
from padan.office.subjects.permissions import may_answer
from padan.office.subjects.policies import can_be_closed, can_step
from padan.office.subjects.queries import breaches, cases, cases_of, overdue
from padan.office.subjects.states import NEXT, OPEN, Right, State
from padan.reference.deadlines import deadlines

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
VILLAGE, OTHER, REGENCY = "64.02.13.1008", "64.02.07.2002", "64.02"
ANSWER = "Tanggal lahirnya diperbaiki menurut akta kelahiran."

pytestmark = pytest.mark.django_db


def asked(
    right: Right = Right.CORRECTION, *, area: str = VILLAGE, hours_ago: int = 0, by: Account | None = None
) -> Case:
    request = Request(
        right, "person:P1", area, "Tanggal lahirnya keliru.", "Siti, ibunya", "KK", NOW - timedelta(hours=hours_ago)
    )
    return open_case(request, by=by, on=NOW)


def officer(role: Role = Role.DATA_OFFICER, area: str = REGENCY) -> Account:
    account = invite(f"{role}-{area}@kukar.example", "Rina", by=None, on=NOW)
    day = NOW.date()
    appoint(Appointment(account, role, (area,) if area else (), day, day), by=None, on=NOW, reason="uji")
    return account


HOURS = {Right.ACCESS: 72, Right.CORRECTION: 72, Right.RESTRICTION: 72, Right.OBJECTION: 168}


@pytest.mark.parametrize("right", Right)
def test_the_deadline_runs_from_when_it_was_asked(right: Right) -> None:
    case = asked(right, hours_ago=20)
    assert case.due_at == NOW - timedelta(hours=20) + timedelta(hours=HOURS[right])


def test_every_deadline_names_its_source() -> None:
    assert set(deadlines()) == {*Right, "breach"}
    for deadline in deadlines().values():
        assert ("UU 27/2022" in deadline.source) is ("keputusan pengendali data" not in deadline.basis_id)
        assert "27/2022" in deadline.basis("id")
        assert "27/2022" in deadline.basis("en")


def test_nothing_is_asked_in_time_to_come() -> None:
    with pytest.raises(InvalidValueError, match="belum terjadi"):
        asked(hours_ago=-1)
    assert not Case.objects.exists()


@pytest.mark.parametrize(("one", "other"), list(product(State, State)))
def test_a_case_takes_only_the_steps_that_are_drawn(one: State, other: State) -> None:
    case = asked()
    Case.objects.update(state=one, settled_at=None if one in OPEN else NOW)
    case.refresh_from_db()
    assert can_step(case, other, ANSWER) is (other in NEXT[one])
    if other in NEXT[one]:
        settled = step(case, other, by=None, on=NOW, answer=ANSWER)
        assert (settled.state, settled.settled_at) == (other, None if other in OPEN else NOW)
    else:
        with pytest.raises(NotAllowedError, match="tidak dalam keadaan"):
            step(case, other, by=None, on=NOW, answer=ANSWER)


@pytest.mark.parametrize("state", [State.GRANTED, State.PARTLY, State.REFUSED])
@pytest.mark.parametrize("answer", ["", "   ", "sudah"])
def test_an_answer_gives_its_reasons(state: State, answer: str) -> None:
    case = step(asked(), State.EXAMINED, by=None, on=NOW)
    with pytest.raises(NotAllowedError, match="alasannya"):
        step(case, state, by=None, on=NOW, answer=answer)


def test_who_was_refused_is_heard_again_and_keeps_the_answer() -> None:
    case = step(asked(), State.EXAMINED, by=None, on=NOW)
    refused = step(case, State.REFUSED, by=None, on=NOW, answer=ANSWER)
    again = step(refused, State.EXAMINED, by=None, on=NOW)
    assert (again.settled_at, again.answer) == (None, ANSWER)


def test_the_trail_tells_of_the_steps_and_not_of_what_was_wanted() -> None:
    case = step(asked(), State.EXAMINED, by=None, on=NOW)
    step(case, State.GRANTED, by=None, on=NOW, answer=ANSWER)
    entries = Entry.objects.filter(action__startswith="subjects.").order_by("number")
    assert [e.action for e in entries] == ["subjects.asked", "subjects.examined", "subjects.settled"]
    assert {e.subject for e in entries} == {"person:P1"}
    assert entries[2].reason == ANSWER
    assert all("keliru" not in f"{e.before}{e.after}" for e in entries)
    assert trail.broken() == ()


@pytest.mark.parametrize("role", Role)
def test_only_a_data_officer_of_the_area_answers(role: Role) -> None:
    areas = {"province": "64", "regency": REGENCY, "district": VILLAGE[:8], "village": VILLAGE}
    by = officer(role, areas[FACTS[role].levels[0]] if FACTS[role].levels else "")
    assert may_answer(by, VILLAGE, NOW.date()) is (role is Role.DATA_OFFICER)
    if role is not Role.DATA_OFFICER:
        with pytest.raises(NotAllowedError, match="petugas data"):
            asked(by=by)
        assert not Case.objects.exists()


def test_an_officer_of_another_regency_answers_nothing_here() -> None:
    neighbour, case = officer(area="64.03"), asked()
    with pytest.raises(NotAllowedError):
        step(case, State.EXAMINED, by=neighbour, on=NOW)
    with pytest.raises(NotAllowedError):
        report_breach(Found(NOW, REGENCY, "a", "b", "c"), by=neighbour, on=NOW)


def test_who_waits_longest_comes_first_and_the_settled_last() -> None:
    soon, late, later = asked(hours_ago=50), asked(hours_ago=80), asked(hours_ago=100)
    step(later, State.WITHDRAWN, by=None, on=NOW)
    fresh = asked(Right.OBJECTION, area=OTHER)
    whole = Scope((REGENCY,))
    assert [case.pk for case in cases(whole)] == [late.pk, soon.pk, fresh.pk, later.pk]
    assert [case.pk for case in overdue(whole, NOW)] == [late.pk]
    assert [case.pk for case in cases(Scope((OTHER,)))] == [fresh.pk]
    assert cases_of(Scope((VILLAGE,)), "person:P1").count() == 3
    assert not cases(Scope()).exists()


FOUND = Found(NOW - timedelta(hours=5), REGENCY, "Laptop hilang.", "Nama, NIK", "Keluarga di dua desa", 340)


def told(**more: object) -> Found:
    return Found(**{**{name: getattr(FOUND, name) for name in Found.__slots__}, **more})


def test_the_clock_of_a_breach_runs_from_when_it_was_found() -> None:
    breach = report_breach(FOUND, by=None, on=NOW)
    assert breach.due_at - breach.found_at == timedelta(hours=72)
    earlier = amend_breach(breach, told(found_at=NOW - timedelta(hours=30)), by=None, on=NOW)
    assert earlier.due_at == NOW + timedelta(hours=42)
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, '"many":340' in entry.before, entry.before != entry.after) == (
        "subjects.breach_amended", True, True,
    )  # fmt: skip


DEALT = {"people_told_at": NOW, "authority_told_at": NOW, "done": "Kata sandi diganti."}


@pytest.mark.parametrize("missing", DEALT)
def test_a_breach_closes_when_all_were_told_and_it_is_said_what_was_done(missing: str) -> None:
    breach = report_breach(told(**{**DEALT, missing: "" if missing == "done" else None}), by=None, on=NOW)
    assert not can_be_closed(breach)
    with pytest.raises(NotAllowedError):
        close_breach(breach, by=None, on=NOW)
    whole = amend_breach(breach, told(**DEALT), by=None, on=NOW)
    assert close_breach(whole, by=None, on=NOW).closed_at == NOW
    with pytest.raises(NotAllowedError, match="sudah ditutup"):
        close_breach(whole, by=None, on=NOW)


def test_breaches_are_of_their_area_the_open_ones_first() -> None:
    closed = close_breach(report_breach(told(**DEALT), by=None, on=NOW), by=None, on=NOW)
    open_one = report_breach(FOUND, by=None, on=NOW)
    assert [each.pk for each in breaches(Scope((REGENCY,)))] == [open_one.pk, closed.pk]
    assert not breaches(Scope(("64.03",))).exists()
    assert open_one.told_at is None
    assert closed.told_at == NOW
    assert Breach.objects.count() == 2
