"""Decrees: drafted by one, sealed by another, amended by the rule alone, withdrawn with a reason."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import DAY, NOW, REGENCY, SAMBOJA, TANJUNG, WONOTIRTO, family
from tests.office.decrees import decree_kit as kit

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.operations import appoint
from padan.office.accounts.policies import Appointment, NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid.listing import lift
from padan.office.aid.models import Programme, Round
from padan.office.aid.operations import move
from padan.office.aid.states import State as RoundState
from padan.office.audit.models import Entry
from padan.office.decrees import queries
from padan.office.decrees.drafting import drop, revise
from padan.office.decrees.models import Decree, Recipient
from padan.office.decrees.operations import amounts_of, decree
from padan.office.decrees.permissions import may_draft, may_sign
from padan.office.decrees.policies import can_be_sealed, can_draft
from padan.office.decrees.snapshot import excluded_on, head_of, lines_of, read, seal_of, written
from padan.office.decrees.states import State
from padan.office.decrees.suggesting import long_day, months_of, titled
from padan.office.decrees.words import Words
from padan.rules.selection import Standing

pytestmark = pytest.mark.django_db

ALL = Scope((REGENCY,))


def names(of: Decree) -> list[str]:
    return sorted(each.family_id for each in queries.recipients(ALL, of))


def chosen(held: Round) -> list[str]:
    return sorted(held.listed.filter(standing=Standing.CHOSEN).values_list("family_id", flat=True))


def test_a_round_becomes_decreed_by_its_decree_and_by_nothing_else() -> None:
    held = aid_kit.at(RoundState.PROPOSED)
    with pytest.raises(NotAllowedError, match="hanya dengan keputusan"):
        move(held, RoundState.DECREED, by=aid_kit.checker(), on=NOW)
    made = kit.sealed(held)
    held.refresh_from_db()
    assert (held.state, made.state, made.decreed_by) == (RoundState.DECREED, State.SEALED, aid_kit.checker())
    moved = json.loads(Entry.objects.filter(action="aid.round_moved").order_by("-number")[0].after)
    assert moved == {"state": "decreed", "decree": made.seal}
    assert names(made) == chosen(held)
    assert len(names(made)) == 50


def test_the_seal_is_the_sha256_of_what_is_kept_and_salted() -> None:
    made = Decree.objects.get(pk=kit.sealed().pk)
    data = b"".join(written(head_of(made, excluded_on(made)), lines_of(made)))
    assert hashlib.sha256(data).hexdigest() == made.seal
    head, lines = read(data, "daftar.jsonl")
    assert len(bytes.fromhex(head["salt"])) == 32
    assert [line["number"] for line in lines] == list(range(1, 51))
    assert seal_of({**head, "salt": "00" * 32}, lines) != made.seal
    assert b"".join(written(head, lines)) == data


def test_lines_stand_by_village_and_rank_with_what_each_is_entitled_to() -> None:
    made = kit.sealed()
    lines = lines_of(made)
    assert [(line["area"], line["rank"]) for line in lines] == sorted((line["area"], line["rank"]) for line in lines)
    for line in lines:
        told = kit.told(line["family_id"])
        eggs = None if told.under_five is None else 30 * told.under_five
        assert line["amounts"] == [10, eggs]
        assert (line["name"], line["nik"], line["kk"]) == (told.name, told.nik, told.kk)


def test_numbers_lie_sealed_in_the_database_and_the_salt_too() -> None:
    made = kit.sealed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nik, kk FROM decrees_recipient")
        kept = [bytes(value) for row in cursor.fetchall() for value in row]
        cursor.execute("SELECT salt FROM decrees_decree")
        kept.append(bytes(cursor.fetchone()[0]))
    assert not any(b"640213" in value for value in kept)
    first = lines_of(made)[0]
    assert Recipient.objects.get(nik_index=first["nik"]).family_id == first["family_id"]


def test_recipients_are_written_once() -> None:
    kit.sealed()
    with pytest.raises(RuntimeError, match="written once"):
        Recipient.objects.all()[0].save()
    with pytest.raises(RuntimeError, match="never removed"):
        Recipient.objects.all()[0].delete()


@pytest.mark.parametrize("state", [State.DRAFT, State.SEALED])
def test_a_draft_can_be_rewritten_and_dropped_and_a_sealed_one_cannot(state: State) -> None:
    made = kit.drafted() if state is State.DRAFT else kit.sealed()
    again = kit.said(made.round, "400.9/77")
    if state is State.DRAFT:
        assert revise(made, again, by=aid_kit.maker(), on=NOW).number == "400.9/77"
        drop(made, by=aid_kit.maker(), on=NOW)
        assert not Decree.objects.exists()
        assert Entry.objects.filter(action="decrees.dropped").count() == 1
        return
    for act in (
        lambda: revise(made, again, by=aid_kit.maker(), on=NOW),
        lambda: drop(made, by=aid_kit.maker(), on=NOW),
    ):
        with pytest.raises(NotAllowedError, match="disegel"):
            act()


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"agency": "nasa"}, "nasa tidak dikenal"),
        ({"number": "  "}, "Nomor belum diisi"),
        ({"about": ""}, "Tentang belum diisi"),
        ({"words": {"considering": ()}}, "Menimbang belum diisi"),
        ({"words": {"decisions": ("", "ya")}}, "Diktum belum diisi"),
        ({"words": {"name": " "}}, "Nama penanda tangan belum diisi"),
    ],
)
def test_a_decree_that_cannot_be(changes: dict[str, Any], what: str) -> None:
    held = aid_kit.at(RoundState.PROPOSED)
    told = kit.said(held)
    words = replace(told.words, **changes.pop("words", {}))
    with pytest.raises(InvalidValueError, match=what):
        kit.draft(held, replace(told, words=words, **changes), by=aid_kit.maker(), on=NOW)
    assert not Decree.objects.exists()


def test_a_number_is_used_once_a_year_by_an_agency() -> None:
    first = kit.sealed()
    kit.out(first, 0)
    with pytest.raises(InvalidValueError, match="sudah dipakai pada tahun 2026"):
        kit.amendment(first, "400.9/1")
    usual = kit.said(first.round, "400.9/1", agency="dinkes")
    amended = kit.amendment(first)
    assert revise(amended, usual, by=aid_kit.maker(), on=NOW).agency == "dinkes"
    revise(amended, replace(usual, agency="dinsos", signed_on=date(2027, 1, 2)), by=aid_kit.maker(), on=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.filter(pk=amended.pk).update(year=2026)


def test_a_round_has_one_first_decree_and_only_when_its_list_is_out() -> None:
    held = aid_kit.drawn()
    assert not can_draft(held)
    with pytest.raises(NotAllowedError, match="belum dapat disusun"):
        kit.drafted(held)
    held = move(held, RoundState.VERIFYING, by=aid_kit.maker(), on=NOW)
    Programme.objects.update(by_givers=True)
    held.refresh_from_db()
    assert not can_draft(held)
    with pytest.raises(NotAllowedError, match="tidak memakai keputusan"):
        kit.drafted(held)
    Programme.objects.update(by_givers=False)
    held.refresh_from_db()
    made = kit.drafted(held)
    assert not can_draft(held)
    with pytest.raises(NotAllowedError, match="sudah punya keputusan"):
        kit.drafted(held, number="lain")
    assert not can_be_sealed(made)
    with pytest.raises(NotAllowedError, match="belum diusulkan"):
        decree(made, kit.tell, by=aid_kit.checker(), on=NOW)


def test_whoever_drafts_never_signs_whatever_else_they_are() -> None:
    both = aid_kit.officer("dewi", role=Role.DATA_OFFICER)
    appoint(
        Appointment(both, Role.COORDINATOR, (REGENCY,), date(2026, 1, 1), date(2027, 1, 1)),
        by=None, on=NOW, reason="uji",
    )  # fmt: skip
    made = kit.drafted()
    assert may_sign(both, made, DAY)
    revise(made, kit.said(made.round), by=both, on=NOW)
    assert not may_sign(both, made, DAY)
    with pytest.raises(NotAllowedError, match="ikut menyusun"):
        decree(made, kit.tell, by=both, on=NOW)
    for by in (aid_kit.maker(), aid_kit.officer("yuni", "64.02.07", role=Role.COORDINATOR)):
        with pytest.raises(NotAllowedError, match="sekretariat"):
            decree(made, kit.tell, by=by, on=NOW)
    assert not may_draft(aid_kit.checker(), SAMBOJA, DAY)
    assert not Recipient.objects.exists()


def test_a_recipient_whom_the_release_does_not_know_stops_the_seal() -> None:
    made = kit.drafted()
    with pytest.raises(InvalidValueError, match="tidak memuat keluarga"):
        decree(made, lambda ids: kit.tell(ids[1:]), by=aid_kit.checker(), on=NOW)
    made.refresh_from_db()
    assert (made.state, made.seal, made.round.state) == (State.DRAFT, None, RoundState.PROPOSED)


@pytest.mark.parametrize(
    ("scope", "seen", "mine"),
    [((), 0, 0), ((REGENCY,), 1, 50), ((SAMBOJA,), 1, 50), ((WONOTIRTO,), 0, 20), ((TANJUNG,), 0, 30),
     (("64.03",), 0, 0)],
)  # fmt: skip
def test_decrees_are_asked_for_within_a_scope(scope: tuple[str, ...], seen: int, mine: int) -> None:
    made = kit.sealed()
    assert queries.decrees(Scope(scope)).count() == seen
    assert queries.decrees_of(Scope(scope), made.round_id).count() == seen
    assert queries.recipients(Scope(scope), made).count() == mine
    assert queries.totals_of(made) == {WONOTIRTO: 20, TANJUNG: 30}


def test_a_decree_is_found_by_its_seal_and_number() -> None:
    made = kit.sealed()
    assert made.seal is not None
    assert queries.by_seal(made.seal) == made
    assert queries.by_seal("0" * 64) is None
    assert list(queries.numbered("400.9/1")) == [made]
    kit.out(made, 0)
    kit.amendment(made, "draf")
    assert not queries.numbered("draf").exists()


def test_what_was_excluded_on_the_day_is_known_later() -> None:
    held = aid_kit.at(RoundState.PROPOSED)
    made = kit.drafted(held)
    said = kit.out(made, 0, on=NOW - timedelta(days=1))
    made = decree(made, kit.tell, by=aid_kit.checker(), on=NOW)
    lift(said, by=aid_kit.officer("budi"), on=NOW + timedelta(days=1), why="keliru")
    kit.out(made, 1, on=NOW + timedelta(days=1))
    assert excluded_on(made) == {family(0): "moved"}
    assert seal_of(head_of(made, excluded_on(made)), lines_of(made)) == made.seal


def test_words_are_kept_as_they_were_said_and_suggested_in_full() -> None:
    made = kit.drafted()
    words = kit.said(made.round).words
    assert Words.of(made.words) == words
    assert words.issuer == "BUPATI KUTAI KARTANEGARA"
    assert "Samboja" in made.about
    assert any("APBD" in each for each in words.decisions)
    assert months_of(made.round) == ("Desember 2026", "Januari 2027")
    assert (long_day(DAY), titled("BUPATI KUTAI")) == ("29 November 2026", "Bupati Kutai")


def test_heads_that_are_not_counted_leave_the_amount_open() -> None:
    package = aid_kit.PACKAGE
    assert amounts_of(kit.told(family(1)), package) == [10, 30]
    assert amounts_of(kit.told(family(3)), package) == [10, 0]
    assert amounts_of(kit.told(family(4)), package) == [10, None]
