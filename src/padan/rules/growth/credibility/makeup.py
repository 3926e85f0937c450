"""Who the children of a group are: their number, sex and age, each child counted once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.reference.quality import limits
from padan.rules.growth.credibility.grouping import Grouping, ratio
from padan.rules.growth.credibility.tails import chi_square_p, proportion_p
from padan.rules.growth.credibility.visits import Flags, Numbers, Visits


@dataclass(frozen=True, slots=True)
class Makeup:
    """By group: children, boys per girl and its p, children of 6-29 per child of 30-59 months and its p.

    ``heaped_12_p`` and ``heaped_6_p``: the p of ages in completed months being spread evenly over the months of a
    year and of half a year.
    """

    children: Numbers
    boys: Numbers
    girls: Numbers
    sex_ratio: Numbers
    sex_p: Numbers
    young: Numbers
    old: Numbers
    age_ratio: Numbers
    age_p: Numbers
    heaped_12_p: Numbers
    heaped_6_p: Numbers


def makeup(grouping: Grouping, visits: Visits) -> Makeup:
    """Judge rows of which each is one child."""
    months = np.floor(visits.age_days / limits()["month_days"])
    known = np.isfinite(months) & (months >= 0)
    numbers = limits()
    start, middle, end = (numbers[f"age_ratio_{bound}"] for bound in ("start", "middle", "end"))
    boys, girls = grouping.total(visits.sex == 1), grouping.total(visits.sex == 2)
    young = grouping.total((months >= start) & (months < middle))
    old = grouping.total((months >= middle) & (months < end))
    expected = numbers["age_ratio_expected"]
    return Makeup(
        children=grouping.total(np.ones(len(visits.child), dtype=np.bool_)),
        boys=boys,
        girls=girls,
        sex_ratio=ratio(boys, girls),
        sex_p=proportion_p(boys, boys + girls, 0.5),
        young=young,
        old=old,
        age_ratio=ratio(young, old),
        age_p=proportion_p(young, young + old, expected / (1 + expected)),
        heaped_12_p=_heaped(grouping, months, known, 12),
        heaped_6_p=_heaped(grouping, months, known, 6),
    )


def _heaped(grouping: Grouping, months: Numbers, known: Flags, cycle: int) -> Numbers:
    remainder = np.where(known, months, 0.0).astype(np.int64) % cycle
    table = grouping.table(remainder, cycle, known)
    expected = table.sum(axis=1) / cycle
    statistic = ratio(((table - expected[:, None]) ** 2).sum(axis=1), expected)
    return chi_square_p(statistic, cycle - 1)
