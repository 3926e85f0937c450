"""What villages say of a list, and what the officer makes of it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.office.aid import aid_kit as kit
from tests.office.aid.aid_kit import NOW, REGENCY, TANJUNG, WONOTIRTO, candidates, family

from padan.kernel.errors import InvalidValueError, PadanError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid import queries
from padan.office.aid.listing import Barred, draw, exclude_many, set_quotas
from padan.office.aid.models import Excluded, Round, Settled, Statement
from padan.office.aid.operations import move
from padan.office.aid.packaging import set_package
from padan.office.aid.permissions import had_a_hand, may_speak
from padan.office.aid.policies import can_settle, can_speak
from padan.office.aid.states import State, Verdict
from padan.office.aid.verifying import Met, Spoken, settle, speak, write_minutes
from padan.office.audit.models import Entry
from padan.rules.selection import Exclusion, Standing

pytestmark = pytest.mark.django_db
MET = Met(date(2026, 11, 28), "Balai desa", 31)


def operator(village: str = WONOTIRTO) -> Account:
    return kit.officer(f"wati-{village}", village, role=Role.VILLAGE_OPERATOR)


def listed(held: Round, village: str = WONOTIRTO) -> list[str]:
    return list(
        held.listed.filter(area=village, standing=Standing.CHOSEN).order_by("rank").values_list("family_id", flat=True)
    )


def say(held: Round, *spoken: Spoken, village: str = WONOTIRTO, by: Account | None = None) -> int:
    return speak(held, village, spoken, by=by or operator(village), on=NOW)


def correcting(held: Round) -> Round:
    return move(held, State.CORRECTING, by=kit.maker(), on=NOW)


def propose(held: Round, reason: str = "") -> Round:
    return move(held, State.PROPOSED, by=kit.maker(), on=NOW, reason=reason)


def test_a_village_speaks_of_its_families_and_the_list_stays() -> None:
    held = kit.at(State.VERIFYING)
    first, second, *_rest = listed(held)
    before = listed(held)
    assert say(held, Spoken(first, Verdict.RIGHT), Spoken(second, Verdict.MOVED, "pindah ke Bontang")) == 2
    assert listed(held) == before
    entry = Entry.objects.get(action="aid.spoken")
    assert (entry.area, '"moved":1' in entry.after) == (WONOTIRTO, True)
    assert [each.family_id for each in queries.statements(Scope((WONOTIRTO,)), held)] == [first, second]
    assert not queries.statements(Scope((TANJUNG,)), held).exists()


def test_a_field_check_is_told_with_its_day() -> None:
    held = kit.at(State.VERIFYING)
    first, second, *_rest = listed(held)
    seen = NOW.date() - timedelta(days=2)
    say(held, Spoken(first, Verdict.RIGHT, visited_on=seen), Spoken(second, Verdict.RIGHT))
    found = queries.statements(Scope((WONOTIRTO,)), held)
    assert list(found.values_list("family_id", "visited_on")) == [(first, seen), (second, None)]
    assert '"visited":1' in Entry.objects.get(action="aid.spoken").after
    with pytest.raises(InvalidValueError, match="belum tiba"):
        say(held, Spoken(first, Verdict.RIGHT, visited_on=NOW.date() + timedelta(days=3)))


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.RIGHT])
def test_what_the_officer_follows_leaves_the_list_for_the_reason_that_was_said(verdict: Verdict) -> None:
    held = kit.at(State.VERIFYING)
    first = listed(held)[0]
    say(held, Spoken(first, verdict, "dilihat sendiri"))
    held = correcting(held)
    [said] = queries.unsettled(held)
    assert settle(held, [said.pk], take=True, by=kit.maker(), on=NOW) == 1
    row = held.listed.get(family_id=first)
    assert verdict.exclusion is not None
    assert (row.standing, row.reason) == (Standing.EXCLUDED, verdict.exclusion.value)
    assert Excluded.objects.get().why == "dilihat sendiri"
    assert queries.unsettled(held) == []
    assert settle(held, [said.pk], take=True, by=kit.maker(), on=NOW) == 0


def test_what_the_officer_does_not_follow_says_why() -> None:
    held = kit.at(State.VERIFYING)
    say(held, Spoken(listed(held)[0], Verdict.NOT_RIGHT, "rumahnya besar"))
    held = correcting(held)
    [said] = queries.unsettled(held)
    with pytest.raises(InvalidValueError, match="Alasan belum diisi"):
        settle(held, [said.pk], take=False, by=kit.maker(), on=NOW, why=" ")
    assert settle(held, [said.pk], take=False, by=kit.maker(), on=NOW, why="rumah milik saudaranya") == 1
    assert not Excluded.objects.exists()
    assert Settled.objects.get().why == "rumah milik saudaranya"


def test_what_a_village_says_last_of_a_family_counts_and_objections_count_each() -> None:
    held = kit.at(State.VERIFYING)
    first, second, *_rest = listed(held)
    say(held, Spoken(first, Verdict.MOVED, "kata tetangga"), Spoken(second, Verdict.RIGHT))
    say(held, Spoken(first, Verdict.RIGHT), Spoken(second, Verdict.DECEASED, "surat kematian"))
    say(held, Spoken(first, Verdict.NOT_RIGHT, "punya mobil", objection=True))
    assert [(each.family_id, each.verdict) for each in queries.unsettled(held)] == [
        (second, "deceased"), (first, "not_right"),
    ]  # fmt: skip


def simply(held: Round) -> list[int]:
    """What waits for an answer, statement after statement."""
    last: dict[str, Statement] = {}
    waiting = []
    for each in Statement.objects.filter(round=held).order_by("pk"):
        if each.objection:
            waiting.append(each)
        else:
            last[each.family_id] = each
    waiting += last.values()
    return sorted(
        each.pk for each in waiting
        if each.verdict != Verdict.RIGHT and not Settled.objects.filter(statement=each).exists()
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_what_waits_for_an_answer_is_what_a_simple_count_finds_in_every_round(seed: int) -> None:
    drawn = random.Random(seed)
    first = kit.at(State.VERIFYING)
    planned = replace(kit.PLANNED, name="Kedua", since=date(2027, 6, 1))
    second = kit.drawn(kit.open_round(first.rule, first.release, planned, by=kit.maker(), on=NOW))
    second = move(second, State.VERIFYING, by=kit.maker(), on=NOW)
    for held in (first, second):
        families = listed(held)[:5]
        for _time in range(12):
            verdict, objection = drawn.choice(list(Verdict)), drawn.random() < 0.3
            say(held, Spoken(drawn.choice(families), verdict, "dilihat", objection=objection))
    first, second = correcting(first), correcting(second)
    answered = drawn.sample(simply(first), min(2, len(simply(first))))
    settle(first, answered, take=False, by=kit.maker(), on=NOW, why="sudah ditanya")
    for held in (first, second):
        assert sorted(each.pk for each in queries.unsettled(held)) == simply(held)
    counts = {held.pk: len(simply(held)) for held in (first, second) if simply(held)}
    assert queries.unsettled_of(queries.rounds(Scope((REGENCY,)))) == counts
    assert queries.unsettled_of(queries.rounds(Scope())) == {}


@pytest.mark.parametrize("state", [state for state in State if state is not State.VERIFYING])
def test_villages_speak_only_while_the_list_is_with_them(state: State) -> None:
    held = kit.at(state)
    assert not can_speak(held)
    with pytest.raises(NotAllowedError, match="tidak diperiksa desa"):
        say(held)
    with pytest.raises(NotAllowedError, match="tidak diperiksa desa"):
        write_minutes(held, WONOTIRTO, MET, by=operator(), on=NOW)


@pytest.mark.parametrize("state", [state for state in State if state is not State.CORRECTING])
def test_statements_are_settled_only_while_the_list_is_corrected(state: State) -> None:
    held = kit.at(state)
    assert not can_settle(held)
    with pytest.raises(NotAllowedError, match="tahap perbaikan"):
        settle(held, [1], take=True, by=kit.maker(), on=NOW)


def test_who_speaks_and_who_settles() -> None:
    held = kit.at(State.VERIFYING)
    assert can_speak(held)
    first = listed(held)[0]
    for by in (operator(TANJUNG), kit.checker()):
        assert not may_speak(by, WONOTIRTO, kit.DAY)
        with pytest.raises(NotAllowedError, match="operator desanya"):
            say(held, Spoken(first, Verdict.RIGHT), by=by)
    assert may_speak(kit.maker(), WONOTIRTO, kit.DAY)
    held = correcting(held)
    assert can_settle(held)
    with pytest.raises(NotAllowedError):
        settle(held, [1], take=True, by=operator(), on=NOW)


def test_who_spoke_of_a_list_does_not_check_it() -> None:
    held = kit.at(State.VERIFYING)
    both = kit.officer("ida", WONOTIRTO, role=Role.VILLAGE_OPERATOR)
    assert not had_a_hand(both, held)
    say(held, Spoken(listed(held)[0], Verdict.RIGHT), by=both)
    assert had_a_hand(both, held)


@pytest.mark.parametrize(
    ("spoken", "what"),
    [
        (Spoken(family(999), Verdict.RIGHT), "tidak ada lagi dalam daftar"),
        (Spoken(family(0), Verdict.RIGHT), "tidak ada lagi dalam daftar"),  # of the other village
        (Spoken(family(1), Verdict.MOVED, " "), "Alasan belum diisi"),
    ],
)
def test_a_statement_is_of_a_family_there_and_says_why(spoken: Spoken, what: str) -> None:
    held = kit.at(State.VERIFYING)
    with pytest.raises(InvalidValueError, match=what):
        say(held, spoken)
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"on": date(2026, 11, 30)}, "belum tiba"),
        ({"present": 0}, "jumlah yang hadir"),
        ({"place": "  "}, "Tempat"),
    ],
)
def test_minutes_are_of_a_meeting_that_was(change: dict[str, Any], what: str) -> None:
    held = kit.at(State.VERIFYING)
    wrong = Met(**{"on": MET.on, "place": MET.place, "present": MET.present, **change})
    with pytest.raises(InvalidValueError, match=what):
        write_minutes(held, WONOTIRTO, wrong, by=operator(), on=NOW)


def test_a_list_goes_on_when_every_village_was_heard_or_it_is_said_why_not() -> None:
    held = kit.at(State.VERIFYING)
    assert queries.silent_villages(held) == [WONOTIRTO, TANJUNG]
    say(held, Spoken(listed(held)[0], Verdict.NOT_RIGHT, "punya mobil", objection=True))
    assert queries.silent_villages(held) == [WONOTIRTO, TANJUNG]
    say(held, Spoken(listed(held)[1], Verdict.REFUSED, "di hadapan RT"))
    write_minutes(held, TANJUNG, MET, by=operator(TANJUNG), on=NOW + timedelta(days=1))
    assert queries.silent_villages(held) == []
    held = correcting(held)
    with pytest.raises(NotAllowedError, match="2 pernyataan desa belum dijawab"):
        propose(held, kit.UNHEARD)
    settle(held, [each.pk for each in queries.unsettled(held)], take=True, by=kit.maker(), on=NOW)
    assert propose(held).state == State.PROPOSED


def test_silence_needs_a_reason() -> None:
    held = correcting(kit.at(State.VERIFYING))
    with pytest.raises(InvalidValueError, match=f"2 desa belum menyatakan apa-apa: {WONOTIRTO} dan {TANJUNG}"):
        propose(held)
    assert propose(held, kit.UNHEARD).state == State.PROPOSED
    assert held.steps.last().reason == kit.UNHEARD


def test_statements_are_facts() -> None:
    held = kit.at(State.VERIFYING)
    say(held, Spoken(listed(held)[0], Verdict.RIGHT))
    said = Statement.objects.get()
    with pytest.raises(RuntimeError):
        said.save()
    with pytest.raises(RuntimeError):
        said.delete()


MANY = 10_000


def many(places: int = MANY) -> Round:
    """A round of 12,000 families, of which so many are chosen."""
    held = kit.opened(cost=1)
    set_quotas(held, {kit.SAMBOJA: places}, by=kit.maker(), on=NOW)
    set_package(held, kit.PACKAGE, by=kit.maker(), on=NOW)
    return draw(held, candidates([WONOTIRTO] * 12_000, [1] * 12_000), by=kit.maker(), on=NOW)


def test_ten_thousand_statements_are_made_and_followed_in_bounded_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    held = move(many(), State.VERIFYING, by=kit.maker(), on=NOW)
    spoken = [Spoken(each, Verdict.REFUSED, "surat pernyataan") for each in listed(held)]
    by = operator()
    # A bulk of 1,000 rows is one statement on PostgreSQL, and some 70 of them on SQLite, which takes 999 values.
    with django_assert_max_num_queries(120):
        assert say(held, *spoken, by=by) == MANY
    held, by = correcting(held), kit.maker()
    numbers = [each.pk for each in queries.unsettled(held)]
    with django_assert_max_num_queries(320):
        assert settle(held, numbers, take=True, by=by, on=NOW) == MANY
    assert Excluded.objects.filter(lifted_on=None).count() == MANY
    assert held.listed.filter(standing=Standing.CHOSEN).count() == 2_000
    assert Entry.objects.filter(action="aid.many_excluded").count() == 1


def test_many_are_excluded_once_each_and_only_where_one_may() -> None:
    held = kit.drawn()
    first, second, *_rest = listed(held)
    barred = [Barred(each, WONOTIRTO, Exclusion.MOVED, "pindah") for each in (first, second, first)]
    assert exclude_many(held.programme, barred, by=operator(), on=NOW) == 2
    assert exclude_many(held.programme, barred, by=operator(), on=NOW) == 0
    assert not set(listed(held)) & {first, second}
    for wrong, by in (
        (Barred(family(0), TANJUNG, Exclusion.MOVED, "pindah"), operator()),
        (Barred(family(5), WONOTIRTO, Exclusion.MOVED, ""), operator()),
    ):
        with pytest.raises(PadanError):
            exclude_many(held.programme, [wrong], by=by, on=NOW)
    assert Excluded.objects.count() == 2
