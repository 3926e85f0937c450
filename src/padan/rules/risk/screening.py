"""BKKBN's family at risk of stunting (KRS): a target family with at least one factor.

Unknown is an answer only where the missing facts could change it. The welfare rank orders the families at
risk; it never makes one. Not using modern contraception stands beside the factors unless the rule counts it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from padan.reference.krs import CONTRACEPTION, FACTORS, FOUR, TARGETS, KrsRule, priority_groups
from padan.rules.calendar import completed_months, completed_years
from padan.rules.risk.answers import NO, UNKNOWN, YES, Answers, Masks, Tri, Truths, given, mask_of, told
from padan.rules.risk.families import NO_CHILD, Families


@dataclass(frozen=True, slots=True, eq=False)
class Risk:
    """The answers, one entry per family: -1 unknown, 0 no, 1 yes.

    ``targets`` and ``factors`` by name (``reference.krs``); non-use of contraception is among the factors'
    columns whether or not the rule counts it. ``missing`` has the bits of the unknown facts on which an unknown
    ``at_risk`` rests: each fact that could change it is among them. ``factor_count`` counts the factors that are
    yes and that the rule counts. ``group`` is 1 (poorest) to 5, or 0 where the welfare is not known or the family
    is not at risk.
    """

    rule: KrsRule
    targets: dict[str, Answers]
    factors: dict[str, Answers]
    target: Answers
    factor: Answers
    at_risk: Answers
    missing: Masks
    factor_count: NDArray[np.int8]
    group: NDArray[np.int8]

    def is_missing(self, fact: str) -> Truths:
        """Where it is unknown whether the family is at risk and this fact is missing for it."""
        return np.asarray((self.missing & mask_of(fact)) != 0)


def assess(known: Families, rule: KrsRule, on: date) -> Risk:
    """Who is at risk on the day ``on`` by this version of the rule. Births after ``on`` count as unknown."""
    day = np.datetime64(on, "D")
    targets, factors = _answers(known, rule, day)
    four = _any(factors, FOUR).filled(known.four_too)
    target, factor = _any(targets, rule.targets), _any(factors, _others(rule)) | four
    at_risk = _either_way(known, rule, day, target & factor) if rule.contraception_counts else target & factor
    return Risk(
        rule=rule,
        targets={name: targets[name].answer for name in TARGETS},
        factors={name: factors[name].answer for name in (*FACTORS, CONTRACEPTION)},
        target=target.answer,
        factor=factor.answer,
        at_risk=at_risk.answer,
        missing=at_risk.missing,
        factor_count=_count(factors, _others(rule)) + np.maximum(_count(factors, FOUR), four.answer == YES),
        group=np.where(at_risk.answer == YES, poverty_group(known), 0).astype(np.int8),
    )


def poverty_group(known: Families) -> NDArray[np.int8]:
    """1 (poorest) to 5 by BKKBN's welfare rank, else by desil; 0 where unknown or where the desils differ in group."""
    rank, desil = _table("welfare_rank"), _table("desil")
    low, high = desil[known.desil_low], desil[known.desil_high]
    return np.where(known.welfare_rank > 0, rank[known.welfare_rank], np.where(low == high, low, 0)).astype(np.int8)


def _table(measure: str) -> NDArray[np.int8]:
    groups = priority_groups(measure)
    return np.array([groups.get(value, 0) for value in range(max(groups) + 1)], np.int8)


def _others(rule: KrsRule) -> tuple[str, ...]:
    """The factors that the rule counts besides the four "too"."""
    return tuple(name for name in rule.factors if name not in FOUR)


def _any(answers: dict[str, Tri], names: tuple[str, ...]) -> Tri:
    return reduce(or_, (answers[name] for name in names))


def _count(answers: dict[str, Tri], names: tuple[str, ...]) -> NDArray[np.int8]:
    return np.asarray(np.sum([answers[name].answer == YES for name in names], axis=0, dtype=np.int8))


def _either_way(known: Families, rule: KrsRule, on: np.datetime64, at_risk: Tri) -> Tri:
    """Settle what is the same with and without a pregnancy.

    It makes a target and "too close" but excuses from contraception, so that not knowing of it may not matter.
    """
    sides = []
    for pregnant in (NO, YES):
        supposed = replace(known, pregnant=np.where(known.pregnant == UNKNOWN, pregnant, known.pregnant))
        targets, factors = _answers(supposed, rule, on)
        factor = _any(factors, _others(rule)) | _any(factors, FOUR).filled(known.four_too)
        sides.append((_any(targets, rule.targets) & factor).answer)
    return at_risk.filled(np.where(sides[0] == sides[1], sides[0], UNKNOWN))


