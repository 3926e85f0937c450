"""Gatherings and commitments: who writes them down, when, and how each commitment stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.office.tasks import tasks_kit
from tests.office.tasks.tasks_kit import NOW, REGENCY, VILLAGE

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.coordination import queries
from padan.office.coordination.kinds import Gathered
from padan.office.coordination.models import Commitment, Gathering
from padan.office.coordination.operations import Held, commit, note_gathering, strike, tell
from padan.office.coordination.permissions import READERS, reach
from padan.office.tasks.papers import keep
from padan.rules.commitments import Ending, Standing, Word, standing

pytestmark = pytest.mark.django_db

DISTRICT = VILLAGE[:8]
ELSEWHERE = "64.02.07"
DAY = NOW.date()
ALL = Scope((REGENCY,))
HELD = Held(
    Gathered.OUTREACH, "Sosialisasi Genting", VILLAGE, DAY, "Balai desa", 42, ("DP2KB", "Puskesmas Samboja", "DP2KB "),
)  # fmt: skip


def officer(name: str, role: Role, area: str) -> Account:
    return tasks_kit.officer(name, area, role=role)


def secretary() -> Account:
    return officer("sari", Role.COORDINATOR, REGENCY)


def noted(by: Account | None = None, on: datetime = NOW, **changes: Any) -> Gathering:
    return note_gathering(replace(HELD, **changes), None, by=by or secretary(), on=on)


#: Who (role, area), writes down which kind of gathering where, and whether that is allowed.
WRITING = (
    (Role.COORDINATOR, REGENCY, Gathered.CSR_FORUM, REGENCY, True),
    (Role.COORDINATOR, REGENCY, Gathered.TPPS, VILLAGE, True),
    (Role.COORDINATOR, DISTRICT, Gathered.TPPS, DISTRICT, True),
    (Role.COORDINATOR, DISTRICT, Gathered.TPPS, ELSEWHERE, False),
    (Role.COORDINATOR, DISTRICT, Gathered.CSR_FORUM, REGENCY, False),
    (Role.VILLAGE_OPERATOR, VILLAGE, Gathered.OUTREACH, VILLAGE, True),
    (Role.VILLAGE_OPERATOR, VILLAGE, Gathered.TPPS, DISTRICT, False),
    (Role.FIELD_OFFICER, DISTRICT, Gathered.OUTREACH, VILLAGE, True),
    (Role.FIELD_OFFICER, DISTRICT, Gathered.OUTREACH, DISTRICT, True),
    (Role.DATA_OFFICER, REGENCY, Gathered.TPPS, REGENCY, False),
    (Role.INSPECTOR, REGENCY, Gathered.OUTREACH, VILLAGE, False),
    (Role.PROVINCE, "64", Gathered.TPPS, "64", True),
    (Role.PROVINCE, "64", Gathered.CSR_FORUM, "64", True),
    (Role.PROVINCE, "63", Gathered.TPPS, "64", False),
    (Role.PROVINCE, "64", Gathered.TPPS, REGENCY, False),
    (Role.PROVINCE, "64", Gathered.CSR_FORUM, REGENCY, False),
    (Role.COORDINATOR, REGENCY, Gathered.TPPS, "64", False),
)


@pytest.mark.parametrize(("role", "area", "kind", "where", "allowed"), WRITING)
def test_who_writes_down_a_gathering(role: Role, area: str, kind: Gathered, where: str, allowed: bool) -> None:
    by = officer("budi", role, area)
    if allowed:
        assert noted(by, kind=kind, area=where).area == where
        return
    with pytest.raises(NotAllowedError):
        noted(by, kind=kind, area=where)
    assert not Gathering.objects.exists()


def test_a_gathering_is_told_to_the_trail_and_agencies_are_named_once() -> None:
    made = noted()
    assert made.agencies == ["DP2KB", "Puskesmas Samboja"]
    entry = Entry.objects.get(action="coordination.noted")
    assert (entry.subject, entry.area) == (str(made), VILLAGE)


def test_minutes_are_kept_by_their_content() -> None:
    paper = keep(b"%PDF-1.7 notulen %%EOF", "notulen.pdf")
    made = note_gathering(HELD, paper, by=secretary(), on=NOW)
    assert (made.minutes, made.minutes_sha256) == (paper.stored, paper.sha256)


#: What is wrong with a gathering.
FAULTY = (
    ({"held_on": DAY + timedelta(days=1)}, InvalidValueError),
    ({"kind": Gathered.CSR_FORUM}, InvalidValueError),
    ({"title": "  "}, ValidationError),
    ({"place": ""}, ValidationError),
)


@pytest.mark.parametrize(("changes", "error"), FAULTY)
def test_what_cannot_be_is_refused(changes: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        noted(**changes)


def test_what_was_struck_out_counts_no_more() -> None:
    by = secretary()
    wrong, right = noted(by), noted(by, people=8)
    promised = commit(wrong, "Jamban 5 unit", "PT Contoh Tambang", DAY, by=by, on=NOW)
    strike(wrong, "Tercatat dua kali", by=by, on=NOW)
    assert [(each.gatherings, each.people) for each in queries.tallies(ALL, DAY, DAY)] == [(1, 8)]
    assert not queries.commitments(ALL, DAY).exists()
    for again in (
        lambda: strike(wrong, "Lagi", by=by, on=NOW),
        lambda: commit(wrong, "Air", "Desa", DAY, by=by, on=NOW),
        lambda: tell(promised, Ending.DONE, DAY, by=by, on=NOW),
    ):
        with pytest.raises(NotAllowedError):
            again()
    with pytest.raises(InvalidValueError):
        strike(right, " ", by=by, on=NOW)


def test_only_who_wrote_it_down_or_the_secretariat_goes_on_with_it() -> None:
    operator, field = officer("dewi", Role.VILLAGE_OPERATOR, VILLAGE), officer("mira", Role.FIELD_OFFICER, DISTRICT)
    made = noted(operator)
    commit(made, "Kelas ibu balita", "Puskesmas Samboja", DAY, by=operator, on=NOW)
    commit(made, "Data ibu hamil", "DP2KB", DAY, by=officer("camat", Role.COORDINATOR, DISTRICT), on=NOW)
    with pytest.raises(NotAllowedError):
        commit(made, "Air bersih", "Desa", DAY, by=field, on=NOW)
    tuti, wati = (officer(name, Role.PROVINCE, "64") for name in ("tuti", "wati"))
    for stranger in (officer("luar", Role.COORDINATOR, ELSEWHERE), tuti):
        with pytest.raises(NotAllowedError):
            strike(made, "Salah", by=stranger, on=NOW)
    above = noted(tuti, kind=Gathered.TPPS, area="64")
    commit(above, "Data KRS triwulanan", "BKKBN provinsi", DAY, by=wati, on=NOW)
    with pytest.raises(NotAllowedError):
        commit(above, "Air bersih", "Dinas PU", DAY, by=secretary(), on=NOW)


#: Of which provinces' gatherings somebody reads by role and area, and whether the whole of one of 64 and of a village.
REACHING = (
    (Role.PROVINCE, "64", ("64",), (True, False)),
    (Role.PROVINCE, "63", ("63",), (False, False)),
    (Role.COORDINATOR, REGENCY, ("64",), (False, True)),
    (Role.INSPECTOR, REGENCY, ("64",), (False, True)),
    (Role.COORDINATOR, DISTRICT, (), (False, True)),
    (Role.VILLAGE_OPERATOR, VILLAGE, (), (False, True)),
)


@pytest.mark.parametrize(("role", "area", "provinces", "whole"), REACHING)
def test_who_reads_of_a_provinces_own_gatherings(
    role: Role, area: str, provinces: tuple[str, ...], whole: tuple[bool, bool]
) -> None:
    above = noted(officer("tuti", Role.PROVINCE, "64"), kind=Gathered.TPPS, area="64")
    below = noted()
    found = reach({role: Scope((area,))}, READERS)
    assert found.provinces == provinces
    assert (found.reads_whole(above), found.reads_whole(below)) == whole
    seen = set(queries.gatherings(found.area, found.provinces))
    assert seen == {*({above} if "64" in provinces else ()), *({below} if whole[1] else ())}
    assert not reach({role: Scope((area,))}, ()).provinces


#: What is told of a commitment made on the day, due in ten days, and what is wrong with it.
TOLD_WRONG = (
    (Ending.DONE, -1, "Selesai"),
    (Ending.DONE, 1, "Selesai"),
    (None, 0, " "),
    (Ending.DROPPED, 0, ""),
    (Ending.AGAIN, 0, ""),
)


@pytest.mark.parametrize(("ending", "days", "text"), TOLD_WRONG)
def test_what_is_told_has_a_day_that_can_be_and_words(ending: Ending | None, days: int, text: str) -> None:
    by = secretary()
    held = commit(noted(by), "Jamban 5 unit", "PT Contoh", DAY + timedelta(days=10), by=by, on=NOW)
    with pytest.raises(InvalidValueError):
        tell(held, ending, DAY + timedelta(days=days), text, by=by, on=NOW)


@pytest.mark.parametrize("days", [-1, 2_000])
def test_nothing_is_due_before_its_gathering_or_in_another_life(days: int) -> None:
    by = secretary()
    with pytest.raises(InvalidValueError):
        commit(noted(by), "Jamban", "PT Contoh", DAY + timedelta(days=days), by=by, on=NOW)


def test_nobody_sees_what_lies_outside_their_scope() -> None:
    by = secretary()
    commit(noted(by), "Jamban", "PT Contoh", DAY, by=by, on=NOW)
    for scope in (Scope(), Scope((ELSEWHERE,))):
        assert not queries.gatherings(scope).exists()
        assert not queries.commitments(scope, DAY).exists()
        assert queries.tallies(scope, DAY, DAY) == []


ENDINGS = st.lists(st.tuples(st.sampled_from((None, *Ending)), st.integers(0, 20)), max_size=4)


class TestStanding(TestCase):
    """The query and the rule agree, whatever was told in whatever order."""

    @settings(max_examples=40, deadline=None)
    @given(told=ENDINGS, due=st.integers(0, 20))
    def test_the_query_says_what_the_rule_says(self, told: list[tuple[Ending | None, int]], due: int) -> None:
        by, later = secretary(), NOW + timedelta(days=20)
        held = commit(noted(by), "Jamban", "PT Contoh", DAY + timedelta(days=due), by=by, on=NOW)
        words = []
        for number, (ending, days) in enumerate(told):
            day: date = DAY + timedelta(days=days)
            tell(held, ending, day, "Kabar dari desa", by=by, on=later)
            if ending is not None:
                words.append(Word(number, ending, day))
        for today in (DAY, DAY + timedelta(days=10), later.date()):
            found: Any = queries.commitments(ALL, today).get()
            assert Standing(found.standing) is standing(held.due_on, words, today)


def test_everything_told_stays() -> None:
    by = secretary()
    held = commit(noted(by), "Jamban", "PT Contoh", DAY, by=by, on=NOW)
    tell(held, None, DAY, "Bahan sudah dibeli", by=by, on=NOW)
    tell(held, Ending.DONE, DAY, by=by, on=NOW)
    assert [(each.ending, each.text) for each in queries.words_of(Commitment.objects.all())] == [
        ("", "Bahan sudah dibeli"), ("done", ""),
    ]  # fmt: skip
    with pytest.raises(RuntimeError):
        held.save()
