"""What stands on paper only: who printed a page, and when it was opened."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import Places, SignIn

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role

pytestmark = pytest.mark.django_db

_PRINTED = re.compile(r'<p class="only-print printed">([^<]*)</p>')


def test_a_page_says_on_paper_who_printed_it_and_when(signed_in: SignIn, places: Places) -> None:
    browser = signed_in(Role.DATA_OFFICER, "64.02", name="Rina")
    shown = browser.get(reverse("people.search")).content.decode()
    address = Account.objects.get(name="Rina").email
    assert re.fullmatch(
        rf"Dicetak dari Padan oleh Rina \({re.escape(address)}\); halaman dibuka \d+ \w{{3}} \d{{4}} \d\d\.\d\d\.",
        _PRINTED.search(shown)[1],
    )
    assert re.search(r'<p class="watermark" aria-hidden="true">Rina<br>\d+ \w{3} \d{4} \d\d\.\d\d</p>', shown)


def test_a_page_for_everybody_names_nobody_on_paper(db: None) -> None:
    shown = Client().get(reverse("account_login")).content.decode()
    assert _PRINTED.search(shown) is None
    assert "watermark" not in shown
