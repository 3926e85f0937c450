"""What families are entitled to, hand-overs of them, contradictions and how they end, and who takes it after whom."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, MORNING, NOW, SAMBOJA, TANJUNG, WONOTIRTO, rice, tell

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.operations import dismiss
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid.models import Listed, Round
from padan.office.aid.operations import move
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.office.delivery import queries
from padan.office.delivery.beginning import begin, follow
from padan.office.delivery.models import Entitlement, Event, Freed, Relabelled
from padan.office.delivery.operations import free, name_guardian, settle
from padan.office.delivery.permissions import may_keep, may_settle
from padan.office.delivery.policies import can_begin
from padan.office.delivery.taking import AT_ONCE, EventFaultsError
from padan.rules.delivery import Ending, Evidence, Fate, Label, Outcome, Turn
from padan.rules.selection import Standing

pytestmark = pytest.mark.django_db
ALL, HERE = Scope((SAMBOJA,)), Scope((WONOTIRTO,))


@pytest.fixture
def held() -> Round:
    return kit.begun()


def got(held: Round, family: str) -> dict[tuple[date, str], int]:
    found = queries.received(ALL, held)
    return {(month, item): units for (of, month, (item, _unit), _place), units in found.items() if of == family}


def test_the_entitlements_are_written_from_the_package_and_the_heads_of_each_month() -> None:
    decreed = aid.at(State.DECREED)
    assert can_begin(decreed)
    family = kit.in_wonotirto(decreed)
    kit.person(family, "head", date(1990, 1, 1))
    # Five on 15 December: under five in December, no longer in January.
    kit.person(family, "child", date(2021, 12, 15))
    kit.person(family, "child", date(2026, 12, 20))
    kit.person(family, "child", date(2025, 1, 1), status="dead")
    held = begin(decreed, by=aid.maker(), on=NOW)
    assert held.state == State.DELIVERING
    own = queries.entitlements(HERE, held).filter(family_id=family)
    assert list(own.values_list("month", "item", "amount")) == [
        (DECEMBER, "beras", 10), (DECEMBER, "telur", 30), (JANUARY, "beras", 10), (JANUARY, "telur", 30),
    ]  # fmt: skip
    # Of families that the register does not know, what is for the family alone.
    assert Entitlement.objects.filter(round=held).count() == 102
    assert set(queries.entitlements(HERE, held).values_list("area", flat=True)) == {WONOTIRTO}
    told = json.loads(Entry.objects.get(action="delivery.begun").after)
    assert told == {"families": 50, "months": 2, "release": "satu", "unknown": 49}


def test_a_delivery_begins_once_and_only_after_the_decree(held: Round) -> None:
    assert not can_begin(held)
    with pytest.raises(NotAllowedError, match="tidak dapat dimulai"):
        begin(held, by=aid.maker(), on=NOW)
    with pytest.raises(NotAllowedError):
        begin(held, by=kit.operator(), on=NOW)


def test_no_round_is_delivered_before_its_entitlements_are_written() -> None:
    decreed = aid.at(State.DECREED)
    with pytest.raises(NotAllowedError, match="hanya dengan memulai penyaluran"):
        move(decreed, State.DELIVERING, by=aid.maker(), on=NOW)
    assert begin(decreed, by=aid.maker(), on=NOW).entitlements.count() == 100
    (moved,) = [json.loads(each.after) for each in Entry.objects.filter(action="aid.round_moved")][-1:]
    assert moved == {"state": "delivering", "delivery": "begun"}


def test_before_the_delivery_nothing_is_taken() -> None:
    decreed = aid.at(State.DECREED)
    (taken,) = tell(rice(decreed, kit.in_wonotirto(decreed)))
    assert "belum dimulai" in str(taken.refused)
    assert not Event.objects.exists()


def test_an_event_is_kept_as_it_was_told_and_counts(held: Round) -> None:
    family = kit.in_wonotirto(held)
    told = rice(
        held, family, taker_name="Sri", note="dibawa anaknya", position=(-0.95, 117.05), reference="",
        proofs={Evidence.LETTER: "b" * 64, Evidence.PHOTO: "a" * 64},
    )  # fmt: skip
    (taken,) = tell(told, sent_at=MORNING + timedelta(hours=24))
    assert (taken.label, taken.why, taken.refused) == (Label.COUNTED, "", None)
    event = queries.events(HERE, held).get()
    assert (event.key, event.family_id, event.area, event.day) == (told.key, family, WONOTIRTO, date(2026, 12, 5))
    assert event.proofs == f"photo:{'a' * 64} letter:{'b' * 64}"
    assert queries.details_of(event) == {"name": "Sri", "note": "dibawa anaknya", "position": [-0.95, 117.05]}
    assert got(held, family) == {(DECEMBER, "beras"): 10}
    trail = Entry.objects.get(action="delivery.taken")
    assert (json.loads(trail.after), trail.area) == ({"events": 1, "counted": 1}, WONOTIRTO)


def test_what_is_sent_again_is_one_event_and_is_answered_alike(held: Round) -> None:
    told = rice(held, kit.in_wonotirto(held))
    first, twice = tell(told, told)
    (later,) = tell(told, on=NOW + timedelta(days=9))
    assert first == twice == later
    assert Event.objects.get().received_at == NOW
    assert Entry.objects.filter(action="delivery.taken").count() == 1


def test_what_was_kept_is_answered_after_the_post_ended_too(held: Round) -> None:
    told = rice(held, kit.in_wonotirto(held))
    tell(told)
    dismiss(kit.operator().posts.get(), by=None, on=NOW, reason="pindah")
    (again,) = tell(told, on=NOW + timedelta(days=40))
    assert again.label is Label.COUNTED


def test_the_hour_of_a_wrong_clock_orders_and_the_offices_day_is_kept(held: Round) -> None:
    """A phone a year behind, which sent a day after it wrote."""
    told = rice(held, kit.in_wonotirto(held), handed_at=MORNING - timedelta(days=365))
    tell(told, sent_at=MORNING - timedelta(days=364), on=NOW)
    assert kit.event(told).day == date(2026, 12, 5)
    ahead = rice(held, kit.in_wonotirto(held, 1), handed_at=NOW + timedelta(days=3))
    tell(ahead)
    assert kit.event(ahead).day == date(2026, 12, 6)


def test_two_phones_hand_out_the_same_month(held: Round) -> None:
    """The later hour is a surplus: kept, not counted, until somebody settles it."""
    family = kit.in_wonotirto(held)
    late, early = rice(held, family, minute=5), rice(held, family, minute=1)
    assert tell(late)[0].label is Label.COUNTED
    assert tell(early, by=kit.other_operator())[0].label is Label.COUNTED
    assert kit.labels() == ["counted", "surplus"]
    assert [(each.before, each.after) for each in queries.history_of(kit.event(late))] == [("counted", "conflict")]
    assert got(held, family) == {(DECEMBER, "beras"): 10}
    assert [each.key for each in queries.conflicts(HERE, held)] == [late.key]
    assert not queries.conflicts(Scope((TANJUNG,)), held)


def test_one_key_with_other_content_is_a_second_event_in_conflict(held: Round) -> None:
    told = rice(held, kit.in_wonotirto(held), amount=4)
    changed = replace(told, amount=6, handed_at=told.handed_at + timedelta(minutes=1))
    assert [each.why for each in tell(told, changed)] == ["", "altered"]
    assert tell(changed)[0].why == "altered"
    elsewhere = replace(told, family_id=kit.in_wonotirto(held, 1), handed_at=told.handed_at - timedelta(minutes=1))
    assert tell(elsewhere, by=kit.other_operator())[0].label is Label.COUNTED
    assert kit.labels() == ["counted", "altered", "altered"]
    assert Event.objects.filter(key=told.key).count() == 3


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"family_id": "F0000000000ABCDE"}, "not_entitled"),
        ({"month": date(2027, 2, 1)}, "not_entitled"),
        ({"item": "gula"}, "not_entitled"),
        ({"amount": 11}, "surplus"),
    ],
)
def test_what_nobody_is_entitled_to_is_kept_and_never_counted(held: Round, changes: Any, why: str) -> None:
    (taken,) = tell(rice(held, kit.in_wonotirto(held), **changes))
    assert (taken.label, taken.why) == (Label.CONFLICT, why)
    assert queries.received(ALL, held) == {}


def test_a_family_that_was_excluded_from_the_list_is_not_entitled_to_anything(held: Round) -> None:
    waiting = Listed.objects.filter(round=held, area=WONOTIRTO).exclude(standing=Standing.CHOSEN).first()
    assert waiting is not None
    assert tell(rice(held, waiting.family_id))[0].why == "not_entitled"


def test_substitutes_and_tries_without_success(held: Round) -> None:
    family = kit.in_wonotirto(held)
    absent = rice(held, family, 0, outcome=Outcome.ABSENT, item="", unit="", taker=None, point=None)
    maize = rice(held, family, 12, 5, item="jagung", instead_of="beras")
    assert [each.label for each in tell(absent, maize)] == [Label.NOTED, Label.COUNTED]
    assert got(held, family) == {(DECEMBER, "jagung"): 12}
    assert tell(rice(held, family, 1, 6))[0].why == "surplus"


def test_a_correction_counts_once_somebody_else_declares_the_other_void(held: Round) -> None:
    family = kit.in_wonotirto(held)
    wrong = rice(held, family)
    right = rice(held, family, 8, 1, corrects=wrong.key)
    assert [each.label for each in tell(wrong, right)] == [Label.COUNTED, Label.WAITS]
    assert got(held, family) == {(DECEMBER, "beras"): 10}
    event = kit.event(wrong)
    settle(event, Ending.VOID, by=kit.checker(), on=NOW, reason="salah timbang")
    assert kit.labels() == ["void", "counted"]
    assert got(held, family) == {(DECEMBER, "beras"): 8}
    entry = Entry.objects.get(action="delivery.settled")
    assert (entry.reason, json.loads(entry.before), json.loads(entry.after)["label"]) == (
        "salah timbang", {"label": "counted"}, "void",
    )  # fmt: skip


@pytest.mark.parametrize(("ending", "label"), [(each, each.value) for each in Ending])
def test_how_a_conflict_ends(held: Round, ending: Ending, label: str) -> None:
    family = kit.in_wonotirto(held)
    first, surplus = rice(held, family), rice(held, family, minute=1)
    tell(first, surplus)
    settle(kit.event(surplus), ending, by=kit.checker(), on=NOW, reason="dua ponsel")
    assert kit.labels() == ["counted", label]
    with pytest.raises(NotAllowedError, match="sudah diselesaikan"):
        settle(kit.event(surplus), Ending.VOID, by=kit.checker(), on=NOW, reason="lagi")
    # What a person ended stays ended, whatever becomes of the other.
    settle(kit.event(first), Ending.VOID, by=kit.checker(), on=NOW, reason="salah orang")
    assert kit.labels() == ["void", label]


def test_who_settles_and_when(held: Round) -> None:
    told = rice(held, kit.in_wonotirto(held))
    tell(told, by=aid.maker())
    event = kit.event(told)
    assert not may_settle(aid.maker(), event, aid.DAY), "who told it"
    assert not may_settle(kit.operator(), event, aid.DAY), "the village"
    assert may_settle(kit.checker(), event, aid.DAY)
    with pytest.raises(NotAllowedError, match="Anda sendiri"):
        settle(event, Ending.VOID, by=aid.maker(), on=NOW, reason="salah")
    with pytest.raises(NotAllowedError, match="tidak bertentangan"):
        settle(event, Ending.LOST, by=kit.checker(), on=NOW, reason="salah")
    with pytest.raises(InvalidValueError, match="Alasan"):
        settle(event, Ending.VOID, by=kit.checker(), on=NOW, reason=" ")
    assert kit.labels() == ["counted"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"round": 999}, "Putaran bantuan ini tidak ada"),
        ({"point": 999}, "Titik bagi ini tidak ada"),
        ({"taker": None}, "belum lengkap"),
        ({"point": None}, "belum lengkap"),
    ],
)
def test_what_cannot_be_taken_stops_no_other(held: Round, changes: Any, said: str) -> None:
    family = kit.in_wonotirto(held)
    bad, good = tell(rice(held, family, **changes), rice(held, family))
    assert said in str(bad.refused)
    assert isinstance(bad.refused, EventFaultsError) == (said == "belum lengkap")
    assert good.label is Label.COUNTED
    assert Event.objects.count() == 1


def test_a_village_hands_out_in_its_own_place_alone(held: Round) -> None:
    other = Listed.objects.filter(round=held, area=TANJUNG, standing=Standing.CHOSEN).first()
    assert other is not None
    outside, unlisted = tell(rice(held, other.family_id), rice(held, "F0000000000ABCDE", point=kit.point(TANJUNG).pk))
    assert "di luar wilayah" in str(outside.refused)
    assert "di luar wilayah" in str(unlisted.refused)
    assert tell(rice(held, other.family_id), by=aid.maker())[0].label is Label.COUNTED
    assert not queries.events(HERE, held).exists()
    assert not may_keep(kit.operator(), TANJUNG, aid.DAY)


def test_a_try_without_a_point_for_a_family_that_is_not_listed_is_kept_where_its_teller_works(held: Round) -> None:
    told = rice(held, "F0000000000ABCDE", 0, outcome=Outcome.ABSENT, point=None, taker=None)
    assert tell(told)[0].label is Label.NOTED
    assert kit.event(told).area == WONOTIRTO


def test_who_handed_out_in_office_is_believed_after_it(held: Round) -> None:
    told = rice(held, kit.in_wonotirto(held))
    post = kit.operator().posts.get()
    post.until = date(2026, 12, 5)
    post.save()
    assert tell(told, on=NOW + timedelta(days=3), sent_at=NOW + timedelta(days=3))[0].label is Label.COUNTED
    after = rice(held, kit.in_wonotirto(held), handed_at=NOW + timedelta(days=2))
    assert tell(after, on=NOW + timedelta(days=3))[0].refused is not None
    account = kit.operator()
    account.is_active = False
    account.save()
    assert tell(rice(held, kit.in_wonotirto(held)), by=account)[0].refused is not None


def test_a_closed_round_takes_what_a_phone_brings_late(held: Round) -> None:
    move(held, State.CLOSED, by=aid.maker(), on=NOW)
    assert tell(rice(held, kit.in_wonotirto(held)))[0].label is Label.COUNTED


def test_more_than_a_phone_may_send_at_once_is_refused_whole(held: Round) -> None:
    with pytest.raises(InvalidValueError, match="Terlalu banyak"):
        tell(*([rice(held, kit.in_wonotirto(held))] * (AT_ONCE + 1)))


def test_facts_are_written_once(held: Round) -> None:
    told = rice(held, kit.in_wonotirto(held))
    tell(told)
    event = kit.event(told)
    event.amount = 5
    for act in (event.save, event.delete, Entitlement.objects.all()[0].save):
        with pytest.raises(RuntimeError):
            act()


def test_money_is_told_of_with_its_reference() -> None:
    programme = aid.programme(code="tunai", name="Tunai", kind="cash")
    assert programme.kind == "cash"
    held = aid.at(State.DECREED)
    Round.objects.filter(pk=held.pk).update(programme=programme)
    held = begin(Round.objects.get(pk=held.pk), by=aid.maker(), on=NOW)
    told = rice(held, kit.in_wonotirto(held), point=None)
    assert "belum lengkap" in str(tell(told)[0].refused)
    assert tell(replace(told, reference="TRX-77"))[0].label is Label.COUNTED


# Successors


def may(held: Round, family: str) -> list[str]:
    return [f"{each.turn} {each.name}" for each in queries.who_may_take(HERE, held, [family], DECEMBER)[family]]


def test_a_dead_heads_claim_goes_to_the_next_in_turn_and_then_to_a_guardian(held: Round) -> None:
    family = kit.in_wonotirto(held)
    head = kit.person(family, "head", date(1970, 1, 1))
    wife, son = kit.person(family, "wife", date(1972, 1, 1)), kit.person(family, "child", date(2000, 1, 1))
    kit.person(family, "grandchild", date(2020, 1, 1))
    assert may(held, family) == ["head Head", "spouse Wife", "child Child"]
    for gone, left in ((head, ["spouse Wife", "child Child"]), (wife, ["child Child"]), (son, [])):
        gone.status = "dead"
        gone.save()
        assert may(held, family) == left
    assert queries.entitlements(HERE, held).filter(family_id=family).count() == 2, "the claim is the family's"
    name_guardian(held, family, "Bu Ratna", by=kit.operator(), on=NOW, why="bibi anak-anak itu")
    assert may(held, family) == ["guardian Bu Ratna"]
    assert queries.who_may_take(Scope((TANJUNG,)), held, [family], DECEMBER) == {family: ()}
    assert Turn.GUARDIAN == "guardian"


@pytest.mark.parametrize(("name", "why"), [(" ", "bibi"), ("Bu Ratna", "")])
def test_a_guardian_has_a_name_and_a_reason(held: Round, name: str, why: str) -> None:
    with pytest.raises(InvalidValueError, match="Nama wali"):
        name_guardian(held, kit.in_wonotirto(held), name, by=kit.operator(), on=NOW, why=why)


def test_a_guardian_is_named_by_the_own_village_for_a_recipient(held: Round) -> None:
    stranger = aid.officer("agus", TANJUNG, role=Role.VILLAGE_OPERATOR)
    with pytest.raises(NotAllowedError):
        name_guardian(held, kit.in_wonotirto(held), "Bu Ratna", by=stranger, on=NOW, why="bibi")
    with pytest.raises(InvalidValueError, match="bukan penerima"):
        name_guardian(held, "F0000000000ABCDE", "Bu Ratna", by=kit.operator(), on=NOW, why="bibi")


def test_a_family_that_died_out_frees_its_place_from_a_month_on(held: Round) -> None:
    family, stays, unknown = (kit.in_wonotirto(held, place) for place in range(3))
    for of, status in ((family, "dead"), (family, "dead"), (stays, "dead"), (stays, None), (unknown, "missing")):
        kit.person(of, "other", date(1970, 1, 1), status)
    assert queries.leaving(HERE, held) == {family: Fate.DIED_OUT}
    tell(rice(held, family), rice(held, family, minute=1, month=JANUARY))
    free(held, family, Fate.DIED_OUT, JANUARY, by=kit.operator(), on=NOW, why="suami istri meninggal")
    assert kit.labels() == ["counted", "freed"]
    assert queries.freed_of(HERE, held) == {family: JANUARY}
    assert queries.leaving(HERE, held) == {}
    with pytest.raises(NotAllowedError, match="sudah dicatat"):
        free(held, family, Fate.MOVED_OUT, JANUARY, by=kit.operator(), on=NOW, why="lagi")
    with pytest.raises(NotAllowedError, match="Anda sendiri"):
        free(held, family, Fate.STAYS, JANUARY, by=kit.operator(), on=NOW, why="keliru")
    free(held, family, Fate.STAYS, JANUARY, by=aid.maker(), on=NOW, why="masih ada cucu")
    assert kit.labels() == ["counted", "counted"]
    assert queries.freed_of(HERE, held) == {}
    assert Freed.objects.count() == 2
    assert [(each.before, each.after) for each in Relabelled.objects.order_by("pk")] == [
        ("counted", "conflict"), ("conflict", "counted"),
    ]  # fmt: skip


@pytest.mark.parametrize("fate", [Fate.STAYS, Fate.UNKNOWN, Fate.REPLACED])
def test_a_family_that_stays_frees_nothing(held: Round, fate: Fate) -> None:
    with pytest.raises(NotAllowedError):
        free(held, kit.in_wonotirto(held), fate, JANUARY, by=kit.operator(), on=NOW, why="sebab")
    with pytest.raises(InvalidValueError, match="Alasan"):
        free(held, kit.in_wonotirto(held), Fate.MOVED_OUT, JANUARY, by=kit.operator(), on=NOW, why="")


def test_an_amendment_entitles_the_new_family_and_withdraws_the_old_one(held: Round) -> None:
    old = kit.in_wonotirto(held)
    new = Listed.objects.filter(round=held, area=WONOTIRTO).exclude(standing=Standing.CHOSEN).first()
    assert new is not None
    tell(rice(held, old), rice(held, old, minute=1, month=JANUARY), rice(held, new.family_id, minute=2, month=JANUARY))
    assert kit.labels() == ["counted", "counted", "not_entitled"]
    Listed.objects.filter(round=held, family_id=old).update(standing=Standing.RESERVE)
    Listed.objects.filter(pk=new.pk).update(standing=Standing.CHOSEN)
    for _twice in range(2):
        follow(held, JANUARY, by=aid.maker(), on=NOW)
        assert kit.labels() == ["counted", "freed", "counted"]
    assert queries.freed_of(HERE, held) == {old: JANUARY}
    assert [each.month for each in queries.entitlements(HERE, held).filter(family_id=new.family_id)] == [JANUARY]
    with pytest.raises(InvalidValueError, match="bukan bagian"):
        follow(held, date(2027, 1, 2), by=aid.maker(), on=NOW)
    with pytest.raises(NotAllowedError):
        follow(held, JANUARY, by=kit.operator(), on=NOW)


# Progress


def test_how_a_round_goes_by_village_and_month(held: Round) -> None:
    first, second = kit.in_wonotirto(held), kit.in_wonotirto(held, 1)
    tell(
        rice(held, first), rice(held, first, minute=1), rice(held, second, 4, 2),
        rice(held, second, 6, 3, item="jagung", instead_of="beras"), rice(held, first, minute=4, month=JANUARY),
    )  # fmt: skip
    december, january = queries.progress(HERE, held)
    assert (december.area, december.month, december.entitled, december.reached) == (WONOTIRTO, DECEMBER, 20, 2)
    assert (december.open, january.open) == (1, 0)
    assert december.owed == {("beras", "kg"): 200}
    assert december.handed == {("beras", "kg"): 14, ("jagung", "kg"): 6}
    assert (january.reached, january.handed) == (1, {("beras", "kg"): 10})
    assert len(queries.progress(ALL, held)) == 4
    assert queries.progress(Scope(), held) == []
