"""Who is visited, and who is next when somebody cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.rules.growth.prevalence import Coded, coded
from padan.rules.sampling.allocation import LEAST, allocate
from padan.rules.sampling.lots import Truths, Whole, in_order, lots, places_in_line


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A drawn sample of a list of n families in H strata.

    ``stratum`` (n): codes into ``labels``. ``place`` (n): each one's place in its stratum's line, from 1.
    ``population`` and ``size`` (H): the members of each stratum, and how many of them the sample is to bring. The
    sample is the first ``size`` of every line, and those behind them replace in their order.
    """

    family_id: NDArray[Any]
    labels: tuple[str, ...]
    stratum: Whole
    place: Whole
    population: Whole
    size: Whole

    @property
    def taken(self) -> Truths:
        """Who is in the sample as first drawn; shape (n,)."""
        return self.place <= self.size[self.stratum]

    def asked(self, failed: Truths) -> Truths:
        """Who is to be visited when those of ``failed`` (n) brought no answer: each is replaced by the next in line.

        Replacing keeps the number of answers, it does not make up for those who did not answer: they still differ, so
        :func:`padan.rules.sampling.results.estimate` wants them too.
        """
        rows = np.lexsort((self.place, self.stratum))
        good = ~np.asarray(failed, bool)[rows]
        begins = np.cumsum(self.population) - self.population
        so_far = np.cumsum(good) - good
        before = so_far - so_far[begins[self.stratum[rows]]]
        asked = np.empty(len(rows), bool)
        asked[rows] = before < self.size[self.stratum[rows]]
        return asked


def draw(family_id: NDArray[Any], strata: NDArray[Any] | Coded, count: int, seed: str, least: int = LEAST) -> Drawn:
    """Draw ``count`` of the families, shared by :func:`~padan.rules.sampling.allocation.allocate` among ``strata``.

    Columns of shape (n,). Lines stand by :func:`padan.rules.sampling.lots.lots`, so the order of rows changes nothing,
    and a sample of more holds the sample of fewer whenever no stratum takes fewer. For a simple sample give one
    stratum. :class:`~padan.kernel.errors.InvalidValueError` for a family that comes twice or whose stratum is unknown.
    """
    ids = [str(each) for each in family_id.tolist()]
    column = coded(strata)
    kept, stratum = np.unique(column.codes, return_inverse=True)
    if len(set(ids)) < len(ids):
        raise InvalidValueError(
            _("Ada keluarga yang tercantum dua kali di daftar yang akan diundi."),
            next_step=_("Cantumkan setiap keluarga satu kali."),
        )
    if (kept < 0).any():
        raise InvalidValueError(
            _("Ada keluarga yang wilayahnya tidak diketahui di daftar yang akan diundi."),
            next_step=_("Beri kelompok tersendiri untuk keluarga yang wilayahnya tidak diketahui."),
        )
    order = in_order((), lots(seed, ids), ids)
    place = np.empty(len(ids), np.int64)
    place[order] = places_in_line(stratum[order])
    population = np.bincount(stratum, minlength=len(kept)).astype(np.int64)
    named = tuple(column.labels[code] for code in kept.tolist())
    size = allocate(population, count, least)
    return Drawn(np.asarray(ids, object), named, stratum.astype(np.int64), place, population, size)
