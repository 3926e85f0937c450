"""Programmes, versions of rules, rounds and their quotas; every move by the table, and nobody checks their own work."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.office.aid import aid_kit as kit
from tests.office.aid.aid_kit import ELSEWHERE, FACTS, NOW, PLANNED, REGENCY, SAMBOJA, TANJUNG, WONOTIRTO

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.scope import Scope
from padan.office.accounts.operations import appoint
from padan.office.accounts.policies import Appointment, NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid import queries
from padan.office.aid.listing import set_quotas
from padan.office.aid.models import Programme, Quota, Round
from padan.office.aid.operations import make_programme, move, open_round, revise_rule
from padan.office.aid.packaging import set_package
from padan.office.aid.permissions import had_a_hand, may_make, may_move
from padan.office.aid.policies import can_change, places_of
from padan.office.aid.states import MOVES, Act, State, after
from padan.office.audit.models import Entry
from padan.rules import eligibility

pytestmark = pytest.mark.django_db


def test_a_programme_is_written_down_with_its_basis_and_budget_line() -> None:
    made = kit.programme()
    assert (made.kind, made.fund, made.budget_line) == ("food", "APBD", "5.1.05.01")
    entry = Entry.objects.get(action="aid.programme_made")
    assert entry.subject == "programme:pangan-krs"
    assert json.loads(entry.after)["legal_basis"] == made.legal_basis


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"kind": "gold"}, "gold tidak dikenal"),
        ({"owner": "nasa"}, "nasa tidak dikenal"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"fund": ""}, "fund"),
        ({"code": "dua kata"}, "code"),
    ],
)
def test_a_programme_that_cannot_be(changes: dict[str, str], what: str) -> None:
    with pytest.raises((PadanError, ValidationError), match=what):
        kit.programme(**changes)
    assert not Programme.objects.exists()


def test_a_code_names_one_programme() -> None:
    kit.programme()
    with pytest.raises(ValidationError, match="code"):
        kit.programme(name="Lain")


def test_only_who_makes_programmes_there_does() -> None:
    kit.programme()
    stranger, village = kit.officer("tono", "64.03"), kit.officer("wati", WONOTIRTO, role=Role.VILLAGE_OPERATOR)
    for by in (stranger, village, kit.checker()):
        with pytest.raises(NotAllowedError, match="petugas data"):
            make_programme(replace(kit.DESCRIBED, code="lain"), by=by, on=NOW)
        assert not may_make(by, REGENCY, kit.DAY)
    assert may_make(kit.maker(), REGENCY, kit.DAY)


def test_rules_are_versions_and_a_round_keeps_its_own() -> None:
    programme = kit.programme()
    first = kit.rule("desil <= 4", programme)
    held = open_round(first, kit.release(), PLANNED, by=kit.maker(), on=NOW)
    second = kit.rule("desil <= 2", programme, why="anggaran turun")
    assert (first.number, second.number) == (1, 2)
    assert first.digest != second.digest
    held.refresh_from_db()
    assert queries.conditions_of(held.rule, FACTS) == eligibility.read_rule("desil <= 4", FACTS)
    with pytest.raises(RuntimeError, match="written once"):
        first.save()
    with pytest.raises(RuntimeError, match="never removed"):
        first.delete()


def test_a_version_says_something_new_and_why() -> None:
    programme = kit.programme()
    kit.rule("desil <= 4", programme)
    with pytest.raises(InvalidValueError, match="sama dengan versi terakhir"):
        kit.rule("desil <= 4 # lagi", programme, why="tidak ada")
    with pytest.raises(InvalidValueError, match="Alasan"):
        kit.rule("desil <= 3", programme)
    with pytest.raises(NotAllowedError):
        revise_rule(programme, eligibility.read_rule("desil <= 3", FACTS), by=kit.checker(), on=NOW, why="saya")
    assert programme.rules.count() == 1


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"months": 0}, "0 bulan"),
        ({"months": 61}, "61 bulan"),
        ({"cost": -1}, "di bawah nol"),
        ({"budget": -1}, "di bawah nol"),
        ({"name": "  "}, "name"),
        ({"area": "64.03"}, "petugas data"),
    ],
)
def test_a_round_that_cannot_be(changes: dict[str, Any], what: str) -> None:
    with pytest.raises((PadanError, ValidationError), match=what):
        kit.opened(**changes)
    assert not Round.objects.exists()


def test_a_round_is_opened_before_its_programme_ends() -> None:
    programme = kit.programme()
    rule = kit.rule(of=programme)
    Programme.objects.update(ended_on=date(2026, 12, 1))
    rule.refresh_from_db()
    open_round(rule, kit.release(), PLANNED, by=kit.maker(), on=NOW)
    later = replace(PLANNED, name="lain", since=date(2026, 12, 2))
    with pytest.raises(NotAllowedError, match="sudah berakhir"):
        open_round(rule, kit.release(), later, by=kit.maker(), on=NOW)


def test_each_round_has_a_seed_of_its_own_that_the_trail_knows() -> None:
    rule = kit.rule()
    seeds = set()
    for name in ("satu", "dua"):
        held = open_round(rule, kit.release(), replace(PLANNED, name=name), by=kit.maker(), on=NOW)
        seeds.add(held.seed)
        assert json.loads(Entry.objects.get(action="aid.round_opened", subject=str(held)).after)["seed"] == held.seed
    assert len(seeds) == 2


@pytest.mark.parametrize(
    ("quotas", "places"),
    [
        ({SAMBOJA: 50}, 50),
        ({WONOTIRTO: 20, TANJUNG: 30}, 50),
        ({SAMBOJA: 50, WONOTIRTO: 30}, 50),
        ({SAMBOJA: 10, WONOTIRTO: 30, TANJUNG: 30}, 10),
    ],
)
def test_quotas_within_the_budget(quotas: dict[str, int], places: int) -> None:
    held = set_quotas(kit.opened(), quotas, by=kit.maker(), on=NOW)
    assert queries.quotas_of(held) == quotas
    assert places_of(quotas) == places
    assert places * held.cost <= held.budget


@pytest.mark.parametrize(
    ("quotas", "what"),
    [
        ({}, "Belum ada kuota"),
        ({SAMBOJA: 51}, "memerlukan Rp30.600.000, anggarannya Rp30.000.000"),
        ({WONOTIRTO: 25, TANJUNG: 26}, "memerlukan"),
        ({ELSEWHERE: 5}, "di luar wilayah"),
        ({REGENCY: 5}, "di luar wilayah"),
        ({SAMBOJA: 0}, "kurang dari satu"),
    ],
)
def test_quotas_that_cannot_be(quotas: dict[str, int], what: str) -> None:
    held = set_quotas(kit.opened(), {SAMBOJA: 1}, by=kit.maker(), on=NOW)
    with pytest.raises(InvalidValueError, match=what):
        set_quotas(held, quotas, by=kit.maker(), on=NOW)
    assert queries.quotas_of(held) == {SAMBOJA: 1}


def test_quotas_said_again_change_nothing() -> None:
    held = set_quotas(kit.opened(), {SAMBOJA: 50}, by=kit.maker(), on=NOW)
    kept, steps = list(Quota.objects.values_list("pk")), queries.steps_of(held).count()
    set_quotas(held, {SAMBOJA: 50}, by=kit.maker(), on=NOW)
    assert list(Quota.objects.values_list("pk")) == kept
    assert queries.steps_of(held).count() == steps


ONLY_BY = {Act.DECREE: "hanya dengan keputusan", Act.DELIVERY: "hanya dengan memulai penyaluran"}


def test_a_round_moves_by_the_table_alone() -> None:
    for at, to in product(State, State):
        Round.objects.filter(pk=(held := _fresh(at)).pk).update(state=at)
        held.refresh_from_db()
        by = kit.checker() if (at, to) in MOVES and MOVES[at, to].checks else kit.maker()
        if to in after(at):
            if alone := MOVES[at, to].by:
                with pytest.raises(NotAllowedError, match=ONLY_BY[alone]):
                    move(held, to, by=by, on=NOW, reason="sebab")
            assert move(held, to, by=by, on=NOW, reason="sebab", act=kit.SEAL).state == to
        else:
            assert not may_move(by, held, to, kit.DAY)
            with pytest.raises(NotAllowedError, match="sudah berpindah"):
                move(held, to, by=by, on=NOW, reason="sebab")
            held.refresh_from_db()
            assert held.state == at


def test_a_round_that_givers_pay_is_checked_and_never_decreed() -> None:
    assert after(State.PROPOSED, gifts=True) == (State.CORRECTING, State.DELIVERING, State.CANCELLED)
    assert after(State.PROPOSED) == (State.CORRECTING, State.DECREED, State.CANCELLED)
    assert after(State.DELIVERING, gifts=True) == after(State.DELIVERING)
    held = _fresh(State.PROPOSED)
    Programme.objects.update(by_givers=True)
    Round.objects.update(state=State.PROPOSED)
    held = Round.objects.get(pk=held.pk)
    with pytest.raises(NotAllowedError, match="sudah berpindah"):
        move(held, State.DECREED, by=kit.checker(), on=NOW, act=kit.SEAL)
    with pytest.raises(NotAllowedError, match="memulai penyaluran"):
        move(held, State.DELIVERING, by=kit.checker(), on=NOW)
    assert not may_move(kit.maker(), held, State.DELIVERING, kit.DAY)
    assert move(held, State.DELIVERING, by=kit.checker(), on=NOW, act="begun").state == State.DELIVERING


def _fresh(_at: State) -> Round:
    rule = Round.objects.first().rule if Round.objects.exists() else kit.rule()
    number = Round.objects.count()
    planned = replace(PLANNED, name=f"putaran {number}", since=date(2026 + number, 1, 1))
    return kit.drawn(open_round(rule, kit.release(), planned, by=kit.maker(), on=NOW), 3)


def test_every_state_is_reached_and_the_last_ones_are_ends() -> None:
    reached, seen = {State.DRAFT}, set[State]()
    while reached - seen:
        seen.add(state := (reached - seen).pop())
        reached |= set(after(state))
    assert reached == set(State)
    assert {state for state in State if not after(state)} == {State.CLOSED, State.CANCELLED}


def test_no_empty_list_goes_out() -> None:
    held = set_quotas(kit.opened(), {SAMBOJA: 50}, by=kit.maker(), on=NOW)
    with pytest.raises(InvalidValueError, match="masih kosong"):
        move(held, State.VERIFYING, by=kit.maker(), on=NOW)


@pytest.mark.parametrize(("state", "free"), [(each, each in (State.DRAFT, State.CORRECTING)) for each in State])
def test_what_others_look_at_does_not_change_under_them(state: State, free: bool) -> None:
    held = kit.at(state)
    assert held.state == state
    assert can_change(held) is free
    if free:
        assert queries.quotas_of(set_quotas(held, {WONOTIRTO: 10}, by=kit.maker(), on=NOW)) == {WONOTIRTO: 10}
    else:
        with pytest.raises(NotAllowedError, match="tahap sekarang"):
            set_quotas(held, {WONOTIRTO: 10}, by=kit.maker(), on=NOW)


def test_who_sends_back_says_why() -> None:
    held = kit.at(State.PROPOSED)
    with pytest.raises(InvalidValueError, match="Alasan"):
        move(held, State.CORRECTING, by=kit.checker(), on=NOW)
    move(held, State.CORRECTING, by=kit.checker(), on=NOW, reason="dua keluarga sudah pindah")
    last = queries.steps_of(held).last()
    assert last is not None
    assert (last.before, last.after, last.check_made, last.reason) == (
        "proposed", "correcting", True, "dua keluarga sudah pindah",
    )  # fmt: skip


def test_who_made_a_round_never_checks_it_whatever_else_they_are() -> None:
    """Somebody with both posts may check the rounds of others, not one in which they had the smallest hand."""
    both = kit.officer("dewi", role=Role.DATA_OFFICER)
    appoint(
        Appointment(both, Role.COORDINATOR, (REGENCY,), date(2026, 1, 1), date(2027, 1, 1)),
        by=None, on=NOW, reason="uji",
    )  # fmt: skip
    held = kit.at(State.PROPOSED)
    assert may_move(both, held, State.DECREED, kit.DAY)
    move(held, State.CORRECTING, by=both, on=NOW, reason="kuota keliru")
    assert not had_a_hand(both, held)
    set_quotas(held, {SAMBOJA: 49}, by=both, on=NOW)
    move(held, State.PROPOSED, by=kit.maker(), on=NOW, reason=kit.UNHEARD)
    for to in (State.DECREED, State.CORRECTING):
        assert not may_move(both, held, to, kit.DAY)
        with pytest.raises(NotAllowedError, match="ikut menyusun"):
            move(held, to, by=both, on=NOW, reason="sebab", act=kit.SEAL)
    assert move(held, State.DECREED, by=kit.checker(), on=NOW, act=kit.SEAL).state == State.DECREED


def test_nobody_checks_outside_their_area_or_without_the_post() -> None:
    held = kit.at(State.PROPOSED)
    elsewhere = kit.officer("yuni", "64.02.07", role=Role.COORDINATOR)
    for by in (elsewhere, kit.officer("budi")):
        with pytest.raises(NotAllowedError, match="diperiksa sekretariat"):
            move(held, State.DECREED, by=by, on=NOW, act=kit.SEAL)
    with pytest.raises(NotAllowedError, match="bukan bagian"):
        move(held, State.CANCELLED, by=elsewhere, on=NOW, reason="sebab")


@pytest.mark.parametrize(
    ("scope", "seen"),
    [(Scope(), 0), (Scope((REGENCY,)), 1), (Scope((SAMBOJA,)), 1), (Scope((WONOTIRTO,)), 0), (Scope(("64.03",)), 0)],
)
def test_rounds_are_asked_for_within_a_scope(scope: Scope, seen: int) -> None:
    kit.opened()
    assert queries.rounds(scope).count() == seen
    assert queries.programmes(scope).count() == (seen if scope.covers(REGENCY) else 0)


def test_a_package_is_kept_as_it_was_said_and_stands_in_the_trail() -> None:
    held = kit.opened()
    set_package(held, kit.PACKAGE, by=kit.maker(), on=NOW)
    assert queries.package_of(held) == kit.PACKAGE
    entry = Entry.objects.get(action="aid.package_set")
    told = json.loads(entry.after)["package"][0]
    assert (told["item"], told["amount"], told["instead"]) == (
        "beras", 10, [{"item": "jagung", "unit": "kg", "amount": 12}],
    )  # fmt: skip


def test_saying_the_same_package_again_changes_nothing() -> None:
    held = set_package(kit.opened(), kit.PACKAGE, by=kit.maker(), on=NOW)
    steps = held.steps.count()
    set_package(held, kit.PACKAGE, by=kit.maker(), on=NOW)
    assert held.steps.count() == steps


@pytest.mark.parametrize("state", [State.VERIFYING, State.PROPOSED, State.DECREED])
def test_what_others_were_shown_is_not_changed_under_them(state: State) -> None:
    with pytest.raises(NotAllowedError):
        set_package(kit.at(state), kit.PACKAGE[:1], by=kit.maker(), on=NOW)


def test_nothing_is_proposed_without_a_package() -> None:
    held = kit.drawn()
    held.package.all().delete()
    held = move(move(held, State.VERIFYING, by=kit.maker(), on=NOW), State.CORRECTING, by=kit.maker(), on=NOW)
    with pytest.raises(InvalidValueError, match="Paket bantuan"):
        move(held, State.PROPOSED, by=kit.maker(), on=NOW)


def test_only_who_makes_rounds_there_says_what_is_given() -> None:
    held = kit.opened()
    with pytest.raises(NotAllowedError):
        set_package(held, kit.PACKAGE, by=kit.checker(), on=NOW)
