"""Officers who work at the same moment, each in a transaction of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connections
from tests.office.reviews.reviews_kit import NOW, REGENCY, ask, asked, officer, question

from padan.kernel.scope import Scope
from padan.office.audit import queries as trail
from padan.office.reviews.models import Decision, Pair
from padan.office.reviews.operations import AlreadyDecidedError, decide, lease_next
from padan.office.reviews.states import State, Verdict

ALL = Scope.of([REGENCY])


def at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each gave, or the error it raised; all begin together."""
    found: list[Any] = [None] * len(works)
    begin = threading.Barrier(len(works))

    def run(place: int) -> None:
        try:
            begin.wait()
            found[place] = works[place]()
        except AlreadyDecidedError as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.parametrize("_turn", range(3))
def test_of_two_who_decide_one_pair_one_is_told(committed: None, _turn: int) -> None:
    pair = asked()
    people = [officer(name) for name in ("rina", "budi", "sri", "tono")]
    verdicts = [Verdict.SAME, Verdict.APART, Verdict.SAME, Verdict.APART]
    found = at_once(
        [lambda by=by, verdict=verdict: decide(pair, verdict, by=by, on=NOW)
         for by, verdict in zip(people, verdicts, strict=True)]
    )  # fmt: skip
    made = [each for each in found if isinstance(each, Decision)]
    told = [each for each in found if isinstance(each, AlreadyDecidedError)]
    pair.refresh_from_db()
    assert (len(made), len(told), Decision.objects.count()) == (1, 3, 1)
    assert (pair.state, pair.verdict) == (State.SETTLED, made[0].verdict)
    assert {error.decision for error in told} == {made[0]}
    assert trail.broken() == ()


def test_two_opinions_at_once_both_count(committed: None) -> None:
    pair = asked(growth=True)
    people = [officer(name) for name in ("rina", "budi")]
    found = at_once([lambda by=by: decide(pair, Verdict.SAME, by=by, on=NOW) for by in people])
    pair.refresh_from_db()
    assert sorted(each.outcome for each in found) == ["", "same"]
    assert (pair.state, pair.verdict) == (State.SETTLED, Verdict.SAME)


def test_each_is_given_a_question_of_its_own(committed: None) -> None:
    ask(*(question(n) for n in range(1, 9)))
    people = [officer(name) for name in ("rina", "budi", "sri", "tono")]
    found = at_once([lambda by=by: lease_next(ALL, by=by, on=NOW) for by in people])
    assert len({pair.pk for pair in found}) == 4
    assert {pair.leased_to_id for pair in Pair.objects.exclude(leased_to=None)} == {by.pk for by in people}


def test_a_word_given_while_the_questions_are_asked_anew_is_not_lost(committed: None) -> None:
    questions = [question(n) for n in range(1, 41)]
    ask(*questions)
    rina, pairs = officer("rina"), list(Pair.objects.order_by("pk"))
    at_once([
        lambda: [decide(pair, Verdict.SAME, by=rina, on=NOW) for pair in pairs],
        lambda: [ask(*questions, release=name) for name in ("dua", "tiga")],
    ])  # fmt: skip
    assert set(Pair.objects.values_list("state", "verdict", "place")) == {(State.SETTLED, "same", None)}
    assert Decision.objects.count() == 40
