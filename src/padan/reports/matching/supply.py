"""What givers have free on a day, as the planner takes it: confirmed pledges that are open, with all they restrict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from padan.kernel.scope import Scope
from padan.office.giving import queries
from padan.office.giving.kinds import Form
from padan.office.giving.operations import restrictions_of
from padan.office.giving.queries import Stands
from padan.rules.allocation import Pledge
from padan.rules.giving.pledging import ENDED, Restrictions, Status

#: Pledges of which nothing can be held.
NOT_OPEN: Final = frozenset({*ENDED, Status.FULFILLED, Status.OFFERED})


class Unplanned(StrEnum):
    """Why an open pledge takes no part in a plan."""

    USED_UP = "used_up"
    MANY_KINDS = "many_kinds"
    """Goods or services that do not name the one kind of aid they are."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Pledges of a plan, each with the number of its giver as the office knows them, and those that take no part."""

    pledges: tuple[Pledge, ...]
    left_out: tuple[tuple[int, Unplanned], ...]


def supply(scope: Scope, day: date) -> Supply:
    """The pledges of the givers of a scope."""
    rows = queries.pledges(scope).prefetch_related("giver__sites")
    pledges, out = [], []
    for each in queries.stand(rows, day):
        if each.standing.status in NOT_OPEN:
            continue
        why = _why_not(each)
        if why is None:
            pledges.append(_pledge(each))
        else:
            out.append((each.pledge.pk, why))
    return Supply(tuple(pledges), tuple(out))


def givers_of(scope: Scope, day: date) -> dict[str, str]:
    """Who helps a family of a scope already: the giver of the earliest hold that is still kept or was delivered."""
    found: dict[str, str] = {}
    held = queries.held(scope, day)
    for each in queries.holds(scope):
        if each.need_id in held:
            found.setdefault(each.need.family_id, str(each.pledge.giver_id))
    return found


def _why_not(stands: Stands) -> Unplanned | None:
    if stands.ledger.free < 1:
        return Unplanned.USED_UP
    if stands.pledge.form != Form.MONEY and len(stands.pledge.kinds) != 1:
        return Unplanned.MANY_KINDS
    return None


def _pledge(stands: Stands) -> Pledge:
    pledge, limits = stands.pledge, restrictions_of(stands.pledge)
    return Pledge(
        pledge_id=str(pledge.pk), giver_id=str(pledge.giver_id), amount=stands.ledger.free,
        unit="" if pledge.form == Form.MONEY else pledge.unit, kinds=limits.kinds, areas=limits.areas.codes,
        ages=None if limits.ages is None else (limits.ages[0], limits.ages[1] + 1),
        site=_site((each.area for each in pledge.giver.sites.all()), limits),
    )  # fmt: skip


def _site(areas: Iterable[str], limits: Restrictions) -> str:
    """The place of the giver: of several the first that the pledge may reach. The planner knows one for a pledge."""
    found = list(areas)
    near = (area for area in found if not limits.areas or limits.areas.covers(area))
    return next(near, found[0] if found else "")
