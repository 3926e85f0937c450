"""Searching on the page: exact hits first, near ones apart and labelled, and only inside the reader's area."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import Places, SignIn, area_of

from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Person, Release
from padan.reference import regions
from padan.reports.finding import words_of
from padan.web.people.finding import FEW, find, villages_named

pytestmark = pytest.mark.django_db

ALL = Scope(("64.02",))
#: A name of two words, the second one long.
TWO_WORDS = r"^\w+ [A-Za-z]{6,}$"


@pytest.fixture
def person(release: Release, places: Places) -> Person:
    """Somebody with a NIK and a name of two words, the second one long, rare, and of another sound when misspelt."""
    people = Person.objects.filter(area=places.village, nik__isnull=False, name__regex=TWO_WORDS)
    return next(one for one in people.order_by("person_id") if rare(one.name) and not sounds_alike(one.name))


def rare(name: str) -> bool:
    return Person.objects.filter(name__icontains=name.split()[1]).count() < FEW


def sounds_alike(name: str) -> bool:
    """Whether who writes the name misspelt asks for the right one too, as with JANNAH and JANAH."""
    wrong, right = words_of(misspelt(name))[1], words_of(name)[1]
    return any(word.startswith(tuple(wrong)) for word in right)


def asked(browser: Client, **question: str) -> str:
    return browser.get(reverse("people.search"), question).content.decode()


def listed(shown: str, title: str) -> list[str]:
    """Ids of people in the list of that name."""
    part = re.search(rf'<ol class="results[^"]*" aria-label="{title}">(.*?)</ol>', shown, re.DOTALL)
    return re.findall(r"/orang/(P[0-9A-F]{15})/", part[1]) if part else []


def misspelt(name: str) -> str:
    word = name.split()[1]
    return f"{name.split()[0]} {word[:3]}{word[4:]}"


def test_a_misspelt_name_is_shown_apart_as_near(signed_in: SignIn, person: Person, places: Places) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, places.village)
    right, wrong = asked(browser, q=person.name), asked(browser, q=misspelt(person.name))
    assert person.person_id in listed(right, "Hasil")
    assert person.person_id not in listed(right, "Hasil yang mirip")
    assert person.person_id in listed(wrong, "Hasil yang mirip")
    assert "Mungkin maksud Anda" in wrong


def test_a_misspelt_name_that_sounds_the_same_is_the_name(release: Release) -> None:
    named = Person.objects.filter(nik__isnull=False, name__regex=TWO_WORDS).order_by("person_id")
    alike = [one for one in named if sounds_alike(one.name)]
    assert alike
    for one in alike[:20]:
        found = find(Scope((one.area,)), misspelt(one.name), 1)
        assert one.person_id in {each.person_id for each in found.people}


def test_a_mistyped_number_is_told_inside_the_area_only(signed_in: SignIn, person: Person, places: Places) -> None:
    wrong = person.nik[:15] + str((int(person.nik[15]) + 1) % 10)
    for question in (wrong, person.nik[:15], person.nik[:7] + person.nik[8:]):
        inside = asked(signed_in(Role.VILLAGE_OPERATOR, places.village), q=question)
        outside = asked(signed_in(Role.VILLAGE_OPERATOR, places.elsewhere), q=question)
        assert person.person_id in listed(inside, "Hasil yang mirip")
        assert person.nik not in inside
        assert person.person_id not in outside


def test_a_number_stands_masked_in_the_trail(signed_in: SignIn, person: Person, places: Places) -> None:
    wrong = person.nik[:15]
    asked(signed_in(Role.VILLAGE_OPERATOR, places.village), q=wrong)
    entry = Entry.objects.filter(action="registry.searched").latest("number")
    assert wrong not in entry.after
    assert '"found":' in entry.after.replace(" ", "")


def test_who_finds_many_is_shown_nobody_near(release: Release) -> None:
    found = find(ALL, "siti", 1)
    assert len(found.people) >= FEW
    assert found.near == ()


def test_nobody_is_found_both_exactly_and_nearly(release: Release) -> None:
    for name in ("budi", "nurhayati", "rahma", "aminah sari", "wati"):
        found = find(ALL, name, 1)
        assert not {one.person_id for one in found.people} & {one.person_id for one in found.near}


def test_a_village_behind_a_comma_narrows_the_search(release: Release, person: Person, places: Places) -> None:
    here, there = (regions.name_of(code) for code in (places.village, places.elsewhere))
    assert person.person_id in {one.person_id for one in find(ALL, f"{person.name}, {here}", 1).people}
    assert person.person_id not in {one.person_id for one in find(ALL, f"{person.name}, {there}", 1).people}
    assert find(ALL, f"{person.name}, atlantis", 1).count == 0


@pytest.mark.parametrize("asked", ["tanjung harapan", "tanjung haraan", "Kel. Tanjung Harapan"])
def test_a_village_is_found_by_its_name_inside_the_area_only(asked: str) -> None:
    assert "64.02.13.1009" in villages_named(ALL, asked)
    assert villages_named(Scope(("64.02.13",)), asked) == ["64.02.13.1009"]
    assert villages_named(Scope(("64.02.06",)), asked) == []


def test_the_page_leads_to_everybody_of_a_village_that_was_named(
    signed_in: SignIn, release: Release, places: Places
) -> None:
    browser = signed_in(Role.DATA_OFFICER, *area_of(Role.DATA_OFFICER, places.village))
    shown = asked(browser, q=regions.name_of(places.village))
    assert f"?village={places.village}" in shown
