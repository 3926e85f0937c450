"""A group's figures by plain Python loops: the boring twin of ``groups``."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable
from typing import Any

from padan.rules.growth.credibility import Visits

NAN = math.nan


def share(part: float, whole: float) -> float:
    return part / whole if whole else NAN


def good(value: float) -> bool:
    return math.isfinite(value) and value > 0


def digit_figures(values: Iterable[float]) -> tuple[float, ...]:
    """Digit preference score, the same beyond chance, share of 0, of 0 and 5, of multiples of five."""
    tenths = [round(value * 10) for value in values if good(value)]
    if not tenths:
        return NAN, NAN, NAN, NAN, NAN
    number, times = len(tenths), Counter(tenth % 10 for tenth in tenths)
    chi2 = sum((times[digit] - number / 10) ** 2 / (number / 10) for digit in range(10))
    return (
        100 * math.sqrt(chi2 / (number * 9)),
        100 * math.sqrt(max(chi2 - 9, 0) / (number * 9)),
        times[0] / number,
        (times[0] + times[5]) / number,
        sum(tenth % 50 == 0 for tenth in tenths) / number,
    )


def spread_of(values: list[float]) -> float:
    return statistics.stdev(values) if len(values) > 1 else NAN


def group_figures(group: list[int], visits: Visits, code: int) -> dict[str, Any]:
    """The figures of one group; rows of one child and day do not occur twice."""
    rows = sorted(range(len(group)), key=lambda row: (visits.child[row], visits.day[row]))
    mine = [row for row in rows if group[row] == code]
    last = list({visits.child[row]: row for row in mine}.values())
    whz = [visits.z["weight_for_length"][row] for row in last]
    z = [value for row, value in zip(last, whz, strict=True) if not math.isnan(value)]
    unflagged = [
        visits.z["weight_for_length"][row]
        for row in last
        if not math.isnan(visits.z["weight_for_length"][row]) and not visits.flag["weight_for_length"][row]
    ]
    centre = statistics.fmean(unflagged) if unflagged else NAN
    near = [value for value in unflagged if abs(value - centre) <= 3]
    months = [math.floor(visits.age_days[row] / 30.4375) for row in last]
    return {
        "rows": len(mine),
        "missing_weight": share(sum(not good(visits.weight[row]) for row in mine), len(mine)),
        "children": len(last),
        "boys": sum(visits.sex[row] == 1 for row in last),
        "girls": sum(visits.sex[row] == 2 for row in last),
        "young": sum(6 <= month <= 29 for month in months),
        "old": sum(30 <= month <= 59 for month in months),
        "smart_flagged": share(len(z) - len(near), len(z)),
        "smart_sd": spread_of(near),
        "weight": digit_figures(visits.weight[row] for row in mine),
        "length": digit_figures(visits.length[row] for row in mine),
        **copy_figures(rows, mine, visits),
    }


def copy_figures(rows: list[int], mine: list[int], visits: Visits) -> dict[str, float]:
    measured = [row for row in mine if good(visits.weight[row]) and good(visits.length[row])]
    pairs, copied, moved, kept, gains = 0, 0, 0, 0, []
    for row in mine:
        back = [r for r in rows if visits.child[r] == visits.child[row] and visits.day[r] < visits.day[row]]
        both = [r for r in back if good(visits.weight[r]) and good(visits.length[r])]
        if row in measured and both and 20 <= visits.day[row] - visits.day[both[-1]] <= 100:
            old_weight = visits.weight[row] == visits.weight[both[-1]]
            old_length = visits.length[row] == visits.length[both[-1]]
            pairs += 1
            copied += old_weight and old_length
            moved += not old_weight
            kept += not old_weight and old_length
        fed = [r for r in back if good(visits.weight[r])]
        if good(visits.weight[row]) and fed and 20 <= visits.day[row] - visits.day[fed[-1]] <= 100:
            gains.append(round(100 * visits.weight[row]) - round(100 * visits.weight[fed[-1]]))
    at_length: dict[float, dict[int, float]] = {}
    for row in measured:
        at_length.setdefault(visits.length[row], {}).setdefault(visits.child[row], visits.weight[row])
    series: dict[int, tuple[tuple[float, float], ...]] = {}
    for row in measured:
        series[visits.child[row]] = (*series.get(visits.child[row], ()), (visits.weight[row], visits.length[row]))
    long = Counter(one for one in series.values() if len(one) >= 3)
    return {
        "pairs": pairs,
        "copied": copied,
        "moved": moved,
        "kept": kept,
        "gains": len(gains),
        "same_gain": max(Counter(gain for gain in gains if gain).values(), default=0),
        "same_length": sum(len(weights) - 1 for weights in at_length.values()),
        "same_weight": sum(max(Counter(weights.values()).values()) - 1 for weights in at_length.values()),
        "series": sum(long.values()),
        "repeated_series": sum(times for times in long.values() if times > 1),
    }
