"""Pledges that wait for an officer, counted by the database, are those that the rules call offered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.office.giving.giving_kit import DAY, NOW, REGENCY, confirmed, offered, vetted, writer

from padan.kernel.scope import Scope
from padan.office.accounts.queries import counted_for
from padan.office.giving import queries
from padan.office.giving.operations import change, withdraw
from padan.rules.giving.pledging import Status
from padan.rules.giving.schedule import Instalment

pytestmark = pytest.mark.django_db
KUKAR = Scope((REGENCY,))


def by_rule(day: date) -> set[int]:
    stands = queries.stand(queries.pledges(KUKAR), day)
    return {each.pledge.pk for each in stands if each.standing.status is Status.OFFERED}


def test_offered_pledges_are_counted_as_the_rules_say() -> None:
    giver = vetted()
    one, two, gone, _taken = (offered(giver, 500), offered(giver, 500, 500), offered(giver), confirmed(giver))
    withdraw(gone, "batal", by=writer(), on=NOW)
    late = DAY + timedelta(days=60)
    change(two, [Instalment(late, -500)], "hanya sekali", by=writer(), on=NOW)
    for days, expected in ((0, {one.pk, two.pk}), (120, {one.pk, two.pk}), (121, set()), (150, set())):
        day = DAY + timedelta(days=days)
        found = queries.offered(KUKAR, day)
        assert {each.pk for each in found} == by_rule(day) == expected, days
        assert counted_for(writer(), n=found, none=queries.offered(Scope(), day)) == {"n": len(expected), "none": 0}
