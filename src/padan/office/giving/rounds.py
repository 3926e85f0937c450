"""Gift rounds: what givers' holds are for is handed out by the records of aid, with their list, phone and cards.

A gift round is a round of a programme that givers pay. Its list is drawn as every list is, so who is excluded is not in
it; its package is what the holds of a family come to; it is checked by somebody who had no hand in it or in its holds;
and it has no decree, because givers' money is not the regency's budget.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import transaction
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.aid import listing
from padan.office.aid import operations as aid
from padan.office.aid.models import Round, Rule
from padan.office.aid.packaging import set_package
from padan.office.aid.queries import chosen, withheld
from padan.office.audit.operations import record
from padan.office.giving.models import GiftRound, Hold, Taken
from padan.office.giving.policies import check_can_take
from padan.office.registry.models import Release
from padan.rules.package import Portion
from padan.rules.risk.answers import YES
from padan.rules.selection import Candidates, Exclusion, Key


@dataclass(frozen=True, slots=True)
class Planned:
    """What is said of a gift round: its name, the ``item`` that is handed out as cards and phones call it, from which
    day on and for how many months."""

    name: str
    item: str
    since: date
    months: int


@transaction.atomic
def open_round(
    rule: Rule, release: Release, holds: Collection[Hold], planned: Planned, *, by: Account, on: datetime
) -> Round:
    """Open a round that hands out what these holds keep, with its package and list.

    All holds are of the kind of the rule's programme and in one unit, and those of each family come to the same number,
    which the months divide: other families are in another round. The hold of a family that is excluded, or served by
    the government meanwhile, is left as it is. NotAllowedError or InvalidValueError where that is not so, or a hold has
    ended or is taken.
    """
    numbers = [each.pk for each in holds]
    rows = list(
        Hold.objects.select_for_update(of=("self",)).filter(pk__in=numbers).select_related("need", "pledge", "released")
    )
    units = check_can_take(rule.programme, rows, planned.months, timezone.localdate(on))
    areas = {each.need.family_id: each.need.area for each in rows}
    value = sum(each.amount * each.pledge.worth for each in rows)
    cost = value // len(areas)
    made = aid.open_round(
        rule, release, aid.Planned(planned.name, rule.programme.area, planned.since, planned.months, cost, value),
        gifts=True, by=by, on=on,
    )  # fmt: skip
    for account in Account.objects.filter(pk__in={each.by_id for each in rows}):
        aid.step(made, made.state, account, on)  # who made a hold had a hand in the round
    listing.set_quotas(made, Counter(areas.values()), by=by, on=on)
    set_package(
        made, [Portion(planned.item, rows[0].need.unit, units // planned.months, price=cost // units)], by=by, on=on
    )
    why = withheld(rule.programme.kind, list(areas), planned.since)
    drawn = listing.draw(made, _candidates(areas, why), by=by, on=on)
    _take(drawn, rows, by, on)
    return drawn


def _candidates(areas: Mapping[str, str], why: Mapping[str, str]) -> Candidates:
    """The families as candidates of equal rank: there is a place for each but those that are withheld, and why."""
    families = sorted(areas)
    reasons = np.array([why.get(each, "") for each in families], object)
    return Candidates(
        np.array(families, object), np.array([areas[each] for each in families], object),
        np.full(len(families), YES, np.int8), (Key("held", np.zeros(len(families), np.int64)),),
        {reason: reasons == reason.value for reason in Exclusion},
    )  # fmt: skip


def _take(held: Round, rows: list[Hold], by: Account, on: datetime) -> None:
    gift = GiftRound(round=held)
    gift.save()
    there = set(chosen(Scope((held.area,)), held).values_list("family_id", flat=True))
    taken = [each for each in rows if each.need.family_id in there]
    Taken.objects.bulk_create(Taken(hold=each, gift=gift, on=on) for each in taken)
    record(
        by=acting(by), on=on, action="giving.round_opened", subject=str(held), area=held.area,
        after={"holds": len(taken), "families": len(there), "left_out": len(rows) - len(taken)},
    )  # fmt: skip
