"""The page of the four rights: the account's numbers, the families behind them, and nobody from outside the area."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY, SAMBOJA, TANJUNG, WONOTIRTO
from tests.reports.four_rights.account_kit import put_release, visited, whole_round, with_goods
from tests.web.delivery.web_delivery_kit import browser

from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.aid.models import Programme, Round
from padan.office.audit.models import Entry
from padan.office.checking.models import Finding, Sample
from padan.office.complaints.models import Complaint
from padan.office.delivery.models import Entitlement, Event, Examination, Movement
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
    ago = timedelta(days=91)
    Movement.objects.update(on=F("on") - ago)
    Examination.objects.update(day=F("day") - ago, last_day=F("last_day") - ago)
    Sample.objects.update(made_at=F("made_at") - ago)
    Finding.objects.update(visited_on=F("visited_on") - ago)
    held.refresh_from_db()
    return held


@pytest.fixture
def checked(held: Round) -> Round:
    """With what was found of its goods and at its families."""
    Round.objects.filter(pk=held.pk).update(since=DECEMBER, until=date(2027, 1, 31))
    with_goods()
    visited(held)
    return three_months_ago(held)


def of(held: Round, name: str = "show", query: str = "") -> str:
    return reverse(f"four_rights.{name}", args=[held.pk]) + query


def test_the_page_says_what_the_account_says(held: Round) -> None:
    page = browser("Rudi", Role.DATA_OFFICER, "64.02").get(of(held)).content.decode()
    found = account_of(Scope(("64.02",)), held, timezone.localdate())
    assert found.sampled is None
    assert "Yang ditemukan kunjungan" not in page
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


def test_visits_stand_beside_the_records_and_a_contradiction_is_said(checked: Round) -> None:
    page = browser("Rudi", Role.DATA_OFFICER, "64.02").get(of(checked)).content.decode()
    found = account_of(Scope(("64.02",)), checked, timezone.localdate())
    sampled = found.sampled
    assert sampled is not None
    assert list(sampled.shares) == [each for each in Right if each is not Right.ADMINISTRATION]
    for estimate in sampled.shares.values():
        low, high = (round(100 * each) for each in (estimate.interval.low, estimate.interval.high))
        assert f"{round(100 * estimate.share)} % ({low}–{high})" in page
    said = [right for right in sampled.shares if sampled.is_contradicted(right)]
    assert len(re.findall("Catatan kantor [0-9]+ %, kunjungan menemukan", page)) == len(said) > 0
    assert f"{round(100 * sampled.not_needy.share)} % (" in page
    assert "tidak lagi membutuhkan" in page
    assert reverse("checking.sample", args=[sampled.sample.pk]) in page


def test_a_day_before_the_visits_knows_nothing_of_them(checked: Round) -> None:
    first = Finding.objects.order_by("visited_on")[0].visited_on
    page = browser("Rudi", Role.DATA_OFFICER, "64.02").get(of(checked, query=f"?hari={first - timedelta(days=1)}"))
    assert "Yang ditemukan kunjungan" not in page.content.decode()
    after = account_of(Scope(("64.02",)), checked, first).sampled
    assert after is not None
    assert int(after.not_needy.asked.sum()) == Finding.objects.filter(visited_on=first).count()
    assert after.is_rough(after.not_needy)


def test_who_hands_out_is_not_told_what_families_said(checked: Round) -> None:
    village = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)
    page = village.get(of(checked)).content.decode()
    for said in ("Tepat harga", "Tepat kualitas", "kunjungan", "diminta membayar"):
        assert said not in page
    address = of(checked, "behind", f"?tepat=price&wilayah={WONOTIRTO}")
    assert [browser(name, role, "64.02").get(address).status_code for name, role in (
        ("Rudi", Role.DATA_OFFICER), ("Sari", Role.COORDINATOR), ("Yusuf", Role.INSPECTOR),
    )] == [404, 200, 200]  # fmt: skip
    assert village.get(address).status_code == 404
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02").get(of(checked)).content.decode()
    assert "Tepat harga" in officer
    assert "tepat=price" not in officer
    coordinator = browser("Sari", Role.COORDINATOR, "64.02")
    assert "tepat=price" in coordinator.get(of(checked)).content.decode()
    assert "diminta membayar" in coordinator.get(address).content.decode()


def test_aid_that_is_no_food_has_four_rights(checked: Round) -> None:
    Programme.objects.update(kind="cash")
    page = browser("Sari", Role.COORDINATOR, "64.02").get(of(checked)).content.decode()
    assert "Tepat harga" not in page
    assert "Tepat sasaran" in page
    found = account_of(Scope(("64.02",)), Round.objects.get(pk=checked.pk), timezone.localdate())
    assert found.sampled is not None
    assert set(found.sampled.shares) == {Right.TARGET, Right.TIME, Right.AMOUNT}


def test_complaints_that_were_right_are_told_to_those_who_may_see_them(held: Round) -> None:
    said = (
        ("money", True, "upheld"), ("money", True, "unfounded"), ("short", False, "partly"), ("late", False, "upheld"),
    )  # fmt: skip
    for number, (category, sensitive, outcome) in enumerate(said):
        Complaint.objects.create(
            digest=f"{number:064}", category=category, sensitive=sensitive, area=SAMBOJA, round=held, channel="public",
            filed_at=timezone.now(), text="x", whom="", name="", contact="", state="answered", outcome=outcome,
            desk="inspectorate" if sensitive else "office", due_on=timezone.localdate(),
        )  # fmt: skip
    inspector, officer = (browser(name, role, "64.02").get(of(held)).content.decode() for name, role in (
        ("Yusuf", Role.INSPECTOR), ("Rudi", Role.DATA_OFFICER),
    ))  # fmt: skip
    told = "Dimintai uang atau imbalan"
    assert (told in inspector, told in officer, "Pengaduan yang terbukti" in officer) == (True, False, True)
    assert inspector.count("Jumlah atau mutunya kurang") == officer.count("Jumlah atau mutunya kurang") == 1
    assert "Terlambat atau belum datang" not in inspector
