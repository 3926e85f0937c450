"""What a plan is made of, worked out once: needs and pledges in the order of their ids, and everything in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from padan.rules.allocation.allowed import Allowed, allowed
from padan.rules.allocation.filling import NONE
from padan.rules.allocation.needs import Needs, Whole
from padan.rules.allocation.pledges import Pledge

#: Steps of a road: within a village, a district, a regency, a province, and beyond.
FAR = 4
_LENGTHS = (13, 8, 5, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """n needs, D pledges, V villages.

    ``tier`` and ``village`` (n) are numbered from 0; ``tiers`` names the tiers. ``needed`` (V): rupiah of all needs.
    ``travel`` (V, D): steps from the pledge's site, by what the two codes share; 0 for a pledge without a site.
    ``givers`` (D) and ``kept`` (n): who gives, and who helps the family already (-1: nobody).
    """

    needs: Needs
    pledges: tuple[Pledge, ...]
    may: Allowed
    tiers: Whole
    tier: Whole
    areas: tuple[str, ...]
    village: Whole
    needed: Whole
    travel: Whole
    givers: Whole
    kept: Whole


def setting(needs: Needs, pledges: Sequence[Pledge]) -> Setting:
    """Number and order everything; needs and pledges have to be in the order of their ids."""
    tiers, tier = np.unique(needs.tier, return_inverse=True)
    areas = tuple(sorted(set(needs.area.tolist())))
    place = {area: number for number, area in enumerate(areas)}
    village = np.array([place[area] for area in needs.area.tolist()], np.int64)
    needed = np.zeros(len(areas), np.int64)
    np.add.at(needed, village, needs.value)
    names = sorted({each.giver_id for each in pledges} | set(needs.giver.tolist()) - {""})
    number = {"": NONE, **{name: n for n, name in enumerate(names)}}
    travel = [[steps(area, each.site) for each in pledges] for area in areas]
    return Setting(
        needs=needs,
        pledges=tuple(pledges),
        may=allowed(needs, pledges),
        tiers=tiers,
        tier=tier.astype(np.int64),
        areas=areas,
        village=village,
        needed=needed,
        travel=np.array(travel, np.int64).reshape(len(areas), len(pledges)),
        givers=np.array([number[each.giver_id] for each in pledges], np.int64),
        kept=np.array([number[giver] for giver in needs.giver.tolist()], np.int64),
    )


def steps(area: str, site: str) -> int:
    """How far a village is from a site: 0 in the same village (or of no site), 1 in the same district, and so on."""
    if not site:
        return 0
    return next((n for n, length in enumerate(_LENGTHS) if len(site) >= length and area[:length] == site[:length]), FAR)
