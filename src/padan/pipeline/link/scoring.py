"""The weight of pairs of records: each comparison's level, and what the model says of it, added up.

Cheap evidence comes first: names, which cost most, are compared only where the rest leaves a chance of reaching
:data:`FLOOR`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.link.evidence import (
    HOUSEHOLD,
    IDENTITY,
    NAME,
    SEX,
    Comparison,
    household_levels,
    identity_levels,
    name_levels,
    sex_levels,
)
from padan.pipeline.link.evidence.ladder import Levels
from padan.pipeline.link.model import LEAST_SHARE, Model
from padan.pipeline.link.people import People

#: Pairs below this many bits are of no use to anybody: not linked, not a near miss, not kept.
FLOOR = -4.0

#: Log2 odds that two records that both speak of one household are one member's, not two members': a household has
#: about four (SUSENAS 2023: 3.7 in East Kalimantan), so for one pair of the same member there are three others.
OF_ONE_HOUSEHOLD = -1.6

#: A rare name in common adds this much at most, a common one takes this much (bits).
MOST_RARE, MOST_COMMON = 8.0, -6.0

Bits = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of comparing pairs side by side; one entry a pair.

    ``weight`` in bits (log2 odds) against both that the records are strangers' and that they are two members' of one
    household; ``kin`` is what the latter takes from it (0 or less). ``by_name`` is the part of it that the name gives,
    ``rarity`` what a rare or common name adds to that. ``levels`` are numbers on the ladders of the four comparisons.
    Where the name could not have lifted the pair to the floor, ``weight`` is -inf and the name's level is 0.
    """

    weight: Bits
    by_name: Bits
    rarity: Bits
    kin: Bits
    levels: dict[str, Levels]


def score(a: People, b: People, model: Model, *, all_names: bool = False) -> Scored:
    """Compare records standing side by side. ``all_names``: compare every name, whatever the rest says."""
    levels = {
        IDENTITY.name: identity_levels(a, b),
        HOUSEHOLD.name: household_levels(a, b),
        SEX.name: sex_levels(a, b),
    }
    lists = model.between_lists(a.source, b.source)
    rest = lists + model.prior
    kin = np.minimum(lists, 0.0) + OF_ONE_HOUSEHOLD
    for comparison in (IDENTITY, HOUSEHOLD, SEX):
        rest += bits(model, comparison)[levels[comparison.name]]
        if comparison is not HOUSEHOLD:
            kin += kin_bits(model, comparison)[levels[comparison.name]]
    hopeful = (rest + bits(model, NAME).max() + MOST_RARE >= FLOOR) & (kin + kin_bits(model, NAME).max() >= FLOOR)
    rows = np.flatnonzero(hopeful | all_names)
    whole = len(rows) == len(a)
    named = name_levels(a if whole else a.take(rows), b if whole else b.take(rows), model.frequencies)
    of_name = np.zeros(len(a), dtype=np.int8)
    of_name[rows] = named.levels
    rarity = np.zeros(len(a))
    rarity[rows] = np.clip(np.nan_to_num(named.surprise - model.usual_surprise), MOST_COMMON, MOST_RARE)
    by_name = bits(model, NAME)[of_name] + rarity
    against_strangers = rest + by_name
    against_kin = kin + kin_bits(model, NAME)[of_name]
    weight = np.full(len(a), -np.inf)
    # The odds against add up: being strangers' records and being two members' exclude each other.
    weight[rows] = -np.logaddexp2(-against_strangers, -against_kin)[rows]
    levels[NAME.name] = of_name
    return Scored(np.round(weight, 6), np.round(by_name, 6), rarity, np.round(weight - against_strangers, 6), levels)


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