def _answers(known: Families, rule: KrsRule, on: np.datetime64) -> tuple[dict[str, Tri], dict[str, Tri]]:
    pregnant = given(known.pregnant, "pregnant")
    union = given(known.in_union, "in_union").filled(np.where(known.couple == YES, YES, UNKNOWN))
    born = known.wife_born <= on  # False where unknown
    years = completed_years(known.wife_born, on)
    couple = union & told((years >= rule.couple_from) & (years <= rule.couple_to), born, "wife_born")
    couple = couple.filled(known.couple)
    young = union & told(years < rule.too_young_below, born, "wife_born")
    old = union & told((years >= rule.too_old_from) & (years <= rule.too_old_to), born, "wife_born")
    under_two, under_five, spacing = _children(known, rule, on)
    close = (pregnant & under_two) | spacing if rule.pregnant_counts_as_close else spacing
    many = told(known.children >= rule.too_many_from, known.children >= 0, "children")
    targets = {"pregnant": pregnant, "under_two": under_two, "under_five": under_five, "couple": couple}
    none_of_four = np.where(known.four_too == NO, NO, UNKNOWN)
    stated = {name: np.where(getattr(known, name) == UNKNOWN, none_of_four, getattr(known, name)) for name in FOUR}
    factors = {
        "water_unsafe": given(known.water_unsafe, "water"),
        "latrine_unsafe": given(known.latrine_unsafe, "latrine"),
        "too_young": young.filled(stated["too_young"]),
        "too_old": old.filled(stated["too_old"]),
        "too_close": (couple & close).filled(stated["too_close"]),
        "too_many": (couple & many).filled(stated["too_many"]),
        CONTRACEPTION: couple & ~pregnant & ~given(known.modern_contraception, "contraception"),
    }
    return targets, factors


def _children(known: Families, rule: KrsRule, on: np.datetime64) -> tuple[Tri, Tri, Tri]:
    """A child under two; a child from two to under five; two births too close to each other."""
    youngest_known, older_there = known.youngest_born <= on, known.older_born > NO_CHILD
    older_known = youngest_known & ((known.older_born <= known.youngest_born) | (known.youngest_born == NO_CHILD))
    youngest, older = completed_months(known.youngest_born, on), completed_months(known.older_born, on)
    two, five = rule.under_two_months, rule.under_five_months
    under_two = told(youngest < two, youngest_known, "youngest_born").filled(known.has_under_two)

    # An older child speaks only where the youngest is under two; if it is under two as well, a third one could.
    older_between = older_known & older_there & (older >= two) & (older < five)
    between = ((youngest >= two) & (youngest < five)) | older_between
    settled = youngest_known & ((youngest >= two) | (older_known & ((older >= two) | ~older_there)))
    under_five = _of_both(between, settled, youngest_known).filled(known.has_under_five)
    return under_two, under_five, _spacing(known, rule, youngest_known, older_known & older_there, older_known)


def _spacing(known: Families, rule: KrsRule, youngest_known: Truths, two: Truths, older_known: Truths) -> Tri:
    """Whether the two latest births are too close; ``two``: where the days of two births are known."""
    apart = (known.youngest_born - known.older_born).astype("timedelta64[D]").astype(np.int64)
    twins = two & (apart < rule.one_birth_days)
    near = two & (completed_months(known.older_born, known.youngest_born) < rule.too_close_below_months)
    close = _of_both(near, older_known & ~twins, youngest_known)
    # Without another birth there is no spacing: one child, or twins and no more.
    another = told(known.children >= np.where(twins, 3, 2), known.children >= 0, "children")
    return _where_unknown(close, another)


def _where_unknown(answer: Tri, needed: Tri) -> Tri:
    """``answer``, which where it is unknown is no if what it needs is not there."""
    both, unknown = answer & needed, answer.answer == UNKNOWN
    return Tri(np.where(unknown, both.answer, answer.answer), np.where(unknown, both.missing, answer.missing))


def _of_both(truth: Truths, settled: Truths, youngest_known: Truths) -> Tri:
    """``truth`` where settled; elsewhere the older child's birth is missing, and the youngest's if it is not known."""
    missing = np.where(youngest_known, mask_of("older_born"), mask_of("youngest_born", "older_born"))
    return Tri(np.where(settled, truth.astype(np.int8), UNKNOWN), np.where(settled, mask_of(), missing))
