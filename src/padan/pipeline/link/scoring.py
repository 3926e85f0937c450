"""The weight of pairs of records: each comparison's level, and what the model says of it, added up.

Cheap evidence comes first: what costs more is compared only where the rest leaves a chance of reaching :data:`FLOOR`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.link.evidence import (
    COMPARISONS,
    HOUSEHOLD,
    IDENTITY,
    LIKENED,
    NAME,
    ONE_NAME,
    OTHER_NAME,
    SEX,
    Comparison,
    household_levels_by_equality,
    identity_levels,
    likened,
    name_levels,
    sex_levels,
)
from padan.pipeline.link.evidence.ladder import Levels
from padan.pipeline.link.model import LEAST_SHARE, Model
from padan.pipeline.link.people import People

#: Pairs below this many bits are of no use to anybody: not linked, not a near miss, not kept.
FLOOR = -4.0

#: A rare name in common adds this much at most, a common one takes this much (bits).
MOST_RARE, MOST_COMMON = 8.0, -6.0

#: Two names tell at least so many bits against one person, however much strangers' names would differ more.
TWO_NAMES = -1.0

Bits = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of comparing pairs side by side; one entry a pair.

    ``weight`` in bits (log2 odds) against both that the records are strangers' and that they are two members' of one
    household; ``kin`` is what the latter takes from it (0 or less). ``by_name`` is what the name tells of two members
    of one household: its part of the weight where both bear one name, below 0 where they bear two, else 0. ``rarity``
    is what a rare or common name adds to the weight. ``levels`` are numbers on the ladders of the four comparisons.
    Where some comparisons left no chance of reaching the floor, the others were not made: ``weight`` is -inf, the
    levels that were not asked for are 0.
    """

    weight: Bits
    by_name: Bits
    rarity: Bits
    kin: Bits
    levels: dict[str, Levels]


def score(a: People, b: People, model: Model, *, everything: bool = False) -> Scored:
    """Compare records standing side by side. ``everything``: make every comparison, whatever the others say."""
    levels = {comparison.name: np.zeros(len(a), dtype=np.int8) for comparison in COMPARISONS}
    by_name, rarity, kin_part = (np.zeros(len(a)) for _ in range(3))
    weight = np.full(len(a), -np.inf)
    scored = Scored(weight, by_name, rarity, kin_part, levels)
    identity, sex = identity_levels(a, b), sex_levels(a, b)
    levels[IDENTITY.name], levels[SEX.name] = identity, sex
    lists = model.between_lists(a.source, b.source)
    kin = np.minimum(lists, 0.0) + model.household + kin_bits(model, IDENTITY)[identity] + kin_bits(model, SEX)[sex]
    start = lists + model.prior + bits(model, IDENTITY)[identity]

    rows = _hopeful(kin + kin_bits(model, NAME).max(), everything)
    a, b, start, kin, of_sex = a.take(rows), b.take(rows), start[rows], kin[rows], bits(model, SEX)[sex[rows]]
    household = household_levels_by_equality(a, b)
    # Whose likeness has not been looked at may be alike.
    of_household = bits(model, HOUSEHOLD)
    at_best = start + np.maximum(of_household, of_household[LIKENED])[household] + of_sex
    levels[HOUSEHOLD.name][rows] = household

    left = _hopeful(at_best + bits(model, NAME).max() + MOST_RARE, everything)
    rows, household, at_best = rows[left], household[left], at_best[left]
    a, b, start, kin, of_sex = a.take(left), b.take(left), start[left], kin[left], of_sex[left]
    named = name_levels(a, b, model.frequencies)
    rare = np.clip(np.nan_to_num(named.surprise - model.usual_surprise), MOST_COMMON, MOST_RARE)
    of_name = bits(model, NAME)[named.levels] + rare
    kin += kin_bits(model, NAME)[named.levels]
    levels[NAME.name][rows], rarity[rows] = named.levels, rare
    one_name, other = np.isin(named.levels, ONE_NAME), np.isin(named.levels, OTHER_NAME)
    by_name[rows] = np.where(one_name, of_name, np.where(other, np.minimum(of_name, TWO_NAMES), 0.0))

    left = _hopeful(np.minimum(at_best + of_name, kin), everything)
    rows, household = rows[left], likened(a.take(left), b.take(left), household[left])
    levels[HOUSEHOLD.name][rows] = household
    against_strangers = start[left] + of_household[household] + of_sex[left] + of_name[left]
    # The odds against add up: being strangers' records and being two members' exclude each other.
    weight[rows] = -np.logaddexp2(-against_strangers, -kin[left])
    kin_part[rows] = weight[rows] - against_strangers
    for column in (weight, by_name, kin_part):
        np.round(column, 6, out=column)
    return scored


def _hopeful(at_best: Bits, everything: bool) -> NDArray[np.int64]:
    """The places of pairs that may reach the floor."""
    return np.arange(len(at_best)) if everything else np.flatnonzero(at_best >= FLOOR)


def bits(model: Model, comparison: Comparison) -> Bits:
    """The weight of each level of a comparison, by its place on the ladder."""
    weights = model.weights[comparison.name]
    return np.array([weights[level.code] for level in comparison.levels])


def kin_bits(model: Model, comparison: Comparison) -> Bits:
    """The weight of each level against two members of one household; their chances stand on the ladders."""
    out = [
        0.0 if level.null else np.log2(max(model.shares[comparison.name].get(level.code, 0.0), LEAST_SHARE) / level.kin)
        for level in comparison.levels
    ]
    return np.array(out)
