"""The page of what giving did: officers of the area read it, children are named to visit, each look is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.office.giving.giving_kit import WONOTIRTO
from tests.reports.outcome.outcome_kit import THEN, person, world
from tests.web.conftest import SignIn

from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Person
from padan.office.sealing import make_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(tmp_path: Path, settings: Any, signed_in: SignIn) -> Client:
    settings.PADAN_HOME, settings.PADAN_KEY_FILE = tmp_path, tmp_path / "office.keys"
    settings.PADAN_SECOND_FACTOR = False
    make_keys(settings.PADAN_KEY_FILE)
    return signed_in(Role.DATA_OFFICER, "64.02", name="Rina")


def page(browser: Client) -> str:
    return browser.get(reverse("giving.outcome")).content.decode()


def test_without_a_register_or_a_helped_child_it_says_so(
    officer: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Belum ada rilis yang berlaku" in page(officer)
    assert officer.post(reverse("giving.outcome_take")).status_code == 404
    world(tmp_path, monkeypatch, helped=False)
    assert "Belum ada anak yang dibantu pemberi" in page(officer)


def test_children_are_named_to_those_who_may_see_them_and_each_look_is_kept(
    officer: Client, signed_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = world(tmp_path, monkeypatch)
    localdate = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *moment: localdate(*moment) if moment else THEN)
    Person.objects.create(
        release=release, person_id=person(3), family_id="F1", area=WONOTIRTO, name="Budi Rekaan", sources="eppgbm"
    )
    shown = page(officer)
    assert "Budi Rekaan" in shown
    assert reverse("people.person", args=[person(3)]) in shown
    assert "tidak lagi di wilayah ini" in shown, "of a child who is in no list of the area there is no name"
    assert person(4) not in shown
    assert "3 anak dibantu pemberi, 2 di antaranya" in shown
    assert Entry.objects.filter(action="web.looked", subject="givers:outcome").count() == 1
    answer = officer.post(reverse("giving.outcome_take"))
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert Entry.objects.get(action="giving.outcome_taken").subject == "area:64.02"
    assert "Belum ada anak yang dibantu" in page(signed_in(Role.COORDINATOR, "64.02.07", name="Sari"))
    assert signed_in(Role.PROVINCE, "64", name="Tuti").get(reverse("giving.outcome")).status_code == 403
