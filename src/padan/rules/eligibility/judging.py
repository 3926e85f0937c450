"""A rule on columns of facts: who is in, who is out, and of whom it cannot be known; each condition by itself, so that
the explanation is the judgement.

Kleene's logic: unknown is never no. A family is in where every condition holds, out where one surely does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Any as Whatever
from typing import Final

import numpy as np
from numpy.typing import NDArray

from padan.rules.eligibility.facts import FactKind, Facts
from padan.rules.eligibility.nodes import All, Among, Any, Compares, Holds, Known, Node, Not, Rule, Sign
from padan.rules.risk.answers import NO, UNKNOWN, YES, Answers

#: Columns of facts by their codes, as :class:`padan.rules.eligibility.facts.FactKind` says.
Columns = Mapping[str, NDArray[Whatever]]

#: While it is worked out no is -1, unknown 0 and yes 1: "and" is then the least, "or" the greatest, "not" the sign.
_Levels = NDArray[np.int8]
_AS_ANSWER: Final = np.array([NO, UNKNOWN, YES])
_COMPARED: Final[Mapping[Sign, Callable[..., NDArray[np.bool_]]]] = MappingProxyType({
    Sign.LESS: np.less, Sign.AT_MOST: np.less_equal, Sign.EQUAL: np.equal, Sign.AT_LEAST: np.greater_equal,
    Sign.MORE: np.greater,
})  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """``answer`` of each family, and the answers of each condition in the rule's order."""

    answer: Answers
    conditions: tuple[Answers, ...]


def judge(rule: Rule, columns: Columns, facts: Facts) -> Judged:
    """Judge every family, by a column of each fact that the rule asks. KeyError for a column that is missing,
    ValueError where their lengths differ."""
    found = [_level(each, columns, facts) for each in rule.conditions]
    return Judged(_answers(reduce(np.minimum, found)), tuple(_answers(each) for each in found))


def judge_part(node: Node, columns: Columns, facts: Facts) -> Answers:
    """The answers of one part of a rule."""
    return _answers(_level(node, columns, facts))


def known(code: str, columns: Columns, facts: Facts) -> NDArray[np.bool_]:
    """Of which families a fact is known."""
    values = columns[code]
    return ~np.isnan(values) if facts[code].kind is FactKind.NUMBER else values >= 0


def _answers(levels: _Levels) -> Answers:
    found: Answers = _AS_ANSWER[levels + 1]
    return found


def _level(node: Node, columns: Columns, facts: Facts) -> _Levels:
    match node:
        case Not(part):
            return np.negative(_level(part, columns, facts))
        case All(parts):
            return reduce(np.minimum, [_level(part, columns, facts) for part in parts])
        case Any(parts):
            return reduce(np.maximum, [_level(part, columns, facts) for part in parts])
        case Known(code):
            return _leveled(known(code, columns, facts))
        case Holds(code):
            truth: NDArray[np.bool_] = columns[code] == YES
        case Compares(code, sign, number):
            truth = _COMPARED[sign](columns[code], number)
        case Among(code, codes):  # pragma: no branch
            places = [n for n, each in enumerate(facts[code].choices) if each.code in codes]
            truth = np.isin(columns[code], places)
    return np.where(known(node.fact, columns, facts), _leveled(truth), np.int8(0))


def _leveled(truth: NDArray[np.bool_]) -> _Levels:
    return np.where(truth, np.int8(1), np.int8(-1))
