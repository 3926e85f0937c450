"""How growth over time is judged: the least gain of weight, limits, lines, and how far z-scores hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from padan.reference.datafiles import read_rows

_FOLDER = ("data", "growth_following")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Each limit of following growth; ``thresholds.csv`` gives its unit and its source."""

    whole_shortest_days: float
    whole_longest_days: float
    gain_shortest_days: float
    line_tolerance: float
    red_line: float
    orange_line: float
    stunted_below: float
    wasted_below: float
    underweight_below: float
    velocity_tolerance_days: float
    velocity_tolerance_1_month_days: float
    start_tolerance_months: float
    first_month_days: float
    weight_shortest_days: float
    length_shortest_days: float
    conditional_longest_days: float
    standing_loss_cm: float
    standing_from_days: float
    window_days: float
    slope_fewest_visits: float
    length_fall: float
    length_fall_shortest_days: float
    length_fall_longest_days: float
    slow_below: float
    lines_fallen: float
    failures_in_a_row: float
    length_known_days: float
    recovered_visits: float
    seen_longest_days: float


@dataclass(frozen=True, slots=True)
class Correlation:
    """How z-scores of one child hang together.

    ``atanh r = intercept + age ln(1 + start age) + interval ln(interval)``, ages and intervals in months. WHO's
    increments, from which it comes, reach from ``shortest`` to ``longest`` months and to the age ``last_age``.
    """

    intercept: float
    age: float
    interval: float
    shortest: float
    longest: float
    last_age: float


@cache
def thresholds() -> Thresholds:
    """The limits as shipped; ``dataclasses.replace`` gives others."""
    found = {row["name"]: float(row["value"]) for row in read_rows(*_FOLDER, "thresholds.csv")}
    return Thresholds(**{field.name: found[field.name] for field in fields(Thresholds)})


@cache
def lines() -> NDArray[np.float64]:
    """The z of the lines printed on the growth chart, ascending."""
    return _fixed(np.array(sorted(float(row["line"]) for row in read_rows(*_FOLDER, "lines.csv"))))


@cache
def minimum_gain() -> NDArray[np.float64]:
    """KBM in g by sex (1 boys, 2 girls, 0 unknown) and completed months of age; shape (3, months), nan where none.

    Row 0 has a figure where boys and girls have the same.
    """
    rows = read_rows(*_FOLDER, "minimum_gain.csv")
    grams = np.full((3, 1 + max(int(row["last_month"]) for row in rows)), np.nan)
    for row in rows:
        grams[int(row["sex"]), int(row["first_month"]) : int(row["last_month"]) + 1] = float(row["grams"])
    grams[0] = np.where(grams[1] == grams[2], grams[1], np.nan)
    return _fixed(grams)


@cache
def correlations() -> Mapping[str, Correlation]:
    """The correlation of z-scores for ``weight`` and for ``length``; ``tools/fit_growth_correlation.py`` derives it."""
    found: dict[str, dict[str, float]] = {}
    for row in read_rows(*_FOLDER, "correlation.csv"):
        found.setdefault(row["measure"], {})[row["name"]] = float(row["value"])
    return MappingProxyType({measure: Correlation(**values) for measure, values in found.items()})


def _fixed(values: NDArray[np.float64]) -> NDArray[np.float64]:
    values.setflags(write=False)
    return values
