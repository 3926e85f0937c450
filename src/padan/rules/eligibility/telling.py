"""Why one family is in, out or unknown by a rule, in words: condition by condition, with the facts behind each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any as Whatever

import numpy as np

from padan.kernel.texts import _, language
from padan.kernel.writing import decimal
from padan.rules.eligibility.facts import Fact, FactKind, Facts
from padan.rules.eligibility.judging import Columns, judge, judge_part, known
from padan.rules.eligibility.nodes import All, Any, Node, Not, Rule, facts_in
from padan.rules.eligibility.writing import write_condition
from padan.rules.risk.answers import UNKNOWN, YES

#: Facts of one family by their codes: True, False, a number or the code of a choice; None or left out is unknown.
Family = Mapping[str, bool | float | str | None]


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition as text, its answer (-1 unknown, 0 no, 1 yes), what is known of the facts that settled it in words,
    and the titles of the facts that are missing where it is unknown."""

    condition: str
    answer: int
    facts: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The answer for a family, and a reason for each condition in the rule's order."""

    answer: int
    reasons: tuple[Reason, ...]


def tell(rule: Rule, family: Family, facts: Facts) -> Told:
    """Judge one family by the very code that judges a column of them. ValueError for a value that its fact does not
    have."""
    columns = columns_of([family], [code for each in rule.conditions for code in facts_in(each)], facts)
    judged = judge(rule, columns, facts)
    reasons = [
        _reason(each, int(answer[0]), columns, facts)
        for each, answer in zip(rule.conditions, judged.conditions, strict=True)
    ]
    return Told(int(judged.answer[0]), tuple(reasons))


def columns_of(families: list[Family], codes: list[str], facts: Facts) -> Columns:
    """Facts of families as columns. ValueError for a value that its fact does not have."""
    return {code: _column([each.get(code) for each in families], facts[code]) for code in dict.fromkeys(codes)}


def _column(values: list[bool | float | str | None], fact: Fact) -> np.ndarray[Whatever, Whatever]:
    match fact.kind:
        case FactKind.NUMBER:
            return np.array([math.nan if each is None else float(each) for each in values])
        case FactKind.YES_NO:
            return np.array([UNKNOWN if each is None else np.int8(bool(each)) for each in values], np.int8)
    places = {each.code: place for place, each in enumerate(fact.choices)}
    strange = {each for each in values if each is not None and each not in places}
    if strange:
        raise ValueError(f"{fact.code} has no {sorted(map(str, strange))}")
    return np.array([-1 if each is None else places[str(each)] for each in values], np.int16)


def _reason(node: Node, answer: int, columns: Columns, facts: Facts) -> Reason:
    spoken = language()
    codes = tuple(dict.fromkeys(_settling(node, answer, columns, facts)))
    there = [code for code in codes if known(code, columns, facts)[0]]
    return Reason(
        write_condition(node, facts, spoken),
        answer,
        tuple((facts[code].title(spoken), _value(facts[code], columns, spoken)) for code in there),
        tuple(facts[code].title(spoken) for code in codes if code not in there) if answer == UNKNOWN else (),
    )


def _settling(node: Node, answer: int, columns: Columns, facts: Facts) -> list[str]:
    """The facts on which an answer rests: of alternatives only those parts that gave it."""
    match node:
        case Not(part):
            turned = answer if answer == UNKNOWN else int(YES) - answer
            return _settling(part, turned, columns, facts)
        case All(parts) | Any(parts):
            answers = [int(judge_part(part, columns, facts)[0]) for part in parts]
            same = [
                (part, each) for part, each in zip(parts, answers, strict=True)
                if each == answer
            ]  # fmt: skip
            return [code for part, each in same for code in _settling(part, each, columns, facts)]
        case _:
            return list(facts_in(node))


def _value(fact: Fact, columns: Columns, spoken: str) -> str:
    value = columns[fact.code][0]
    match fact.kind:
        case FactKind.NUMBER:
            return f"{decimal(float(value), 0 if value == int(value) else 1)} {fact.unit}".strip()
        case FactKind.YES_NO:
            return _("ya") if value == YES else _("tidak")
    return fact.choices[int(value)].name(spoken)
