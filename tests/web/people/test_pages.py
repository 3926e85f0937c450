"""A person's and a family's page: growth, risk, what is stale, where lists disagree; today and for another day."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import Places, SignIn, area_of

from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry import queries
from padan.office.registry.models import Family, Person, Release
from padan.office.registry.operations import offer, take_in
from padan.reports.faltering import faltering, how_many
from padan.reports.history import Question, Then
from padan.reports.holdings import Holdings, holdings
from padan.web.people import told
from padan.web.people.children import AT_ONCE

pytestmark = pytest.mark.django_db

ALL = Scope(("64.02",))


@pytest.fixture
def held(release: Release) -> Holdings:
    return holdings(release.folder)


def shown(browser: Client, name: str, *args: str, **question: str) -> str:
    answer = browser.get(reverse(name, args=args), question)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def officer(signed_in: SignIn, release: Release) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02")


def a_child(held: Holdings, condition: str = "len(faltering) > 0") -> dict[str, Any]:
    found = held.rows(f"SELECT * FROM growth_state WHERE {condition} AND sex IS NOT NULL ORDER BY person_id")
    inside = set(queries.people(ALL).values_list("person_id", flat=True))
    return next(row for row in found if row["person_id"] in inside)


def test_a_childs_page_draws_its_growth_and_says_what_to_do(officer: Client, held: Holdings) -> None:
    child = a_child(held)
    page = shown(officer, "people.person", child["person_id"])
    growth = told.person(ALL, Person.objects.get(person_id=child["person_id"])).growth
    assert page.count("<svg xmlns") == len(growth.charts) == 2
    assert "style=" not in page
    assert "pertumbuhan melambat" in page
    assert "Yang perlu dilakukan" in page
    assert f"Terakhir ditimbang atau diukur {child['last_measured'].day} " in page
    measured = held.rows("SELECT * FROM growth WHERE person_id = ?", [child["person_id"]])
    assert len(growth.rows) == len(measured)


def test_every_child_is_told_of_as_the_release_judges_it(held: Holdings) -> None:
    """What is made of a child's rows is the same as the row of the release."""
    as_of = Release.objects.get().as_of
    tried = 0
    for state in held.rows("SELECT * FROM growth_state ORDER BY person_id"):
        row = queries.people(ALL).filter(person_id=state["person_id"]).first()
        if row is None:
            continue
        growth = told.growth_of(told.sight_of(row.release, None), row.person_id, row.sex, as_of)
        assert growth.marks == told.child_marks(state), state["person_id"]
        tried += 1
    assert tried > 20


def test_an_adult_has_no_chart(officer: Client, held: Holdings) -> None:
    person = Person.objects.filter(birth_date__lt="1990-01-01", area__startswith="64.02").first()
    assert "<svg xmlns" not in shown(officer, "people.person", person.person_id)


def test_a_family_at_risk_is_told_why_and_who_owes_what(officer: Client, held: Holdings) -> None:
    families = set(Family.objects.filter(area__startswith="64.02").values_list("family_id", flat=True))
    row = next(
        each for each in held.rows("SELECT * FROM risk WHERE at_risk = 'yes' ORDER BY family_id")
        if each["family_id"] in families and any(owed["state"] != "fresh" for owed in held.owed(each["family_id"]))
    )  # fmt: skip
    family = told.family(ALL, Family.objects.get(family_id=row["family_id"]))
    page = shown(officer, "people.family", row["family_id"])
    assert family.today.risk.verdict in page
    assert family.today.risk.because
    assert len(family.today.owed) == sum(each["state"] != "fresh" for each in held.owed(row["family_id"]))
    assert all(each.agency in page for each in family.today.owed)


def test_a_childs_state_stands_beside_its_name_in_the_family(officer: Client, held: Holdings) -> None:
    child = a_child(held)
    page = shown(officer, "people.family", child["family_id"])
    line = re.search(rf"<tr><td><a href=\"/orang/{child['person_id']}/\">.*?</tr>", page, re.DOTALL)
    assert "pertumbuhan melambat" in line[0]


def test_facts_of_a_gap_that_name_others_are_told_in_the_regency_only(held: Holdings) -> None:
    gap = held.rows("SELECT * FROM gap WHERE kind = 'measured_child_unlisted' AND len(people) > 0 ORDER BY gap_id")[0]
    person = Person.objects.get(person_id=gap["people"][0])
    whole, part = (told.person(Scope((area,)), person).today.conflicts for area in ("64.02", person.area))
    assert [each.title for each in whole] == [each.title for each in part]
    assert any(each.told for each in whole if each.title == _title(gap))
    assert not any(each.told for each in part if each.title == _title(gap))


def _title(gap: dict[str, Any]) -> str:
    from padan.reports.gap_words import gap_title

    return gap_title(gap["kind"])


