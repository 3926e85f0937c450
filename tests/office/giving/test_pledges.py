"""Pledges are offered, confirmed by another, changed, withdrawn, replaced; how they stand is worked out each day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office.giving.giving_kit import (
    DAY,
    LATER,
    NOW,
    REGENCY,
    SAMBOJA,
    confirmed,
    confirmer,
    giving_account,
    held,
    ledger,
    need,
    offered,
    registered,
    schedule,
    vetted,
    writer,
)

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.giving import queries
from padan.office.giving.kinds import Form
from padan.office.giving.models import Pledge
from padan.office.giving.operations import Offered, change, confirm, offer, restrictions_of, withdraw
from padan.office.giving.registering import consent
from padan.office.giving.standing import stand
from padan.rules.giving.ledger import Ledger
from padan.rules.giving.pledging import Restrictions, Status
from padan.rules.giving.schedule import Instalment

pytestmark = pytest.mark.django_db
KUKAR = Scope((REGENCY,))


def stands(pledge: Pledge, day: date = DAY) -> str:
    found = stand([pledge], day)[0].standing
    return f"{found.status} {found.owed}"


def test_a_pledge_is_confirmed_by_another_and_only_of_a_vetted_giver() -> None:
    made = offered(registered())
    assert stands(made) == "offered 0"
    with pytest.raises(NotAllowedError, match="Anda sendiri"):
        confirm(made, by=writer(), on=NOW)
    with pytest.raises(NotAllowedError, match="belum diperiksa"):
        confirm(made, by=confirmer(), on=NOW)
    good = confirmed(vetted(giving_account("galih"), name="PT Kedua"))
    assert stands(good) == "confirmed 0"
    with pytest.raises(NotAllowedError, match="tidak sedang ditawarkan"):
        confirm(good, by=confirmer(), on=NOW)
    assert queries.total(KUKAR, DAY) == Ledger(10_000_000, free=10_000_000)


def test_no_pledge_without_consent_and_none_that_cannot_be() -> None:
    giver = vetted()
    money = Offered(Form.MONEY, schedule(100))
    for bad in (
        Offered(Form.MONEY, schedule(100), item="beras"),
        Offered(Form.MONEY, schedule(100), worth=2),
        Offered(Form.GOODS, schedule(100), unit="kg"),
        Offered(Form.GOODS, schedule(100), item="beras"),
        Offered(Form.GOODS, schedule(100), item="beras", unit="kg", worth=0),
    ):
        with pytest.raises(ValidationError):
            offer(giver, bad, by=giving_account(), on=NOW)
    for restrictions, what in (
        (Restrictions(kinds=frozenset({"gold"})), "Jenis bantuan"),
        (Restrictions(Scope.of(["64.99"])), "Wilayah"),
    ):
        with pytest.raises(InvalidValueError, match=what):
            offer(giver, Offered(Form.MONEY, schedule(100), restrictions), by=writer(), on=NOW)
    with pytest.raises(NotAllowedError, match="bukan urusan"):
        offer(giver, money, by=giving_account("galih"), on=NOW)
    consent(giver, "2026-1", given=False, by=giving_account(), on=NOW)
    with pytest.raises(NotAllowedError, match="belum menyetujui"):
        offer(giver, money, by=giving_account(), on=NOW)
    assert not Pledge.objects.exists()


def test_what_a_giver_restricts_is_kept() -> None:
    wanted = Restrictions(Scope.of([SAMBOJA]), frozenset({"pmt", "food"}), (6, 23))
    assert restrictions_of(offered(restrictions=wanted)) == wanted
    assert restrictions_of(offered(vetted(giving_account("galih"), name="PT Kedua"))) == Restrictions()


def test_the_standing_follows_the_days_alone() -> None:
    made = confirmed(None, 300, 700)
    days = {0: "confirmed 0", 29: "confirmed 0", 30: "due 300", 45: "overdue 300", 60: "overdue 1000"}
    days |= {150: "overdue 1000", 151: "lapsed 0"}
    assert {after: stands(made, DAY + timedelta(days=after)) for after in days} == days
    assert ledger(made, DAY + timedelta(days=150)) == Ledger(1_000, free=1_000)
    assert ledger(made, DAY + timedelta(days=151)) == Ledger(1_000, lapsed=1_000)
    assert [each.pledge for each in queries.overdue(KUKAR, LATER)] == [made]
    assert queries.overdue(KUKAR, DAY) == queries.overdue(Scope(), LATER) == []


def test_the_late_pledges_are_those_whose_standing_says_so() -> None:
    giver = vetted()
    made = confirmed(giver, 300, 700)
    offered(giver, 500)
    withdraw(confirmed(giver, 400), "laba turun", by=giving_account(), on=NOW)
    change(made, [Instalment(DAY + timedelta(days=30), -300)], "mundur", by=writer(), on=NOW)
    for after in (30, 44, 45, 60, 74, 75, 120, 150, 151):
        day = DAY + timedelta(days=after)
        late = [each for each in stand(queries.pledges(KUKAR), day) if each.standing.status is Status.OVERDUE]
        assert queries.overdue(KUKAR, day) == late
        assert bool(late) == (75 <= after <= 150)


def test_changes_are_written_beside() -> None:
    made = offered()
    due = DAY + timedelta(days=30)
    next_month = due + timedelta(days=30)
    change(made, [Instalment(next_month, 500_000)], "tambahan", by=giving_account(), on=NOW)
    confirm(made, by=confirmer(), on=NOW)
    held(made)
    assert ledger(made) == Ledger(10_500_000, free=9_660_000, held=840_000)
    with pytest.raises(NotAllowedError, match="tidak ditambah"):
        change(made, [Instalment(due, -1), Instalment(next_month, 2)], "tambahan", by=giving_account(), on=NOW)
    with pytest.raises(InvalidValueError, match="masih bebas"):
        change(made, [Instalment(due, -9_660_001)], "berkurang", by=writer(), on=NOW)
    with pytest.raises(InvalidValueError, match="di bawah nol"):
        change(made, [Instalment(next_month, -500_001)], "berkurang", by=writer(), on=NOW)
    assert stands(made, due) == "due 10000000"
    change(made, [Instalment(due, -10_000_000), Instalment(next_month, 340_000)], "mundur", by=writer(), on=NOW)
    assert (stands(made, due), ledger(made)) == ("confirmed 0", Ledger(840_000, held=840_000))
    assert ledger(made, DAY - timedelta(days=1)) == Ledger()
    for part, reason, what in ((Instalment(due, 0), "x", "tidak berubah"), (Instalment(due, 5), " ", "Alasan")):
        with pytest.raises(InvalidValueError, match=what):
            change(made, [part], reason, by=writer(), on=NOW)
    with pytest.raises(RuntimeError, match="written once"):
        made.instalments.first().save()  # type: ignore[union-attr]


def test_what_is_withdrawn_lapses_but_what_is_held_is_given() -> None:
    made = confirmed()
    held(made)
    withdraw(made, "laba turun", by=giving_account(), on=NOW)
    assert stands(made) == "withdrawn 0"
    assert ledger(made) == Ledger(10_000_000, held=840_000, lapsed=9_160_000)
    with pytest.raises(NotAllowedError, match="sudah selesai"):
        withdraw(made, "lagi", by=giving_account(), on=NOW)
    with pytest.raises(NotAllowedError, match="sudah selesai"):
        held(made, need(2))


def test_a_pledge_takes_the_place_of_another() -> None:
    giver = vetted()
    first = confirmed(giver)
    second = offer(giver, Offered(Form.MONEY, schedule(5_000_000)), by=writer(), on=NOW, replaces=first)
    third = offer(giver, Offered(Form.MONEY, schedule(7)), by=writer(), on=NOW, replaces=first)
    assert stands(first) == "confirmed 0"
    confirm(second, by=confirmer(), on=NOW)
    with pytest.raises(NotAllowedError, match="sudah selesai"):
        confirm(third, by=confirmer(), on=NOW)
    assert (stands(first), stands(second)) == ("replaced 0", "confirmed 0")
    assert queries.total(KUKAR, DAY) == Ledger(15_000_000, free=5_000_000, lapsed=10_000_000)
    with pytest.raises(InvalidValueError, match="pemberi lain"):
        offer(
            vetted(giving_account("galih"), name="PT Kedua"), Offered(Form.MONEY, schedule(5)), by=writer(), on=NOW,
            replaces=second,
        )  # fmt: skip


def test_many_pledges_are_asked_in_as_few_questions_as_one() -> None:
    giver = vetted()

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            queries.total(KUKAR, DAY)
        return len(found)

    held(confirmed(giver))
    one = asked()
    for number in range(2, 6):
        held(confirmed(giver), need(number))
    assert asked() == one <= 8
    assert {each.standing.status for each in stand(queries.pledges(KUKAR), DAY)} == {Status.CONFIRMED}
