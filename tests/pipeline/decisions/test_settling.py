"""Words that contradict each other: the newest wins, and the overruled are told with what overruled them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.decisions.decisions_kit import said

from padan.pipeline.decisions import APART, SAME, VERDICTS, Decision, in_force, settle

Word = tuple[str, str, str]

AB, BC, CD = ("a", "b", SAME), ("b", "c", SAME), ("c", "d", SAME)
NOT_AC, NOT_AD = ("a", "c", APART), ("a", "d", APART)


@pytest.mark.parametrize(
    ("words", "holding", "overruled"),
    [
        ([AB, BC], [AB, BC], {}),
        ([AB, NOT_AC], [AB, NOT_AC], {}),
        ([AB, BC, NOT_AC], [BC, NOT_AC], {AB: [BC, NOT_AC]}),
        ([NOT_AC, AB, BC], [AB, BC], {NOT_AC: [AB, BC]}),
        ([AB, NOT_AC, BC], [NOT_AC, BC], {AB: [BC, NOT_AC]}),
        ([AB, BC, CD, NOT_AD], [BC, CD, NOT_AD], {AB: [BC, CD, NOT_AD]}),
        ([NOT_AD, AB, BC, CD], [AB, BC, CD], {NOT_AD: [AB, BC, CD]}),
        ([("a", "b", APART), AB], [AB], {}),
        ([AB, NOT_AC, ("a", "b", "open"), BC], [NOT_AC, BC], {}),
    ],
)
def test_the_newest_wins(words: list[Word], holding: list[Word], overruled: dict[Word, list[Word]]):
    found = settle([said(*word) for word in words])

    assert [as_word(d) for d in found.holding] == holding
    assert {as_word(o.decision): sorted(map(as_word, o.against)) for o in found.overruled} == {
        word: sorted(against) for word, against in overruled.items()
    }


def as_word(decision: Decision) -> Word:
    return (*decision.pair, decision.verdict)


def test_pairs_by_verdict():
    found = settle([said(*AB), said(*NOT_AC)])

    assert (found.of(SAME), found.of(APART)) == ((("a", "b"),), (("a", "c"),))


def consistent(decisions: Sequence[Decision]) -> bool:
    """The plain way: put together what is said to be one until nothing changes, then ask every "not the same"."""
    label = {record: record for d in decisions for record in d.pair}
    changed = True
    while changed:
        changed = False
        for d in decisions:
            a, b = (label[record] for record in d.pair)
            if d.verdict == SAME and a != b:
                changed = True
                label = {record: min(a, b) if own in (a, b) else own for record, own in label.items()}
    return all(label[d.record_a] != label[d.record_b] for d in decisions if d.verdict == APART)


RECORDS = st.sampled_from("abcdefg")
WORDS = st.lists(st.tuples(RECORDS, RECORDS, st.sampled_from(VERDICTS)).filter(lambda w: w[0] != w[1]), max_size=16)


@settings(deadline=None, max_examples=300)
@given(WORDS)
def test_it_is_what_taking_the_newest_first_gives(words):
    decisions = [said(*word) for word in words]
    expected: list[Decision] = []
    for decision in reversed(in_force(decisions)):
        if consistent([*expected, decision]):
            expected.append(decision)

    found = settle(decisions)

    assert list(found.holding) == expected[::-1]
    assert consistent(found.holding)


@settings(deadline=None, max_examples=300)
@given(WORDS)
def test_every_overruled_word_is_told_with_words_that_speak_against_it(words):
    decisions = [said(*word) for word in words]

    found = settle(decisions)

    assert {*found.holding, *(o.decision for o in found.overruled)} == set(in_force(decisions))
    for each in found.overruled:
        assert set(each.against) <= set(found.holding)
        assert consistent(each.against)
        assert not consistent([*each.against, each.decision])
