"""Plans are kept and their proposals decided by people; nothing is given twice, whoever accepts what in which order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from tests.office.aid import aid_kit as aid
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
    ledger,
    matcher,
    need,
    officer,
    province,
    vetted,
    writer,
)
from tests.office.matching.matching_kit import WHY, planned, proposed

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid.listing import exclude
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.office.giving import queries as giving
from padan.office.giving.models import Hold, Pledge
from padan.office.giving.operations import release, withdraw
from padan.office.giving.rounds import Planned, open_round
from padan.office.matching import queries
from padan.office.matching.models import Decision, Plan, Proposal
from padan.office.matching.operations import Accepted, accept, accept_many, change, refuse
from padan.office.matching.policies import can_accept
from padan.office.matching.states import Fate
from padan.office.registry.states import State as ReleaseState
from padan.rules.selection import Exclusion

pytestmark = pytest.mark.django_db
KUKAR = Scope((REGENCY,))


def fates(plan: Plan) -> list[Fate]:
    return [each.fate for each in queries.proposals(KUKAR).filter(plan=plan).order_by("pk")]


def actions() -> list[str]:
    return list(
        Entry.objects.filter(action__startswith="matching.").order_by("number").values_list("action", flat=True)
    )


def test_what_is_accepted_is_held_of_the_pledge_and_says_which_plan_it_came_of() -> None:
    pledge = confirmed()
    plan = planned((pledge, need(1)), (pledge, need(2, area=TANJUNG)))
    first, second = plan.proposals.order_by("pk")
    assert (first.need.value, first.fate, first.why) == (COURSE, Fate.OPEN, WHY)
    made = accept(first, by=matcher(), on=NOW).hold
    assert (made.pledge, made.need_id, made.units) == (pledge, need(1).need_id, 56)
    assert made.reason == f"Rencana {plan.pk}: {WHY}"
    assert (ledger(pledge).held, ledger(pledge).free) == (COURSE, 10_000_000 - COURSE)
    refuse(second, "Keluarganya menolak", by=matcher(), on=NOW)
    assert fates(plan) == [Fate.ACCEPTED, Fate.REFUSED]
    assert ledger(pledge).held == COURSE
    assert actions() == ["matching.planned", "matching.accepted", "matching.refused"]
    last = Entry.objects.get(action="matching.refused")
    assert (last.reason, last.area) == ("Keluarganya menolak", TANJUNG)


def test_a_proposal_is_decided_once() -> None:
    one = proposed(confirmed())
    accept(one, by=matcher(), on=NOW)
    for again in (
        lambda: accept(one, by=matcher(), on=NOW),
        lambda: refuse(one, "lain kali", by=matcher(), on=NOW),
        lambda: change(one, 14, one.pledge, "sebagian", by=matcher(), on=NOW),
    ):
        with pytest.raises(NotAllowedError, match="sudah diputuskan"):
            again()
    assert (Hold.objects.count(), Decision.objects.count()) == (1, 1)


def test_a_proposal_is_accepted_for_other_units_or_of_another_pledge_with_a_reason() -> None:
    pledge, other = confirmed(), confirmed(vetted(giving_account("galih"), name="PT Sawit Contoh"))
    plan = planned((pledge, need(1)), (pledge, need(2)))
    first, second = plan.proposals.order_by("pk")
    with pytest.raises(InvalidValueError, match="Alasan belum diisi"):
        change(first, 28, pledge, " ", by=matcher(), on=NOW)
    with pytest.raises(InvalidValueError, match="Tidak ada yang berubah"):
        change(first, 56, pledge, "sama saja", by=matcher(), on=NOW)
    with pytest.raises(InvalidValueError, match="tinggal 56 hari"):
        change(first, 57, pledge, "lebih", by=matcher(), on=NOW)
    assert change(first, 28, pledge, "setengah dahulu", by=matcher(), on=NOW).hold.units == 28
    assert change(second, 56, other, "lebih dekat", by=matcher(), on=NOW).hold.pledge == other
    assert fates(plan) == [Fate.CHANGED, Fate.CHANGED]
    assert actions()[-1] == "matching.changed"


@pytest.mark.parametrize("fate", list(Fate))
def test_what_is_asked_for_by_fate_is_what_each_proposal_says(fate: Fate) -> None:
    pledge = confirmed()
    plan = planned(*((pledge, need(number)) for number in range(1, 5)))
    rows = list(plan.proposals.order_by("pk"))
    accept(rows[0], by=matcher(), on=NOW)
    change(rows[1], 14, pledge, "sebagian", by=matcher(), on=NOW)
    refuse(rows[2], "pindah", by=matcher(), on=NOW)
    every = queries.proposals(KUKAR)
    assert [each.pk for each in queries.fated(every, fate)] == [each.pk for each in every if each.fate is fate]
    assert queries.counts(every)[fate] == 1


def test_who_wrote_or_took_the_pledge_does_not_say_whom_it_reaches() -> None:
    one = proposed(confirmed())
    for by in (writer(), confirmer()):
        with pytest.raises(NotAllowedError, match="Anda sendiri yang menulis atau menerima"):
            accept(one, by=by, on=NOW)
    assert not Hold.objects.exists()


@pytest.mark.parametrize("who", ["province", "inspector", "village"])
def test_only_who_looks_after_givers_plans_and_decides(who: str) -> None:
    by: Account = {
        "province": province, "inspector": lambda: officer("irma", role=Role.INSPECTOR),
        "village": lambda: officer("desa", WONOTIRTO, role=Role.VILLAGE_OPERATOR),
    }[who]()  # fmt: skip
    one = proposed(confirmed())
    with pytest.raises(NotAllowedError, match="diurus petugas data"):
        accept(one, by=by, on=NOW)
    with pytest.raises(NotAllowedError, match="diurus petugas data"):
        refuse(one, "tidak", by=by, on=NOW)


def test_many_are_accepted_and_what_stands_against_the_others_is_told() -> None:
    """Money for two courses, three proposals, and a family that is excluded."""
    pledge = confirmed(None, 2 * COURSE)
    plan = planned(*((pledge, need(number)) for number in range(1, 4)), (pledge, need(9)))
    programme = aid.programme(kind="pmt")
    exclude(programme, (aid.family(9), WONOTIRTO), Exclusion.MOVED, by=writer(), on=NOW, why="pindah")
    found = accept_many(plan.proposals.order_by("pk"), by=matcher(), on=NOW)
    assert found.many == 2
    assert sum(found.refused.values()) == 2
    assert any(said.startswith("Yang masih bebas 0") for said in found.refused)
    assert any("tidak diberi bantuan jenis ini" in said for said in found.refused)
    assert fates(plan) == [Fate.ACCEPTED, Fate.ACCEPTED, Fate.OPEN, Fate.OPEN]
    assert ledger(pledge).free == 0


def test_a_pledge_that_ended_meets_nothing() -> None:
    pledge = confirmed()
    one = proposed(pledge)
    withdraw(pledge, "tambang ditutup", by=giving_account(), on=NOW)
    assert accept_many([one], by=matcher(), on=NOW) == Accepted(0, {"Janji ini sudah selesai": 1})


def test_a_plan_of_an_old_release_is_only_read() -> None:
    one = proposed(confirmed())
    assert can_accept(one.plan)
    type(one.plan.release).objects.filter(pk=one.plan.release_id).update(state=ReleaseState.PAST)
    one.plan.release.refresh_from_db()
    assert not can_accept(one.plan)
    with pytest.raises(NotAllowedError, match="tidak berlaku lagi"):
        accept(one, by=matcher(), on=NOW)
    refuse(one, "usang", by=matcher(), on=NOW)


@pytest.mark.parametrize(("hours", "accepted"), [(-1, 0), (1, 1)], ids=["decreed since", "decreed before"])
def test_who_is_covered_since_the_plan_was_made_is_left(hours: int, accepted: int) -> None:
    """A round of food is decreed, and begins in December: a plan made before did not count it, one made after did."""
    served = need(2, kind="food")
    family = aid.at(State.DECREED).listed.get(rank=1).family_id
    plan = planned((confirmed(), replace(served, family_id=family)), on=NOW + timedelta(hours=hours))
    found = accept_many(plan.proposals.all(), by=matcher(), on=NOW)
    assert found.many == accepted
    assert list(found.refused) == ["Keluarga ini sudah ditanggung program sejak rencana dibuat"][accepted:]


def test_there_is_nothing_to_accept_in_what_is_only_supposed() -> None:
    pledge = confirmed()
    supposed = {"amount": 5, "kinds": [], "areas": [], "pledge": ""}
    with pytest.raises(InvalidValueError, match="Pengandaian tidak dapat diterima"):
        planned((pledge, need()), supposed=supposed)
    made = planned(supposed=supposed)
    assert list(queries.what_ifs(KUKAR)) == [made]
    assert not queries.plans(KUKAR).exists()


def test_a_scope_sees_its_own_proposals_only() -> None:
    pledge = confirmed()
    plan = planned((pledge, need(1)), (pledge, need(2, area=TANJUNG)))
    assert list(queries.plans(KUKAR)) == [plan]
    assert not queries.plans(Scope((SAMBOJA,))).exists()
    assert not queries.plans(Scope()).exists()
    seen = queries.proposals(Scope((TANJUNG,)))
    assert [each.family_id for each in seen] == [aid.family(2)]
    assert not queries.proposals(Scope()).exists()
    every = queries.proposals(KUKAR)
    assert (queries.by_kind(every), queries.by_district(every)) == ([("pmt", 2)], [(SAMBOJA, 2)])


def test_holds_that_make_one_package_go_together_and_only_while_they_are_kept() -> None:
    pledge = confirmed()
    twins = need(1, need_id="N00000000000000B", person_id="P00000000000000B")
    plan = planned((pledge, need(1)), (pledge, twins), (pledge, need(2)), (pledge, need(3)), (pledge, need(4)))
    for each in plan.proposals.order_by("pk"):
        accept(each, by=matcher(), on=NOW)
    release(Hold.objects.get(need=need(4).need_id), "pindah", by=matcher(), on=NOW)
    found = queries.packages(KUKAR, plan, DAY)
    assert [(each.kind, each.unit, each.units, each.families, len(each.holds)) for each in found] == [
        ("pmt", "day", 56, 2, 2),
        ("pmt", "day", 112, 1, 2),
    ]
    assert queries.packages(KUKAR, plan, date(2027, 12, 1)) == []
    assert queries.packages(Scope((TANJUNG,)), plan, DAY) == []


def test_a_round_is_opened_from_a_package_which_is_then_gone() -> None:
    meals = goods(vetted(giving_account("galih"), name="PT Katering Contoh"), 56)
    plan = planned((confirmed(), need(1)), (meals, need(2)))
    accept_many(plan.proposals.all(), by=matcher(), on=NOW)
    programme = aid.programme(code="asuh", name="Orang tua asuh", kind="pmt", fund="pemberi", by_givers=True)
    (package,) = queries.packages(KUKAR, plan, DAY)
    opened = open_round(
        aid.rule(of=programme), aid.release(), package.holds, Planned("Asuh", "makanan", date(2026, 12, 1), 1),
        by=writer(), on=NOW,
    )  # fmt: skip
    assert (opened.state, sorted(each.family_id for each in opened.listed.all())) == (
        State.DRAFT, [aid.family(1), aid.family(2)],
    )  # fmt: skip
    assert queries.packages(KUKAR, plan, DAY) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_need_is_held_beyond_its_units_and_no_pledge_spent_beyond_its_amount(seed: int) -> None:
    """Two plans that know nothing of each other propose the same needs of scarce pledges; some are accepted, changed,
    refused or let go, in any order. A count by hand says what each need and pledge came to."""
    chance = Random(seed)
    giver = vetted()
    amounts = [chance.randint(1, 3) * COURSE + chance.randint(0, COURSE) for _ in range(3)]
    pledges = [confirmed(giver, amount) for amount in amounts]
    needs = [need(number, units=chance.choice((14, 56))) for number in range(1, 7)]
    plans = [planned(*((chance.choice(pledges), each) for each in needs)) for _twice in range(2)]
    rows = [each for plan in plans for each in plan.proposals.all()]
    chance.shuffle(rows)
    for one in rows:
        try:
            _decided(one, chance, pledges)
        except (NotAllowedError, InvalidValueError):
            assert one.fate is Fate.OPEN
        if chance.random() < 0.2 and (some := Hold.objects.filter(released=None).first()):
            release(some, "dilepas", by=matcher(), on=NOW)
    units, spent = defaultdict[str, int](int), defaultdict[int, int](int)
    for each in Hold.objects.filter(released=None):
        units[each.need_id] += each.units
        spent[each.pledge_id] += each.units * 15_000
    for wanted in needs:
        assert units[wanted.need_id] == giving.held_of(wanted.need_id, DAY) <= wanted.units
    for pledge, amount in zip(pledges, amounts, strict=True):
        assert (ledger(pledge).held, ledger(pledge).free) == (spent[pledge.pk], amount - spent[pledge.pk])
        assert ledger(pledge).short == 0


def _decided(one: Proposal, chance: Random, pledges: list[Pledge]) -> None:
    way = chance.random()
    if way < 0.6:
        accept(one, by=matcher(), on=NOW)
    elif way < 0.85:
        change(one, chance.randint(1, 60), chance.choice(pledges), "diubah", by=matcher(), on=NOW)
    else:
        refuse(one, "tidak", by=matcher(), on=NOW)


def test_facts_are_not_changed() -> None:
    one = proposed(confirmed())
    one.units = 1
    with pytest.raises(RuntimeError, match="written once"):
        one.save()
