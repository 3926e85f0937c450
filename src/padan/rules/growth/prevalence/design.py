"""How the children were drawn, and what that means for the variance of an estimate.

Taylor linearisation with replacement at the first stage (Wolter, *Introduction to Variance Estimation*, 2007, chapter
6; Lumley, *Complex Surveys*, 2010, chapter 2): only the primary sampling units (PSUs) and their strata matter. A group
is a domain: the PSUs without a child of the group stay in the count of the PSUs of their stratum, as zeros.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from padan.rules.growth.prevalence.coding import Bools, Coded, Floats, Ints, coded

#: The probability that the interval covers the truth (WHO reports 95 %).
CONFIDENCE = 0.95

#: What is left of a variance after rounding of 64-bit numbers, as a share of the squares it was taken from.
_ROUNDING = 1e-13


@dataclass(frozen=True, slots=True)
class Design:
    """A drawn sample of n children: K PSUs in H strata.

    ``counted`` (n): the child has a known PSU and stratum. ``weight`` (n): None when every child weighs 1; a missing
    weight counts 0. ``psu`` (n): codes 0..K-1, None when every child is its own PSU. ``stratum`` (n): codes 0..H-1.
    ``stratum_of_psu`` (K), empty when ``psu`` is None. ``sizes`` (H): the PSUs of each stratum. ``scale`` and
    ``centre`` (H): the factor of the squares, and whether they are taken around the stratum's mean. ``df``: PSUs that
    weigh something less strata that weigh something. ``complex``: clusters or strata were given.
    """

    counted: Bools
    weight: Floats | None
    psu: Ints | None
    stratum: Ints
    stratum_of_psu: Ints
    sizes: Ints
    scale: Floats
    centre: Bools
    df: int
    complex: bool

    def weights(self) -> Floats:
        """The weight of each child, shape (n,)."""
        return np.ones(len(self.counted)) if self.weight is None else self.weight


def survey_design(
    n: int,
    weight: NDArray[Any] | None = None,
    cluster: NDArray[Any] | Coded | None = None,
    strata: NDArray[Any] | Coded | None = None,
    counted: Bools | None = None,
) -> Design:
    """The design of ``n`` children; columns of shape (n,), numbers or texts, NaN or None for unknown.

    Clusters are nested in strata: number 1 of one stratum is not number 1 of another. One cluster in all is no cluster.
    A child without cluster or stratum is left out; a missing weight is 0. ``ValueError`` for a negative weight.
    """
    use = np.ones(n, bool) if counted is None else counted.copy()
    cluster_codes, strata_codes = (None if column is None else coded(column).codes for column in (cluster, strata))
    for codes in (cluster_codes, strata_codes):
        if codes is not None:
            use &= codes >= 0
    stratum = np.zeros(n, np.int64) if strata_codes is None else _renumbered(strata_codes, use)
    psu, of_psu = _nested(cluster_codes, stratum, use)
    number_of_strata = int(stratum[use].max(initial=-1)) + 1
    sizes = np.bincount(stratum[use] if psu is None else of_psu, minlength=number_of_strata)
    weighed = None if weight is None else _weights(weight)
    scale, centre = _scales(sizes, stratified=strata is not None)
    df = _freedom(use if weighed is None else use & (weighed > 0), psu, stratum)
    described = cluster is not None or strata is not None
    return Design(use, weighed, psu, stratum, of_psu, sizes, scale, centre, df, described)


def _nested(cluster: Ints | None, stratum: Ints, use: Bools) -> tuple[Ints | None, Ints]:
    """The PSU of each child (None when each is its own), and the stratum of each PSU."""
    nothing = np.zeros(0, np.int64)
    if cluster is None or len(np.unique(cluster[use])) < 2:
        return None, nothing
    psu = _renumbered(stratum * (int(cluster.max()) + 1) + cluster, use)
    of_psu = np.zeros(int(psu.max()) + 1, np.int64)
    of_psu[psu[use]] = stratum[use]
    return psu, of_psu


def _renumbered(codes: Ints, use: Bools) -> Ints:
    """The codes of the children in use, renumbered without holes; -1 for the others."""
    fresh = np.full(len(codes), -1, np.int64)
    fresh[use] = _compact(codes[use], int(codes.max(initial=-1)) + 1)[0]
    return fresh


def _weights(weight: NDArray[Any]) -> Floats:
    weighed = np.nan_to_num(np.asarray(weight, np.float64), nan=0.0)
    if (weighed < 0).any():
        raise ValueError("negative sampling weight")
    return weighed


def _scales(sizes: Ints, stratified: bool) -> tuple[Floats, Bools]:
    """A stratum of one PSU is measured from the mean of all ("adjust" of Lumley's *survey*), with the factor 1.

    Without strata there is nothing to borrow from: a sample of one PSU has no variance.
    """
    lonely = sizes == 1
    scale = np.where(lonely, 1.0 if stratified else np.nan, sizes / np.where(lonely, 1, sizes - 1))
    return scale, ~lonely


def _freedom(use: Bools, psu: Ints | None, stratum: Ints) -> int:
    units = int(use.sum()) if psu is None else len(np.unique(psu[use]))
    return units - len(np.unique(stratum[use]))


def t_quantile(df: int) -> float:
    """The two-sided 95 % quantile of Student's t; NaN when nothing is left to judge the spread by (df < 1)."""
    return float(stdtrit(df, 1 - (1 - CONFIDENCE) / 2)) if df > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Cells:
    """The children of a grouping laid out for the sums: one layout serves every column of that grouping.

    ``rows`` (m): the children in a group. ``cell`` (m): the sum each belongs to, 0..C-1: PSU by group, or stratum by
    group when every child is a PSU. ``pair`` (C): the stratum by group of a cell, 0..P-1. ``group`` (C) of a cell.
    ``pair_group`` and ``pair_stratum`` (P). ``groups``: how many groups there are.
    """

    rows: Ints
    cell: Ints
    pair: Ints
    group: Ints
    pair_group: Ints
    pair_stratum: Ints
    groups: int


def lay_out(design: Design, codes: Ints, groups: int) -> Cells:
    """The cells of a grouping: ``codes`` (n) 0..groups-1, -1 in no group."""
    rows = np.flatnonzero(design.counted & (codes >= 0))
    code = codes[rows]
    if design.psu is None:
        cell, kept = _compact(design.stratum[rows] * groups + code, len(design.sizes) * groups)
        stratum, group = kept // groups, kept % groups
        return Cells(rows, cell, np.arange(len(kept)), group, group, stratum, groups)
    cell, kept = _compact(design.psu[rows] * groups + code, len(design.stratum_of_psu) * groups)
    group = kept % groups
    pair, kept_pairs = _compact(design.stratum_of_psu[kept // groups] * groups + group, len(design.sizes) * groups)
    return Cells(rows, cell, pair, group, kept_pairs % groups, kept_pairs // groups, groups)


def _compact(codes: Ints, size: int) -> tuple[Ints, Ints]:
    """``codes`` renumbered 0..C-1 in their order, and the C codes that occur."""
    if size > 8 * len(codes) + 1024:
        kept, renumbered = np.unique(codes, return_inverse=True)
        return renumbered, kept
    kept = np.flatnonzero(np.bincount(codes, minlength=size))
    place = np.zeros(size, np.int64)
    place[kept] = np.arange(len(kept))
    return place[codes], kept


def variance(design: Design, cells: Cells, squares: Floats, sums: Floats) -> Floats:
    """The variance of each group's estimates, shape (columns, groups).

    ``squares`` and ``sums`` (columns, P): of the PSUs' linearised totals in each stratum by group.
    """
    size = design.sizes[cells.pair_stratum]
    centred = np.where(design.centre[cells.pair_stratum], squares - sums * sums / size, squares)
    centred = np.where(centred > _ROUNDING * squares, centred, 0.0)
    return add_up(cells.pair_group, centred * design.scale[cells.pair_stratum], cells.groups)


def add_up(codes: Ints, values: Floats, size: int) -> Floats:
    """Sums of each row of ``values`` (columns, m) by ``codes`` (m), shape (columns, size)."""
    total = np.empty((len(values), size))
    for place, row in enumerate(values):
        total[place] = np.bincount(codes, row, size)
    return total
