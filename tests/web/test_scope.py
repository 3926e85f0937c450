"""Every page, asked for by every role, inside the area of what it shows, outside it, and by a stranger.

What each address needs is drawn below; an address that is not there fails the test, and so does a view that does not
say whom it is for.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.web.conftest import Places, SignIn, area_of

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Person, Release
from padan.web.access import Access, Door, access_of

pytestmark = pytest.mark.django_db

#: What an address is filled with: things of the tested person, who lives in the tested village.
ARGUMENTS = {"person_id", "family_id", "uidb36", "key"}

#: Addresses that are asked with POST only.
POST_ONLY = {"language"}


def patterns(found: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    for each in get_resolver().url_patterns if found is None else found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


PATTERNS = {str(pattern.name): pattern for pattern in patterns()}


def access(name: str) -> Access:
    found = access_of(PATTERNS[name].callback, name)
    assert found is not None, f"{name} does not say whom it is for"
    return found


def address(name: str, person: Person) -> str:
    known = {"person_id": person.person_id, "family_id": person.family_id, "uidb36": "1", "key": "set-password"}
    wanted = set(PATTERNS[name].pattern.regex.groupindex) | set(getattr(PATTERNS[name].pattern, "converters", {}))
    assert wanted <= ARGUMENTS, f"{name}: draw what {wanted - ARGUMENTS} stands for"
    return reverse(name, kwargs={each: known[each] for each in wanted})


def asked(browser: Client, name: str, person: Person) -> int:
    target = address(name, person)
    return (browser.post(target) if name in POST_ONLY else browser.get(target)).status_code


@pytest.fixture
def person(release: Release, places: Places) -> Person:
    return Person.objects.filter(area=places.village, name__isnull=False).order_by("person_id").first()


def test_every_address_has_a_name_and_says_whom_it_is_for() -> None:
    assert len(PATTERNS) == len(list(patterns())) >= 20
    for name in PATTERNS:
        assert access(name).door is not None or access(name).roles


def test_a_stranger_is_stopped_everywhere(release: Release, person: Person) -> None:
    for name in PATTERNS:
        status = asked(Client(), name, person)
        if access(name).door is Door.PUBLIC:
            assert status < 500, name
        else:
            answer = Client().get(address(name, person))
            assert (status, answer["Location"].partition("?")[0]) == (302, reverse("account_login")), name


@pytest.mark.parametrize("inside", [True, False], ids=["inside", "outside"])
@pytest.mark.parametrize("role", list(Role))
def test_a_page_opens_for_its_roles_and_inside_their_area_only(
    role: Role, inside: bool, signed_in: SignIn, person: Person, places: Places
) -> None:
    village = places.village if inside else _outside(role, places)
    browser = signed_in(role, *area_of(role, village))
    for name, pattern in PATTERNS.items():
        if access(name).door is not None:
            continue
        shows_person = bool({"person_id", "family_id"} & set(getattr(pattern.pattern, "converters", {})))
        expected = 403 if role not in access(name).roles else 200 if inside or not shows_person else 404
        assert asked(browser, name, person) == expected, f"{name} for {role}, {'inside' if inside else 'outside'}"


def _outside(role: Role, places: Places) -> str:
    """A village in an area of the role's level that does not hold the tested person."""
    level = len(area_of(role, places.village)[0]) if area_of(role, places.village) else 13
    return places.elsewhere if level >= 8 else "63.01.01.1001"


@pytest.mark.parametrize("role", [Role.VILLAGE_OPERATOR, Role.FIELD_OFFICER, Role.NUTRITION_OFFICER])
def test_search_finds_nobody_outside_the_area(role: Role, signed_in: SignIn, person: Person, places: Places) -> None:
    inside, outside = (signed_in(role, *area_of(role, each)) for each in (places.village, places.elsewhere))
    questions = [
        {"q": person.name},
        {"q": person.nik or "6402131203850001"},
        {"q": person.name, "village": places.village},
    ]
    assert person.person_id in inside.get(reverse("people.search"), questions[0]).content.decode()
    for question in questions:
        assert person.person_id not in outside.get(reverse("people.search"), question).content.decode()


def test_a_post_that_is_over_opens_nothing(signed_in: SignIn, person: Person, places: Places) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, places.village)
    Account.objects.get().posts.update(since="2020-01-01", until="2020-12-31")
    assert browser.get(reverse("people.person", args=[person.person_id])).status_code == 403


def test_a_refusal_is_written_down(signed_in: SignIn, person: Person, places: Places) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, places.elsewhere)
    browser.get(reverse("people.person", args=[person.person_id]))
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, entry.subject, entry.reason) == (
        "web.refused", f"person:{person.person_id}", "people.person",
    )  # fmt: skip


def test_a_page_that_does_not_say_whom_it_is_for_is_shut(
    signed_in: SignIn, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("padan.web.home.home.access")
    assert signed_in(Role.DATA_OFFICER, "64.02").get(reverse("home")).status_code == 403
