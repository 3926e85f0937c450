"""Making a key of a program on the account's page: after showing who one is, shown once, taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import REGENCY, SignIn

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.accounts.tokens import issue
from padan.office.registry.models import Release

pytestmark = pytest.mark.django_db

PASSWORD = "sungai-mahakam-7"


@pytest.fixture
def rina(signed_in: SignIn, release: Release) -> Account:
    signed_in(Role.DATA_OFFICER, REGENCY, name="rina")
    account = Account.objects.get(name="rina")
    account.set_password(PASSWORD)
    account.save()
    return account


def came_in(account: Account) -> Client:
    browser = Client()
    browser.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    return browser


def shown(answer: Any) -> str:
    return answer.content.decode()


def test_a_key_is_made_after_the_password_and_shown_once(rina: Account, signed_in: SignIn) -> None:
    stale = signed_in(Role.DATA_OFFICER, REGENCY, name="rina")
    said = {"name": "dasbor provinsi", "until": timezone.localdate().isoformat()}
    for answer in (stale.get(reverse("accounts.make_token")), stale.post(reverse("accounts.make_token"), said)):
        assert answer["Location"].partition("?")[0] == reverse("account_reauthenticate")
    assert not rina.tokens.exists()

    browser = came_in(rina)
    assert reverse("accounts.tokens") in shown(browser.get(reverse("mfa_index")))
    refused = browser.post(reverse("accounts.make_token"), {**said, "until": "2020-01-01"})
    assert (refused.status_code, rina.tokens.count()) == (422, 0)
    made = browser.post(reverse("accounts.make_token"), said)
    secret = re.search(r'value="(padan_[^"]+)"', shown(made)).group(1)
    assert made["Cache-Control"] == "no-store"
    program = {"headers": {"authorization": f"Bearer {secret}"}}
    assert Client().get(reverse("api.regions"), **program).status_code == 200
    page = shown(browser.get(reverse("accounts.tokens")))
    assert secret not in page
    assert "dasbor provinsi" in page
    assert "terakhir dipakai" in page
    browser.post(reverse("accounts.revoke_token", args=[rina.tokens.get().pk]))
    assert Client().get(reverse("api.regions"), **program).status_code == 401
    assert "dicabut" in shown(browser.get(reverse("accounts.tokens")))


def test_nobody_takes_anothers_key_but_who_keeps_the_account_takes_all(rina: Account, signed_in: SignIn) -> None:
    token, _secret = issue(rina, "dasbor", timezone.localdate(), by=rina, on=timezone.now())
    other = signed_in(Role.COORDINATOR, REGENCY)
    assert other.post(reverse("accounts.revoke_token", args=[token.pk])).status_code == 404
    keeper = signed_in(Role.ADMINISTRATOR, REGENCY)
    assert "Cabut 1 kunci program" in shown(keeper.get(reverse("accounts.account", args=[rina.pk])))
    keeper.post(reverse("accounts.act", args=[rina.pk, "cabut-kunci"]), {"reason": "laptop hilang"})
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "kunci program" not in shown(keeper.get(reverse("accounts.account", args=[rina.pk])))


def test_who_sees_names_makes_a_key_with_a_second_factor_only(rina: Account, settings: Any) -> None:
    settings.PADAN_SECOND_FACTOR = True
    answer = came_in(rina).get(reverse("accounts.make_token"))
    assert answer["Location"] == reverse("mfa_activate_totp")
