"""The page of the four rights: the account's numbers, the families behind them, and nobody from outside the area."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, SAMBOJA, TANJUNG, WONOTIRTO
from tests.reports.four_rights.account_kit import put_release, whole_round
from tests.web.delivery.web_delivery_kit import browser

from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.audit.models import Entry
from padan.office.delivery.models import Entitlement, Event
from padan.office.sealing import make_keys
from padan.pipeline.home import Home
from padan.reports.four_rights import account_of
from padan.rules.four_rights import Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(tmp_path: Path, settings: Any, small_release: Home) -> Round:
    settings.PADAN_SECOND_FACTOR = False
    settings.PADAN_KEY_FILE = tmp_path / "office.keys"
    make_keys(settings.PADAN_KEY_FILE)
    settings.PADAN_HOME = tmp_path
    put_release(tmp_path, small_release)
    return three_months_ago(whole_round())


def three_months_ago(held: Round) -> Round:
    """The same round, over by today: pages know no other day."""
    Round.objects.filter(pk=held.pk).update(since=date(2026, 9, 1), until=date(2026, 10, 31))
    for month, then in ((DECEMBER, date(2026, 9, 1)), (JANUARY, date(2026, 10, 1))):
        earlier = month - then
        Entitlement.objects.filter(month=month).update(month=then)
        Event.objects.filter(month=month).update(month=then, day=F("day") - earlier, handed_at=F("handed_at") - earlier)
    held.refresh_from_db()
    return held


def of(held: Round, name: str = "show", query: str = "") -> str:
    return reverse(f"four_rights.{name}", args=[held.pk]) + query


def test_the_page_says_what_the_account_says(held: Round) -> None:
    page = browser("Rudi", Role.DATA_OFFICER, "64.02").get(of(held)).content.decode()
    found = account_of(Scope(("64.02",)), held, timezone.localdate())
    for region in (SAMBOJA, WONOTIRTO, TANJUNG):
        counted = found.regions[region]
        for right in Right:
            assert f"{counted.kept[right]}/{counted.asked[right]}<" in page


def test_behind_a_number_are_as_many_claims_as_it_misses(held: Round) -> None:
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    counted = account_of(Scope(("64.02",)), held, timezone.localdate()).regions[WONOTIRTO]
    page = officer.get(of(held, "behind", f"?tepat=administration&wilayah={WONOTIRTO}")).content.decode()
    missed = counted.asked[Right.ADMINISTRATION] - counted.kept[Right.ADMINISTRATION]
    assert missed > 0
    assert len(re.findall(r'<th scope="row">', page)) == missed
    assert "tanpa foto" in page
    assert Entry.objects.filter(action="web.looked", subject=f"{held}:administration").exists()


def test_an_earlier_day_is_told_as_it_stood_and_a_later_one_as_today(held: Round) -> None:
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    assert "Belum ada hak bulanan" in officer.get(of(held, query="?hari=2026-08-31")).content.decode()
    assert officer.get(of(held, query="?hari=2099-01-01")).status_code == 200
    assert officer.get(of(held, query="?hari=kemarin")).status_code == 422


def test_a_village_sees_its_own_and_what_is_no_right_is_nowhere(held: Round) -> None:
    village = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)
    page = village.get(of(held)).content.decode()
    assert "Wonotirto" in page
    assert "Tanjung Harapan" not in page
    assert village.get(of(held, "behind", f"?tepat=target&wilayah={TANJUNG}")).status_code == 404
    assert village.get(of(held, "behind", "?tepat=kiri")).status_code == 404
    assert browser("Jauh", Role.VILLAGE_OPERATOR, "64.02.07.2002").get(of(held)).status_code == 404
