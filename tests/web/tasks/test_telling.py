"""Telling what nobody asked: a family split, two merged, a value mended; how each waits beside the register's value."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import Places, SignIn

from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Family, Person, Release
from padan.office.tasks import queries
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.states import State
from padan.reference.tasks import HOUSE_TOLD, MERGED, REPORTED, SPLIT, VALUE_TOLD
from padan.reports.anchors import anchor_of, head_anchor
from padan.reports.holdings import Holdings, holdings
from padan.reports.task_facts import dwelling_of, task_facts
from padan.reports.wanted import wanted

pytestmark = pytest.mark.django_db
WAITS = "menunggu rilis berikutnya"
REASON = "Dicek ke rumahnya."


@pytest.fixture
def held(release: Release) -> Holdings:
    return holdings(release.folder)


@pytest.fixture
def village(signed_in: SignIn, places: Places) -> Client:
    return signed_in(Role.VILLAGE_OPERATOR, places.village)


@pytest.fixture
def families(release: Release, places: Places) -> list[Family]:
    """Two families of the tested village, all of whose people are known to live there; the larger first."""
    whole = [
        row
        for row in Family.objects.filter(area=places.village, members__gte=2, head_name__isnull=False)
        if Person.objects.filter(family_id=row.family_id, area=row.area, name__isnull=False).count() == row.members
    ]
    return sorted(whole, key=lambda row: (-row.members, row.family_id))[:2]


def people_of(family: Family) -> list[Person]:
    return list(Person.objects.filter(family_id=family.family_id).order_by("birth_date", "person_id"))


def shown(browser: Client, name: str, *args: str, **question: Any) -> str:
    answer = browser.get(reverse(name, args=args), question)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def sent(browser: Client, where: str, about: str, **values: Any) -> Any:
    """Fill a form in and send it twice, as people do who press twice; the second answer."""
    page = shown(browser, where, about)
    key = re.search(r'name="key" value="([0-9a-f]{32})"', page)
    first = {"key": key[1], "seen": "1", **values} if key else values
    answers = [browser.post(reverse(where, args=[about]), first) for _twice in range(2)]
    assert answers[0].status_code == answers[1].status_code
    return answers[1]


def said_by(kind: str) -> dict[str, Any]:
    [found] = Answer.objects.filter(task__kind=kind)
    return queries.values_of(found)


def test_a_family_is_split_once_and_waits_on_its_page_by_name(
    village: Client, families: list[Family], held: Holdings
) -> None:
    family, leaving = families[0], people_of(families[0])[-1]
    answer = sent(village, "tasks.split", family.family_id, people=[leaving.person_id], reason=REASON)
    assert answer["Location"] == reverse("people.family", args=[family.family_id])
    assert said_by(SPLIT) == {"people": [anchor_of(held, leaving.person_id)], "reason": REASON}
    task = Task.objects.get(kind=SPLIT)
    assert (task.area, task.family_anchor) == (family.area, head_anchor(held, family.family_id))
    page = shown(village, "people.family", family.family_id)
    assert f"{leaving.name} tinggal dalam keluarga sendiri" in page
    assert f"Alasan: {REASON}" in page
    assert WAITS in page
    # It is told of once: not again among the tasks.
    assert page.count(reverse("tasks.show", args=[task.pk])) == 1
    assert Entry.objects.filter(action="tasks.split").count() == 1


@pytest.mark.parametrize(
    ("which", "reason"), [("nobody", REASON), ("everybody", REASON), ("one", "  "), ("other", REASON)]
)
def test_a_split_that_cannot_be_is_refused_in_words(
    village: Client, families: list[Family], which: str, reason: str
) -> None:
    people = [each.person_id for each in people_of(families[0])]
    ticked = {"nobody": [], "everybody": people, "one": people[:1], "other": [people_of(families[1])[0].person_id]}
    answer = sent(village, "tasks.split", families[0].family_id, people=ticked[which], reason=reason)
    assert answer.status_code == 422
    assert answer.content.decode().count('class="field-error"') + answer.content.decode().count('role="alert"') == 1
    assert not Task.objects.exists()


def test_a_family_is_found_forgivingly_seen_beside_and_merged(
    village: Client, families: list[Family], held: Holdings
) -> None:
    one, other = families
    moving = [each.person_id for each in people_of(one)]
    first = shown(village, "tasks.merge", one.family_id)
    assert first.count(" checked") == len(moving)
    name, word = max(
        ((each.name, max(each.name.split(), key=len)) for each in people_of(other)), key=lambda two: len(two[1])
    )
    misspelt = name.replace(word, f"{word[:3]}{word[4:]}")
    listed = shown(village, "tasks.merge", one.family_id, people=moving, q=misspelt)
    assert f'name="into" value="{other.family_id}"' in listed
    assert f'name="into" value="{one.family_id}"' not in listed
    beside = shown(village, "tasks.merge", one.family_id, people=moving, q=name, into=other.family_id)
    assert all(f"Keluarga {each.head_name}" in beside for each in families)
    assert beside.count("pindah ke sana") == len(moving)
    assert "Keluarga asalnya tidak berisi siapa pun lagi." in beside
    key = re.search(r'name="key" value="([0-9a-f]{32})"', beside)[1]
    form = {"key": key, "people": moving, "into": other.family_id, "reason": REASON}
    for _twice in range(2):
        answer = village.post(reverse("tasks.merge", args=[one.family_id]), form)
        assert answer["Location"] == reverse("people.family", args=[one.family_id])
    assert said_by(MERGED) == {
        "people": sorted(anchor_of(held, each) for each in moving), "into": other.family_id, "reason": REASON,
        "with": head_anchor(held, other.family_id),
    }  # fmt: skip
    assert f"tinggal bersama Keluarga {other.head_name}" in shown(village, "people.family", one.family_id)
    assert Entry.objects.filter(action="registry.searched").count() == 1


def test_a_family_outside_the_area_is_neither_found_nor_taken(
    village: Client, families: list[Family], places: Places
) -> None:
    one, there = families[0], Family.objects.filter(area=places.elsewhere, head_name__isnull=False).first()
    moving = [each.person_id for each in people_of(one)]
    address = reverse("tasks.merge", args=[one.family_id])
    assert there.family_id not in shown(village, "tasks.merge", one.family_id, people=moving, q=there.head_name)
    assert village.get(address, {"people": moving, "q": "a", "into": there.family_id}).status_code == 404
    form = {"key": "0" * 32, "people": moving, "into": there.family_id, "reason": REASON}
    assert village.post(address, form).status_code == 404
    assert village.post(address, {**form, "into": one.family_id}).status_code == 422
    assert village.post(address, {**form, "into": ""})["Location"] == address
    assert not Task.objects.exists()


def test_a_value_of_a_person_waits_beside_the_register_s(
    village: Client, families: list[Family], held: Holdings
) -> None:
    person = next(each for each in people_of(families[0]) if each.birth_date)
    page = shown(village, "people.person", person.person_id)
    assert f'{reverse("tasks.mend_person", args=[person.person_id])}#id_birth_date"' in page
    assert WAITS not in page
    form = shown(village, "tasks.mend_person", person.person_id)
    assert f"Sekarang tercatat: {person.name}" in form
    assert person.nik is None or person.nik not in form
    assert 'id="id_birth_date"' in form
    assert 'id="id_sex_0"' in form
    answer = sent(village, "tasks.mend_person", person.person_id, birth_date="1990-02-03", name="Nama Baru")
    assert answer["Location"] == reverse("people.person", args=[person.person_id])
    assert said_by(VALUE_TOLD) == {"birth_date": "1990-02-03", "name": "Nama Baru"}
    task = Task.objects.get(kind=VALUE_TOLD)
    assert (task.person_id, task.anchor) == (person.person_id, anchor_of(held, person.person_id))
    page = shown(village, "people.person", person.person_id)
    for label, value in (("Lahir", "3 Feb 1990"), ("Nama", "Nama Baru")):
        fact = re.search(rf"<dt>{label}.*?</dd>", page, re.DOTALL)
        assert f"{value} (Village Operator)" in fact[0]
        assert WAITS in fact[0]
    other = next(each for each in people_of(families[0]) if each != person)
    beside = shown(village, "people.person", other.person_id)
    assert f"Tentang {person.name}" in beside
    assert "(Village Operator) <span" not in beside


def test_a_house_is_told_from_what_is_known(village: Client, families: list[Family], held: Holdings) -> None:
    family = next(
        row
        for row in Family.objects.filter(area=families[0].area)
        if {"water", "latrine"} <= dwelling_of(held.claims(row.family_id)).keys()
    )
    known = dwelling_of(held.claims(family.family_id))
    form = shown(village, "tasks.mend_family", family.family_id)
    assert (
        f'name="water" value="{known["water"].value}" id="id_water_' in form
        or f'value="{known["water"].value}" selected' in form
    )
    assert sent(village, "tasks.mend_family", family.family_id, water="rain").status_code == 422
    told = {"here": "yes", "water": "rain", "latrine": "none", "address": "Jl. Kenanga 5", "rt": "007"}
    sent(village, "tasks.mend_family", family.family_id, **told)
    assert said_by(HOUSE_TOLD) == told
    page = shown(village, "people.family", family.family_id)
    lives = re.search(r"<dt>Alamat.*?</dd>", page, re.DOTALL)[0]
    assert "Alamat Jl. Kenanga 5 (Village Operator)" in lives
    assert "RT 007 (Village Operator)" in lives
    assert "Air hujan (Village Operator)" in re.search(r"<dt>Air minum utama.*?</dd>", page, re.DOTALL)[0]


def test_what_a_house_is_known_for_is_what_tasks_are_told_of(release: Release, held: Holdings) -> None:
    """The twin: the same of every family, where its tasks were copied with it."""
    asked = [each for each in wanted(release.folder, "64.02") if each.family_id]
    rows = [Task(pk=number, key=each.key, area=each.area) for number, each in enumerate(asked)]
    facts = task_facts(release.folder, "64.02", rows)
    families = {each.family_id: number for number, each in enumerate(asked)}
    assert any(facts[number].dwelling for number in families.values())
    for family_id, number in families.items():
        assert dwelling_of(held.claims(family_id)) == facts[number].dwelling, family_id


def test_an_anchor_is_the_one_that_tasks_have(release: Release, held: Holdings) -> None:
    """The twin: for whom tasks are opened, SQL chooses the record."""
    tried = 0
    for each in wanted(release.folder, "64.02"):
        assert not each.person_id or anchor_of(held, each.person_id) == each.anchor
        assert not each.family_id or head_anchor(held, each.family_id) == each.family_anchor
        tried += bool(each.anchor and each.family_anchor)
    assert tried > 20
    assert anchor_of(held, "P-nobody") == head_anchor(held, "F-nobody") == ""


@pytest.mark.parametrize(("kind", "leads"), [(SPLIT, "tasks.split"), (REPORTED, "tasks.report"), (VALUE_TOLD, "")])
def test_what_is_not_corrected_is_taken_back_and_told_again(
    village: Client, families: list[Family], places: Places, kind: str, leads: str
) -> None:
    family, person = families[0], people_of(families[0])[-1]
    if kind == SPLIT:
        sent(village, "tasks.split", family.family_id, people=[person.person_id], reason=REASON)
    elif kind == VALUE_TOLD:
        sent(village, "tasks.mend_person", person.person_id, name="Nama Baru")
    else:
        form = {"key": "1" * 32, "people": "1", "0-name": "Siti", "0-sex": "P", "0-village": places.village}
        village.post(reverse("tasks.report"), form)
    task = Task.objects.get(kind=kind)
    page = shown(village, "tasks.show", str(task.pk))
    assert ("Bila keliru: cabut dahulu" in page) is bool(leads)
    if leads:
        assert f'href="{reverse(leads, args=[family.family_id] if kind == SPLIT else [])}"' in page
    village.post(reverse("tasks.take_back", args=[task.pk]), {"reason": "salah orang"})
    task.refresh_from_db()
    assert task.state == State.WITHDRAWN
    assert WAITS not in shown(village, "people.family", family.family_id)


def test_who_only_looks_is_offered_nothing_to_mend(signed_in: SignIn, families: list[Family]) -> None:
    browser, person = signed_in(Role.INSPECTOR, "64.02"), people_of(families[0])[0]
    for name, about in (("people.family", families[0].family_id), ("people.person", person.person_id)):
        page = shown(browser, name, about)
        assert "Perbaiki data" not in page
        assert "/tugas/perbaiki/" not in page
    own = shown(signed_in(Role.FIELD_OFFICER, families[0].area[:8]), "people.family", families[0].family_id)
    assert all(words in own for words in ("Perbaiki data", "Pisahkan keluarga", "Gabungkan dengan keluarga lain"))
    was = shown(browser, "people.family", families[0].family_id, day="2026-01-01", question="was")
    assert "Perbaiki data" not in was
