"""A score like ENA for SMART's, made fair to groups too small for some of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.reference.quality import Grade, limits, score_classes, score_parts
from padan.rules.growth.credibility.digits import Written
from padan.rules.growth.credibility.makeup import Makeup
from padan.rules.growth.credibility.spread import Spread
from padan.rules.growth.credibility.visits import Numbers


@dataclass(frozen=True, slots=True)
class Score:
    """Penalty points by group: few are good.

    ``points`` by part, NaN where the group is too small to judge it. ``total`` adds those judged, out of ``most``
    possible: a part that is not judged costs nothing. ``grade`` is the class: 1 excellent, 2 good, 3 acceptable,
    4 problematic, 0 when less than half of the possible points could be judged.
    """

    points: Mapping[str, Numbers]
    total: Numbers
    most: Numbers
    grade: NDArray[np.uint8]


def score(makeup: Makeup, spread: Spread, written: Written) -> Score:
    """Score each group. Digit preference is judged by what goes beyond chance."""
    values = {
        "flagged": (spread.smart_flagged, spread.smart_number),
        "spread": (spread.smart_sd, spread.smart_number),
        "sex_ratio": (makeup.sex_p, makeup.boys + makeup.girls),
        "age_ratio": (makeup.age_p, makeup.young + makeup.old),
        "digits_weight": (written.weight.beyond, written.weight.number),
        "digits_length": (written.length.beyond, written.length.number),
        "skewness": (np.abs(spread.skewness), spread.smart_number),
        "kurtosis": (np.abs(spread.kurtosis), spread.smart_number),
    }
    parts = score_parts()
    points = {name: _points(parts[name], *value) for name, value in values.items()}
    every = np.array([points[name] for name in values])
    worst = np.array([parts[name][-1].points for name in values], dtype=np.float64)
    most = np.where(np.isnan(every), 0.0, worst[:, None]).sum(axis=0)
    total = np.nansum(every, axis=0)
    judged = most >= limits()["score_part_least"] * worst.sum()
    bounds = np.array([kind.most for kind in score_classes()])
    grade = np.searchsorted(bounds, total, side="left") + 1
    return Score(points, total, most, np.where(judged, grade, 0).astype(np.uint8))


def _points(grades: tuple[Grade, ...], value: Numbers, number: Numbers) -> Numbers:
    fits = np.array([(value >= grade.low) & (value <= grade.high) for grade in grades])
    points = np.array([grade.points for grade in grades], dtype=np.float64)[np.argmax(fits, axis=0)]
    return np.where((number >= grades[0].least) & ~np.isnan(value), points, np.nan)
