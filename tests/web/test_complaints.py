"""The pages of complaints: the public form, what stands behind a code, and the officers' pages."""

from __future__ import annotations

import logging
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.office.aid import aid_kit
from tests.office.tasks.tasks_kit import OTHER, VILLAGE
from tests.web.conftest import Places, SignIn

from padan.office.accounts.roles import Role
from padan.office.aid.states import State as RoundState
from padan.office.audit.models import Entry
from padan.office.complaints.models import Complaint
from padan.office.registry.models import Person, Release
from padan.office.sealing import make_keys
from padan.office.subjects.models import Case

pytestmark = pytest.mark.django_db
TEXT = "Beras dua bulan ini belum kami terima, padahal tetangga sudah."
ANSWER = "Sudah kami periksa: beras Anda ada di balai desa."


@pytest.fixture(autouse=True)
def _fresh(db: None, tmp_path: Path, settings: Any) -> None:
    """Keys for what lies sealed, and nobody has sent anything yet. Few of these pages need a register."""
    settings.PADAN_KEY_FILE, settings.PADAN_SECOND_FACTOR = tmp_path / "office.keys", False
    make_keys(settings.PADAN_KEY_FILE)
    cache.clear()


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02", name="Rina")


@pytest.fixture
def secretary(signed_in: SignIn) -> Client:
    return signed_in(Role.COORDINATOR, "64.02", name="Sari")


def said(village: str, **changes: str) -> dict[str, str]:
    return {"key": uuid.uuid4().hex, "category": "late", "area": village, "text": TEXT, **changes}


