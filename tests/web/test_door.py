"""Setting up a second factor, and what is said to who guesses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from tests.web.conftest import REGENCY, SignIn, area_of

from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import FACTS, Role
from padan.web.access import access_of

pytestmark = pytest.mark.django_db

#: A page for roles that each role may open, where there is one.
LISTS = ("people.search", "receiving.uploads", "accounts.list", "trail.list")
FOR = {name: access_of(resolve(reverse(name)).func, name).roles for name in LISTS}
OPEN_TO = {role: [name for name, roles in FOR.items() if role in roles] for role in Role}

EMAIL, PASSWORD = "rina@kukar.example", "sungai-mahakam-7"
SET_UP = "mfa_activate_totp"


@pytest.fixture(autouse=True)
def officer(db: None, settings: Any) -> Account:
    """A data officer without a second factor, where one is asked for."""
    settings.PADAN_SECOND_FACTOR = True
    now, day = timezone.now(), timezone.localdate()
    account = invite(EMAIL, "Rina Marlina", by=None, on=now)
    account.set_password(PASSWORD)
    account.save()
    wanted = Appointment(account, Role.DATA_OFFICER, (REGENCY,), day, day + timedelta(days=9))
    appoint(wanted, by=None, on=now, reason="uji")
    return account


#: Signs in at the door, and gives the browser.
ComeIn = Callable[..., Client]


@pytest.fixture
def come_in() -> ComeIn:
    def came(password: str = PASSWORD) -> Client:
        browser = Client()
        browser.post(reverse("account_login"), {"login": EMAIL, "password": password})
        return browser

    return came


@pytest.mark.parametrize("wanted", ["/orang/?q=siti", "/berkas/"])
def test_who_has_to_set_it_up_first_is_led_on_to_the_page_that_was_wanted(come_in: ComeIn, wanted: str) -> None:
    browser = come_in()
    assert browser.get(wanted)["Location"] == reverse(SET_UP)
    assert browser.session["onward"] == wanted


@pytest.mark.parametrize(("role", "name"), [(role, name) for role in Role for name in OPEN_TO[role]])
def test_every_role_that_sees_names_is_asked_for_it(signed_in: SignIn, role: Role, name: str) -> None:
    answer = signed_in(role, *area_of(role, "64.02.13.1008")).get(reverse(name))
    asked = (answer.status_code, answer.headers.get("Location")) == (302, reverse(SET_UP))
    assert asked is FACTS[role].names
    assert asked or answer.status_code == 200


def test_what_was_sent_before_it_was_set_up_is_not_asked_for_again(come_in: ComeIn) -> None:
    browser = come_in()
    assert browser.post("/rilis/susun/")["Location"] == reverse(SET_UP)
    assert browser.session["onward"] == "/"


@pytest.mark.parametrize(("minutes", "asked_again"), [(5, False), (0, True)], ids=["just now", "long ago"])
def test_the_password_is_asked_for_again_only_after_a_while(
    come_in: ComeIn, settings: Any, minutes: int, asked_again: bool
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * minutes
    answer = come_in().get(reverse(SET_UP))
    assert (answer.status_code == 302) is asked_again
    if asked_again:
        assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_a_session_that_was_not_begun_at_the_door_gives_the_password_first(officer: Account) -> None:
    browser = Client()
    browser.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(reverse(SET_UP))["Location"].startswith(reverse("account_reauthenticate"))


def test_who_guesses_too_often_is_told_how_long_to_wait(come_in: ComeIn) -> None:
    for guess in range(5):
        come_in(f"keliru-sekali-{guess}")
    answer = Client().post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert "Tunggu sepuluh menit" in answer.content.decode()
    assert "_auth_user_id" not in come_in().session
