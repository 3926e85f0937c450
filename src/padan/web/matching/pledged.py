"""Pledges to choose from."""

from __future__ import annotations

from datetime import date

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.giving import queries
from padan.reports.matching.supply import NOT_OPEN
from padan.web.giving.told import amount


def pledge_choices(scope: Scope, day: date) -> list[tuple[str, str]]:
    """The confirmed pledges of a scope of which something is free, with what is."""
    return [
        (
            str(each.pledge.pk),
            _("janji {number}, {giver}: bebas {free}").format(
                number=each.pledge.pk, giver=each.pledge.giver.called, free=amount(each.pledge, each.ledger.free)
            ),
        )
        for each in queries.stand(queries.pledges(scope), day)
        if each.standing.status not in NOT_OPEN and each.ledger.free
    ]
