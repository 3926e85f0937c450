"""Holds: made by a third person, never beyond the need or the pledge, expiring, let go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.office.aid import aid_kit as aid
from tests.office.aid.aid_kit import family
from tests.office.giving.giving_kit import (
    COURSE,
    DAY,
    NOW,
    REGENCY,
    SAMBOJA,
    TANJUNG,
    WONOTIRTO,
    confirmed,
    confirmer,
    giving_account,
    goods,
    held,
    ledger,
    matcher,
    need,
    offered,
    officer,
    vetted,
    writer,
)

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid.following import keep_former
from padan.office.aid.listing import exclude
from padan.office.aid.states import State
from padan.office.giving import queries
from padan.office.giving.models import Hold, Needed, Pledge
from padan.office.giving.operations import release
from padan.office.giving.queries import Held
from padan.rules.giving.ledger import Ledger
from padan.rules.giving.pledging import Restrictions
from padan.rules.selection import Exclusion

pytestmark = pytest.mark.django_db
KUKAR = Scope((REGENCY,))


def test_a_hold_keeps_money_for_a_need_until_its_day() -> None:
    made = confirmed()
    kept = held(made)
    assert (kept.amount, kept.expires_on) == (COURSE, DAY + timedelta(days=30))
    assert ledger(made, kept.expires_on) == Ledger(10_000_000, free=10_000_000 - COURSE, held=COURSE)
    assert queries.held(KUKAR, kept.expires_on) == {kept.need_id: Held(56, COURSE)}
    assert queries.held(Scope((TANJUNG,)), DAY) == queries.held(Scope(), DAY) == {}
    after = kept.expires_on + timedelta(days=1)
    assert (ledger(made, after), queries.held(KUKAR, after)) == (Ledger(10_000_000, free=10_000_000), {})


def test_goods_are_held_unit_for_unit_in_the_same_unit() -> None:
    giver = vetted()
    made = goods(giver, 100)
    held(made)
    assert ledger(made) == Ledger(100, free=44, held=56)
    assert queries.held(KUKAR, DAY)[need().need_id] == Held(56, 56 * 20_000)
    assert queries.total(KUKAR, DAY) == Ledger(2_000_000, free=880_000, held=1_120_000)
    with pytest.raises(InvalidValueError, match="dihitung dalam hari"):
        held(made, need(2, unit="month"))
    held(made, need(3, unit_cost=None), 44)
    with pytest.raises(InvalidValueError, match="belum diketahui"):
        held(confirmed(giver), need(4, unit_cost=None))


def test_three_people_see_a_rupiah_on_its_way() -> None:
    made = confirmed()
    for mine in (writer(), confirmer()):
        with pytest.raises(NotAllowedError, match="Anda sendiri"):
            held(made, by=mine)
    for other in (giving_account(), officer("wati", WONOTIRTO, role=Role.VILLAGE_OPERATOR)):
        with pytest.raises(NotAllowedError, match="diurus petugas data"):
            held(made, by=other)
    with pytest.raises(NotAllowedError, match="diurus petugas data"):
        held(made, need(area="64.03.01.2001"))
    with pytest.raises(NotAllowedError, match="belum diterima"):
        held(offered(vetted(giving_account("galih"), name="PT Kedua")))


def test_two_pledges_share_a_need_but_never_beyond_its_units() -> None:
    giver = vetted()
    one, two = confirmed(giver), confirmed(giver)
    held(one, units=30)
    with pytest.raises(InvalidValueError, match="tinggal 26 hari"):
        held(two, units=27)
    with pytest.raises(InvalidValueError, match="tinggal 26 hari"):
        held(two, units=0)
    held(two, units=26)
    with pytest.raises(InvalidValueError, match="tinggal 0 hari"):
        held(one, units=1)
    # Twins of one family are two needs.
    held(one, need(2, family_id=family(1)))


def test_no_more_is_held_than_is_free() -> None:
    made = confirmed(None, COURSE + 14_999)
    held(made)
    with pytest.raises(InvalidValueError, match=r"masih bebas 14\.999"):
        held(made, need(2), 1)


def test_restrictions_bind() -> None:
    made = confirmed(restrictions=Restrictions(Scope.of([SAMBOJA]), frozenset({"pmt"}), (6, 23)))
    for bad, what in (
        (need(area="64.02.07.2002"), "wilayah"),
        (need(kind="food"), "jenis"),
        (need(age_months=30), "umur"),
        (need(age_months=None), "umurnya tidak diketahui"),
    ):
        with pytest.raises(NotAllowedError, match=what):
            held(made, bad)
    held(made)


def test_an_excluded_or_served_family_is_not_held() -> None:
    programme = aid.programme(code="pmt-lokal", kind="pmt")
    made = confirmed()
    exclude(programme, (family(1), WONOTIRTO), Exclusion.REFUSED, by=writer(), on=NOW, why="menolak")
    with pytest.raises(NotAllowedError, match="menolak"):
        held(made)
    keep_former(aid.release(), [(family(1), family(7))])
    with pytest.raises(NotAllowedError, match="menolak"):
        held(made, need(7))
    held(made, need(1, need_id="N1", kind="latrine"))
    exclude(programme, (family(3), WONOTIRTO), Exclusion.MOVED, by=writer(), on=NOW, why="pindah")
    with pytest.raises(NotAllowedError, match="sudah pindah"):
        held(made, need(3, need_id="N3", kind="latrine"))
    round_ = aid.at(State.DRAFT)
    served = need(2, need_id="N2", kind="food")
    with pytest.raises(NotAllowedError, match="tidak diberi"):
        held(made, served, on=NOW + timedelta(days=5))
    assert round_.programme.kind == "food"
    held(made, served)


def test_who_lets_a_hold_go() -> None:
    made = confirmed()
    kept = held(made)
    for by, reason, error in ((giving_account(), "x", NotAllowedError), (writer(), " ", InvalidValueError)):
        with pytest.raises(error):
            release(kept, reason, by=by, on=NOW)
    release(kept, "anaknya pindah", by=writer(), on=NOW)
    assert ledger(made) == Ledger(10_000_000, free=10_000_000)
    with pytest.raises(NotAllowedError, match="sudah berakhir"):
        release(kept, "lagi", by=writer(), on=NOW)
    again = held(made, until=DAY)
    with pytest.raises(NotAllowedError, match="sudah berakhir"):
        release(again, "terlambat", by=writer(), on=NOW + timedelta(days=1))
    with pytest.raises(InvalidValueError, match="sudah lewat"):
        held(made, need(2), until=DAY - timedelta(days=1))
    with pytest.raises(InvalidValueError, match="Alasan"):
        hold_without_reason(made)


def hold_without_reason(made: Pledge) -> Any:
    from padan.office.giving.operations import hold

    return hold(made, need(2), 1, " ", by=matcher(), on=NOW)


ACTS = st.lists(
    st.tuples(st.sampled_from("hhhhr+"), st.integers(0, 1), st.integers(1, 2), st.integers(1, 60), st.integers(0, 40)),
    max_size=10,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_is_tried_nothing_is_held_twice_and_all_adds_up(acts: list[tuple[str, int, int, int, int]]) -> None:
    from django.db import transaction

    with transaction.atomic():
        giver = vetted()
        pledges = (confirmed(giver, 900_000), confirmed(giver, 400_000))
        for act, place, number, units, after in sorted(acts, key=lambda each: each[4]):
            on = NOW + timedelta(days=after)
            try:
                if act == "r":
                    for kept in Hold.objects.filter(pledge=pledges[place])[:1]:
                        release(kept, "dilepas", by=writer(), on=on)
                else:
                    held(pledges[place], need(number), units, on=on)
            except PadanError:
                pass
            day = on.date()
            for each in Needed.objects.all():
                assert queries.held_of(each.pk, day) <= 56
            total = queries.total(KUKAR, day)
            assert (total.pledged, total.short, total.beyond) == (1_300_000, 0, 0)
            assert total.held == sum(each.value for each in queries.held(KUKAR, day).values())
        transaction.set_rollback(True)
