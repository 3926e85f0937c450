"""Places by area. Quotas nest: a family takes a place in every area with a quota that it lives in, and fits only where
all of them have one left.

Areas lie one in another or apart, so the sets of families that fit form a laminar matroid, and taking the best one
after the other is the best there is (Edmonds 1971, *Mathematical Programming* 1). It comes to the same to keep the
best of each village, of these the best of each kecamatan, and so on upwards: that needs no loop over families.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import InvalidValueError
from padan.kernel.regions import Level, RegionCode, RegionSystem
from padan.kernel.texts import _
from padan.rules.growth.prevalence import Coded
from padan.rules.risk.answers import Truths
from padan.rules.sampling import Whole, places_in_line

#: From the village up: the order of the columns of chains.
TIERS: Final[tuple[Level, ...]] = get_args(Level)[::-1]

#: For each family the number of its quota at each tier of ``TIERS``, -1 where there is none; shape (n, 4).
Chains = NDArray[np.int32]

_NO_LIMIT: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Quota:
    """The places of an area, and how many may stand in its reserve; without a number everybody who is left may.

    ``area`` is a Kemendagri code of any tier, kept with dots. :class:`~padan.kernel.errors.InvalidValueError` for
    anything else, and for a negative number.
    """

    area: str
    places: int
    reserve: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "area", RegionCode(self.area, RegionSystem.KEMENDAGRI).code)
        if min(self.places, self.reserve or 0) < 0:
            raise InvalidValueError(
                _("Kuota wilayah {area} kurang dari nol.").format(area=self.area),
                next_step=_("Isi jumlah tempat dan cadangan dengan nol atau lebih."),
            )


def chains_of(quotas: Sequence[Quota], area: Coded) -> Chains:
    """The quotas that bind each family; :class:`~padan.kernel.errors.InvalidValueError` for an area with two quotas."""
    number = {quota.area: place for place, quota in enumerate(quotas)}
    if len(number) < len(quotas):
        raise InvalidValueError(
            _("Ada wilayah yang mempunyai dua kuota."), next_step=_("Tulis satu kuota untuk setiap wilayah.")
        )
    # The last row serves the code -1, an unknown area.
    of_label = np.full((len(area.labels) + 1, len(TIERS)), -1, np.int32)
    for label, code in enumerate(area.labels):
        region = RegionCode(code, RegionSystem.KEMENDAGRI) if code else None
        while region is not None:
            of_label[label, TIERS.index(region.level)] = number.get(region.code, -1)
            region = region.parent
    return of_label[area.codes]


def fill(ordered: Whole, chains: Chains, quotas: Sequence[Quota]) -> Whole:
    """Who gets a place, of the rows in order of rank; those who live in no area with a quota get none."""
    places = np.array([*(quota.places for quota in quotas), _NO_LIMIT])
    kept = ordered[(chains[ordered] >= 0).any(axis=1)]
    for tier in range(len(TIERS)):
        areas = chains[kept, tier]
        kept = kept[(areas < 0) | (places_in_line(areas) <= places[areas])]
    return kept


def counts(rows: NDArray[np.integer] | Truths, chains: Chains, quotas: Sequence[Quota]) -> Whole:
    """How many of the rows live in the area of each quota; shape (quotas,)."""
    numbers = chains[rows].ravel()
    return np.bincount(numbers[numbers >= 0], minlength=len(quotas)).astype(np.int64)


def waits_at(chains: Chains, full: Truths) -> NDArray[np.int32]:
    """The quota in whose line each family stands: the smallest of its areas that is full, else its smallest area.

    -1 for a family without quota. Somebody who leaves a full village makes room for its line; in a village that is not
    full only the kecamatan holds people back, and its line is theirs.
    """
    found = np.full(len(chains), -1, np.int32)
    # The last entry serves the number -1, no quota.
    for binding in (np.append(full, False), np.append(np.ones(len(full), bool), False)):
        for tier in range(len(TIERS)):
            found = np.where((found < 0) & binding[chains[:, tier]], chains[:, tier], found)
    return found
