"""Officers' pages of givers: registered, checked, pledged, taken, changed; authority claimed, and settled by both."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import SignIn

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.activities.models import Report
from padan.office.giving.messaging import write
from padan.office.giving.models import Claim, Giver, Pledge, Representative, Settlement
from padan.reports.open_forms import grants as grants_360

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]

REGENCY, VILLAGE, DISTRICT = "64.02", "64.02.13.1008", "64.02.13"


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, REGENCY, name="Rina")


@pytest.fixture
def secretary(signed_in: SignIn) -> Client:
    return signed_in(Role.COORDINATOR, REGENCY, name="Sari")


def registered(browser: Client, **changes: str) -> Giver:
    said = {
        "kind": "company", "name": "PT Contoh Tambang", "contact": "halo@contoh.example", "area": REGENCY,
        "sector": "pertambangan", "permit_kind": "IUP", "permit_number": "12/2019", "permit_issuer": "Gubernur",
        **changes,
    }  # fmt: skip
    answer = browser.post(reverse("giving.register"), said)
    assert answer.status_code == 302, answer.content.decode()
    return Giver.objects.latest("pk")


def acting(browser: Client) -> Account:
    return Account.objects.get(pk=browser.session["_auth_user_id"])


def did(browser: Client, page: str, number: int, doing: str, /, **said: Any) -> int:
    return browser.post(reverse(page, args=[number]), {"do": doing, **said}).status_code


def text(browser: Client, name: str, *args: object, **asked: str) -> str:
    answer = browser.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def pledged(browser: Client, giver: Giver, **changes: Any) -> Pledge:
    said = {
        "form": "money", "amount": "9000000", "first": timezone.localdate().isoformat(), "months": "3",
        "kinds": ["pmt"], "areas": [DISTRICT], "least_months": "6", "most_months": "59", **changes,
    }  # fmt: skip
    answer = browser.post(reverse("giving.offer", args=[giver.pk]), said)
    assert answer.status_code == 302, answer.content.decode()
    return Pledge.objects.latest("pk")


@pytest.fixture
def giver(officer: Client, secretary: Client) -> Giver:
    """A company with a site in the village, consent and a check by another officer."""
    made = registered(officer)
    assert did(officer, "giving.giver", made.pk, "consent", given="1") == 302
    assert did(officer, "giving.giver", made.pk, "site", name="Tambang Samboja", area=VILLAGE) == 302
    assert did(secretary, "giving.giver", made.pk, "vet", verified="1", reason="Izin cocok dengan OSS") == 302
    return made


def test_a_company_is_registered_and_checked_by_somebody_else(officer: Client, secretary: Client) -> None:
    made = registered(officer)
    shown = text(officer, "giving.giver", made.pk)
    for said in ("PT Contoh Tambang", "IUP 12/2019", "Gubernur", "belum diperiksa", "belum menyetujui"):
        assert said in shown
    assert did(officer, "giving.giver", made.pk, "vet", verified="1", reason="Saya kenal") == 422
    assert "PT Contoh Tambang" in text(officer, "giving.list", which="waiting")
    assert did(secretary, "giving.giver", made.pk, "vet", verified="1", reason="Izin cocok") == 302
    assert "PT Contoh Tambang" not in text(officer, "giving.list", which="waiting")
    assert "Izin cocok" in text(officer, "giving.giver", made.pk)


def test_who_acts_for_a_giver_is_named_and_ended(officer: Client, signed_in: SignIn) -> None:
    made = registered(officer)
    assert "Akhiri wakil" not in text(officer, "giving.giver", made.pk)
    other = registered(officer, name="PT Lain")
    for number, of in enumerate((made, other)):
        account = acting(signed_in(Role.GIVER, name=f"Gita{number}"))
        assert did(officer, "giving.giver", of.pk, "represent", email=account.email) == 302
    mine, theirs = made.representatives.get(), other.representatives.get()
    assert mine.account.email in text(officer, "giving.giver", made.pk)
    assert did(officer, "giving.giver", made.pk, "end", representative=str(theirs.pk)) == 422
    assert did(officer, "giving.giver", made.pk, "end", representative=str(mine.pk)) == 302
    assert "Akhiri wakil" not in text(officer, "giving.giver", made.pk)
    assert [each.ended_on is None for each in Representative.objects.order_by("pk")] == [False, True]


def test_a_pledge_is_written_by_one_and_taken_by_another(officer: Client, secretary: Client, giver: Giver) -> None:
    held = pledged(officer, giver)
    shown = text(officer, "giving.pledge", held.pk)
    for said in ("Rp9.000.000", "ditawarkan", "Kec. Samboja", "6 sampai 59 bulan", "Rp3.000.000"):
        assert said in shown
    assert did(officer, "giving.pledge", held.pk, "confirm") == 422
    assert did(secretary, "giving.pledge", held.pk, "confirm") == 302
    assert "Terima janji ini" not in text(secretary, "giving.pledge", held.pk)
    listed = text(secretary, "giving.pledges")
    assert "PT Contoh Tambang" in listed
    assert listed.count("Rp9.000.000") >= 2


def test_a_pledge_is_changed_within_what_is_free_and_withdrawn(
    officer: Client, secretary: Client, giver: Giver
) -> None:
    held = pledged(officer, giver)
    did(secretary, "giving.pledge", held.pk, "confirm")
    due = timezone.localdate().isoformat()
    assert did(officer, "giving.pledge", held.pk, "change", due=due, amount="-99000000", reason="Salah tulis") == 422
    assert did(officer, "giving.pledge", held.pk, "change", due=due, amount="-500000", reason="Dikurangi") == 302
    assert "Rp8.500.000" in text(officer, "giving.pledge", held.pk)
    assert did(officer, "giving.pledge", held.pk, "withdraw", reason="Tambang ditutup") == 302
    shown = text(officer, "giving.pledge", held.pk)
    assert "dibatalkan pemberi" in shown
    assert "Ubah jumlahnya" not in shown


def test_goods_have_a_name_a_unit_and_a_worth(officer: Client, giver: Giver) -> None:
    address = reverse("giving.offer", args=[giver.pk])
    today = timezone.localdate().isoformat()
    answer = officer.post(address, {"form": "goods", "amount": "90", "first": today, "months": "1"})
    assert (answer.status_code, answer.content.decode().count("Isi untuk barang atau jasa.")) == (422, 3)
    answer = officer.post(address, {"form": "money", "amount": "2", "first": today, "months": "3"})
    assert "tidak dapat dibagi atas 3 bulan" in answer.content.decode()
    held = pledged(officer, giver, form="goods", amount="90", item="paket PMT", unit=" Hari ", worth="15000")
    assert held.unit == "day"
    assert "90 hari paket PMT" in text(officer, "giving.pledge", held.pk)


def test_the_surroundings_of_a_site_are_offered_first(officer: Client, giver: Giver) -> None:
    shown = text(officer, "giving.offer", giver.pk)
    assert shown.index("Kel. Wonotirto" if "Kel. Wonotirto" in shown else "(sekitar lokasi)") < shown.index(
        "Kec. Anggana"
    )
    assert shown.count("(sekitar lokasi)") == 2


def test_a_message_passes_only_through_another_officer(officer: Client, secretary: Client, giver: Giver) -> None:
    by = Giver.objects.get(pk=giver.pk).made_by
    for words in ("Semoga lekas sehat", "Boleh tahu rumahnya?"):
        write(giver, words, by=by, on=timezone.now())
    first, second = giver.messages.order_by("pk")
    address = reverse("giving.messages")
    assert officer.post(address, {"message": first.pk, "through": "1"}).status_code == 422
    assert secretary.post(address, {"message": first.pk, "through": "1"}).status_code == 302
    assert secretary.post(address, {"message": second.pk}).status_code == 422
    assert secretary.post(address, {"message": second.pk, "reason": "Menanyakan alamat"}).status_code == 302
    assert "Semoga lekas sehat" not in text(secretary, "giving.messages")
    everything = text(secretary, "giving.messages", which="all")
    assert "diteruskan" in everything
    assert "Menanyakan alamat" in everything


def test_a_dispute_is_seen_by_both_sides_until_they_settle_it(officer: Client, signed_in: SignIn, giver: Giver) -> None:
    province = signed_in(Role.PROVINCE, "64", name="Tuti")
    since = (timezone.localdate() - timedelta(days=400)).isoformat()
    claim = {"matter": "tjsl", "since": since}
    assert (
        did(officer, "authority.show", giver.pk, "claim", holder="regency", law="perda_kukar_10_2013", **claim) == 302
    )
    assert (
        did(province, "authority.show", giver.pk, "claim", holder="province", law="perda_kaltim_3_2013", **claim) == 302
    )
    for browser in (officer, province):
        assert "dipersoalkan" in text(browser, "authority.show", giver.pk)
        assert "PT Contoh Tambang" in text(browser, "authority.list", which="disputed")
    today = timezone.localdate().isoformat()
    deal = {"matter": "tjsl", "holder": "both", "since": today, "title": "Kesepakatan 1/2026"}
    assert did(officer, "authority.show", giver.pk, "settle", **deal) == 422
    paper = SimpleUploadedFile("kesepakatan.pdf", b"%PDF-1.7 sepakat %%EOF")
    assert did(officer, "authority.show", giver.pk, "settle", document=paper, **deal) == 302
    assert "Setujui usul" not in text(officer, "authority.show", giver.pk)
    made = Settlement.objects.get()
    assert province.get(reverse("authority.show", args=[giver.pk]), {"dokumen": made.document}).content == (
        b"%PDF-1.7 sepakat %%EOF"
    )
    assert province.get(reverse("authority.show", args=[giver.pk]), {"dokumen": "0" * 64}).status_code == 404
    assert did(province, "authority.show", giver.pk, "agree", settlement=str(made.pk)) == 302
    for browser in (officer, province):
        assert "dipersoalkan</a>" not in text(browser, "authority.show", giver.pk)
        assert "PT Contoh Tambang" not in text(browser, "authority.list", which="disputed")


def test_a_claim_rests_on_something(officer: Client, giver: Giver) -> None:
    said = {"matter": "tjsl", "holder": "regency", "since": "2026-01-01"}
    assert did(officer, "authority.show", giver.pk, "claim", **said) == 422
    assert did(officer, "authority.show", giver.pk, "claim", law="perda_kaltim_3_2013", **said) == 422
    assert not Claim.objects.exists()


def test_the_province_sees_organisations_and_no_person(officer: Client, signed_in: SignIn) -> None:
    single = registered(officer, kind="individual", name="Bu Dermawan")
    province = signed_in(Role.PROVINCE, "64", name="Tuti")
    assert "Bu Dermawan" not in text(province, "authority.list")
    assert province.get(reverse("authority.show", args=[single.pk])).status_code == 404
    assert province.get(reverse("giving.giver", args=[single.pk])).status_code == 403


def test_an_inspector_reads_and_does_nothing(signed_in: SignIn, giver: Giver) -> None:
    inspector = signed_in(Role.INSPECTOR, REGENCY, name="Maria")
    assert "Catat hasil pemeriksaan" not in text(inspector, "giving.giver", giver.pk)
    assert did(inspector, "giving.giver", giver.pk, "vet", verified="0", reason="Coba saja") == 200
    assert giver.vettings.count() == 1


def test_pledges_that_were_taken_leave_as_grants_without_a_single_persons_name(
    officer: Client, secretary: Client, giver: Giver
) -> None:
    single = registered(officer, kind="individual", name="Bu Dermawan")
    did(officer, "giving.giver", single.pk, "consent", given="1")
    did(secretary, "giving.giver", single.pk, "vet", verified="1", reason="KTP")
    for each in (giver, single):
        did(secretary, "giving.pledge", pledged(officer, each).pk, "confirm")
    pledged(officer, giver, amount="5")
    answer = officer.post(reverse("giving.take"))
    found = grants_360.read(answer.content).rows
    assert [(each.giver, each.amount, each.areas) for each in found] == [
        ("PT Contoh Tambang", 9_000_000, (DISTRICT,)), ("Perorangan", 9_000_000, (DISTRICT,)),
    ]  # fmt: skip
    assert "Dermawan" not in answer.content.decode()
    assert "Terima hibah pihak lain" in text(officer, "giving.pledges")

    # Ours come back as what they are; what others tell is received like a report of activities.
    theirs = json.loads(answer.content)["grants"][0] | {"id": "yayasan-1", "title": "PMT balita"}
    sent = json.dumps({"grants": [*json.loads(answer.content)["grants"], theirs, {}]}).encode()
    said = {"sender": "Yayasan Contoh", "addressed": "regency", "writing": "360giving"}
    shown = officer.post(reverse("activities.send"), {**said, "file": SimpleUploadedFile("h.json", sent)})
    page = shown.content.decode()
    for words in ("1 baris diterima, 3 ditolak", "isinya sama", "Mungkin janji yang sudah tercatat", "Periksa hibah"):
        assert words in page
    stored = re.search(r'name="stored" value="([^"]+)"', page)
    assert stored is not None
    accept = {**said, "stored": stored[1], "name": "h.json", "do": "accept"}
    assert officer.post(reverse("activities.accept"), accept).status_code == 302
    held = Report.objects.get()
    assert (held.rows_in, held.rows_accepted, held.rows_rejected) == (4, 1, 3)
    made = held.activities.get()
    assert (made.company, made.title, made.value, made.area) == ("PT Contoh Tambang", "PMT balita", 9_000_000, DISTRICT)


def test_both_sides_hold_their_lists_against_each_other(officer: Client, signed_in: SignIn, giver: Giver) -> None:
    ours = officer.post(reverse("authority.take")).content
    province = signed_in(Role.PROVINCE, "64", name="Tuti")
    assert province.post(reverse("authority.take")).content == ours
    address = reverse("authority.compare")
    same = province.post(address, {"file": SimpleUploadedFile("d.csv", ours)}).content.decode()
    assert "Kedua daftar sama." in same
    theirs = ours.decode().replace("unknown", "province").encode() + b"9,PT Lain,,,unknown,,0\r\n,,,,,,5\r\n"
    shown = province.post(address, {"file": SimpleUploadedFile("d.csv", theirs)}).content.decode()
    for said in ("kita belum diketahui, mereka provinsi", "hanya di daftar mereka", "1 baris ditolak", "Baris 4"):
        assert said in shown
    assert province.post(address, {"file": SimpleUploadedFile("d.csv", b"a,b\r\n")}).status_code == 422
