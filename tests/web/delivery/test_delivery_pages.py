"""Officers' pages of deliveries: progress, contradictions and how they end, records as PDF, and stock."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.conftest import keys as keys
from tests.office.delivery.delivery_kit import TANJUNG, WONOTIRTO, rice, tell
from tests.web.delivery.web_delivery_kit import browser

from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.office.delivery.models import Examination, Movement, Point
from padan.rules.delivery import Way

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    settings.PADAN_SECOND_FACTOR = False


@pytest.fixture
def held() -> Round:
    """One family has received its rice twice, told by the village."""
    held = kit.begun()
    family = kit.in_wonotirto(held)
    tell(rice(held, family), rice(held, family, minute=1))
    return held


def of(held: Round, name: str = "delivery.show") -> str:
    return reverse(name, args=[held.pk])


def test_progress_and_contradictions_of_the_own_area(held: Round) -> None:
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    assert held.name in officer.get(reverse("delivery.list")).content.decode()
    page = officer.get(of(held)).content.decode()
    for said in ("Wonotirto", "Tanjung Harapan", "200 kg beras", "10 kg beras", "melebihi hak keluarga ini", "Wati"):
        assert said in page
    assert 'name="ending"' in page
    village = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO).get(of(held)).content.decode()
    assert "melebihi hak keluarga ini" in village
    assert "Tanjung Harapan" not in village
    assert 'name="ending"' not in village
    assert "melebihi" not in browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG).get(of(held)).content.decode()
    assert browser("Jauh", Role.VILLAGE_OPERATOR, "64.02.07.2002").get(of(held)).status_code == 404


def test_a_contradiction_is_settled_on_the_page(held: Round) -> None:
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    (surplus,) = [each for each in held.events.all() if each.verdict.label == "conflict"]
    told = {"event": surplus.pk, "ending": "recovered", "reason": "dibawa kembali"}
    blank = officer.post(of(held, "delivery.settle"), {**told, "reason": ""}, follow=True).content.decode()
    assert "tulis alasannya" in blank
    assert kit.labels() == ["counted", "surplus"]
    assert "diselesaikan" in officer.post(of(held, "delivery.settle"), told, follow=True).content.decode()
    assert kit.labels() == ["counted", "recovered"]
    again = officer.post(of(held, "delivery.settle"), told, follow=True).content.decode()
    assert "sudah diselesaikan" in again
    assert officer.post(of(held, "delivery.settle"), {**told, "event": "f" * 64}).status_code == 404


def test_who_settles_a_correction_ends_what_it_corrects(held: Round) -> None:
    family = kit.in_wonotirto(held, 1)
    wrong = rice(held, family, 9)
    tell(wrong, rice(held, family, 8, 1, corrects=wrong.key))
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    page = officer.get(of(held)).content.decode()
    assert "menunggu pembatalan catatan yang dikoreksinya: 9 kg beras, diserahkan" in page
    ended = kit.event(wrong)
    assert f'name="event" value="{ended.pk}"' in page
    officer.post(of(held, "delivery.settle"), {"event": ended.pk, "ending": "void", "reason": "salah timbang"})
    assert sorted(kit.labels()) == ["counted", "counted", "surplus", "void"]
    told = rice(held, family, 1, 2, corrects="f" * 8)
    tell(told)
    assert f'name="event" value="{kit.event(told).pk}"' in officer.get(of(held)).content.decode()


def test_a_decreed_round_begins_on_the_page() -> None:
    held = aid.at(State.DECREED)
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    assert "Mulai penyaluran" in officer.get(of(held)).content.decode()
    assert held.name in officer.get(reverse("delivery.list")).content.decode()
    begun = officer.post(of(held, "delivery.begin"), follow=True).content.decode()
    assert "Mulai penyaluran" not in begun
    assert held.entitlements.count() == 100
    twice = officer.post(of(held, "delivery.begin"), follow=True).content.decode()
    assert "tidak dapat dimulai" in twice


@pytest.mark.parametrize(("village", "name"), [(WONOTIRTO, "bast-wonotirto"), ("", "bast-samboja")])
def test_records_are_taken_along_as_pdf_and_written_down(held: Round, village: str, name: str) -> None:
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    answer = officer.post(of(held, "delivery.record"), {"month": "2026-12-01", "village": village})
    assert answer.content.startswith(b"%PDF-")
    assert name in answer["Content-Disposition"]
    entry = Entry.objects.get(action="delivery.recorded")
    assert (entry.subject, entry.area) == (str(held), village or held.area)


@pytest.mark.parametrize("told", [{}, {"month": "2027-03-01"}, {"month": "2026-12-01", "village": TANJUNG}])
def test_records_of_what_is_not_there_are_none(held: Round, told: dict[str, str]) -> None:
    village = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)
    assert village.post(of(held, "delivery.record"), told).status_code == 422


def test_points_and_goods_are_written_down_on_the_page(held: Round) -> None:
    officer, target = browser("Rudi", Role.DATA_OFFICER, "64.02"), reverse("delivery.stock")
    assert officer.post(target, {"name": "Gudang", "area": "64.02.13"}).status_code == 302
    twice = officer.post(target, {"name": "Gudang", "area": "64.02.13"})
    assert (twice.status_code, "sudah ada" in twice.content.decode()) == (422, True)
    store = Point.objects.get(name="Gudang")
    told = {
        "key": str(uuid4()), "way": Way.RECEIVED.value, "item": "beras", "unit": "kg", "amount": "500",
        "target": store.pk, "supplier": "Bulog", "paper": "DO-1",
    }  # fmt: skip
    for _twice in range(2):
        assert officer.post(target, told).status_code == 302
    assert Movement.objects.count() == 1
    wrong = officer.post(target, {**told, "key": str(uuid4()), "way": "lost", "target": "", "source": store.pk})
    assert (wrong.status_code, "hilang atau rusak" in wrong.content.decode()) == (422, True)
    page = officer.get(target).content.decode()
    for said in ("Gudang", "500", "Bulog", "datang dari pemasok", "Balai desa"):
        assert said in page
    assert "Bulog" not in browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO).get(target).content.decode()


def test_what_was_found_of_goods_is_written_down_on_the_page() -> None:
    officer, target = browser("Rudi", Role.DATA_OFFICER, "64.02"), reverse("delivery.stock")
    assert "Periksa barang yang datang" not in officer.get(target).content.decode()
    made = kit.moved(Way.RECEIVED, 500, target=kit.point(), supplier="Bulog")
    today = timezone.localdate()
    Movement.objects.filter(pk=made.pk).update(on=timezone.now())
    assert "belum diperiksa" in officer.get(target).content.decode()
    told = {
        "movement": made.pk, "examined_on": today.isoformat(), "examiner": "Bu Camat", "unfit": "20",
        "last_day": "2030-03-01", "price": "14800", "record": "BA-7",
    }  # fmt: skip
    assert officer.post(target, told).status_code == 302
    page = officer.get(target).content.decode()
    for said in ("20 kg tidak layak: sisihkan, lalu periksa lagi", "baik sampai 1 Mar 2030", "Rp14.800/kg", "BA-7"):
        assert said in page
    assert officer.post(target, {**told, "unfit": "0"}).status_code == 302
    again = officer.get(target).content.decode()
    assert ("tidak layak: sisihkan" in again, "layak, baik sampai" in again) == (False, True)
    for wrong in ({"unfit": "501"}, {"examined_on": "2020-01-01"}, {"movement": "0"}, {"examiner": ""}):
        assert officer.post(target, {**told, **wrong}).status_code == 422
    assert Examination.objects.count() == 2
    elsewhere = browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG)
    assert elsewhere.post(target, told).status_code == 422
    assert "Bu Camat" not in elsewhere.get(target).content.decode()
