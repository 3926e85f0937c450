"""Prevalence and mean z by any columns and their crossings, one row per group and indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.prevalence.coding import Bools, Coded, Floats, coded, crossed
from padan.rules.growth.prevalence.design import lay_out, survey_design
from padan.rules.growth.prevalence.estimates import Estimates, means, shares
from padan.rules.growth.prevalence.indicators import AXES, COMBINED, COMBINED_HITS, CUT_HITS, CUTS, columns
from padan.rules.growth.prevalence.reliability import DHS, Reason, Rule, judge

#: The shares of one z-score, by cut-off: ``length_for_age<-2`` is stunting.
CUT_NAMES = {axis: tuple(f"{axis}{'<' if cut < 0 else '>'}{cut}" for cut in CUTS) for axis in AXES}

#: Every indicator, in the order of the rows; the bare name of a z-score is its mean.
INDICATORS = (*(name for axis in AXES for name in (*CUT_NAMES[axis], axis)), *COMBINED)


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure: ``estimate``, ``se``, ``low`` and ``high`` in percent, for a mean in z; NaN when there is none.

    ``group``: a label for each column of ``by``. ``n``: children with a value; ``mass``: the sum of their weights.
    ``spread``: the standard deviation, for means. ``low`` and ``high`` are NaN when the spread cannot be judged.
    """

    group: tuple[str, ...]
    indicator: str
    n: int
    mass: float
    estimate: float
    se: float
    low: float
    high: float
    spread: float
    reliable: bool
    reason: Reason


def prevalence(
    z: Mapping[str, Floats],
    flag: Mapping[str, Bools],
    oedema: Bools,
    by: Mapping[str, NDArray[Any] | Coded] | None = None,
    weight: NDArray[Any] | None = None,
    cluster: NDArray[Any] | Coded | None = None,
    strata: NDArray[Any] | Coded | None = None,
    rule: Rule = DHS,
) -> list[Rate]:
    """The rates of ``INDICATORS`` in every combination of the columns of ``by`` that occurs; without ``by``, of all.

    Columns of n children; ``z`` and ``flag`` by the names in ``AXES``. A child of an unknown group is in no group; a
    child without weight, cluster or stratum (where those are given) is not counted. ``ValueError``: a negative weight.
    """
    n = len(oedema)
    weighed = None if weight is None else np.asarray(weight, np.float64)
    counted = np.ones(n, bool) if weighed is None else ~np.isnan(weighed)
    design = survey_design(n, weighed, cluster, strata, counted)
    codes, labels = crossed([coded(column) for column in (by or {}).values()], design.counted)
    cells = lay_out(design, codes, len(labels))
    children = columns(z, flag, oedema)
    figures: dict[str, tuple[Estimates, int, float]] = {}
    for axis in AXES:
        cut = shares(design, cells, children.classes[axis], CUT_HITS)
        figures |= {name: (cut, place, 100.0) for place, name in enumerate(CUT_NAMES[axis])}
        figures[axis] = (means(design, cells, children.z[axis]), 0, 1.0)
    both = shares(design, cells, children.combined, COMBINED_HITS)
    figures |= {name: (both, place, 100.0) for place, name in enumerate(COMBINED)}
    return [
        _rate(group, place, name, *figures[name], design.df, rule)
        for place, group in enumerate(labels)
        for name in INDICATORS
    ]


def _rate(
    group: tuple[str, ...], row: int, name: str, figure: Estimates, column: int, times: float, df: int, rule: Rule
) -> Rate:
    reason = judge(int(figure.n[row]), int(figure.units[row]), df, rule)
    blind = df < 1 or figure.units[row] < 2
    return Rate(
        group=group,
        indicator=name,
        n=int(figure.n[row]),
        mass=float(figure.mass[row]),
        estimate=float(figure.value[row, column]) * times,
        se=float("nan") if blind else float(figure.se[row, column]) * times,
        low=float("nan") if blind else float(figure.low[row, column]) * times,
        high=float("nan") if blind else float(figure.high[row, column]) * times,
        spread=float(figure.spread[row]),
        reliable=reason is Reason.NONE,
        reason=reason,
    )
