"""How the words of people settle a question."""

from __future__ import annotations

from itertools import product

import pytest

from padan.office.reviews.states import NEXT, OPEN, Standing, State, Verdict, Word, may_follow, standing

SAME, APART, UNSURE, REOPENED = Verdict.SAME, Verdict.APART, Verdict.UNSURE, Verdict.REOPENED
WAITING, SECOND, DISPUTED = Standing(State.WAITING), Standing(State.SECOND), Standing(State.DISPUTED)
ASIDE, ONE, TWO = Standing(State.ASIDE), Standing(State.SETTLED, SAME), Standing(State.SETTLED, APART)


def words(*said: tuple[int, Verdict], high: bool = False) -> list[Word]:
    return [Word(by, verdict, high) for by, verdict in said]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ((), WAITING, WAITING),
        (((1, SAME),), ONE, SECOND),
        (((1, APART),), TWO, SECOND),
        (((1, UNSURE),), WAITING, WAITING),
        (((1, UNSURE), (2, UNSURE)), ASIDE, ASIDE),
        (((1, UNSURE), (1, UNSURE)), WAITING, WAITING),
        (((1, UNSURE), (2, SAME)), ONE, SECOND),
        (((1, SAME), (2, SAME)), ONE, ONE),
        (((1, SAME), (2, APART)), DISPUTED, DISPUTED),
        (((1, SAME), (2, APART), (3, UNSURE)), DISPUTED, DISPUTED),
        (((1, SAME), (2, APART), (3, APART)), TWO, TWO),
        (((1, SAME), (2, APART), (3, SAME)), ONE, ONE),
        (((1, SAME), (1, APART)), TWO, SECOND),
        (((1, SAME), (1, REOPENED)), WAITING, WAITING),
        (((1, SAME), (2, APART), (2, REOPENED)), ONE, SECOND),
        (((1, SAME), (2, APART), (2, REOPENED), (2, SAME)), ONE, ONE),
    ],
)
def test_where_words_leave_a_question(said: tuple[tuple[int, Verdict], ...], low: Standing, high: Standing) -> None:
    assert standing(words(*said)) == low
    assert standing(words(*said, high=True)) == high


def test_one_word_of_consequence_asks_for_another() -> None:
    assert standing([Word(1, UNSURE, False), Word(2, SAME, True)]) == SECOND


def plainly(said: list[Word]) -> Standing:
    """The same rule, written down the long way."""
    last = {}
    for word in said:
        last[word.by] = word
    verdicts = [word.verdict for word in last.values() if word.verdict is not REOPENED]
    firm = [verdict for verdict in verdicts if verdict is not UNSURE]
    if not firm:
        return ASIDE if verdicts.count(UNSURE) >= 2 else WAITING
    if firm.count(SAME) == firm.count(APART):
        return DISPUTED
    winner = max((SAME, APART), key=firm.count)
    high = any(word.high for word in last.values() if word.verdict is not REOPENED)
    if len(set(firm)) == 1 and high and len(firm) < 2:
        return SECOND
    if len(set(firm)) == 2 and firm.count(winner) < 2:
        return SECOND
    return Standing(State.SETTLED, winner)


def test_all_ways_of_four_words_of_three_people_end_as_written_down_plainly() -> None:
    each = [Word(by, verdict, high) for by in (1, 2, 3) for verdict in Verdict for high in (False, True)]
    for said in product(each[::2], each[1::2], each[::3], each):
        assert standing(said) == plainly(list(said)), said


def test_every_state_can_be_left_and_stayed_in() -> None:
    for state in State:
        assert NEXT[state]
        assert may_follow(state, state)
    assert {after for state in OPEN for after in NEXT[state]} >= {State.SETTLED, State.WITHDRAWN}
    assert not may_follow(State.SETTLED, State.WITHDRAWN)
