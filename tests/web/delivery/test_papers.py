"""What a village prints of a round: for whom, for which families, written down each time; and whose a card is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.conftest import keys as keys
from tests.office.delivery.delivery_kit import TANJUNG, WONOTIRTO, rice, tell
from tests.web.delivery.test_village_pages import lives, of
from tests.web.delivery.web_delivery_kit import browser

from padan.kernel.codes import grouped
from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.audit.models import Entry
from padan.office.delivery.cards import card_code
from padan.reports import bast_sheets, delivery_cards
from padan.reports.decree.joining import pages_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    settings.PADAN_SECOND_FACTOR = False


@pytest.fixture
def held() -> Round:
    return kit.begun()


@pytest.fixture
def village(held: Round) -> Client:
    return browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)


def paper(held: Round, name: str, village: str = WONOTIRTO) -> str:
    return reverse(f"delivery.{name}", args=[held.pk, village])


def after(action: str) -> tuple[str, Any]:
    entry = Entry.objects.get(action=action)
    return entry.area, json.loads(entry.after)


def test_cards_are_taken_along_and_that_is_written_down(held: Round, village: Client) -> None:
    shown = village.get(of(held)).content.decode()
    assert "Kartu penerima (PDF)" in shown
    taken = village.post(paper(held, "cards"), {"first": "1"})
    assert pages_in(taken.content) == 2
    assert "kartu-wonotirto" in taken["Content-Disposition"]
    assert taken["Cache-Control"] == "no-store"
    assert after("delivery.cards_taken") == (WONOTIRTO, {"cards": 20})


def test_cards_are_for_who_hands_out_in_the_village(held: Round) -> None:
    for name, role, area, status in (
        ("Agus", Role.VILLAGE_OPERATOR, TANJUNG, 404),
        ("Sari", Role.COORDINATOR, "64.02", 403),
        ("Ina", Role.INSPECTOR, "64.02", 403),
        ("Rudi", Role.DATA_OFFICER, "64.02", 200),
    ):
        assert browser(name, role, area).post(paper(held, "cards")).status_code == status
    assert "Kartu penerima" not in browser("Sari", Role.COORDINATOR, "64.02").get(of(held)).content.decode()
    assert Entry.objects.filter(action="delivery.cards_taken").count() == 1


@pytest.mark.parametrize(
    ("first", "cards"), [("1", 8), ("17", 4), ("", 8), ("0", 8), ("-5", 8), ("satu", 8), ("9" * 40, 8)]
)
def test_a_village_with_many_has_its_cards_in_several_files(
    held: Round, village: Client, monkeypatch: pytest.MonkeyPatch, first: str, cards: int
) -> None:
    for module in ("padan.reports.delivery_cards", "padan.web.delivery.village_told"):
        monkeypatch.setattr(f"{module}.MOST", 8)
    shown = village.get(of(held)).content.decode()
    for words in ("Kartu 1 sampai 8 (PDF)", "Kartu 9 sampai 16 (PDF)", "Kartu 17 sampai 20 (PDF)"):
        assert words in shown
    assert village.post(paper(held, "cards"), {"first": first}).status_code == 200
    assert after("delivery.cards_taken") == (WONOTIRTO, {"cards": cards})


def test_where_there_is_nobody_no_card_is_made(held: Round, village: Client) -> None:
    answer = village.post(paper(held, "cards"), {"first": "999"}, follow=True)
    assert "Tidak ada penerima di wilayah ini" in answer.content.decode()
    assert not Entry.objects.filter(action="delivery.cards_taken").exists()


def test_a_card_tells_where_to_complain(held: Round, village: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(delivery_cards, "as_pdf", lambda _held, _cards, at, _mark: said.append(at) or b"%PDF-")
    village.post(paper(held, "cards"))
    assert said == ["testserver/pengaduan/"]


def test_whose_card_it_is_is_told_in_its_village_alone(held: Round, village: Client) -> None:
    family = kit.in_wonotirto(held)
    lives(family, "Siti Aminah")
    code = grouped(card_code(held.pk, family)).lower()
    assert "Kartu Siti Aminah." in village.get(of(held), {"kartu": code}).content.decode()
    stranger = "Bukan kartu keluarga di desa ini untuk putaran ini."
    assert stranger in village.get(of(held), {"kartu": card_code(held.pk + 1, family)}).content.decode()
    assert stranger not in village.get(of(held), {"kartu": " "}).content.decode()
    other = browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG)
    assert stranger in other.get(of(held, TANJUNG), {"kartu": code}).content.decode()


def test_the_list_of_a_point_is_taken_along(held: Round, village: Client) -> None:
    told = {"do": "plan", "month": "2026-12-01", "on_day": "2026-12-10", "point": kit.point().pk}
    assert village.post(of(held), told).status_code == 302
    page = reverse("delivery.point", args=[held.pk, held.days.get().pk])
    assert page in village.get(of(held)).content.decode()
    taken = village.post(page)
    assert (taken.content[:5], taken["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert after("delivery.point_taken") == (WONOTIRTO, {"day": "2026-12-10"})
    assert browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG).post(page).status_code == 404
    secretariat = browser("Sari", Role.COORDINATOR, "64.02")
    assert page not in secretariat.get(of(held)).content.decode()
    assert secretariat.post(page).status_code == 403


def test_each_family_has_its_record(held: Round, village: Client) -> None:
    tell(rice(held, kit.in_wonotirto(held)), rice(held, kit.in_wonotirto(held, 1), 3, 1))
    assert "BAST tiap keluarga (PDF)" in village.get(of(held)).content.decode()
    taken = village.post(paper(held, "sheets"), {"month": "2026-12-01"})
    assert pages_in(taken.content) == 2
    assert after("delivery.recorded") == (WONOTIRTO, {"since": "2026-12-01", "families": 2})
    for month in ("2027-01-01", "2020-01-01", ""):
        answer = village.post(paper(held, "sheets"), {"month": month}, follow=True)
        assert "Belum ada yang diserahkan pada bulan itu." in answer.content.decode()
    assert browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG).post(paper(held, "sheets")).status_code == 404


def test_records_are_of_the_village_alone(held: Round) -> None:
    tell(rice(held, kit.in_wonotirto(held)))
    month = kit.DECEMBER
    assert len(bast_sheets.handed_to(WONOTIRTO, held, month)) == 1
    assert bast_sheets.handed_to(TANJUNG, held, month) == []
