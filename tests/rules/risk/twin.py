"""A boring twin of the rule: one family at a time, plain Python, every way in which the unknown could turn out.

A family is a dict; a fact that is not in it is unknown. A birth that did not happen is ``None``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

from padan.reference.krs import KrsRule

ON = date(2026, 6, 15)
FLAGS = ("in_union", "pregnant", "water_unsafe", "latrine_unsafe", "modern_contraception")
NAMES = {"water_unsafe": "water", "latrine_unsafe": "latrine", "modern_contraception": "contraception"}


def years_ago(years: int) -> date:
    return date(ON.year - years, 1, 20)


def months_between(born: date, on: date) -> int:
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - 1 if on.day < born.day else months


def is_at_risk(family: dict[str, Any], rule: KrsRule) -> bool:
    """One family of which everything is known."""
    age = months_between(family["wife_born"], ON) // 12
    couple = family["in_union"] and rule.couple_from <= age <= rule.couple_to
    youngest, older = family["births"]
    months = [months_between(born, ON) for born in (youngest, older) if born]
    found = set()
    if family["pregnant"]:
        found.add("pregnant")
    if any(m < 24 for m in months):
        found.add("under_two")
    if any(24 <= m < 60 for m in months):
        found.add("under_five")
    if couple:
        found.add("couple")
    if not found & set(rule.targets):
        return False
    if family["water_unsafe"] or family["latrine_unsafe"]:
        return True
    if family["in_union"] and (age < 20 or 35 <= age <= 40):
        return True
    if not couple:
        return False
    if family["children"] >= rule.too_many_from:
        return True
    if rule.pregnant_counts_as_close and family["pregnant"] and "under_two" in found:
        return True
    if spacing_is_close(family):
        return True
    return rule.contraception_counts and not family["pregnant"] and not family["modern_contraception"]


def are_twins(family: dict[str, Any]) -> bool:
    youngest, older = family["births"]
    return bool(youngest and older) and (youngest - older).days < 154


def spacing_is_close(family: dict[str, Any]) -> bool:
    youngest, older = family["births"]
    if not youngest or not older:
        return False
    if are_twins(family):
        return family["children"] >= 3 and family["third_is_close"]
    return months_between(older, youngest) < 24


def completions(known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every way in which the unknown facts could turn out, as far as the rule can tell them apart."""
    wives = [known["wife_born"]] if "wife_born" in known else [years_ago(age) for age in (14, 17, 25, 37, 45, 60)]
    flags = [[known[name]] if name in known else [False, True] for name in FLAGS]
    for wife, births, children, *said in product(wives, possible_births(known), possible_children(known), *flags):
        if births[1] and children < 2 and "older_born" not in known:
            continue  # who has one child has no second birth
        family = {"wife_born": wife, "births": births, "children": children, **dict(zip(FLAGS, said, strict=True))}
        for close in (False, True):
            yield {**family, "third_is_close": close}


def possible_children(known: dict[str, Any]) -> list[int]:
    return [known["children"]] if "children" in known else [0, 1, 2, 3, 4]


def possible_births(known: dict[str, Any]) -> list[tuple[date | None, date | None]]:
    if "youngest_born" in known and "older_born" in known:
        return [(known["youngest_born"], known["older_born"])]
    starts = [known["youngest_born"]] if "youngest_born" in known else [
        None, ON - timedelta(days=180), ON - timedelta(days=900), ON - timedelta(days=2400)]  # fmt: skip
    pairs: list[tuple[date | None, date | None]] = []
    for start in starts:
        pairs.append((start, None))
        if start:
            pairs += [(start, start), (start, start - timedelta(days=300)), (start, start - timedelta(days=1500))]
    return pairs


def answer(known: dict[str, Any], rule: KrsRule) -> int:
    """1 or 0 when every way ends there, else -1."""
    seen = set()
    for family in completions(known):
        seen.add(is_at_risk(family, rule))
        if len(seen) == 2:
            return -1
    return int(seen.pop())


def matters(fact: str, known: dict[str, Any], rule: KrsRule) -> bool:
    """Whether two ways that differ in this fact alone end differently. For ``births``: both births together."""
    ends: dict[tuple[Any, ...], set[bool]] = {}
    for family in completions(known):
        varied = {fact, "third_is_close"} if fact == "births" else {fact}
        rest = tuple(value for name, value in family.items() if name not in varied)
        ends.setdefault(rest, set()).add(is_at_risk(family, rule))
    return any(len(seen) == 2 for seen in ends.values())
