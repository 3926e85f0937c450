"""The planner beside two ways by hand: ``python -m benchmarks.allocation --needs 5000 --pledges 200 --seed 7``.

For each: seconds, the gap to the proven bound (of what is met up to any tier, the worst), the share of the first and
of the first two tiers met, what of the bound of all tiers, unevenness between villages, and restrictions broken,
counted by a check of its own that knows nothing of the planner's masks.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from benchmarks.allocation.instances import regency, scattered
from benchmarks.allocation.rivals import first_come, greedy

from padan.rules.allocation import THOROUGH, USUAL, Aim, Needs, Plan, Pledge, plan

SHAPES = {"regency": regency, "scattered": scattered}
HEADER = "| shape | method | wall s | CPU s | gap | tier 1 | tiers 1+2 | of the best | unevenness | broken |"


def broken(needs: Needs, pledges: Sequence[Pledge], pledge_of: np.ndarray) -> int:
    """How many matches no restriction allows, and how many accounts and limits are passed."""
    wrong, used, turns, family = 0, Counter[int](), Counter[int](), Counter[tuple[int, str]]()
    for need in np.flatnonzero(pledge_of >= 0).tolist():
        number = int(pledge_of[need])
        pledge, value = pledges[number], int(needs.value[need])
        inside = not pledge.areas or any(f"{needs.area[need]}.".startswith(f"{each}.") for each in pledge.areas)
        aged = pledge.ages is None or pledge.ages[0] <= needs.age_months[need] < pledge.ages[1]
        kind = (not pledge.kinds or needs.kind[need] in pledge.kinds) and pledge.unit in ("", needs.unit[need])
        wrong += not (inside and aged and kind)
        used[number] += int(needs.units[need]) if pledge.unit else value
        turns[number] += 1
        family[number, needs.family_id[need]] += value
    wrong += sum(spent > pledges[number].amount for number, spent in used.items())
    wrong += sum(many > (pledges[number].most_needs or many) for number, many in turns.items())
    return wrong + sum(spent > (pledges[number].per_family or spent) for (number, _f), spent in family.items())


def row(
    shape: str, name: str, took: tuple[float, float], pledge_of: np.ndarray, near: Plan, pledges: Sequence[Pledge]
) -> str:
    """One line of the table; the bounds are of ``near``, the plan that was searched longest."""
    needs, met = near.needs, pledge_of >= 0
    urgent = [stage for stage in near.stages if stage.aim is Aim.URGENT]
    upto = [int(needs.value[met & (needs.tier <= stage.tier)].sum()) for stage in urgent]
    whole = [int(needs.value[needs.tier <= stage.tier].sum()) for stage in urgent]
    gap = max(1 - got / stage.bound for got, stage in zip(upto, urgent, strict=True) if stage.bound)
    first, two = (f"{upto[number] / whole[number]:.1%}" for number in (0, 1))
    return (
        f"| {shape} | {name} | {took[0]:.1f} | {took[1]:.1f} | {gap:.2%} | {first} | {two} "
        f"| {upto[-1] / urgent[-1].bound:.2%} | {uneven(needs, met):.3f} | {broken(needs, pledges, pledge_of)} |"
    )


def uneven(needs: Needs, met: np.ndarray) -> float:
    """What of all that is met would have to go to other villages for each to have the same share (Hoover's index)."""
    _areas, village = np.unique(needs.area, return_inverse=True)
    needed = np.bincount(village, needs.value)
    got = np.bincount(village, needs.value * met)
    return float(np.maximum(0, needed * got.sum() / needed.sum() - got).sum() / got.sum())


def measured(work: Callable[[], object]) -> tuple[object, tuple[float, float]]:
    """What it made, and its wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    return made, (time.perf_counter() - wall, time.process_time() - cpu)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--needs", type=int, default=5000)
    parser.add_argument("--pledges", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--usual-only", action="store_true", help="without the effort of three minutes")
    asked = parser.parse_args()
    print(
        f"{asked.needs:,} needs, {asked.pledges:,} pledges, seed {asked.seed}\n\n{HEADER}\n|{'---|' * 10}", flush=True
    )
    for shape in asked.shapes:
        needs, pledges = SHAPES[shape](asked.needs, asked.pledges, asked.seed)
        efforts = {"planner, usual": USUAL} | ({} if asked.usual_only else {"planner, thorough": THOROUGH})
        plans = {name: measured(partial(plan, needs, pledges, effort=effort)) for name, effort in efforts.items()}
        near = list(plans.values())[-1][0]
        rivals = {each.__name__: measured(partial(each, needs, pledges)) for each in (first_come, greedy)}
        for name, (found, took) in rivals.items():
            print(row(shape, name.replace("_", " "), took, found, near, pledges))
        for name, (found, took) in plans.items():
            print(row(shape, name, took, found.pledge_of, found, pledges), flush=True)


if __name__ == "__main__":
    main()
