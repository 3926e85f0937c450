"""A child's measurements as growth charts: points of one indicator on WHO's curves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from padan.reports.register import Row
from padan.rules.growth.chart import Chart, Child, Lines, Point
from padan.rules.growth.children import (
    ARM_FOR_AGE,
    BMI_FOR_AGE,
    BOY,
    GIRL,
    HEAD_FOR_AGE,
    LENGTH_FOR_AGE,
    LYING,
    STANDING,
    WEIGHT_FOR_AGE,
    WEIGHT_FOR_LENGTH,
    Children,
    Scores,
)
from padan.rules.growth.missing import Missing
from padan.rules.growth.zscores import zscores

#: Sexes as the register writes them.
SEXES: Final = {"L": BOY, "P": GIRL}
_POSITIONS: Final = {"lying": LYING, "standing": STANDING}
_WITH_LENGTH: Final = frozenset((LENGTH_FOR_AGE, WEIGHT_FOR_LENGTH, BMI_FOR_AGE))
#: What tells of a mistaken weight or length where the indicator itself has no z.
_OF_AGE: Final = (LENGTH_FOR_AGE, WEIGHT_FOR_AGE)
#: Why there is no z though something was written: what is drawn as a mistake.
_MISTAKEN: Final = (Missing.MEASUREMENT_INVALID, Missing.AGE_INVALID)


def charts_from(
    child: Child, found: Sequence[Row], indicators: Sequence[str], lines: Lines, drawn_on: date
) -> tuple[Chart, ...]:
    """The charts of these indicators that have points. ``found`` are rows of ``measurement`` with ``measured_on`` and
    ``age_days``, the oldest first."""
    scores = zscores(_children(found, child.sex), tuple(dict.fromkeys((*indicators, *_OF_AGE))))
    return tuple(
        Chart(indicator, child, points, drawn_on, lines)
        for indicator in indicators
        if (points := _points(indicator, found, scores))
    )


def _children(found: Sequence[Row], sex: int) -> Children:
    def column(name: str) -> np.ndarray:
        return np.array([np.nan if row[name] is None else row[name] for row in found], dtype=np.float64)

    return Children(
        sex=np.full(len(found), sex, dtype=np.int8),
        age_days=column("age_days"),
        weight=column("weight"),
        length=column("height"),
        position=np.array([_POSITIONS.get(row["position"], 0) for row in found], dtype=np.int8),
        head=column("head"),
        arm=column("muac"),
    )


def _points(indicator: str, found: Sequence[Row], scores: Scores) -> tuple[Point, ...]:
    """Points of one indicator; the same point from two lists is one."""
    points = dict.fromkeys(_point(indicator, row, number, scores) for number, row in enumerate(found))
    return tuple(point for point in points if point is not None)


def _point(indicator: str, row: Row, number: int, scores: Scores) -> Point | None:
    length = float(scores.length[number])
    value = _value(indicator, row, length)
    if value is None or not math.isfinite(value) or (indicator == WEIGHT_FOR_LENGTH and not math.isfinite(length)):
        return None
    z = float(scores.z[indicator][number])
    return Point(
        measured_on=row["measured_on"],
        age_days=int(row["age_days"]),
        value=value,
        z=None if math.isnan(z) else z,
        flagged=_doubtful(indicator, number, scores),
        correction=round(length - row["height"], 1) if indicator in _WITH_LENGTH else 0.0,
        length=length if indicator == WEIGHT_FOR_LENGTH else None,
    )


def _doubtful(indicator: str, number: int, scores: Scores) -> bool:
    """Whether the point is flagged; or has no z, and its weight or length is flagged or no possible measurement."""
    if scores.why(indicator, number) is Missing.NONE:
        return bool(scores.flag[indicator][number])
    return scores.why(indicator, number) in _MISTAKEN or any(scores.flag[name][number] for name in _OF_AGE)


def _value(indicator: str, row: Row, length: float) -> float | None:
    if indicator == LENGTH_FOR_AGE:
        return length
    if indicator == BMI_FOR_AGE:
        return None if row["weight"] is None or not length > 0 else row["weight"] / (length / 100) ** 2
    name = {HEAD_FOR_AGE: "head", ARM_FOR_AGE: "muac"}.get(indicator, "weight")
    found: float | None = row[name]
    return found
