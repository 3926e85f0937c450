"""What of a plan waits for an officer: only of the newest, and only while its release is in force."""

from __future__ import annotations

import pytest
from tests.office.giving.giving_kit import NOW, REGENCY, confirmed, matcher, need
from tests.office.matching.matching_kit import planned, proposed

from padan.kernel.scope import Scope
from padan.office.matching import queries
from padan.office.matching.operations import refuse
from padan.office.registry.models import Release
from padan.office.registry.states import State

pytestmark = pytest.mark.django_db
KUKAR = Scope((REGENCY,))


def test_only_the_newest_plan_waits_and_only_of_the_release_in_force() -> None:
    pledge = confirmed()
    proposed(pledge)
    newest = planned((pledge, need(1)), (pledge, need(2)))
    planned(supposed={"amount": 1})  # what is only supposed decides nothing
    first, second = newest.proposals.order_by("pk")
    assert set(queries.undecided(KUKAR)) == {first, second}
    assert not queries.undecided(Scope()).exists()
    refuse(first, "sudah dibantu", by=matcher(), on=NOW)
    assert set(queries.undecided(KUKAR)) == {second}
    Release.objects.update(state=State.PAST)
    assert not queries.undecided(KUKAR).exists()
