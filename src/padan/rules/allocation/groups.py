"""Needs that are alike for the program: those of the same pledges are one group, met from the same accounts.

A group is parted into cells by tier and village. So the program grows with how the pledges' restrictions cross each
other, not with the needs. Needs that are large beside an account are in a group of their size, and met whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.rules.allocation.allowed import Allowed
from padan.rules.allocation.needs import Floats, Needs, Whole
from padan.rules.allocation.pledges import Pledge
from padan.rules.allocation.setting import Setting
from padan.rules.allocation.sums import best_sum


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """``group_of`` (n): the group of needs with the same pledges. ``cell_of`` (n): its group, tier and village.

    Of each pair of a group and a pledge that may meet it (P): ``pair_group`` and ``pair_pledge``; ``pair_size``: the
    value of each need of a group whose needs the program meets whole too, 0 where they can be divided;
    ``pair_weight``: what a rupiah of need takes of the pledge's account at the least; ``pair_most``: the value of the
    group's largest need. Of each cell (K): ``cell_group``, ``cell_tier`` (from 0), ``cell_village``, ``cell_value``.
    Of each pledge (D): ``account``: what of it whole needs can use at the most; ``turns``: how many needs it may meet.
    """

    group_of: Whole
    cell_of: Whole
    pair_group: Whole
    pair_pledge: Whole
    pair_size: Whole
    pair_weight: Floats
    pair_most: Floats
    cell_group: Whole
    cell_tier: Whole
    cell_village: Whole
    cell_value: Whole
    account: Whole
    turns: Floats

    @property
    def count(self) -> int:
        """How many groups there are."""
        return int(self.group_of.max(initial=-1)) + 1


def grouped(setting: Setting, whole: int) -> Groups:
    """The groups of needs and their cells. ``whole``: how many pairs may be whole."""
    needs, may, pledges = setting.needs, setting.may, setting.pledges
    row_of, row = _alike(may)
    counts = np.array([each.most_needs is not None for each in pledges], bool)
    large = needs.value >= _threshold(needs.value, row_of, may.may[row].sum(axis=1), whole)
    size = np.where(large, needs.value, 0)
    # Where a pledge counts needs, it matters how large they are.
    counted = np.any(may.may[row][:, counts], axis=1)
    near = np.where(~large & np.take(counted, row_of), np.frexp(needs.value)[1], 0)
    kept, group_of = np.unique(np.column_stack([row_of, size, near]), axis=0, return_inverse=True)
    group_of = group_of.reshape(-1).astype(np.int64)
    cells, cell_of = np.unique(np.column_stack([group_of, setting.tier, setting.village]), axis=0, return_inverse=True)
    cell_of = cell_of.reshape(-1).astype(np.int64)
    value = np.zeros(len(cells), np.int64)
    np.add.at(value, cell_of, needs.value)
    pair_group, pair_pledge = np.nonzero(may.may[row[kept[:, 0]]] & (kept[:, 1:2] <= may.most_value))
    least = np.full(len(kept), np.inf)
    np.minimum.at(least, group_of, needs.units / needs.value)
    weight = np.where(may.money[pair_pledge], 1.0, least[pair_group])
    most = np.zeros(len(kept))
    np.maximum.at(most, group_of, needs.value)
    account = np.array([_usable(needs, may, pledge, d) for d, pledge in enumerate(pledges)], np.int64)
    turns = np.array([np.inf if each.most_needs is None else each.most_needs for each in pledges], float)
    g, t, v = (cells[:, k].astype(np.int64) for k in range(3))
    return Groups(
        group_of,
        cell_of,
        pair_group,
        pair_pledge,
        kept[pair_group, 1],
        weight,
        most[pair_group],
        g,
        t,
        v,
        value,
        account,
        turns,
    )


def _alike(may: Allowed) -> tuple[Whole, Whole]:
    """Of each need which row of restrictions it has, numbered by what they allow; of each row a class that has it."""
    _kept, first, row_of_class = np.unique(np.packbits(may.may, axis=1), axis=0, return_index=True, return_inverse=True)
    return row_of_class.reshape(-1).astype(np.int64)[may.class_of], first.astype(np.int64)


def _threshold(value: Whole, row_of: Whole, pledges: Whole, whole: int) -> int:
    """The value from which needs are whole in the program, so that at most so many of its variables are."""
    kinds = np.unique(np.column_stack([-value, row_of]), axis=0)
    pairs = np.cumsum(pledges[kinds[:, 1]])
    beyond = kinds[pairs > whole, 0]
    return int(1 - beyond[0]) if len(beyond) else 1


def _usable(needs: Needs, may: Allowed, pledge: Pledge, number: int) -> int:
    """What a pledge can use of its amount, with as many needs as it may meet, each of them whole."""
    fit = may.may[may.class_of, number] & (needs.value <= may.most_value[number])
    fit &= needs.units <= may.most_units[number]
    sizes, many = np.unique((needs.units if pledge.unit else needs.value)[fit], return_counts=True)
    counted = list(zip(sizes.tolist()[::-1], many.tolist()[::-1], strict=True))
    if pledge.most_needs is not None:
        most, free = 0, pledge.most_needs
        for size, several in counted:
            most, free = most + size * min(free, several), free - min(free, several)
        if most <= pledge.amount:
            return most
    return best_sum(counted, pledge.amount)
