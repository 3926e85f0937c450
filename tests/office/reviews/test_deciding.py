"""Deciding, taking back, second opinions, and who may."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.office.reviews.reviews_kit import NOW, OTHER, REGENCY, VILLAGE, ask, asked, officer, question

from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.reviews import queries
from padan.office.reviews.models import Decision, Pair
from padan.office.reviews.operations import AlreadyDecidedError, decide, undo
from padan.office.reviews.permissions import may_reopen, may_review
from padan.office.reviews.policies import LARGE, UNLIKELY, can_decide, can_reopen, is_high
from padan.office.reviews.queries import words_of
from padan.office.reviews.question import Drawn
from padan.office.reviews.states import State, Verdict

pytestmark = pytest.mark.django_db

SAME, APART, UNSURE = Verdict.SAME, Verdict.APART, Verdict.UNSURE


def said(pair: Pair, verdict: Verdict, by: Account, **more: Any) -> Decision:
    return decide(pair, verdict, by=by, on=NOW, **more)


def stands(pair: Pair) -> tuple[str, str, bool]:
    pair.refresh_from_db()
    return pair.state, pair.verdict, pair.place is not None


@pytest.mark.parametrize("verdict", [SAME, APART])
def test_one_word_settles_what_is_of_little_consequence(verdict: Verdict) -> None:
    pair, rina = asked(), officer("rina")
    made = said(pair, verdict, rina, note=" KK dilihat ", seconds=7)
    assert stands(pair) == (State.SETTLED, verdict, False)
    assert (made.outcome, made.note, made.seconds, made.high) == (verdict, "KK dilihat", 7, False)
    entry = Entry.objects.last()
    assert (entry.by, entry.action, entry.subject, entry.area) == (
        str(rina), "reviews.decided", f"pair:{pair.pk}", VILLAGE,
    )  # fmt: skip
    assert json.loads(entry.before) == {"state": "waiting", "verdict": ""}
    assert json.loads(entry.after) == {"said": verdict, "high": False, "state": "settled", "verdict": verdict}


def test_what_was_seen_is_kept_without_values_of_people() -> None:
    pair = asked(drawn=Drawn(3, "4 dtsen × krs", 0.25, 4))
    seen = json.loads(said(pair, SAME, officer("rina"), weights_seen=True).seen)
    assert seen["sample"] == {"number": 3, "stratum": "4 dtsen × krs", "fraction": 0.25, "band": 4}
    assert (seen["weight"], seen["probability"], seen["weights_seen"], seen["levels"]) == (
        2.0, 0.5, True, {"sex": "same"},
    )  # fmt: skip
    assert "BUDI" not in json.dumps(seen)


@pytest.mark.parametrize(
    ("changes", "verdict", "high"),
    [
        ({}, SAME, False),
        ({"growth": True}, SAME, True),
        ({"growth": True}, APART, True),
        ({"growth": True}, UNSURE, False),
        ({"records": LARGE}, SAME, False),
        ({"records": LARGE + 1}, APART, True),
        ({"probability": UNLIKELY}, SAME, False),
        ({"probability": UNLIKELY - 0.01}, SAME, True),
        ({"probability": UNLIKELY - 0.01}, APART, False),
        ({"probability": 1 - UNLIKELY + 0.01}, APART, True),
        ({"probability": 1 - UNLIKELY + 0.01}, SAME, False),
    ],
)
def test_when_another_must_agree(changes: dict[str, Any], verdict: Verdict, high: bool) -> None:
    pair = asked(**changes)
    assert is_high(pair, verdict) is high
    said(pair, verdict, officer("rina"))
    expected = State.WAITING if verdict is UNSURE else State.SECOND if high else State.SETTLED
    assert stands(pair)[0] == expected


def test_two_who_agree_settle_it_and_only_then_does_it_hold() -> None:
    pair, rina, budi = asked(growth=True), officer("rina"), officer("budi")
    first = said(pair, SAME, rina)
    assert (stands(pair), first.outcome) == ((State.SECOND, "", True), "")
    second = said(pair, SAME, budi)
    assert (stands(pair), second.outcome) == ((State.SETTLED, SAME, False), SAME)
    assert queries.agreeing(second) == ["Rina", "Budi"]


def test_two_who_differ_are_shown_to_a_third() -> None:
    pair = asked(growth=True)
    said(pair, SAME, officer("rina"))
    said(pair, APART, officer("budi"))
    assert stands(pair) == (State.DISPUTED, "", True)
    said(pair, APART, officer("sri"))
    assert stands(pair) == (State.SETTLED, APART, False)


def test_nobody_answers_twice() -> None:
    pair, rina = asked(growth=True), officer("rina")
    said(pair, SAME, rina)
    assert not can_decide(pair, rina, words_of(pair))
    with pytest.raises(AlreadyDecidedError, match="sudah menjawab"):
        said(pair, SAME, rina)
    assert Decision.objects.count() == 1


def test_the_later_of_two_is_told_and_nothing_is_overwritten() -> None:
    pair, rina, budi = asked(), officer("rina"), officer("budi")
    said(pair, SAME, rina)
    with pytest.raises(AlreadyDecidedError, match="sudah diputuskan orang lain") as told:
        said(pair, APART, budi)
    assert told.value.decision == Decision.objects.get()
    assert stands(pair) == (State.SETTLED, SAME, False)


def test_two_who_cannot_tell_put_it_aside_and_a_data_officer_can_ask_again() -> None:
    pair, rina = asked(), officer("rina")
    said(pair, UNSURE, rina)
    said(pair, UNSURE, officer("budi"))
    assert stands(pair) == (State.ASIDE, "", False)
    undo(pair, by=officer("sri"), on=NOW, note="ada KK baru")
    assert stands(pair) == (State.WAITING, "", True)
    said(pair, SAME, rina)
    assert stands(pair) == (State.SETTLED, SAME, False)


def test_taking_back_ones_word_leaves_the_question_open_and_first() -> None:
    pair, rina = asked(), officer("rina")
    said(pair, SAME, rina)
    made = undo(pair, by=rina, on=NOW)
    assert (made.verdict, made.outcome) == (Verdict.REOPENED, "open")
    assert stands(pair) == (State.WAITING, "", True)
    assert pair.place == 0
    assert [each.verdict for each in queries.history(pair)] == ["reopened", "same"]
    assert Entry.objects.last().action == "reviews.taken_back"


def test_the_second_of_two_takes_back_only_the_own_word() -> None:
    pair, rina, budi = asked(growth=True), officer("rina"), officer("budi")
    said(pair, SAME, rina)
    said(pair, SAME, budi)
    assert undo(pair, by=budi, on=NOW).outcome == "open"
    assert stands(pair) == (State.SECOND, "", True)
    assert not can_decide(pair, rina, words_of(pair))


def test_a_data_officer_opens_again_what_others_decided_with_a_reason() -> None:
    pair, rina, sri = asked(), officer("rina"), officer("sri")
    said(pair, SAME, rina)
    assert not can_reopen(pair, " ")
    with pytest.raises(NotAllowedError, match="Alasan"):
        undo(pair, by=sri, on=NOW)
    made = undo(pair, by=sri, on=NOW, note="keliru kembar")
    assert (made.outcome, stands(pair)) == ("open", (State.WAITING, "", True))
    assert Entry.objects.last().action == "reviews.reopened"
    said(pair, APART, rina)
    assert stands(pair) == (State.SETTLED, APART, False)


def test_there_is_nothing_to_take_back_yet() -> None:
    with pytest.raises(NotAllowedError, match="Belum ada putusan"):
        undo(asked(), by=officer("rina"), on=NOW, note="coba")


@pytest.mark.parametrize(
    ("role", "areas", "pair_areas", "may", "reopens"),
    [
        (Role.DATA_OFFICER, (REGENCY,), (VILLAGE, OTHER), True, True),
        (Role.VILLAGE_OPERATOR, (VILLAGE,), (VILLAGE, VILLAGE), True, False),
        (Role.VILLAGE_OPERATOR, (VILLAGE,), (VILLAGE, OTHER), False, False),
        (Role.VILLAGE_OPERATOR, (VILLAGE,), (OTHER, VILLAGE), False, False),
        (Role.VILLAGE_OPERATOR, (VILLAGE,), ("64.02.13", VILLAGE), False, False),
        (Role.VILLAGE_OPERATOR, (VILLAGE,), ("", VILLAGE), False, False),
        (Role.NUTRITION_OFFICER, (VILLAGE,), (VILLAGE, VILLAGE), False, False),
        (Role.INSPECTOR, (REGENCY,), (VILLAGE, VILLAGE), False, False),
    ],
)
def test_who_may_decide_and_open_again(
    role: Role, areas: tuple[str, ...], pair_areas: tuple[str, str], may: bool, reopens: bool
) -> None:
    pair, who = asked(area_a=pair_areas[0], area_b=pair_areas[1]), officer("siapa", role, *areas)
    assert may_review(who, pair, NOW.date()) is may
    assert may_reopen(who, pair, NOW.date()) is reopens
    if not may:
        with pytest.raises(NotAllowedError, match="di luar wilayah"):
            said(pair, SAME, who)
        assert not Decision.objects.exists()


def test_a_village_operator_does_not_open_what_others_decided() -> None:
    pair = asked()
    said(pair, SAME, officer("rina"))
    with pytest.raises(NotAllowedError, match="petugas data"):
        undo(pair, by=officer("desa", Role.VILLAGE_OPERATOR, VILLAGE), on=NOW, note="keliru")


def test_a_decision_is_never_changed_or_removed() -> None:
    made = said(asked(), SAME, officer("rina"))
    made.verdict = APART
    with pytest.raises(RuntimeError, match="never changed"):
        made.save()
    with pytest.raises(RuntimeError, match="never removed"):
        made.delete()
    assert Decision.objects.get().verdict == SAME


def test_a_time_that_nobody_takes_is_not_believed() -> None:
    rina = officer("rina")
    assert said(asked(1), SAME, rina, seconds=4_000).seconds is None
    pair = asked(2)
    Pair.objects.filter(pk=pair.pk).update(leased_to=rina, leased_at=NOW - timedelta(seconds=12), leased_until=NOW)
    assert said(pair, SAME, rina).seconds == 12


def test_what_nobody_asks_any_more_is_not_decided() -> None:
    pair = asked(1)
    ask(question(2), release="dua")
    with pytest.raises(AlreadyDecidedError, match="tidak ditanyakan lagi"):
        said(pair, SAME, officer("rina"))
