"""Answers: what holds, what agrees, what waits for a choice; and that nothing is lost or counted twice."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.office.tasks.tasks_kit import (
    NOW,
    OTHER,
    VILLAGE,
    data_officer,
    officer,
    opened,
    outcomes,
    say,
    task,
    want,
)

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Post
from padan.office.accounts.operations import dismiss
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.tasks import queries
from padan.office.tasks.models import Answer
from padan.office.tasks.operations import Given, answer, choose, hand_over, take_back
from padan.office.tasks.policies import AnswerFaultsError
from padan.office.tasks.states import NEXT, Channel, Outcome, State, Why

pytestmark = pytest.mark.django_db

PROPOSED, NOT, POSTPONED = "proposed", "not_proposed", "postponed"


def test_an_answer_holds_and_waits_for_the_release() -> None:
    opened(want())
    said = say(officer("dewi"))
    assert (said.outcome, task().state, task().version) == (Outcome.HOLDS, State.ANSWERED, 2)
    assert queries.values_of(said) == {"proposal": PROPOSED}
    told = Entry.objects.filter(action="tasks.answered").get()
    assert PROPOSED not in told.after
    assert json.loads(told.after)["asked"] == ["proposal"]


def test_the_same_key_is_the_same_answer() -> None:
    opened(want())
    dewi = officer("dewi")
    once = say(dewi, key="satu")
    assert say(dewi, NOT, key="satu").pk == once.pk
    assert Answer.objects.count() == 1
    assert Entry.objects.filter(action="tasks.answered").count() == 1
    with pytest.raises(NotAllowedError):
        say(data_officer(), key="satu")


#: What Dewi in the village says, what Rina in the office then says, whether she saw Dewi's; how both end, and the task.
MEANWHILE = [
    (PROPOSED, PROPOSED, False, Outcome.HOLDS, Outcome.AGREES, State.ANSWERED),
    (PROPOSED, PROPOSED, True, Outcome.HOLDS, Outcome.AGREES, State.ANSWERED),
    (PROPOSED, NOT, False, Outcome.HOLDS, Outcome.WAITS, State.CONTESTED),
    (PROPOSED, NOT, True, Outcome.OVERRULED, Outcome.HOLDS, State.ANSWERED),
]


@pytest.mark.parametrize(("first", "second", "saw", "dewis", "rinas", "state"), MEANWHILE)
def test_two_who_answer(first: str, second: str, saw: bool, dewis: str, rinas: str, state: str) -> None:
    opened(want())
    say(officer("dewi"), first)
    say(data_officer(), second, seen=2 if saw else 1)
    assert outcomes() == [("Dewi", dewis), ("Rina", rinas)]
    assert task().state == state


def test_the_later_word_of_one_account_counts_in_whatever_order_they_arrive() -> None:
    dewi = officer("dewi")
    early, late = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    for number, order in enumerate(((early, late), (late, early)), 1):
        opened(want(1), want(2))
        for said in order:
            proposal = NOT if said is late else PROPOSED
            say(dewi, proposal, of=number, seen=1, channel=Channel.PHONE, said_at=said, sent_at=NOW)
        held = Answer.objects.get(task=task(number), outcome=Outcome.HOLDS)
        assert queries.values_of(held) == {"proposal": NOT}
        assert task(number).state == State.ANSWERED


def test_who_agreed_with_what_was_corrected_is_heard() -> None:
    opened(want())
    dewi, rina = officer("dewi"), data_officer()
    say(dewi, PROPOSED)
    say(rina, PROPOSED, seen=1)
    say(dewi, NOT, seen=1, on=NOW + timedelta(hours=1))
    assert outcomes() == [("Dewi", "overruled"), ("Rina", "waits"), ("Dewi", "holds")]
    assert task().state == State.CONTESTED


def test_what_changed_meanwhile_waits_for_a_choice() -> None:
    opened(want())
    opened(want(digest="lain"), release="dua")
    said = say(officer("dewi"), seen=1)
    assert (said.outcome, said.why, task().state) == (Outcome.WAITS, Why.CHANGED, State.CONTESTED)
    choose(task(), said, by=data_officer(), on=NOW, reason="benar")
    assert (outcomes(), task().state) == ([("Dewi", "holds")], State.ANSWERED)


@pytest.mark.parametrize("keep", [True, False])
def test_an_answer_to_what_nobody_asks_any_more(keep: bool) -> None:
    opened(want())
    opened(release="dua")
    assert task().state == State.WITHDRAWN
    said = say(officer("dewi"), seen=1)
    assert (said.outcome, said.why) == (Outcome.WAITS, Why.WITHDRAWN)
    choose(task(), said if keep else None, by=data_officer(), on=NOW, reason="diperiksa")
    assert task().state == (State.ANSWERED if keep else State.WITHDRAWN)
    assert outcomes() == [("Dewi", "holds" if keep else "overruled")]


@pytest.mark.parametrize("of", ["Dewi", "Rina", None])
def test_a_choice_lets_one_hold(of: str | None) -> None:
    opened(want())
    say(officer("dewi"), PROPOSED)
    say(data_officer(), NOT, seen=1)
    chosen = Answer.objects.get(by__name=of) if of else None
    choose(task(), chosen, by=officer("dewi"), on=NOW, reason="sudah dibicarakan")
    holds = [name for name, outcome in outcomes() if outcome == Outcome.HOLDS]
    assert holds == [of or "Dewi"]
    assert task().state == State.ANSWERED
    with pytest.raises(NotAllowedError):
        choose(task(), chosen, by=officer("dewi"), on=NOW, reason="lagi")


def test_an_answer_is_taken_back_until_it_left_the_office() -> None:
    opened(want())
    dewi = officer("dewi")
    say(dewi)
    take_back(task(), by=dewi, on=NOW)
    assert (task().state, outcomes()) == (State.OPEN, [("Dewi", "overruled")])
    said = say(dewi, NOT)
    assert hand_over([said.pk], on=NOW) == 1
    assert hand_over([said.pk], on=NOW) == 0
    with pytest.raises(NotAllowedError):
        take_back(task(), by=dewi, on=NOW)


#: Who, of which place, of whose task: whether they may answer.
WHO = [
    (Role.VILLAGE_OPERATOR, VILLAGE, "desa", True),
    (Role.VILLAGE_OPERATOR, VILLAGE, "dinkes", True),
    (Role.VILLAGE_OPERATOR, OTHER, "desa", False),
    (Role.NUTRITION_OFFICER, VILLAGE, "dinkes", True),
    (Role.NUTRITION_OFFICER, VILLAGE, "dinsos", False),
    (Role.FIELD_OFFICER, "64.02.13", "dp2kb", True),
    (Role.FIELD_OFFICER, "64.02.07", "dp2kb", False),
    (Role.DATA_OFFICER, "64.02", "dp2kb", True),
    (Role.COORDINATOR, "64.02", "dinsos", False),
    (Role.INSPECTOR, "64.02", "dinsos", False),
]


@pytest.mark.parametrize(("role", "area", "owner", "may"), WHO)
def test_who_may_answer(role: Role, area: str, owner: str, may: bool) -> None:
    opened(want(owner=owner))
    by = officer("siapa", area, role=role)
    if may:
        assert say(by).outcome == Outcome.HOLDS
    else:
        with pytest.raises(NotAllowedError):
            say(by)
        assert not Answer.objects.exists()


def test_what_a_phone_kept_while_the_post_ended_is_not_lost() -> None:
    opened(want())
    dewi = officer("dewi")
    dismiss(Post.objects.get(account=dewi), by=None, on=NOW, reason="pindah tugas")
    said = say(dewi, channel=Channel.PHONE)
    assert (said.outcome, task().state) == (Outcome.OUTSIDE, State.OPEN)
    assert list(queries.outside(Scope.of((VILLAGE,)))) == [said]
    assert not queries.outside(Scope.of((OTHER,))).exists()
    with pytest.raises(NotAllowedError):
        say(officer("tono", OTHER), channel=Channel.PHONE)


def test_an_answer_that_does_not_fit_is_told_field_by_field() -> None:
    opened(want())
    with pytest.raises(AnswerFaultsError) as found:
        say(officer("dewi"), "mungkin")
    assert set(found.value.faults) == {"proposal"}
    assert not Answer.objects.exists()


def test_a_task_that_is_not_there() -> None:
    with pytest.raises(InvalidValueError):
        answer(Given("k", 999, {}, 1, Channel.PAGE), by=officer("dewi"), on=NOW)


def test_an_answer_is_written_once() -> None:
    opened(want())
    with pytest.raises(RuntimeError):
        say(officer("dewi")).delete()


def test_every_state_is_named_in_the_table() -> None:
    assert set(NEXT) == set(State)
