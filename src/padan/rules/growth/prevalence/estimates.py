"""Estimates for every group at once: shares of any classes, means of any numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from padan.rules.growth.prevalence.coding import Bools, Floats, Ints
from padan.rules.growth.prevalence.design import Cells, Design, add_up, t_quantile, variance


@dataclass(frozen=True, slots=True)
class Estimates:
    """Arrays of shape (groups, columns): the estimate, its standard error and its 95 % interval; NaN where none.

    ``n`` and ``mass`` (groups): the children with a value and the sum of their weights; ``n`` counts a child whose
    weight is 0 too. ``units`` (groups): the PSUs with such a child. ``spread`` (groups): the standard deviation of the
    children, for means only.
    """

    value: Floats
    se: Floats
    low: Floats
    high: Floats
    n: Ints
    mass: Floats
    units: Ints
    spread: Floats


def shares(design: Design, cells: Cells, classes: NDArray[np.integer], hits: Bools) -> Estimates:
    """The shares, 0..1, of the classes that ``hits``.

    ``classes`` (n): each child's class 0..k-1, -1 when unknown (the child is then in no denominator). ``hits``
    (columns, k): the classes that count in each column. A 0/1 column is ``classes`` with ``hits = [[False, True]]``.
    The interval is Wald's on the logit with Student's t; at 0 and at 1 it is the estimate itself, as in WHO's package.
    """
    count, first, second = _tallies(design, cells, classes, hits.shape[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        ones = add_up(cells.group, _picked(first, hits), cells.groups)
        mass = ones + add_up(cells.group, _picked(first, ~hits), cells.groups)
        share = ones / mass
        above, below = (1 - share) / mass, -share / mass
        squares, sums = (np.empty((len(hits), len(cells.pair_group))) for _ in range(2))
        for column, hit in enumerate(hits):
            over, under = above[column, cells.group], below[column, cells.group]
            total = first[hit].sum(axis=0) * over + first[~hit].sum(axis=0) * under
            if design.psu is None:
                squares[column] = second[hit].sum(axis=0) * over**2 + second[~hit].sum(axis=0) * under**2
                sums[column] = total
            else:
                squares[column], sums[column] = add_up(cells.pair, np.stack([total * total, total]), squares.shape[1])
        se = np.where(mass > 0, np.sqrt(variance(design, cells, squares, sums)), np.nan)
        low, high = share_interval(share, se, design.df)
    known = count.sum(axis=0)
    n = np.bincount(cells.group, known, cells.groups).astype(np.int64)
    units = n if design.psu is None else np.bincount(cells.group[known > 0], minlength=cells.groups).astype(np.int64)
    return Estimates(share.T, se.T, low.T, high.T, n, mass[0], units, np.full(cells.groups, np.nan))


def _tallies(design: Design, cells: Cells, classes: NDArray[np.integer], k: int) -> tuple[Floats, Floats, Floats]:
    """Children, weights and (where each child is a PSU) squared weights by class and cell, each of shape (k, cells)."""
    size = len(cells.group)
    own = classes[cells.rows].astype(np.int64)
    code = np.where(own < 0, k, own) * size + cells.cell
    count = np.bincount(code, minlength=(k + 1) * size)[: k * size].reshape(k, size).astype(np.float64)
    if design.weight is None:
        return count, count, count
    weight = design.weight[cells.rows]
    first = _sums(code, weight, k, size)
    return count, first, _sums(code, weight * weight, k, size) if design.psu is None else first


def _sums(code: Ints, weight: Floats, k: int, size: int) -> Floats:
    """Sums of ``weight`` by class and cell; the last, unknown class is left out."""
    return np.bincount(code, weight, (k + 1) * size)[: k * size].reshape(k, size).astype(np.float64)


def _picked(tally: Floats, hits: Bools) -> Floats:
    """The sums over the classes that each column counts, shape (columns, cells)."""
    return np.stack([tally[hit].sum(axis=0) for hit in hits])


def means(design: Design, cells: Cells, values: Floats, children: Ints | None = None) -> Estimates:
    """The mean of ``values`` (n; NaN unknown) in each group, in one column; the interval is the mean ± t × SE.

    The standard deviation has the factor c / (c - 1), c being the ``children`` (groups) of the group: by default those
    who have a value and a weight.
    """
    own = values[cells.rows]
    known = ~np.isnan(own)
    weight = np.where(known, design.weights()[cells.rows], 0.0)
    own = np.where(known, own, 0.0)
    size = cells.groups
    of_row = cells.group[cells.cell]
    n = np.bincount(of_row[known], minlength=size).astype(np.int64)
    count = np.bincount(of_row[weight > 0], minlength=size) if children is None else children
    mass = np.bincount(of_row, weight, size).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(of_row, weight * own, size) / mass
        off = own - np.nan_to_num(mean)[of_row]
        linear = weight * off / mass[of_row]
        sums = add_up(cells.cell, linear[None], len(cells.group))
        if design.psu is None:
            squares = add_up(cells.cell, (linear * linear)[None], len(cells.group))
        else:
            squares, sums = (add_up(cells.pair, part, len(cells.pair_group)) for part in (sums * sums, sums))
        se = np.where(mass > 0, np.sqrt(variance(design, cells, squares, sums)[0]), np.nan)
        spread = np.sqrt(np.bincount(of_row, weight * off * off, size) / mass * (count / (count - 1.0)))
    low, high = mean_interval(mean, se, design.df)
    filled = cells.group[np.bincount(cells.cell[known], minlength=len(cells.group)) > 0]
    units = n if design.psu is None else np.bincount(filled, minlength=size).astype(np.int64)
    return Estimates(mean[:, None], se[:, None], low[:, None], high[:, None], n, mass, units, spread)


def share_interval(share: Floats, se: Floats, df: int) -> tuple[Floats, Floats]:
    """The interval of shares 0..1: the logit ± t × SE / (share (1 - share)), turned back."""
    inside = (share > 0) & (share < 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        logit = np.log(share / (1 - share))
        reach = t_quantile(df) * se / (share * (1 - share))
        return (
            np.where(inside, expit(logit - reach), share),
            np.where(inside, expit(logit + reach), share),
        )


def mean_interval(mean: Floats, se: Floats, df: int) -> tuple[Floats, Floats]:
    """The interval of means: the mean ± t × SE."""
    reach = t_quantile(df) * se
    return mean - reach, mean + reach
