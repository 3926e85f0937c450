"""The pages of coordination: written down, committed, told of, struck out; each within its reader's area."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import SignIn

from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.coordination.models import Commitment, Gathering
from padan.office.registry.models import Release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]

REGENCY, VILLAGE, ELSEWHERE = "64.02", "64.02.13.1008", "64.02.07.2002"


@pytest.fixture
def secretary(signed_in: SignIn) -> Client:
    return signed_in(Role.COORDINATOR, REGENCY)


def written(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {
        "kind": "csr_forum", "title": "Forum CSR triwulan", "area": REGENCY, "held_on": today, "place": "Tenggarong",
        "people": "31", "agencies": "Bappeda\nPT Contoh Tambang\n", "note": "Laporan dibahas.", **changes,
    }  # fmt: skip


def noted(browser: Client, **changes: Any) -> Gathering:
    answer = browser.post(reverse("coordination.note"), written(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return Gathering.objects.latest("pk")


def text(browser: Client, name: str, *args: object, **asked: str) -> str:
    answer = browser.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def did(browser: Client, held: Gathering, doing: str, **said: str) -> int:
    return browser.post(reverse("coordination.show", args=[held.pk]), {"do": doing, **said}).status_code


def test_a_forum_is_written_down_with_its_minutes_and_what_was_committed_to(secretary: Client) -> None:
    paper = SimpleUploadedFile("notulen.pdf", b"%PDF-1.7 notulen %%EOF", "application/pdf")
    held = noted(secretary, minutes=paper)
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    assert did(secretary, held, "commit", what="Jamban 10 unit", owner="PT Contoh Tambang", due_on=due) == 302
    shown = text(secretary, "coordination.show", held.pk)
    for said in ("Forum CSR triwulan", "31", "Bappeda, PT Contoh Tambang", "Jamban 10 unit", "berjalan"):
        assert said in shown
    assert secretary.get(reverse("coordination.minutes", args=[held.pk])).content == b"%PDF-1.7 notulen %%EOF"
    assert "Forum CSR triwulan" in text(secretary, "coordination.list", kind="csr_forum")
    assert "Forum CSR triwulan" not in text(secretary, "coordination.list", kind="outreach")


def test_a_commitment_is_late_until_it_is_told_to_be_kept(secretary: Client) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    held = noted(secretary, held_on=yesterday)
    did(secretary, held, "commit", what="Jamban 10 unit", owner="PT Contoh Tambang", due_on=yesterday)
    made = Commitment.objects.get()
    assert "1 komitmen lewat tenggat." in text(secretary, "coordination.list")
    assert "Jamban 10 unit" in text(secretary, "coordination.commitments", which="late")
    told = {"ending": "done", "day": yesterday, "text": "Serah terima 10 unit"}
    page = reverse("coordination.commitment", args=[made.pk])
    assert secretary.post(page, {**told, "day": "2020-01-01"}).status_code == 422
    assert secretary.post(page, told).status_code == 302
    assert "Serah terima 10 unit" in text(secretary, "coordination.commitment", made.pk)
    assert "komitmen lewat tenggat" not in text(secretary, "coordination.list")
    assert "Jamban 10 unit" not in text(secretary, "coordination.commitments")
    assert "Jamban 10 unit" in text(secretary, "coordination.commitments", which="all")


def test_what_was_struck_out_says_so_and_takes_nothing_more(secretary: Client) -> None:
    held = noted(secretary)
    assert did(secretary, held, "strike", why="Tercatat dua kali") == 302
    shown = text(secretary, "coordination.show", held.pk)
    assert "Tercatat dua kali" in shown
    assert "Catat komitmen" not in shown
    assert did(secretary, held, "commit", what="Air", owner="Desa", due_on="2026-12-01") == 200
    assert not Commitment.objects.exists()
    assert "dicoret" in text(secretary, "coordination.list")


#: What is wrong with what was written, and the words beside it.
FAULTY = (
    ({"people": "0"}, "lebih besar dari atau sama dengan 1"),
    ({"area": VILLAGE}, "Pertemuan ini tidak diadakan di tingkat itu. Pilih wilayah lain."),
    ({"held_on": "2999-01-01"}, "Pertemuan ini belum berlangsung. Catat sesudah harinya."),
    ({"minutes": SimpleUploadedFile("a.exe", b"MZ")}, "bukan PDF, JPG atau PNG yang utuh"),
)


@pytest.mark.parametrize(("changes", "words"), FAULTY, ids=["nobody", "level", "to come", "file"])
def test_what_cannot_be_is_told_beside_the_form(secretary: Client, changes: dict[str, Any], words: str) -> None:
    answer = secretary.post(reverse("coordination.note"), written(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Gathering.objects.exists()


def test_a_village_writes_down_its_own_and_no_forum(signed_in: SignIn) -> None:
    operator = signed_in(Role.VILLAGE_OPERATOR, VILLAGE)
    form = text(operator, "coordination.note")
    assert "Forum CSR" not in form
    assert ELSEWHERE not in form
    assert operator.post(reverse("coordination.note"), written()).status_code == 422
    held = noted(operator, kind="outreach", area=VILLAGE)
    other = signed_in(Role.VILLAGE_OPERATOR, ELSEWHERE, name="Lain")
    assert other.get(reverse("coordination.show", args=[held.pk])).status_code == 404
    field = signed_in(Role.FIELD_OFFICER, VILLAGE[:8], name="Mira")
    assert "Catat komitmen" not in text(field, "coordination.show", held.pk)
    assert did(field, held, "strike", why="Bukan punya saya") == 200
    assert not hasattr(Gathering.objects.get(), "struck")


def test_a_province_writes_down_its_own_and_sees_totals_of_what_is_below(secretary: Client, signed_in: SignIn) -> None:
    noted(secretary, kind="outreach", title="Sosialisasi Genting", people="42")
    below = noted(secretary, kind="tpps", title="Rapat TPPS kabupaten", people="9")
    tuti = signed_in(Role.PROVINCE, "64", name="Tuti")
    form = text(tuti, "coordination.note")
    assert "Provinsi Kalimantan Timur" in form
    assert "Penyebarluasan" not in form
    assert tuti.post(reverse("coordination.note"), written(kind="tpps", area=REGENCY)).status_code == 422
    paper = SimpleUploadedFile("notulen.pdf", b"%PDF-1.7 notulen %%EOF", "application/pdf")
    held = noted(tuti, kind="tpps", area="64", title="Rapat TPPS provinsi", note="Catatan rapat", minutes=paper)
    due = timezone.localdate().isoformat()
    assert did(tuti, held, "commit", what="Data KRS triwulanan", owner="BKKBN", due_on=due) == 302
    promise = Commitment.objects.get()
    told = {"ending": "", "day": due, "text": "Menunggu Pak Rekaan"}
    assert tuti.post(reverse("coordination.commitment", args=[promise.pk]), told).status_code == 302

    shown = text(tuti, "coordination.list")
    assert "Rapat TPPS provinsi" in shown
    assert "Rapat TPPS kabupaten" not in shown
    rows = re.findall(r'<tr><th scope="row">.+?</tr>', shown)
    sums = [tuple(re.findall(r">([^<>]+)<", row)) for row in rows]
    assert sums == [("kabupaten", "Penyebarluasan (sosialisasi)", "1", "42"), ("kabupaten", "Rapat TPPS", "1", "9")]
    assert tuti.get(reverse("coordination.show", args=[below.pk])).status_code == 404

    # The regency reads what was held and promised; notes, file and what was told of it stay with the province.
    assert "Rapat TPPS provinsi" in text(secretary, "coordination.list")
    page = text(secretary, "coordination.show", held.pk)
    assert "Data KRS triwulanan" in page
    for kept in ("Catatan rapat", "Unduh notulen", "Catat komitmen"):
        assert kept not in page
    assert secretary.get(reverse("coordination.minutes", args=[held.pk])).status_code == 404
    assert "Data KRS triwulanan" in text(secretary, "coordination.commitments")
    assert "Pak Rekaan" not in text(secretary, "coordination.commitment", promise.pk)
    assert "Pak Rekaan" in text(tuti, "coordination.commitment", promise.pk)
    assert "Catatan rapat" in text(tuti, "coordination.show", held.pk)
    assert tuti.get(reverse("coordination.minutes", args=[held.pk])).status_code == 200
    operator = signed_in(Role.VILLAGE_OPERATOR, VILLAGE)
    assert operator.get(reverse("coordination.show", args=[held.pk])).status_code == 404


def test_the_report_of_a_quarter_is_looked_at_and_taken_along(
    secretary: Client, signed_in: SignIn, release: Release
) -> None:
    noted(secretary, kind="outreach", title="Sosialisasi Genting")
    for browser in (secretary, signed_in(Role.PROVINCE, "64", name="Tuti")):
        shown = text(browser, "coordination.report")
        assert "Sosialisasi Genting" in shown
        assert "Kebutuhan menurut register" in shown
    assert "Tidak ada penyebarluasan" in text(secretary, "coordination.report", triwulan="2020-1")
    assert "Sosialisasi Genting" in text(secretary, "coordination.report", triwulan="2020-9")
    for kind, begins in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        answer = secretary.post(reverse("coordination.take"), {"file": kind, "triwulan": "2026-3"})
        assert answer.content.startswith(begins)
        assert f".{kind}" in answer["Content-Disposition"]
    assert Entry.objects.filter(action="coordination.report_taken").count() == 2