def test_help_is_told_where_a_list_tells_of_it(officer: Client, held: Holdings) -> None:
    row = held.rows("SELECT * FROM welfare WHERE len(programmes) > 0 ORDER BY family_id")[0]
    family = told.family(ALL, Family.objects.get(family_id=row["family_id"]))
    assert len(family.aid) >= 1
    assert "Bantuan menurut daftar" in shown(officer, "people.family", row["family_id"])
    helped = {each["family_id"] for each in held.rows("SELECT family_id FROM welfare WHERE len(programmes) > 0")}
    helped |= {each["family_id"] for each in held.rows("SELECT family_id FROM screening WHERE len(assistance) > 0")}
    without = Family.objects.exclude(family_id__in=helped).filter(area__startswith="64.02").first()
    assert "Bantuan menurut daftar" not in shown(officer, "people.family", without.family_id)


def test_the_page_says_which_day_and_which_question_it_answers(officer: Client, held: Holdings) -> None:
    child = a_child(held)
    day = (child["last_measured"] - timedelta(days=1)).isoformat()
    was = shown(officer, "people.person", child["person_id"], day=day, question="was")
    knew = shown(officer, "people.person", child["person_id"], day=day, question="knew")
    assert "Keadaan pada" in was
    assert "Yang kita ketahui pada" in knew
    assert "Saat itu belum ada rilis yang berlaku." in knew
    assert f'<td class="text-nowrap">{told.day(child["last_measured"])}</td>' not in was
    assert "Kembali ke hari ini" in was


@pytest.mark.parametrize("asked", [{"day": "31-31-2026", "question": "was"}, {"day": "2999-01-01", "question": "was"},
                                   {"day": "2026-01-01", "question": "other"}])  # fmt: skip
def test_a_day_that_cannot_be_asked_shows_today(officer: Client, held: Holdings, asked: dict[str, str]) -> None:
    page = shown(officer, "people.family", a_child(held)["family_id"], **asked)
    assert "Kembali ke hari ini" not in page


def test_what_was_known_is_what_the_release_of_that_day_says(release: Release, office_home: Path) -> None:
    """The release that was in force then is asked, as long as it lies ready; a day before it, nothing was."""
    day = timezone.localdate() - timedelta(days=3)
    moment = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    assert queries.in_force_at(moment) is None
    assert queries.in_force_at(timezone.now() + timedelta(seconds=1)) == release

    folder = office_home / "releases" / "2026-12-01-b"
    shutil.copytree(release.folder, folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "release_id": folder.name}), "utf-8")
    later = timezone.now() + timedelta(days=10)
    second = take_in(offer(folder, by=None, on=later), by=None, on=later, reason="uji")
    assert queries.in_force_at(later - timedelta(days=1)).name == release.name
    assert queries.in_force_at(later + timedelta(seconds=1)) == second

    row = Family.objects.filter(release=second, area__startswith="64.02").first()
    then = told.family(ALL, row, Then(Question.KNEW, timezone.localdate()))
    assert f"rilis {release.name} berlaku saat itu" in then.note


def plainly(held: Holdings, scope: Scope) -> set[str]:
    """The twin of the list of children: everybody is looked at."""
    areas = dict(Person.objects.values_list("person_id", "area"))
    return {
        row["person_id"]
        for row in held.rows("SELECT * FROM growth_state")
        if row["faltering"] and scope.covers(areas[row["person_id"]])
    }


@pytest.mark.parametrize("size", ["regency", "district", "village", "elsewhere", "nothing"])
def test_children_who_falter_are_those_that_looking_at_everybody_gives(
    held: Holdings, places: Places, size: str
) -> None:
    area = {"regency": "64.02", "district": places.village[:8], "village": places.village, "elsewhere": "63.01"}
    scope = Scope((area[size],)) if size in area else Scope()
    rows = faltering(held, scope, "64.02", start=0, most=10_000)
    assert {row["person_id"] for row in rows} == plainly(held, scope)
    assert how_many(held, scope, "64.02") == len(rows)
    first_stunted = next((place for place, row in enumerate(rows) if row["stunted"] != "none"), len(rows))
    assert all(row["stunted"] != "none" for row in rows[first_stunted:])


def test_pages_of_children_hold_everyone_once(held: Holdings) -> None:
    whole = faltering(held, ALL, "64.02", start=0, most=10_000)
    parts = [row for start in range(0, len(whole), 7) for row in faltering(held, ALL, "64.02", start=start, most=7)]
    assert parts == whole


@pytest.mark.parametrize("inside", [True, False])
def test_the_list_shows_as_many_children_as_it_counts(
    signed_in: SignIn, held: Holdings, places: Places, inside: bool
) -> None:
    area = places.village if inside else places.elsewhere
    page = shown(signed_in(Role.NUTRITION_OFFICER, area), "children.list")
    listed = re.findall(r'stretched" href="/orang/(P[0-9A-F]{15})/', page)
    wanted = plainly(held, Scope((area,)))
    assert set(listed) <= wanted
    assert len(listed) == min(len(wanted), AT_ONCE)
    assert not wanted or f"{len(wanted)} anak, keadaan" in page
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.subject) == ("web.looked", "children:list")


def test_a_village_outside_the_area_is_not_listed(signed_in: SignIn, held: Holdings, places: Places) -> None:
    browser = signed_in(Role.NUTRITION_OFFICER, *area_of(Role.NUTRITION_OFFICER, places.elsewhere))
    page = shown(browser, "children.list", where=places.village)
    assert not plainly(held, Scope((places.village,))) & set(re.findall(r"/orang/(P[0-9A-F]{15})/", page))
