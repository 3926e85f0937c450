"""The givers' own pages: registered, pledged, seen, written, withdrawn and downloaded."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.portal import portal_kit as kit

from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.giving.messaging import decide, write
from padan.office.giving.models import Giver, Message, Pledge
from padan.office.giving.operations import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
VILLAGE, DISTRICT = "64.02.13.1008", "64.02.13"


@pytest.fixture
def page() -> Client:
    return kit.browser(kit.account("gita"))


@pytest.fixture
def giver() -> Giver:
    return kit.giver("gita")


def text(browser: Client, name: str, *args: object) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_is_no_giver_yet_registers_first(page: Client) -> None:
    said = {"kind": "company", "name": "PT Contoh", "contact": "halo@contoh.example", "area": kit.REGENCY}
    for name in ("portal.offer", "portal.helped", "portal.messages"):
        assert page.get(reverse(name))["Location"] == reverse("portal.home")
    assert "Hak Anda menurut UU 27/2022" in text(page, "portal.home")
    assert page.post(reverse("portal.home"), said).status_code == 422  # without consent
    assert page.post(reverse("portal.home"), {**said, "agreed": "on"}).status_code == 302
    held = Giver.objects.get()
    assert (held.consents.get().version, held.representatives.get().account.email) == ("2026-11", "gita@contoh.example")
    shown = text(page, "portal.home")
    assert "belum diperiksa" in shown
    assert "belum menyetujui" not in shown


def test_a_site_and_what_is_around_it(page: Client, giver: Giver) -> None:
    home = reverse("portal.home")
    assert page.post(home, {"do": "site", "name": "Tambang", "area": "64"}).status_code == 422
    assert page.post(home, {"do": "site", "name": "Tambang", "area": VILLAGE}).status_code == 302
    assert "Tambang, " in text(page, "portal.home")
    assert text(page, "portal.offer").count("(sekitar lokasi)") == 2


def test_consent_is_withdrawn_and_then_nothing_can_be_pledged(page: Client, giver: Giver) -> None:
    assert page.post(reverse("portal.home"), {"do": "consent", "given": "0"}).status_code == 302
    assert "belum menyetujui" in text(page, "portal.home")
    assert page.post(reverse("portal.offer"), _pledged()).status_code == 422
    assert page.post(reverse("portal.home"), {"do": "sesuatu"}).status_code == 200


def _pledged() -> dict[str, object]:
    return {
        "form": "money", "amount": "9000000", "first": timezone.localdate().isoformat(), "months": "3",
        "kinds": ["pmt"], "areas": [DISTRICT],
    }  # fmt: skip


def test_a_pledge_is_written_taken_and_withdrawn(page: Client, giver: Giver) -> None:
    assert page.post(reverse("portal.offer"), {**_pledged(), "amount": "0"}).status_code == 422
    answer = page.post(reverse("portal.offer"), _pledged())
    pledge = Pledge.objects.get()
    address = reverse("portal.pledge", args=[pledge.pk])
    assert answer["Location"] == address
    shown = text(page, "portal.pledge", pledge.pk)
    for said in ("Rp9.000.000", "ditawarkan", "Kec. Samboja", "Rp3.000.000", "Selebihnya"):
        assert said in shown
    kit.confirm(pledge, by=kit.officer("sari", Role.COORDINATOR), on=timezone.now())
    assert "berjalan" in text(page, "portal.pledge", pledge.pk)
    assert page.post(address, {"reason": ""}).status_code == 422
    assert page.post(address, {"reason": "Laba turun"}).status_code == 302
    shown = text(page, "portal.pledge", pledge.pk)
    assert "dibatalkan pemberi" in shown
    assert "Batalkan janji ini" not in shown
    assert page.post(address, {"reason": "Sekali lagi"}).status_code == 200
    assert "dibatalkan pemberi" in text(page, "portal.home")


def test_goods_are_told_in_their_unit(page: Client, giver: Giver) -> None:
    said = {**_pledged(), "form": "goods", "amount": "90", "item": "paket PMT", "unit": "day", "worth": "15000"}
    page.post(reverse("portal.offer"), said)
    shown = text(page, "portal.pledge", Pledge.objects.get().pk)
    assert "90 hari paket PMT" in shown
    assert "Rp15.000" in shown


def test_messages_pass_through_an_officer_in_both_directions(page: Client, giver: Giver) -> None:
    address = reverse("portal.messages")
    assert page.post(address, {"text": ""}).status_code == 422
    assert page.post(address, {"code": "AAAAA-AAAAA", "text": "Halo"}).status_code == 422
    assert page.post(address, {"text": "Semoga lekas besar."}).status_code == 302
    now, officer = timezone.now(), kit.officer("sari", Role.COORDINATOR)
    write(giver, "Terima kasih banyak.", by=kit.officer("rina"), on=now)
    shown = text(page, "portal.messages")
    assert "menunggu petugas" in shown
    assert "Terima kasih banyak." not in shown
    mine, theirs = Message.objects.order_by("pk")
    decide(mine, through=False, reason="Menyebut nama adik Budi", by=officer, on=now)
    decide(theirs, through=True, by=officer, on=now)
    shown = text(page, "portal.messages")
    for said in ("tidak diteruskan", "Terima kasih banyak."):
        assert said in shown
    for hidden in ("Menyebut nama adik Budi", "Rina"):
        assert hidden not in shown


@pytest.mark.parametrize(
    ("paper", "begins"), [("laporan", b"%PDF"), ("buku", b"PK"), ("tanda-terima", b"%PDF"), ("piagam", b"%PDF")]
)
def test_papers_are_taken_and_that_is_written_down(page: Client, giver: Giver, paper: str, begins: bytes) -> None:
    answer = page.get(reverse("portal.take", args=[paper]))
    assert answer.content.startswith(begins)
    assert answer["Cache-Control"] == "no-store"
    entry = Entry.objects.get(action="portal.taken")
    assert (entry.subject, json.loads(entry.after)) == (str(giver), {"file": paper})


def test_a_paper_that_there_is_not(page: Client, giver: Giver) -> None:
    assert page.get(reverse("portal.take", args=["nama-anak"])).status_code == 404


def test_nobody_withdraws_what_is_not_theirs(page: Client, giver: Giver) -> None:
    other = kit.pledge(kit.giver("tono"))
    address = reverse("portal.pledge", args=[other.pk])
    assert page.get(address).status_code == 404
    assert page.post(address, {"reason": "Iseng"}).status_code == 404
    assert not other.acts.filter(act="withdrawn").exists()
    withdraw(other, "Laba turun", by=kit.account("tono"), on=timezone.now())


def test_the_menu_leads_givers_to_their_pages_and_nobody_else(page: Client) -> None:
    link = f'href="{reverse("portal.home")}"'
    assert link in page.get("/").content.decode()
    assert link not in kit.browser(kit.officer("rina")).get("/").content.decode()