def sent(village: str, browser: Client | None = None, **changes: str) -> tuple[Complaint, str]:
    """A complaint by the public form, and where the code led."""
    answer = (browser or Client()).post(reverse("complaints.file"), said(village, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return Complaint.objects.order_by("-pk")[0], answer["Location"]


def does(browser: Client, held: Complaint, do: str, **more: str) -> int:
    return browser.post(reverse("complaints.show", args=[held.pk]), {"do": do, **more}).status_code


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_complains_and_finds_the_answer_by_the_code(clerk: Client) -> None:
    held, address = sent(VILLAGE, name="Zulaikha")
    code = re.search(r"/pengaduan/([0-9A-Z-]+)/", address)[1]
    page = text(Client(), address)
    assert code in page
    assert "petugas data Dinas Sosial" in page
    assert "Zulaikha" not in page
    assert does(clerk, held, "examine") == 302
    assert does(clerk, held, "answer", outcome="upheld", text=ANSWER) == 302
    page = text(Client(), address.lower())
    assert ANSWER in page
    assert "Rina" not in page
    assert "Ajukan keberatan" in page
    found = Client().post(reverse("complaints.find"), {"code": code.replace("-", " ").lower()})
    assert found["Location"] == address


def test_the_page_behind_a_code_is_kept_nowhere() -> None:
    _held, address = sent(VILLAGE)
    answer = Client().get(address)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert Client().get(reverse("complaints.status", args=["AAAAA-AAAAA-AAAAA-AAAAA"])).status_code == 404
    wrong = Client().post(reverse("complaints.find"), {"code": "salah"})
    assert wrong.status_code == 422
    assert "Kode ini tidak dikenal" in wrong.content.decode()


def test_an_appeal_is_made_once_and_decided_by_somebody_else(clerk: Client, secretary: Client) -> None:
    held, address = sent(VILLAGE)
    does(clerk, held, "examine")
    does(clerk, held, "answer", outcome="unfounded", text=ANSWER)
    assert Client().post(address, {"do": "appeal", "text": "tidak"}).status_code == 422
    assert Client().post(address, {"do": "appeal", "text": "Balai desa kosong, kami sudah ke sana."}).status_code == 302
    assert "Ajukan keberatan" not in text(Client(), address)
    assert "Kirim jawaban" not in text(clerk, reverse("complaints.show", args=[held.pk]))
    assert "Balai desa kosong" in text(secretary, reverse("complaints.show", args=[held.pk]))
    assert does(secretary, held, "answer", outcome="upheld", text="Benar, berasnya diantar besok pagi.") == 302
    assert "berasnya diantar besok" in text(Client(), address)
    again = Client().post(address, {"do": "appeal", "text": "Kami masih menunggu sampai hari ini."}, follow=True)
    assert "sedang tidak dalam keadaan untuk itu" in again.content.decode()


def test_a_complaint_is_withdrawn_by_its_code() -> None:
    held, address = sent(VILLAGE)
    assert Client().post(address, {"do": "withdraw"}).status_code == 302
    held.refresh_from_db()
    assert held.state == "withdrawn"
    assert "Ya, cabut" not in text(Client(), address)


def test_the_same_form_twice_is_one_complaint() -> None:
    form = said(VILLAGE)
    addresses = {Client().post(reverse("complaints.file"), form)["Location"] for _ in range(2)}
    assert len(addresses) == Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"text": "pendek"}, "20"), ({"category": ""}, "field-error"), ({"area": "31.71"}, "field-error"),
        ({"key": "tebakan"}, "tidak lengkap"), ({"against": "presiden"}, "field-error"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_what_was_typed_stays(changes: dict[str, str], fault: str) -> None:
    answer = Client().post(reverse("complaints.file"), said(VILLAGE, whom="Pak Zainal", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Pak Zainal"' in page
    assert re.search(fault, page)
    assert not Complaint.objects.exists()


def test_a_network_sends_only_so_many_in_an_hour() -> None:
    for _ in range(20):
        sent(VILLAGE)
    answer = Client().post(reverse("complaints.file"), said(VILLAGE))
    assert answer.status_code == 429
    assert "Terlalu banyak pengaduan" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert Client().get(reverse("complaints.file")).status_code == 200


def test_who_complains_chooses_from_the_rounds_that_are_known() -> None:
    draft = aid_kit.opened(name="Masih rancangan")
    assert draft.name not in text(Client(), reverse("complaints.file"))
    type(draft).objects.filter(pk=draft.pk).update(state=RoundState.DELIVERING, name="Samboja berjalan")
    assert "Samboja berjalan" in text(Client(), reverse("complaints.file"))
    held, address = sent(VILLAGE, about=f"putaran-{draft.pk}")
    assert (held.round_id, held.programme_id) == (draft.pk, draft.programme_id)
    assert "Samboja berjalan" in text(Client(), address)
    held, _address = sent(VILLAGE, about=f"program-{draft.programme_id}")
    assert (held.round_id, held.programme_id) == (None, draft.programme_id)


def test_a_village_operator_writes_one_down_and_gets_the_code_for_them(signed_in: SignIn) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, VILLAGE)
    page = text(browser, reverse("complaints.note"))
    assert OTHER not in page
    answer = browser.post(reverse("complaints.note"), said(VILLAGE, category="money", whom="kepala dusun"))
    held = Complaint.objects.get()
    assert held.filed_by.name == "Village Operator"
    assert "Kode pengaduan" in text(browser, answer["Location"])
    assert str(held.pk) not in re.findall(r"/pengaduan/petugas/(\d+)/", text(browser, reverse("complaints.list")))
    assert browser.get(reverse("complaints.show", args=[held.pk])).status_code == 404


def test_a_refusal_to_write_one_down_is_told_on_the_form(signed_in: SignIn) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, VILLAGE)
    assert browser.post(reverse("complaints.note"), said(OTHER)).status_code == 422
    assert not Complaint.objects.exists()


def test_the_list_says_what_is_late_and_shows_the_readers_own_first(clerk: Client) -> None:
    late, _address = sent(VILLAGE)
    Complaint.objects.filter(pk=late.pk).update(waits_until="2020-01-01", due_on="2020-01-01")
    sent(VILLAGE, category="data")
    page = text(clerk, reverse("complaints.list"))
    assert "1 pengaduan sudah lewat tenggatnya" in page
    assert re.findall(r"/pengaduan/petugas/(\d+)/", page)[0] == str(late.pk)
    assert "sekretariat TPPS kecamatan" in page
    for whose in ("mine", "open", "all", "x"):
        assert clerk.get(reverse("complaints.list"), {"whose": whose}).status_code == 200


def test_name_and_contact_are_shown_to_who_answers_alone(clerk: Client, secretary: Client) -> None:
    held, _address = sent(VILLAGE, name="Zulaikha", contact="0812-3456")
    address = reverse("complaints.show", args=[held.pk])
    assert "Zulaikha" in text(clerk, address)
    shown = text(secretary, address)
    assert TEXT in shown
    assert not re.search('Zulaikha|0812-3456|name="do"', shown)


def test_looking_at_a_complaint_is_written_down(clerk: Client) -> None:
    held, _address = sent(VILLAGE)
    text(clerk, reverse("complaints.show", args=[held.pk]))
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, entry.subject, entry.area) == ("web.looked", f"complaint:{held.pk}", VILLAGE)


