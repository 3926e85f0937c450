"""Releases in the office: offered, taken in whole or not at all, refused, gone back to; and what is found in them."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from padan.kernel.errors import PadanError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment, NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry import operations, queries
from padan.office.registry.models import Family, Person, Release, Word
from padan.office.registry.operations import offer, pick_up_after_a_stop, refuse, take_in
from padan.office.registry.permissions import may_settle
from padan.office.registry.states import NEXT, State, may_follow
from padan.reports.finding import words_of

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
ALL = Scope(("64.02",))

pytestmark = pytest.mark.django_db


def officer(role: Role = Role.DATA_OFFICER, *areas: str) -> Account:
    account = invite(f"{role}@kukar.example", "Rina", by=None, on=NOW)
    wanted = Appointment(account, role, areas or ("64.02",), NOW.date(), NOW.date() + timedelta(days=30))
    appoint(wanted, by=None, on=NOW, reason="SK")
    return account


def another(home: Path, release: Release, name: str) -> Path:
    """The same release under another name, as a later build would be."""
    folder = home / "releases" / name
    shutil.copytree(home / "releases" / release.name, folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "release_id": name}), "utf-8")
    return folder


def taken_in(home: Path, release: Release, name: str, days: int) -> Release:
    later = NOW + timedelta(days=days)
    offered = offer(another(home, release, name), by=None, on=later)
    return take_in(offered, by=None, on=later, reason="uji")


def rows_of(release: Release) -> tuple[int, int]:
    return tuple(model.objects.filter(release=release).count() for model in (Person, Family))  # type: ignore[return-value]


def test_a_release_is_taken_in_whole(release: Release, office_home: Path) -> None:
    folder = office_home / "releases" / release.name
    table = {row["person_id"]: row for row in pq.read_table(folder / "person.parquet").to_pylist()}
    held = {row.person_id: row for row in queries.people(Scope(("64",)))}

    assert release.state == State.CURRENT
    assert held.keys() == table.keys()
    for number, row in held.items():
        said = table[number]
        wanted = [said[each] for each in ("name", "nik", "sex", "birth_date", "family_id", "relation")]
        assert [row.name, row.nik, row.sex, row.birth_date, row.family_id, row.relation] == wanted
        assert row.area == (said["village_code"] or "64.02")
    assert Family.objects.count() == pq.read_metadata(folder / "family.parquet").num_rows


def test_numbers_do_not_lie_open_in_the_database(release: Release) -> None:
    nik = Person.objects.filter(nik__isnull=False).first().nik
    with connection.cursor() as cursor:
        cursor.execute("SELECT nik, nik_index FROM registry_person WHERE nik IS NOT NULL")
        assert all(nik.encode() not in bytes(part) for row in cursor.fetchall() for part in row)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("row", "bukan yang tertulis"), ("column", "kontrak"), ("gone", "tidak terbaca"),
        ("manifest", "manifesnya"), ("count", "seharusnya"),
    ],
)  # fmt: skip
def test_a_bad_release_is_refused_at_the_door(release: Release, office_home: Path, what: str, said: str) -> None:
    folder = another(office_home, release, "2026-12-01-bad")
    offered = offer(folder, by=None, on=NOW)
    table = pq.read_table(folder / "person.parquet")
    if what == "row":
        pq.write_table(table.slice(1), folder / "person.parquet")
    elif what == "column":
        pq.write_table(table.drop_columns(["nik"]), folder / "person.parquet")
    elif what == "gone":
        (folder / "family.parquet").unlink()
    elif what == "manifest":
        (folder / "manifest.json").write_text("{", "utf-8")
    else:
        Release.objects.filter(pk=offered.pk).update(people=offered.people + 1)
        offered.refresh_from_db()

    with pytest.raises(PadanError, match=said):
        take_in(offered, by=None, on=NOW, reason="uji")

    offered.refresh_from_db()
    assert offered.state == State.OFFERED
    assert queries.current() == release
    # What was written before the fault was found waits for the next try, and nobody sees it.
    assert queries.people(ALL).count() == rows_of(release)[0]


def test_the_office_holds_what_its_state_says(release: Release, office_home: Path) -> None:
    counts = rows_of(release)
    second = taken_in(office_home, release, "2026-12-01-b", 1)
    third = taken_in(office_home, release, "2026-12-02-c", 2)
    states = {each.name: each.state for each in queries.releases()}

    assert states == {release.name: State.STORED, second.name: State.PAST, third.name: State.CURRENT}
    assert [rows_of(each) for each in (release, second, third)] == [(0, 0), counts, counts]
    assert not Word.objects.filter(release=release).exists()


@pytest.mark.parametrize("back", [0, 1], ids=["from its folder", "at once"])
def test_going_back_is_one_action(release: Release, office_home: Path, back: int) -> None:
    second = taken_in(office_home, release, "2026-12-01-b", 1)
    taken_in(office_home, release, "2026-12-02-c", 2)
    wanted = Release.objects.get(pk=(release, second)[back].pk)

    take_in(wanted, by=officer(), on=NOW, reason="rilis terakhir keliru")

    assert queries.current() == wanted
    assert queries.people(ALL).count() == wanted.people - _nowhere(wanted)
    entry = Entry.objects.get(action="registry.taken_in", reason="rilis terakhir keliru")
    assert json.loads(entry.before) == {"current": "2026-12-02-c"}


def _nowhere(release: Release) -> int:
    return Person.objects.filter(release=release).exclude(area__startswith="64.02").count()


def test_nobody_sees_a_release_before_it_is_in_force(
    release: Release, office_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = offer(another(office_home, release, "2026-12-01-b"), by=None, on=NOW)
    seen = []
    take_in(
        offered, by=None, on=NOW, reason="uji",
        progress=lambda *_: seen.append((queries.current(), queries.people(ALL).count())),
    )  # fmt: skip
    assert len(seen) >= 2
    assert set(seen) == {(release, queries.people(ALL).count())}


def test_a_loading_that_died_is_taken_up_again(release: Release, office_home: Path) -> None:
    offered = offer(another(office_home, release, "2026-12-01-b"), by=None, on=NOW)
    Release.objects.filter(pk=offered.pk).update(state=State.LOADING)
    Person.objects.create(release=offered, person_id="P0", family_id="F0", area="64.02", sources="dtsen")

    assert pick_up_after_a_stop() == [offered]
    offered.refresh_from_db()
    assert queries.current() == release
    take_in(offered, by=None, on=NOW, reason="uji")
    assert rows_of(offered) == rows_of(release)


def test_only_the_regencys_data_officer_settles(release: Release, office_home: Path) -> None:
    offered = offer(another(office_home, release, "2026-12-01-b"), by=None, on=NOW)
    cadre = officer(Role.VILLAGE_OPERATOR, "64.02.13.1008")
    for act in (take_in, refuse):
        with pytest.raises(NotAllowedError):
            act(offered, by=cadre, on=NOW, reason="coba")
    assert not may_settle(cadre, NOW.date())
    assert refuse(offered, by=officer(), on=NOW, reason="daftar DTSEN terpotong").state == State.REFUSED
    assert Entry.objects.get(action="registry.refused").reason == "daftar DTSEN terpotong"


def test_the_same_build_is_offered_once(release: Release, office_home: Path) -> None:
    assert offer(office_home / "releases" / "current", by=None, on=NOW) == release
    assert Entry.objects.filter(action="registry.offered").count() == 1


def test_states_follow_the_table() -> None:
    for one in State:
        for other in State:
            assert may_follow(one, other) == (other in NEXT[one])
    assert {state for following in NEXT.values() for state in following} | {State.OFFERED} == set(State)


def plainly(scope: Scope, asked: str) -> set[str]:
    """The twin of the search by words: everybody is looked at."""
    groups = words_of(asked)
    found = set()
    for person in Person.objects.filter(release__state=State.CURRENT):
        words = set(Word.objects.filter(person_id=person.person_id).values_list("word", flat=True))
        fits = all(any(word.startswith(begin) for word in words for begin in group) for group in groups)
        if groups and fits and scope.covers(person.area):
            found.add(person.person_id)
    return found


@pytest.mark.parametrize("asked", ["siti", "St. Aminah", "MUH", "muhamad rizky", "zz", "a", "Hj.", ""])
@pytest.mark.parametrize("area", ["64.02", "64.02.01", ""])
def test_search_by_name_is_what_looking_at_everybody_gives(release: Release, asked: str, area: str) -> None:
    scope = Scope((area,)) if area else Scope()
    assert {row.person_id for row in queries.by_words(scope, words_of(asked))} == plainly(scope, asked)


def test_people_are_found_by_their_number_and_by_their_familys(release: Release) -> None:
    person = Person.objects.filter(nik__isnull=False, family_id__in=_with_card()).first()
    card = Family.objects.get(release=release, family_id=person.family_id).kk
    spaced = f"{person.nik[:6]} {person.nik[6:12]}-{person.nik[12:]}"

    assert person.person_id in {row.person_id for row in queries.by_number(ALL, spaced)}
    assert {row.person_id for row in queries.by_number(ALL, card)} == {
        row.person_id for row in Person.objects.filter(family_id=person.family_id)
    }
    assert not queries.by_number(Scope(), person.nik)
    assert [queries.is_number(each) for each in (spaced, "Siti 640213", person.nik[:14])] == [True, False, False]


def _with_card() -> list[str]:
    return [row.family_id for row in Family.objects.filter(kk__isnull=False) if row.area.startswith("64.02")]


@pytest.mark.parametrize("asked", ["siti aminah", "6402131203850001"])
def test_a_search_asks_the_database_few_times(release: Release, asked: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        found = queries.by_number(ALL, asked) if queries.is_number(asked) else queries.by_words(ALL, words_of(asked))
        list(found[:30])
    assert len(caught) <= 3


def test_members_are_those_of_the_scope(release: Release) -> None:
    family = Family.objects.filter(members__gte=3).first()
    assert not queries.members(Scope(), family.family_id).exists()
    inside = queries.members(Scope((family.area,)), family.family_id)
    assert {row.area for row in inside} == {family.area}


def test_rows_are_removed_in_small_steps(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "_REMOVED_AT_ONCE", 7)
    operations._remove_rows(release)
    assert rows_of(release) == (0, 0)
