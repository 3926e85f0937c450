"""Who is in by a rule: the column against one family at a time by plain Python, and what is told of it."""

from __future__ import annotations

import operator
from typing import Any as Whatever

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.eligibility.eligibility_kit import FACTS, FAMILIES, RULES

from padan.kernel.texts import answering_in
from padan.rules.eligibility import (
    All,
    Among,
    Any,
    Compares,
    Holds,
    Known,
    Node,
    Not,
    Rule,
    columns_of,
    facts_in,
    judge,
    read_rule,
    tell,
)

_SIGNS = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt}


def simple(node: Node, family: dict[str, Whatever]) -> bool | None:
    """The twin: Kleene's logic for one family, as a textbook has it."""
    match node:
        case Not(part):
            answer = simple(part, family)
            return None if answer is None else not answer
        case All(parts):
            answers = [simple(part, family) for part in parts]
            return False if False in answers else None if None in answers else True
        case Any(parts):
            answers = [simple(part, family) for part in parts]
            return True if True in answers else None if None in answers else False
        case Known(code):
            return family[code] is not None
    value = family[node.fact]
    if value is None:
        return None
    match node:
        case Holds():
            return bool(value)
        case Compares(_code, sign, number):
            return bool(_SIGNS[sign](value, number))
        case Among(_code, codes):
            return value in codes


@given(RULES, st.lists(FAMILIES, min_size=1, max_size=8))
def test_the_column_agrees_with_one_family_at_a_time(rule: Rule, families: list[dict[str, Whatever]]) -> None:
    codes = [code for each in rule.conditions for code in facts_in(each)]
    found = judge(rule, columns_of(families, codes, FACTS), FACTS)
    as_answer = {None: -1, False: 0, True: 1}
    for row, family in enumerate(families):
        answers = [simple(each, family) for each in rule.conditions]
        assert [int(each[row]) for each in found.conditions] == [as_answer[each] for each in answers]
        assert int(found.answer[row]) == as_answer[simple(All((*rule.conditions, *rule.conditions)), family)]
        told = tell(rule, family, FACTS)
        assert told.answer == int(found.answer[row])
        assert [each.answer for each in told.reasons] == [int(each[row]) for each in found.conditions]


@given(RULES, FAMILIES, st.data())
def test_learning_a_fact_never_turns_a_settled_answer(
    rule: Rule, family: dict[str, Whatever], data: st.DataObject
) -> None:
    """But for what asks whether something is known."""
    if "known" in repr(rule).lower():
        return
    answer = tell(rule, family, FACTS).answer
    learned = {code: family[code] if family[code] is not None else data.draw(FAMILIES)[code] for code in family}
    if answer != -1:
        assert tell(rule, learned, FACTS).answer == answer


@given(RULES, FAMILIES)
def test_what_is_missing_is_told_where_and_only_where_it_is_unknown(rule: Rule, family: dict[str, Whatever]) -> None:
    for reason in tell(rule, family, FACTS).reasons:
        assert bool(reason.missing) == (reason.answer == -1)


@pytest.mark.parametrize(
    ("text", "family", "answer", "facts", "missing"),
    [
        ("desil <= 4", {"desil": 2}, 1, (("Desil", "2"),), ()),
        ("desil <= 4", {"desil": 5}, 0, (("Desil", "5"),), ()),
        ("desil <= 4", {}, -1, (), ("Desil",)),
        ("balita >= 1", {"toddlers": 2}, 1, (("Jumlah balita", "2 anak"),), ()),
        ("desil <= 4 atau berisiko", {"at_risk": True}, 1, (("Berisiko stunting", "ya"),), ()),
        ("desil <= 4 atau berisiko", {"desil": 5}, -1, (), ("Berisiko stunting",)),
        ("desil <= 4 atau berisiko", {"desil": 5, "at_risk": False}, 0,
         (("Desil", "5"), ("Berisiko stunting", "tidak")), ()),
        ("bukan menerima_pkh", {"pkh": False}, 1, (("Menerima PKH", "tidak"),), ()),
        ("bukan menerima_pkh", {}, -1, (), ("Menerima PKH",)),
        ("air salah satu sungai, hujan", {"water": "river"}, 1, (("Air minum", "sungai"),), ()),
        ("desil diketahui", {}, 0, (), ()),
        ("desil tidak diketahui", {}, 1, (), ()),
    ],
)  # fmt: skip
def test_why(text: str, family: dict[str, Whatever], answer: int, facts: tuple, missing: tuple) -> None:
    with answering_in("id"):
        (reason,) = tell(read_rule(text, FACTS), family, FACTS).reasons
    assert (reason.condition, reason.answer, reason.facts, reason.missing) == (text, answer, facts, missing)


def test_a_value_that_a_fact_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="lava"):
        tell(read_rule("air = sungai", FACTS), {"water": "lava"}, FACTS)


@pytest.mark.parametrize(
    "make", [lambda: Rule(()), lambda: All((Holds("pkh"),)), lambda: Any(()), lambda: Among("w", ())]
)
def test_what_says_nothing_cannot_be_built(make: Whatever) -> None:
    with pytest.raises(ValueError, match=r"rule|list of parts|among none"):
        make()