def test_handing_on_and_sorting_lead_away_from_what_is_seen_no_more(clerk: Client) -> None:
    held, _address = sent(VILLAGE)
    assert does(clerk, held, "refer", desk="office", reason="x") == 422
    answer = clerk.post(
        reverse("complaints.show", args=[held.pk]), {"do": "sort", "category": "money", "reason": "ada pungutan"}
    )
    assert answer["Location"] == reverse("complaints.list")
    assert clerk.get(reverse("complaints.show", args=[held.pk])).status_code == 404
    other, _address = sent(VILLAGE)
    assert does(clerk, other, "refer", desk="secretariat", reason="bukan urusan kami") == 302
    assert 'name="do"' not in text(clerk, reverse("complaints.show", args=[other.pk]))


def test_who_is_complained_of_is_marked_by_the_inspectorate(signed_in: SignIn, secretary: Client) -> None:
    inspector = signed_in(Role.INSPECTOR, "64.02")
    held, _address = sent(VILLAGE, category="money", against="village")
    address = reverse("complaints.show", args=[held.pk])
    assert "Tandai petugas" in text(secretary, address)
    assert does(inspector, held, "name", email="tidak@ada.example") == 422
    assert does(inspector, held, "name", email="Sari-64.02@kukar.example") == 302
    assert secretary.get(address).status_code == 404
    assert "Tidak dapat dibuka oleh: Sari." in text(inspector, address)


def test_a_wrong_fact_is_corrected_from_the_complaint(release: Release, places: Places, clerk: Client) -> None:
    person = Person.objects.filter(area=places.village, name__isnull=False).order_by("person_id")[0]
    held, _address = sent(places.village, category="data")
    address = reverse("complaints.show", args=[held.pk])
    assert does(clerk, held, "point", person_id="P9") == 422
    assert does(clerk, held, "point", person_id=person.person_id) == 302
    assert reverse("people.person", args=[person.person_id]) in text(clerk, address)
    assert does(clerk, held, "request", wanted="Tanggal lahirnya keliru dua tahun.") == 302
    case = Case.objects.get()
    assert reverse("rights.case", args=[case.pk]) in text(clerk, address)
    mend = {"key": uuid.uuid4().hex, "seen": "1", "dari": "", "name": "SITI YANG BENAR"}
    assert clerk.post(reverse("tasks.mend_person", args=[person.person_id]), mend).status_code == 302
    assert "Sudah diperbaiki sejak pengaduan ini" in text(clerk, address)


def test_an_unknown_act_changes_nothing(clerk: Client) -> None:
    held, address = sent(VILLAGE)
    assert does(clerk, held, "decide") == 200
    assert Client().post(address, {"do": "x"}).status_code in (200, 422)
    held.refresh_from_db()
    assert held.state == "received"


def test_the_log_names_neither_code_nor_text(
    caplog: pytest.LogCaptureFixture, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("padan", "django.request"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    with caplog.at_level(logging.DEBUG):
        held, address = sent(VILLAGE, name="Zulaikha")
        text(Client(), address)
        does(clerk, held, "examine")
    written = " ".join(f"{each.msg} {getattr(each, 'told', '')}" for each in caplog.records)
    assert "complaints.status" in written
    assert not re.search(f"Zulaikha|{TEXT[:12]}|{address.split('/')[2]}", written)


def test_the_deadlines_say_what_they_rest_on() -> None:
    page = text(Client(), reverse("complaints.rules"))
    assert "UU 27/2022 pasal 30" in page
    assert "14 hari kerja" in page
    assert "<table" not in page
    assert "lapor.go.id" in page


def test_the_public_sees_how_many_where_that_tells_of_nobody() -> None:
    for kind, many in (("late", 6), ("money", 2)):
        for _each in range(many):
            sent(VILLAGE, category=kind)
    page = text(Client(), reverse("complaints.rules"))
    assert "jenis lain digabung" in page
    assert re.search(r'data-label="Masuk">8<', page)
    assert not re.search(r'data-label="Masuk">[26]<', page)
