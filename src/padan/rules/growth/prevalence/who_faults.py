"""Where WHO's R package ``anthro`` 1.1.0 (on Lumley's ``survey`` 4.1) is wrong, reproduced for whoever must compare.

Each fault is shown by a test with the package's own answer. What makes the package stop with an error has no figure to
reproduce and is answered as usual: weights that are all 1, unordered numbers as group codes without a design.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.prevalence.coding import Bools, Floats
from padan.rules.growth.prevalence.design import Cells, Design
from padan.rules.growth.prevalence.estimates import Estimates, mean_interval
from padan.rules.growth.prevalence.estimates import means as right_means
from padan.rules.growth.prevalence.who_groups import Grouping


def is_simple(design: Design) -> bool:
    """The package takes a way of its own when there are neither clusters nor strata nor weights."""
    return not design.complex and (design.weight is None or bool((design.weight[design.counted] == 1).all()))


def share_intervals(
    design: Design, cells: Cells, classes: NDArray[np.int8], hits: Bools, right: Estimates
) -> Estimates:
    """The intervals of shares with a design. Exactly 1.0 % gets [1 %, 1 %]: the package compares a percentage with 1.

    For the same reason 100 % is not set to [100, 100] and falls with the others: no interval without degrees of
    freedom, and [0, NaN] with one, where ``survey`` rounds a level of confidence to 1.
    """
    if is_simple(design):
        return right
    low, high = right.low.copy(), right.high.copy()
    if design.df < 2:
        some = right.value > 0
        low[some], high[some] = (0.0 if design.df == 1 else np.nan), np.nan
    for group, column in np.argwhere(np.abs(right.value - 0.01) < 1e-9):
        if _exactly_one(design, cells, classes, hits[column], group):
            low[group, column] = high[group, column] = 0.01
    return replace(right, low=low, high=high)


def _exactly_one(design: Design, cells: Cells, classes: NDArray[np.int8], hit: Bools, group: int) -> bool:
    """Whether the percentage is 1 to the last bit in R's order of steps: weights as 1 / (1 / w), long sums."""
    rows = cells.rows[(cells.group[cells.cell] == group)]
    rows = rows[classes[rows] >= 0]
    with np.errstate(divide="ignore"):
        weight = 1 / (1 / design.weights()[rows])
    total = float(weight.astype(np.longdouble).sum())
    parts = hit[classes[rows]] * weight / total
    return float(parts.astype(np.longdouble).sum()) * 100 == 1


def means(design: Design, cells: Cells, z: Floats) -> Estimates:
    """The means with a design.

    With clusters or strata the standard deviation counts the children without a z in its n; with weights only, those of
    weight 0. With weights only the interval takes n - 1 degrees of freedom with the children of weight 0 in n.
    """
    if is_simple(design):
        return right_means(design, cells, z)
    counts = design.weights()[cells.rows] > 0 if design.complex else ~np.isnan(z[cells.rows])
    children = np.bincount(cells.group[cells.cell][counts], minlength=cells.groups)
    estimated = right_means(design, cells, z, children)
    if design.complex:
        return estimated
    low, high = mean_interval(estimated.value, estimated.se, int(design.counted.sum()) - 1)
    return replace(estimated, low=low, high=high)


def rows(
    design: Design, grouping: Grouping, names: list[str], figures: dict[str, Floats]
) -> tuple[list[str], dict[str, Floats]]:
    """The rows of a free grouping without clusters and strata.

    Numbers 1..k as group codes name places in a list whose labels stand in the order of appearance: the figures of
    group 1 are printed as those of the group seen first. With weights the shares alone keep their own label. Unknown
    groups make one more row, which is empty, where the first child of an unknown group stands.
    """
    if grouping.free is None or design.complex:
        return names, figures
    labels = grouping.free.labels
    if grouping.free.numeric and sorted(labels) == [str(place + 1) for place in range(len(labels))]:
        order = np.array([labels.index(str(place + 1)) for place in range(len(labels))])
        simple = is_simple(design)
        return names, {name: values[order] if simple or _moved(name) else values for name, values in figures.items()}
    codes = grouping.codes[design.counted]
    if grouping.free.numeric or (codes >= 0).all():
        return names, figures
    place = len(np.unique(codes[: np.argmax(codes < 0)]))
    empty = {name: np.insert(v, place, 0.0 if name.endswith("pop") else np.nan) for name, v in figures.items()}
    return [*names[:place], f"{grouping.title}: NA", *names[place:]], empty


def _moved(name: str) -> bool:
    """With weights only, the sample sizes and the means are taken by place; the shares by label."""
    short, _, figure = name.partition("_")
    return name.endswith("pop") or (short.isalpha() and figure in ("r", "se", "ll", "ul", "stdev"))
