"""Why a need is met by its pledge, and why it is not met, in words that follow from the masks that decided."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from padan.kernel.texts import _
from padan.rules.allocation.filling import NONE
from padan.rules.allocation.needs import Truths
from padan.rules.allocation.plans import Plan
from padan.rules.allocation.setting import FAR, steps

#: The length of a district's code.
_DISTRICT = 8


def tell(plan: Plan, row: int, kind_name: str, area_name: Callable[[str], str]) -> str:
    """One sentence or two on the need of this row.

    ``kind_name``: what it is called in running text ("jamban"). ``area_name``: the name of a region by its code.
    """
    if plan.pledge_of[row] == NONE:
        return _unmet(plan, row, kind_name, area_name(str(plan.needs.area[row])[:_DISTRICT]))
    pledge = plan.pledges[plan.pledge_of[row]]
    said = _("Dipenuhi dari janji {pledge}: tingkat kepentingan {tier}.").format(
        pledge=pledge.pledge_id, tier=plan.needs.tier[row]
    )
    return f"{said} {_why_this(plan, row)}".strip()


def _why_this(plan: Plan, row: int) -> str:
    """What set the pledge apart from others that may meet the need; nothing if nothing did."""
    able, own = np.flatnonzero(_able(plan, row)), int(plan.pledge_of[row])
    pledge = plan.pledges[own]
    if len(able) == 1:
        return _("Hanya janji ini yang membolehkannya.")
    if pledge.giver_id in _other_givers(plan, row):
        return _("Pemberi ini sudah membantu keluarga yang sama.")
    area = str(plan.needs.area[row])
    roads = [steps(area, plan.pledges[other].site) if plan.pledges[other].site else FAR for other in able.tolist()]
    if pledge.site and steps(area, pledge.site) == min(roads) < max(roads):
        return _("Lokasi pemberi ini termasuk yang terdekat.")
    return ""


def _other_givers(plan: Plan, row: int) -> set[str]:
    """Who helps the family of the need already, or meets another of its needs."""
    family = np.flatnonzero(plan.needs.family_id == plan.needs.family_id[row])
    others = {plan.pledges[plan.pledge_of[n]].giver_id for n in family.tolist() if n != row and plan.met[n]}
    return others | {str(giver) for giver in plan.needs.giver[family] if giver}


def _able(plan: Plan, row: int) -> Truths:
    needs, may = plan.needs, plan.may
    found: Truths = may.may[may.class_of[row]] & may.fits(int(needs.value[row]), int(needs.units[row]))
    return found


def _unmet(plan: Plan, row: int, kind: str, district: str) -> str:
    may, own = plan.may, plan.may.class_of[row]
    found = may.kind[own]
    if not found.any():
        return _("Tidak ada janji yang membolehkan {kind}.").format(kind=kind)
    found = found & may.area[own]
    if not found.any():
        return _("Tidak ada janji yang membolehkan {kind} di {district}.").format(kind=kind, district=district)
    found = found & may.age[own]
    if not found.any():
        return _("Tidak ada janji di {district} yang membolehkan {kind} untuk umur ini.").format(
            kind=kind, district=district
        )
    found = _able(plan, row)
    if not found.any():
        return _("Nilai kebutuhan ini lebih besar daripada setiap janji yang membolehkannya.")
    return _used_up(plan, row, found)


def _used_up(plan: Plan, row: int, able: Truths) -> str:
    """Pledges that allow the need have met others: a limit is reached, or they are used up, and by which tiers."""
    takes = np.where(plan.may.money, plan.needs.value[row], plan.needs.units[row])
    if (able & (plan.left >= takes)).any():
        return _("Janji yang membolehkannya masih bersisa, tetapi batas per keluarga atau jumlahnya sudah tercapai.")
    last = int(plan.needs.tier[plan.met & able[plan.pledge_of]].max())
    if last < plan.needs.tier[row]:
        return _("Janji yang membolehkannya habis untuk kebutuhan yang lebih mendesak (sampai tingkat {tier}).").format(
            tier=last
        )
    return _("Janji yang membolehkannya sudah terpakai; sisanya lebih kecil daripada kebutuhan ini.")
