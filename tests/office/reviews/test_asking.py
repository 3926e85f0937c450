"""The questions of one release after another: what is new, what stays, what comes back and says why."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from tests.office.reviews.reviews_kit import NOW, ask, asked, officer, question, shown, side

from padan.office.audit.models import Entry
from padan.office.reviews.asking import Asked, changes
from padan.office.reviews.models import Decision, Pair
from padan.office.reviews.operations import decide, undo
from padan.office.reviews.question import Drawn
from padan.office.reviews.states import State, Verdict

pytestmark = pytest.mark.django_db

NEWER = {"digest": "lain", "shown": shown(side("BUDI", nik=["6402131203850001"]), side("BUDY"))}


def stands(number: int = 1) -> tuple[str, str, int, bool, bool]:
    pair = Pair.objects.get(record_a=question(number).record_a)
    return pair.state, pair.verdict, pair.round, pair.place is not None, bool(pair.changed)


def test_the_same_questions_twice_change_nothing() -> None:
    both = question(1), question(2)
    assert ask(*both) == Asked(new=2)
    before = list(Pair.objects.order_by("pk").values("pk", "state", "place", "digest", "round"))
    assert ask(*both) == Asked(kept=2)
    assert list(Pair.objects.order_by("pk").values("pk", "state", "place", "digest", "round")) == before
    assert json.loads(Entry.objects.last().after) == {"new": 0, "kept": 2, "again": 0, "settled": 0, "withdrawn": 0}


def test_what_a_newer_release_does_not_ask_is_withdrawn_until_one_does() -> None:
    ask(question(1), question(2))
    assert ask(question(2), release="dua") == Asked(kept=1, withdrawn=1)
    assert stands() == (State.WITHDRAWN, "", 1, False, False)
    assert ask(question(1), question(2), release="tiga") == Asked(kept=2)
    assert stands() == (State.WAITING, "", 1, True, False)


def test_a_word_given_before_it_was_withdrawn_still_counts() -> None:
    pair = asked(growth=True)
    decide(pair, Verdict.SAME, by=officer("rina"), on=NOW)
    ask(question(2), release="dua")
    ask(question(1, growth=True), release="tiga")
    assert stands() == (State.SECOND, "", 1, True, False)


@pytest.mark.parametrize(
    ("changed", "state", "told"),
    [({}, (State.SETTLED, "same", 1, False, False), Asked(settled=1)),
     ({"weight": 9.0, "probability": 0.9}, (State.SETTLED, "same", 1, False, False), Asked(settled=1)),
     (NEWER, (State.WAITING, "same", 2, True, True), Asked(again=1))],
)  # fmt: skip
def test_a_decided_pair_comes_back_only_with_other_evidence(changed: dict[str, Any], state: tuple, told: Asked) -> None:
    pair = asked()
    decide(pair, Verdict.SAME, by=officer("rina"), on=NOW)
    assert ask(question(1, **changed), release="dua") == told
    assert stands() == state


def test_what_was_decided_holds_until_it_is_decided_anew() -> None:
    pair, rina = asked(), officer("rina")
    decide(pair, Verdict.SAME, by=rina, on=NOW)
    ask(question(1, **NEWER), release="dua")
    again = decide(pair, Verdict.APART, by=rina, on=NOW)
    assert (stands(), again.outcome) == ((State.SETTLED, "apart", 2, False, False), "apart")


def test_the_same_verdict_on_new_evidence_changes_nothing_that_holds() -> None:
    pair, rina = asked(), officer("rina")
    decide(pair, Verdict.SAME, by=rina, on=NOW)
    ask(question(1, **NEWER), release="dua")
    assert decide(pair, Verdict.SAME, by=rina, on=NOW).outcome == ""
    assert stands() == (State.SETTLED, "same", 2, False, False)


def test_opening_again_lifts_also_what_an_earlier_round_decided() -> None:
    pair = asked()
    decide(pair, Verdict.SAME, by=officer("rina"), on=NOW)
    ask(question(1, **NEWER), release="dua")
    assert undo(pair, by=officer("sri"), on=NOW, note="keliru").outcome == "open"
    assert stands()[1] == ""


def test_it_says_what_changed() -> None:
    before = shown(side("BUDI", nik=["1", "2"], mother=["ANI"]), side("BUDY"))
    after = shown(side("BUDI", nik=["2", "3"], mother=["ANI"]), side("BUDY", kk=["9"]))
    assert changes(before, after) == [
        {"side": 0, "of": "nik", "gone": ["1"], "came": ["3"]},
        {"side": 1, "of": "kk", "gone": [], "came": ["9"]},
    ]


def test_a_pair_stays_in_the_sample_in_which_it_was_drawn() -> None:
    drawn = Drawn(1, "2 dtsen × krs", 0.5, 2)
    asked(drawn=drawn)
    ask(question(1, drawn=None), release="dua")
    ask(question(1, drawn=replace(drawn, sample=2)), release="tiga")
    pair = Pair.objects.get()
    assert (pair.sample, pair.stratum, pair.fraction, pair.band) == (1, "2 dtsen × krs", 0.5, 2)


def test_what_is_shown_of_people_lies_sealed() -> None:
    asked()
    with connection.cursor() as cursor:
        cursor.execute("SELECT shown FROM reviews_pair")
        lies_there = bytes(cursor.fetchone()[0])
    assert b"BUDI" not in lies_there
    assert json.loads(Pair.objects.get().shown)["sides"][0]["record"]["name"] == "BUDI"


def test_decisions_stay_when_everything_is_withdrawn() -> None:
    pair = asked()
    decide(pair, Verdict.SAME, by=officer("rina"), on=NOW)
    ask(release="dua")
    assert stands() == (State.SETTLED, "same", 1, False, False)
    assert Decision.objects.count() == 1
