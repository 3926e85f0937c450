"""Gift rounds: delivered by the records of aid without a decree, counted against the holds, and every rupiah accounted
for whatever happens to the events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from tests.office.aid import aid_kit as aid
from tests.office.aid.aid_kit import family
from tests.office.delivery import delivery_kit as handing
from tests.office.delivery.delivery_kit import event
from tests.office.giving.gift_kit import PLANNED, begun, gift_rule, meals, opened, proposed, shared
from tests.office.giving.giving_kit import (
    COURSE,
    DAY,
    NOW,
    REGENCY,
    TANJUNG,
    WONOTIRTO,
    confirmed,
    confirmer,
    giving_account,
    held,
    ledger,
    need,
    officer,
    vetted,
    writer,
)

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid.listing import exclude, set_quotas
from padan.office.aid.operations import move
from padan.office.aid.packaging import set_package
from padan.office.aid.policies import can_change
from padan.office.aid.states import Act, State
from padan.office.delivery import queries as deliveries
from padan.office.delivery.beginning import begin
from padan.office.delivery.operations import settle
from padan.office.delivery.policies import can_begin
from padan.office.giving import queries
from padan.office.giving.models import Taken
from padan.office.giving.operations import release, withdraw
from padan.office.giving.queries import Held
from padan.office.giving.standing import stand
from padan.rules.delivery import Ending, Outcome
from padan.rules.giving.ledger import Ledger
from padan.rules.giving.pledging import Status
from padan.rules.package import Portion
from padan.rules.selection import Exclusion

pytestmark = pytest.mark.django_db
KUKAR = Scope((REGENCY,))
THEN = date(2026, 12, 20)


def test_a_gift_round_is_what_is_held_and_nothing_else() -> None:
    made = opened(held(confirmed()))
    for changed in (
        lambda: set_quotas(made, {REGENCY: 3}, by=writer(), on=NOW),
        lambda: set_package(made, [Portion("beras", "kg", 10)], by=writer(), on=NOW),
        lambda: aid.draw(made, aid.candidates([WONOTIRTO], [0]), by=writer(), on=NOW),
    ):
        with pytest.raises(NotAllowedError, match="mengikuti yang disisihkan pemberi"):
            changed()
    with pytest.raises(NotAllowedError, match="dibiayai pemberi"):
        aid.open_round(made.rule, made.release, aid.PLANNED, by=writer(), on=NOW)


def test_a_gift_round_is_checked_by_another_and_has_no_decree() -> None:
    pledge = confirmed()
    made = opened(held(pledge), held(pledge, need(2, area=TANJUNG)))
    assert (made.state, made.cost, made.budget, can_change(made)) == (State.DRAFT, COURSE, 2 * COURSE, True)
    assert [(each.item, each.unit, each.amount) for each in made.package.all()] == [("makanan", "day", 56)]
    ready = proposed(made)
    with pytest.raises(NotAllowedError, match="sudah berpindah"):
        move(ready, State.DECREED, by=confirmer(), on=NOW, act=aid.SEAL)
    with pytest.raises(NotAllowedError, match="memulai penyaluran"):
        move(ready, State.DELIVERING, by=confirmer(), on=NOW)
    assert can_begin(ready)
    with pytest.raises(NotAllowedError, match="diperiksa sekretariat"):
        begin(ready, by=writer(), on=NOW)
    begin(ready, by=confirmer(), on=NOW)
    rows = deliveries.entitlements(KUKAR, made).values_list("family_id", "amount")
    assert sorted(rows) == [(family(1), 56), (family(2), 56)]


def test_an_ordinary_round_still_needs_its_decree() -> None:
    ready = aid.at(State.PROPOSED)
    assert not can_begin(ready)
    with pytest.raises(NotAllowedError, match="tidak dapat dimulai"):
        begin(ready, by=confirmer(), on=NOW)
    with pytest.raises(NotAllowedError, match="sudah berpindah"):
        move(ready, State.DELIVERING, by=confirmer(), on=NOW, act=Act.DELIVERY)


def test_who_held_for_a_round_does_not_check_it() -> None:
    pledge = confirmed()
    other = officer("sinta", role=Role.COORDINATOR)
    ready = proposed(opened(held(pledge, by=other)))
    with pytest.raises(NotAllowedError, match="ikut menyusun"):
        begin(ready, by=other, on=NOW)
    begin(ready, by=confirmer(), on=NOW)


def test_what_does_not_make_one_package() -> None:
    pledge, rule = confirmed(), gift_rule()
    one, short = held(pledge), held(pledge, need(2), 14)
    latrine = held(pledge, need(3, need_id="N3", kind="latrine", unit="house", units=1, unit_cost=2_000_000), 1)
    with pytest.raises(NotAllowedError, match="tidak dibiayai"):
        opened(one, rule=aid.rule())
    for holds in ((), (one, short), (latrine,), (one, latrine)):
        with pytest.raises(InvalidValueError, match="satu paket"):
            opened(*holds, rule=rule)
    for months in (0, 3):
        with pytest.raises(InvalidValueError, match="tidak terbagi"):
            opened(one, rule=rule, planned=replace(PLANNED, months=months))
    opened(one, rule=rule, planned=replace(PLANNED, months=2))
    assert Taken.objects.count() == 1
    with pytest.raises(NotAllowedError, match="sudah berakhir"):
        opened(one, rule=rule)
    release(short, "tidak jadi", by=writer(), on=NOW)
    with pytest.raises(NotAllowedError, match="sudah berakhir"):
        opened(short, rule=rule)


def test_the_hold_of_an_excluded_family_is_left_out() -> None:
    pledge, rule = confirmed(), gift_rule()
    one, two = held(pledge), held(pledge, need(2))
    exclude(rule.programme, (family(1), WONOTIRTO), Exclusion.MOVED, by=writer(), on=NOW, why="pindah")
    made = opened(one, two, rule=rule)
    assert list(Taken.objects.values_list("hold", flat=True)) == [two.pk]
    assert list(made.listed.filter(reason="").values_list("family_id", flat=True)) == [family(2)]
    release(one, "keluarganya pindah", by=writer(), on=NOW)
    with pytest.raises(NotAllowedError, match="sedang disalurkan"):
        release(two, "lain", by=writer(), on=NOW)
    exclude(rule.programme, (family(2), WONOTIRTO), Exclusion.REFUSED, by=writer(), on=NOW, why="menolak")
    release(two, "menolak", by=writer(), on=NOW)
    assert ledger(pledge) == Ledger(10_000_000, free=10_000_000)


def test_a_family_that_the_government_serves_meanwhile_is_left_out() -> None:
    pledge, rule = confirmed(), gift_rule()
    one, two = held(pledge), held(pledge, need(100))
    programme = aid.programme(code="pmt-lokal", kind="pmt")
    aid.drawn(aid.open_round(aid.rule(of=programme), aid.release(), aid.PLANNED, by=writer(), on=NOW), 3)
    made = opened(one, two, rule=rule)
    assert dict(made.listed.values_list("family_id", "reason")) == {family(1): "served", family(100): ""}
    assert list(Taken.objects.values_list("hold", flat=True)) == [two.pk]


def conserved() -> None:
    for each in stand(queries.pledges(KUKAR), THEN):
        found = each.ledger
        assert found.pledged == found.free + found.held + found.delivered + found.lapsed
        assert (found.short, found.beyond) == (0, 0)
    total = queries.total(KUKAR, THEN)
    assert total.held + total.delivered == sum(each.value for each in queries.held(KUKAR, THEN).values())


def test_what_a_family_received_is_paid_by_its_holds() -> None:
    _giver, money, food, made = shared()
    first, second = meals(made, 1, 20, outcome=Outcome.PARTIAL), meals(made, 1, 36, 5, outcome=Outcome.PARTIAL)
    handing.tell(first)
    # 20 days are shared 30 to 26: 10.71 and 9.29.
    assert ledger(money, THEN).delivered == 11 * 15_000
    assert ledger(food, THEN) == Ledger(40, free=14, held=17, delivered=9)
    handing.tell(first, second)
    assert ledger(money, THEN) == Ledger(2_000_000, free=710_000, held=COURSE, delivered=450_000)
    assert ledger(food, THEN) == Ledger(40, free=14, delivered=26)
    assert queries.held(KUKAR, THEN)[need().need_id] == Held(56, 450_000 + 26 * 20_000)
    conserved()


def test_void_conflict_and_late_events_leave_every_rupiah_accounted_for() -> None:
    _giver, money, food, made = shared()
    told = meals(made, 1, 56)
    handing.tell(told)
    surplus = meals(made, 1, 10, 9, outcome=Outcome.PARTIAL)
    handing.tell(surplus)
    assert handing.labels() == ["counted", "surplus"]
    assert (ledger(money, THEN).delivered, ledger(food, THEN).delivered) == (450_000, 26)
    settle(event(told), Ending.VOID, by=confirmer(), on=handing.NOW, reason="salah catat")
    # The one that was too much counts now.
    assert handing.labels() == ["void", "counted"]
    assert (ledger(money, THEN).delivered, ledger(food, THEN).delivered) == (5 * 15_000, 5)
    conserved()
    withdraw(money, "laba turun", by=giving_account(), on=NOW)
    move(made, State.CLOSED, by=writer(), on=handing.NOW)
    assert ledger(money, THEN) == Ledger(2_000_000, delivered=75_000, lapsed=1_925_000)
    assert ledger(food, THEN) == Ledger(40, free=35, delivered=5)
    conserved()
    # A phone comes back after the round was closed.
    handing.tell(meals(made, 3, 56), meals(made, 1, 46, 10, outcome=Outcome.PARTIAL))
    assert ledger(money, THEN) == Ledger(2_000_000, delivered=450_000 + COURSE, lapsed=710_000)
    assert ledger(food, THEN) == Ledger(40, free=14, delivered=26)
    conserved()


def test_a_hold_in_a_round_does_not_expire_and_a_cancelled_round_frees_it() -> None:
    pledge, rule = confirmed(), gift_rule()
    kept = held(pledge)
    made = opened(kept, rule=rule)
    late = kept.expires_on + timedelta(days=5)
    assert ledger(pledge, late).held == COURSE
    with pytest.raises(InvalidValueError, match="tinggal 0"):
        held(pledge)
    move(made, State.CANCELLED, by=writer(), on=NOW, reason="batal")
    assert ledger(pledge, DAY) == Ledger(10_000_000, free=10_000_000)
    held(pledge)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_arrival_gives_the_same_ledgers(seed: int) -> None:
    _giver, money, food, made = shared()
    events = [
        meals(made, number, days, minute, outcome=Outcome.PARTIAL)
        for minute, (number, days) in enumerate([(1, 30), (3, 7), (1, 30), (3, 50), (1, 12), (2, 5), (1, 2)])
    ]
    Random(seed).shuffle(events)
    for each in events:
        handing.tell(each)
        conserved()
    handing.tell(*reversed(events))
    conserved()
    # Of the first family 30, 12 and 2 count, shared 24 to 20; of the other 7: what comes after would be too much.
    assert (ledger(money, THEN).delivered, ledger(food, THEN).delivered) == ((24 + 7) * 15_000, 20)


def test_withdrawing_what_is_given_in_full_tells_nothing_and_changes_nothing() -> None:
    pledge = confirmed(vetted(), COURSE)
    handing.tell(meals(begun(held(pledge)), 1, 56))
    before = ledger(pledge, THEN)
    assert before == Ledger(COURSE, delivered=COURSE)
    withdraw(pledge, "laba turun", by=giving_account(), on=NOW + timedelta(days=21))
    assert ledger(pledge, THEN) == before
    assert stand([pledge], THEN)[0].standing.status is Status.FULFILLED
