"""What covers a need already: rounds that bind, places that were left, givers' holds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.office.aid import aid_kit as aid
from tests.office.aid.aid_kit import REGENCY, SAMBOJA, TANJUNG, WONOTIRTO
from tests.office.delivery import delivery_kit as kit

from padan.kernel.scope import Scope
from padan.office.aid.following import keep_former
from padan.office.aid.models import Listed, Programme, Round
from padan.office.aid.states import State
from padan.office.delivery.models import Freed
from padan.reports.needs.covering import Cover, Covers, Standing, covers_in, standing
from padan.rules.delivery import Fate
from padan.rules.giving.needs import Need, need_id
from padan.rules.selection import Standing as Place

pytestmark = pytest.mark.django_db
IN_TIME, LAST_DAY, OVER = date(2026, 12, 10), date(2027, 1, 31), date(2027, 2, 1)
ALL = Scope((REGENCY,))


def covers(today: date = IN_TIME, scope: Scope = ALL) -> Covers:
    return covers_in(scope, aid.release(), today)


def chosen(held: Round, *areas: str) -> set[str]:
    rows = Listed.objects.filter(round=held, standing=Place.CHOSEN, area__in=areas or (WONOTIRTO, TANJUNG))
    return set(rows.values_list("family_id", flat=True))


@pytest.mark.parametrize(
    ("state", "covered"),
    [
        (State.DRAFT, 0),
        (State.VERIFYING, 0),
        (State.PROPOSED, 0),
        (State.DECREED, 50),
        (State.DELIVERING, 50),
        (State.CLOSED, 0),
        (State.CANCELLED, 0),
    ],
)
def test_only_a_list_that_binds_covers(state: State, covered: int) -> None:
    held = aid.at(state)
    found = covers()
    assert len(found) == covered
    if covered:
        assert set(found) == {(family, "food") for family in chosen(held)}
        assert set(found.values()) == {(Cover(held.programme.name, "Samboja 2025", LAST_DAY, 600_000),)}


def test_a_round_that_givers_pay_is_counted_with_its_holds_alone() -> None:
    held = aid.at(State.DELIVERING)
    Programme.objects.filter(pk=held.programme_id).update(by_givers=True)
    assert covers() == {}


def test_a_round_covers_until_its_last_day_and_within_the_scope() -> None:
    held = kit.begun()
    assert len(covers(LAST_DAY)) == 50
    assert covers(OVER) == {}
    assert {family for family, _kind in covers(scope=Scope((WONOTIRTO,)))} == chosen(held, WONOTIRTO)
    assert covers(scope=Scope()) == {}
    assert len(covers(scope=Scope((SAMBOJA,)))) == 50


def test_who_left_its_place_is_covered_no_more() -> None:
    held = kit.begun()
    family = kit.in_wonotirto(held)
    on = datetime(2026, 12, 6, tzinfo=UTC)
    common = {"round": held, "family_id": family, "area": WONOTIRTO, "by": kit.operator(), "on": on}
    Freed.objects.create(fate=Fate.MOVED_OUT, month=date(2027, 1, 1), **common)
    assert (family, "food") in covers()
    assert (family, "food") not in covers(date(2027, 1, 2))


def test_a_family_whose_id_went_over_keeps_its_place() -> None:
    held = kit.begun()
    family = kit.in_wonotirto(held)
    keep_former(aid.release(), [(family, "F0000000000000FF")])
    assert covers()["F0000000000000FF", "food"] == covers()[family, "food"]


def need(family: str, kind: str, person: str = "", cost: int | None = 15_000, units: int = 56) -> Need:
    return Need(need_id(person or family, kind, "x"), family, person, kind, "x", WONOTIRTO, None, 1, "day", units, cost)


def test_what_is_left_of_a_need() -> None:
    """A round of 600,000 for a family with two children to feed, of whom a giver holds something for one."""
    by = (Cover("PMT", "2026", LAST_DAY, 600_000),)
    twins = [need("F1", "pmt", person) for person in ("P1", "P2")]
    others = [need("F1", "latrine", units=1, cost=10_000_000), need("F2", "pmt", "P3"), need("F1", "visit", cost=None)]
    found = standing([*twins, *others], {("F1", "pmt"): by, ("F1", "visit"): by}, {twins[0].need_id: 500_000})
    assert found == [
        Standing(twins[0], by, 300_000, 500_000),
        Standing(twins[1], by, 300_000, 0),
        Standing(others[0], (), 0, 0),
        Standing(others[1], (), 0, 0),
        Standing(others[2], by, 600_000, 0),
    ]
    # 840,000 each; what nobody knows the cost of has no rest that anybody could name.
    assert [each.open for each in found] == [40_000, 540_000, 10_000_000, 840_000, None]
    assert standing([twins[0]], {("F1", "pmt"): by}, {twins[0].need_id: 500_000})[0].open == 0
