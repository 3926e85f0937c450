"""A rule as text that reads back as the same rule, and as plain data for keeping and sealing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any as Whatever

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.rules.eligibility.facts import FactKind, Facts, ranks
from padan.rules.eligibility.nodes import All, Among, Any, By, Compares, Holds, Known, Node, Not, Rule, Sign
from padan.rules.eligibility.words import SPELLED, Word

Json = Mapping[str, Whatever]


def write_rule(rule: Rule, facts: Facts, language: str = "id") -> str:
    """The rule as text, a condition a line, and a line for an order of its own;
    :func:`padan.rules.eligibility.reading.read_rule` gives the same rule."""
    lines = [write_condition(each, facts, language) for each in rule.conditions]
    return "\n".join([*lines, write_order(rule.order, facts, language)] if rule.order else lines)


def write_order(order: Sequence[By], facts: Facts, language: str = "id") -> str:
    """An order as a line of a text."""
    words = SPELLED[language]
    return f"{words[Word.ORDER]} {', '.join(_by(each, facts, language) for each in order)}"


def _by(each: By, facts: Facts, language: str) -> str:
    words, name = SPELLED[language], facts[each.fact].name(language)
    if facts[each.fact].kind is FactKind.YES_NO:
        return name if each.greatest else f"{words[Word.NOT]} {name}"
    return f"{name} {words[Word.GREATEST if each.greatest else Word.LEAST]}"


def write_condition(node: Node, facts: Facts, language: str = "id") -> str:
    """One part as text."""
    words = SPELLED[language]
    match node:
        case Holds(code):
            return facts[code].name(language)
        case Known(code):
            return f"{facts[code].name(language)} {words[Word.KNOWN]}"
        case Not(Known(code)):
            return f"{facts[code].name(language)} {words[Word.UNKNOWN]}"
        case Compares(code, sign, number):
            return f"{facts[code].name(language)} {sign} {_number(number)}"
        case Among(code, codes):
            names = [found.name(language) for each in codes if (found := facts[code].choice(each))]
            how = "=" if len(names) == 1 else words[Word.ONE_OF]
            return f"{facts[code].name(language)} {how} {', '.join(names)}"
        case Not(part):
            return f"{words[Word.NOT]} {_within(part, facts, language)}"
        case All(parts):
            return f" {words[Word.ALL]} ".join(_within(part, facts, language) for part in parts)
        case Any(parts):  # pragma: no branch
            return f" {words[Word.ANY]} ".join(_within(part, facts, language) for part in parts)


def _within(node: Node, facts: Facts, language: str) -> str:
    text = write_condition(node, facts, language)
    return f"({text})" if isinstance(node, All | Any) else text


def _number(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".")


def as_data(rule: Rule) -> Json | list[Json]:
    """The rule as lists, texts and numbers, always the same for the same rule. One without an order of its own is the
    list of its conditions, as every rule was before rules had an order: their digests stand in sealed decrees."""
    conditions = [_data(each) for each in rule.conditions]
    if not rule.order:
        return conditions
    order = [{"fact": by.fact, "first": "greatest" if by.greatest else "least"} for by in rule.order]
    return {"conditions": conditions, "order": order}


def _data(node: Node) -> Json:
    match node:
        case Holds(code):
            return {"holds": code}
        case Known(code):
            return {"known": code}
        case Compares(code, sign, number):
            return {"number": code, "sign": sign.value, "value": number}
        case Among(code, codes):
            return {"choice": code, "among": list(codes)}
        case Not(part):
            return {"not": _data(part)}
        case All(parts):
            return {"all": [_data(part) for part in parts]}
        case Any(parts):  # pragma: no branch
            return {"any": [_data(part) for part in parts]}


def from_data(data: Whatever, facts: Facts) -> Rule:
    """The rule that was kept. InvalidValueError where it is none, or asks what the facts do not have: a rule that was
    kept before a fact went."""
    try:
        match data:
            case {"conditions": conditions, "order": [_, *_] as order, **rest} if not rest:
                said, ranked = conditions, order
            case [*conditions]:
                said, ranked = conditions, []
            case _:
                raise ValueError("no rule")
        return Rule(tuple(_node(each, facts) for each in said), tuple(_ranks(each, facts) for each in ranked))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise InvalidValueError(
            _("Aturan yang tersimpan tidak terbaca"), next_step=_("Tulis ulang aturannya sebagai versi baru.")
        ) from error


def _node(data: Json, facts: Facts) -> Node:
    match data:
        case {"holds": code, **rest} if not rest:
            return Holds(_of(code, FactKind.YES_NO, facts))
        case {"known": code, **rest} if not rest:
            return Known(facts[code].code)
        case {"number": code, "sign": sign, "value": value, **rest} if not rest:
            return Compares(_of(code, FactKind.NUMBER, facts), Sign(sign), _bounded(value, code, facts))
        case {"choice": code, "among": [*codes], **rest} if not rest:
            names = [facts[_of(code, FactKind.CHOICE, facts)].choice(each) for each in codes]
            return Among(code, tuple(name.code for name in names if name) if all(names) else ())
        case {"not": part, **rest} if not rest:
            return Not(_node(part, facts))
        case {"all": [*parts], **rest} if not rest:
            return All(tuple(_node(part, facts) for part in parts))
        case {"any": [*parts], **rest} if not rest:
            return Any(tuple(_node(part, facts) for part in parts))
    raise ValueError(f"no part of a rule: {data!r}")


def _ranks(data: Json, facts: Facts) -> By:
    match data:
        case {"fact": code, "first": "greatest" | "least" as first, **rest} if not rest and ranks(facts[code]):
            return By(code, first == "greatest")
    raise ValueError(f"no part of an order: {data!r}")


def _of(code: str, kind: FactKind, facts: Facts) -> str:
    if facts[code].kind is not kind:
        raise ValueError(f"{code} is {facts[code].kind}, not {kind}")
    return code


def _bounded(value: Whatever, code: str, facts: Facts) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    if not facts[code].low <= value <= facts[code].high:
        raise ValueError(f"{value} is outside {code}")
    return float(value)
