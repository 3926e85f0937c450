"""The children beside whom the helped ones are put: who needed the same when help began, and whom nobody helps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.office.aid import queries as aid
from padan.office.aid.following import followed
from padan.office.aid.states import State
from padan.office.delivery import queries as delivery
from padan.office.registry import queries as registry
from padan.office.registry.queries import Release
from padan.reports.needs.making import needs_copy
from padan.reports.outcome.helping import DISTRICT

#: States of a round that served somebody.
_SERVED: Final = (State.DECREED, State.DELIVERING, State.CLOSED)

Beside = list[tuple[str, str]]
"""Children by their ids in the release at hand, each with its kecamatan."""


def beside(
    kind: str, since: date, scope: Scope, but: Collection[str], release: Release, becomes: Mapping[str, str]
) -> Beside | None:
    """The children of a scope who needed a kind of aid by the release that was in force on a day, ``but`` those whom
    givers help and those whose family has had a place in a round of that kind since. None where that release is no
    more. By the needs of then, not of today: who got better needs nothing now, and would be missing."""
    then = registry.in_force_at(timezone.make_aware(datetime.combine(since + timedelta(days=1), datetime.min.time())))
    if then is None or not then.folder.is_dir():
        return None
    needs = _of_children(then, kind)
    inside = [area for area in pc.unique(needs["area"]).to_pylist() if scope.covers(area)]
    needs = needs.filter(pc.is_in(needs["area"], pa.array(inside, pa.string())))
    served = _served(kind, since, scope, release)
    found: dict[str, str] = {}
    rows = zip(*(needs[name].to_pylist() for name in ("person_id", "family_id", "area")), strict=True)
    for person, family, area in rows:
        now = becomes.get(person, person)
        if now not in but and family not in served and becomes.get(family, family) not in served:
            found.setdefault(now, area[:DISTRICT])
    return sorted(found.items())


def _of_children(release: Release, kind: str) -> pa.Table:
    return pq.read_table(
        needs_copy(release.folder), columns=["person_id", "family_id", "area"],
        filters=[("kind", "=", kind), ("need_id", "!=", ""), ("person_id", "!=", "")],
    )  # fmt: skip


def _served(kind: str, since: date, scope: Scope, release: Release) -> set[str]:
    """The families with a place in a round of the government of that kind that ran on the day or later, by every id
    that they had; those who left their place before the day are not among them."""
    rounds = aid.rounds_over(scope).filter(
        programme__kind=kind, programme__by_givers=False, state__in=_SERVED, until__gte=since
    )
    found: set[str] = set()
    for held in rounds:
        left = {family for family, month in delivery.freed_of(scope, held).items() if month <= since}
        families = set(aid.chosen(scope, held).values_list("family_id", flat=True)) - left
        found |= followed(release, dict.fromkeys(families, "")).keys()
    return found
