"""Which pledge may meet which need: every restriction a mask of its own, so that reasons follow from what decided.

Needs that are alike for every restriction (kind and unit, village, age between the pledges' limits, size to the next
power of two) are one class, and restrictions are judged once for a class. Of the sizes in a class the smallest
is judged, so a class is allowed no less than its needs; whether one need fits is asked of that need again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from padan.rules.allocation.needs import Needs, Truths, Whole
from padan.rules.allocation.pledges import Pledge

#: More than any amount.
ENDLESS = np.iinfo(np.int64).max
_Value = TypeVar("_Value")
_Key = TypeVar("_Key", str, tuple[str, str])


@dataclass(frozen=True, slots=True, eq=False)
class Allowed:
    """n needs in C classes beside D pledges.

    ``class_of`` (n). ``kind``, ``area``, ``age``, ``size`` and, of them all, ``may`` (C, D): what the pledges allow.
    ``money`` (D): whether a pledge counts in rupiah. ``amount`` (D): what it holds in its own account. ``most_value``
    and ``most_units`` (D): the largest need it could meet.
    """

    class_of: Whole
    kind: Truths
    area: Truths
    age: Truths
    size: Truths
    may: Truths
    money: Truths
    amount: Whole
    most_value: Whole
    most_units: Whole

    def fits(self, value: int, units: int) -> Truths:
        """The pledges that a need of this size is not too large for, were they untouched; shape (D,)."""
        return (self.most_value >= value) & (self.most_units >= units)


def allowed(needs: Needs, pledges: Sequence[Pledge]) -> Allowed:
    """Judge every restriction of every pledge for every class of needs."""
    money = np.array([not each.unit for each in pledges], bool)
    amount = np.array([each.amount for each in pledges], np.int64)
    per_family = np.array([each.per_family or ENDLESS for each in pledges], np.int64)
    most_value = np.where(money, np.minimum(amount, per_family), per_family)
    most_units = np.where(money, ENDLESS, amount)
    goods, kind_of = _numbered(list(zip(needs.kind.tolist(), needs.unit.tolist(), strict=True)))
    places, area_of = _numbered(needs.area.tolist())
    edges = np.unique([edge for each in pledges for edge in each.ages or ()]).astype(np.int64)
    age_of = np.searchsorted(edges, needs.age_months, side="right")
    octave = np.frexp(needs.value.astype(float))[1]
    keys, class_of = np.unique(np.column_stack([kind_of, area_of, age_of, octave]), axis=0, return_inverse=True)
    class_of = class_of.reshape(-1).astype(np.int64)
    least = [_least(column, class_of, len(keys)) for column in (needs.value, needs.units)]
    kind = _by(goods, pledges, _allows_kind)[keys[:, 0]]
    area = _by(places, pledges, _allows_area)[keys[:, 1]]
    # The youngest age of each stretch between two edges stands for it; no age lies before all of them.
    age = _by([-1, *edges.tolist()], pledges, _allows_age)[keys[:, 2]]
    size = (least[0][:, None] <= most_value) & (least[1][:, None] <= most_units)
    may = kind & area & age & size
    return Allowed(class_of, kind, area, age, size, may, money, amount, most_value, most_units)


def _allows_kind(pledge: Pledge, goods: tuple[str, str]) -> bool:
    kind, unit = goods
    return (not pledge.kinds or kind in pledge.kinds) and pledge.unit in ("", unit)


def _allows_area(pledge: Pledge, area: str) -> bool:
    return not pledge.areas or any(f"{area}.".startswith(f"{each}.") for each in pledge.areas)


def _allows_age(pledge: Pledge, age: int) -> bool:
    return pledge.ages is None or pledge.ages[0] <= age < pledge.ages[1]


def _by(values: Sequence[_Value], pledges: Sequence[Pledge], allows: Callable[[Pledge, _Value], bool]) -> Truths:
    table = [[allows(pledge, value) for pledge in pledges] for value in values]
    return np.array(table, bool).reshape(len(values), len(pledges))


def _numbered(column: Sequence[_Key]) -> tuple[list[_Key], Whole]:
    """The values that occur, sorted, and the place of each row's."""
    values = sorted(set(column))
    place = {value: number for number, value in enumerate(values)}
    return values, np.array([place[value] for value in column], np.int64)


def _least(column: Whole, group: Whole, groups: int) -> Whole:
    least = np.full(groups, ENDLESS, np.int64)
    np.minimum.at(least, group, column)
    return least
