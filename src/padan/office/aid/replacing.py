"""What becomes of a list after its decree when recipients fall out: the next in line take their places, by the rule by
which the list was made, and nobody else moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import transaction

from padan.office import bulk
from padan.office.aid.following import followed
from padan.office.aid.listing import barred
from padan.office.aid.models import Excluded, Listed, Round
from padan.office.aid.queries import quotas_of
from padan.rules.risk.answers import YES
from padan.rules.selection import (
    Candidates,
    Exclusion,
    Key,
    Quota,
    Replacement,
    Selection,
    Standing,
    fall_out,
    select,
)

_NAMES = ("round", "family_id", "area", "standing", "rank", "line", "place", "reason", "registered")


@dataclass(frozen=True, slots=True)
class Replaced:
    """Who fell out of a list and who took the place; and of all who fell out, of those who waited too, why."""

    each: tuple[Replacement, ...]
    reasons: dict[str, str]


def fallen_out(held: Round) -> dict[str, str]:
    """The recipients of a round who were excluded from its programme after the decree, and why."""
    excluded = Excluded.objects.filter(programme=held.programme_id, lifted_on=None)
    said = followed(held.release, dict(excluded.values_list("family_id", "reason")))
    chosen = held.listed.filter(standing=Standing.CHOSEN).values_list("family_id", flat=True)
    return {family: said[family] for family in chosen if family in said}


@transaction.atomic
def replace_excluded(held: Round) -> Replaced:
    """Let the next in line follow the recipients of a decreed round who were excluded since. Who waits and is excluded
    or served by another round by now does not move up. The caller has locked the round, and says what was done in a
    decree and in the trail."""
    rows = list(held.listed.order_by("rank", "family_id"))
    said, gone = barred(held), fallen_out(held)
    waiting = {row.family_id for row in rows if row.standing == Standing.RESERVE}
    gone |= {family: reason for family, reason in sorted(said.items()) if family in waiting}
    out = {family: Exclusion(reason) for family, reason in gone.items()}
    after, each = fall_out(_as_selected(held, rows), out)
    _write(held, rows, after, out)
    return Replaced(each, gone)


def _as_selected(held: Round, rows: list[Listed]) -> Selection:
    """The list as it was chosen: the same rows, ranks, reasons and quotas give the same standings."""
    reasons = np.array([row.reason for row in rows], object)
    families = Candidates(
        np.array([row.family_id for row in rows], object), np.array([row.area for row in rows], object),
        np.full(len(rows), YES, np.int8), (Key("rank", np.array([row.rank for row in rows], np.int64)),),
        {reason: reasons == reason.value for reason in Exclusion},
    )  # fmt: skip
    return select(families, [Quota(area, places) for area, places in quotas_of(held).items()], held.seed)


def _write(held: Round, rows: list[Listed], after: Selection, out: dict[str, Exclusion]) -> None:
    columns = zip(rows, after.standing.tolist(), after.line.tolist(), after.place.tolist(), strict=True)
    written = [
        (
            held.pk, row.family_id, row.area, standing, row.rank, after.quotas[line].area if line >= 0 else "", place,
            out[row.family_id].value if row.family_id in out else row.reason, row.registered,
        )
        for row, standing, line, place in columns
    ]  # fmt: skip
    held.listed.all().delete()
    bulk.write(Listed, _NAMES, written)
