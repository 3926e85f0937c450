"""Make the plan: a divided one, whole needs from it, and where that is not near enough, large needs whole."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from padan.rules.allocation.exchanging import Exchange
from padan.rules.allocation.filling import Filling
from padan.rules.allocation.flow import Flow
from padan.rules.allocation.groups import Groups, grouped
from padan.rules.allocation.improving import improve, reached, worth
from padan.rules.allocation.rounding import Rounding
from padan.rules.allocation.setting import Setting
from padan.rules.allocation.shaking import shake


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look for a better plan.

    ``enough``: the part of the best possible that a plan may stay below before more is tried, 0.01 for 1 %. ``whole``:
    how many variables of large needs may be whole numbers, in a program of at most ``pairs`` of groups and pledges (a
    larger one takes minutes to its first node). ``nodes``: of each search with them. ``passes``: how often pledges are
    filled anew. ``rounds``: how often some are shaken loose (:mod:`.shaking`). ``seconds``: of one search, for a
    machine that is too slow; a plan that it cut may be another one on another machine, and says so (``cut_by_time``).
    """

    enough: float
    whole: int
    pairs: int
    nodes: int
    passes: int
    rounds: int
    seconds: float


#: Seconds for a regency, and three minutes at the most.
USUAL = Effort(enough=0.005, whole=2_000, pairs=50_000, nodes=1, passes=6, rounds=2, seconds=60.0)
THOROUGH = Effort(enough=0.001, whole=12_000, pairs=50_000, nodes=10, passes=20, rounds=24, seconds=600.0)


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A plan, the bound of the value met of the first tiers (one, two, …), and the least that villages could lack."""

    filling: Filling
    bounds: list[int]
    least_lack: int
    cut_by_time: bool


def make(setting: Setting, effort: Effort) -> Made:
    """Plan with an effort. A setting where nothing may meet anything has an empty plan."""
    tiers = len(setting.tiers)
    if not setting.may.may.any():
        empty = Filling(setting.needs, setting.pledges, setting.may)
        return Made(empty, [0] * tiers, 0, False)
    groups = grouped(setting, effort.whole)
    divided = Flow(groups, tiers, setting.needed)
    divided.urgent_first()
    bounds = [int(divided.reach(number + 1)) for number in range(tiers)]
    best = _rounded(divided, bounds, groups, setting, effort)
    cut = False
    if len(groups.pair_group) <= effort.pairs and _open(best, bounds, setting, effort):
        cut = _with_large_ones_whole(divided, bounds, groups, setting, effort, best)
    _shaken(best, bounds, setting, effort)
    for _twice in range(2):
        Exchange(best, setting).run()
    divided.keep(reached(best, setting))
    return Made(best, bounds, divided.even(_share(reached(best, setting), setting)), cut)


def _with_large_ones_whole(
    divided: Flow, bounds: list[int], groups: Groups, setting: Setting, effort: Effort, best: Filling
) -> bool:
    """Better ``bounds`` and, if one is found, a better plan in ``best``; whether time cut the search.

    The plan and the bound of each tier are searched apart, so as many at once as there are processors: the solver lets
    go of the interpreter meanwhile, and no search learns from another, so the answers are the same on any machine.
    """
    opened = _open(best, bounds, setting, effort)
    whole = [Flow(groups, len(bounds), setting.needed) for _search in (-1, *opened)]
    for each in whole:
        each.whole(effort.nodes, effort.seconds)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        planned = pool.submit(whole[0].urgent_first)
        reaches = [pool.submit(each.reach, number + 1) for each, number in zip(whole[1:], opened, strict=True)]
    for number, reach in zip(opened, reaches, strict=True):
        bounds[number] = int(min(bounds[number], reach.result()))
    if found := planned.result():
        divided.fix(whole[0].answer()[0])
        other = _rounded(divided, found, groups, setting, effort)
        divided.free()
        if worth(other, setting) > worth(best, setting):
            best.become(other.pledge_of)
    return any(each.cut_by_time for each in whole)


def _shaken(best: Filling, bounds: list[int], setting: Setting, effort: Effort) -> None:
    """Shake the plan until it is near enough or all rounds are over."""
    for number in range(effort.rounds):
        if not _open(best, bounds, setting, effort):
            return
        shake(best, setting, seed=number)
        improve(best, setting, effort.passes)


def _rounded(divided: Flow, floors: list[int], groups: Groups, setting: Setting, effort: Effort) -> Filling:
    """Whole needs from the divided plan that reaches the floors and is the most even then."""
    divided.keep(floors)
    divided.even(_share(floors, setting))
    filling = Filling(setting.needs, setting.pledges, setting.may)
    pairs, met = divided.answer()
    Rounding(filling, groups, setting, pairs).run(met)
    improve(filling, setting, effort.passes)
    return filling


def _open(filling: Filling, bounds: list[int], setting: Setting, effort: Effort) -> list[int]:
    """The tiers up to which the plan is not yet as near to the bound as the effort asks."""
    met = reached(filling, setting)
    return [number for number, bound in enumerate(bounds) if met[number] < bound * (1 - effort.enough)]


def _share(met: list[int], setting: Setting) -> float:
    return met[-1] / int(setting.needed.sum())
