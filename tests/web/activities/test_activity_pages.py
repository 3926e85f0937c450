"""Pages of reported activities: a report received in two steps, classes corrected, pairs decided, totals and files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignIn

from padan.office.accounts.roles import Role
from padan.office.activities.models import Activity, KindSaid, PairSaid, Reject, Report
from padan.office.audit.models import Entry
from padan.office.registry.models import Release
from padan.office.sealing import make_keys

pytestmark = pytest.mark.django_db

REGENCY, VILLAGE, DISTRICT = "64.02", "64.02.13.1008", "64.02.13"
MAHAKAM = [
    ["No", "Nama Kegiatan", "Bidang", "Sasaran", "Kecamatan", "Desa/Kelurahan", "Tanggal", "Nilai (Rp)"],
    [1, "Pembagian telur balita", "Bencana", "40 balita", "Samboja", "Wonotirto", date(2026, 3, 12), 12_500_000],
    [2, "Renovasi masjid Al Hidayah", "Keagamaan", "warga", "Samboja", "Wonotirto", "Mei 2026", "Rp 50 juta"],
    [3, "Bantuan jamban", "Sosial", "5 KK", "Samboja", "Tanjung Harapan", "Juni 2026", "banyak"],
]
PROVINCE = [
    ["Company", "Activity", "Location", "Period", "Amount (IDR)"],
    ["PT. MAHAKAM JAYA Tbk", "Pembagan telur balita", "Wonotirto, Kec. Samboja", "12/03/2026", "12,500,000"],
    ["CV Borneo", "Penanaman mangrove", "Kec. Muara Badak", "13/04/2026", "8 juta"],
]
STRANGE = [
    ["Apa", "Kapan", "Berapa", "Di mana"],
    ["Bagi susu ibu hamil", "3 Maret 2026", "Rp 1.000.000", "Wonotirto"],
    ["Bagi beras keluarga miskin", "4 Maret 2026", "Rp 2.000.000", "Wonotirto"],
]
#: Of two companies about the same time and place: alike, but not for sure.
ALIKE = (
    [["Perusahaan", "Kegiatan", "Lokasi", "Tanggal", "Nilai"],
     ["PT Kutai Energi", "Pembuatan sumur bor", "Wonotirto, Kec. Samboja", "1 Juni 2026", "30 juta"]],
    [["Perusahaan", "Kegiatan", "Lokasi", "Tanggal", "Nilai"],
     ["PT Kutai Energi", "Sumur bor", "Kec. Samboja", "3 Juli 2026", "30 juta"]],
)  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.PADAN_HOME, settings.PADAN_KEY_FILE = tmp_path, tmp_path / "office.keys"
    settings.PADAN_SECOND_FACTOR = False
    make_keys(settings.PADAN_KEY_FILE)
    return tmp_path


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, REGENCY, name="Rina")


@pytest.fixture
def secretary(signed_in: SignIn) -> Client:
    return signed_in(Role.COORDINATOR, REGENCY, name="Sari")


def xlsx(rows: Sequence[Sequence[Any]], *, more: Sequence[Sequence[Any]] = (), name: str = "csr.xlsx") -> Any:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    if more:
        other = book.create_sheet("Lain")
        for row in more:
            other.append(list(row))
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def sent(browser: Client, file: Any, sender: str = "PT Mahakam Jaya", **changes: str) -> HttpResponse:
    said = {"sender": sender, "addressed": "regency", "writing": "own", "file": file, **changes}
    return browser.post(reverse("activities.send"), said)


def filled(page: str) -> dict[str, str]:
    """What the form of the columns holds, as a browser would send it."""
    form = page[page.index(f'action="{reverse("activities.accept")}"') :]
    form = form[: form.index("</form>")]
    found = dict.fromkeys(re.findall(r'<select name="([^"]+)"', form), "")
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    for tag in re.findall(r'<input type="hidden"[^>]*>', form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1] if value else ""
    return found


def accepted(browser: Client, answer: HttpResponse, **changes: str) -> HttpResponse:
    assert answer.status_code == 200, answer.content.decode()
    return browser.post(reverse("activities.accept"), {**filled(answer.content.decode()), "do": "accept", **changes})


def received(browser: Client, rows: Sequence[Sequence[Any]], sender: str = "PT Mahakam Jaya", **changes: str) -> Report:
    answer = accepted(browser, sent(browser, xlsx(rows), sender, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return Report.objects.latest("pk")


def text(browser: Client, name: str, *args: object, **asked: Any) -> str:
    answer = browser.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_report_is_received_in_two_steps_and_nothing_is_kept_between(officer: Client, home: Path) -> None:
    answer = sent(officer, xlsx(MAHAKAM))
    shown = answer.content.decode()
    assert (Report.objects.count(), len(list((home / "work").iterdir()))) == (0, 1)
    assert (home / "work").stat().st_mode & 0o077 == 0
    for said in ("Nama Kegiatan", "Pembagian telur balita", "2 baris diterima, 1 ditolak", "Nilai tidak terbaca"):
        assert said in shown
    assert "tidak dikenali" in shown  # the column "No"
    assert accepted(officer, answer).status_code == 302
    held = Report.objects.get()
    assert (held.rows_in, held.rows_accepted, held.rows_rejected, held.name) == (3, 2, 1, "csr.xlsx")
    assert list((home / "work").iterdir()) == []
    shown = text(officer, "activities.receipt", held.pk)
    for said in ("3 baris = 2 diterima + 1 ditolak", "Nilai (Rp)", "Tulis dalam rupiah", "Renovasi masjid"):
        assert said in shown
    assert Activity.objects.get(title__startswith="Pembagian").since == date(2026, 3, 12)


def test_what_cannot_be_guessed_is_asked_and_remembered(officer: Client) -> None:
    answer = sent(officer, xlsx(STRANGE), "PT Aneh")
    shown = answer.content.decode()
    assert "Kolom kegiatan belum ditunjuk" in shown
    refused = accepted(officer, answer)
    assert (refused.status_code, Report.objects.count()) == (422, 0)
    twice = accepted(officer, answer, column_0="title", column_1="title")
    assert "Dua kolom dipilih untuk Nama kegiatan" in twice.content.decode()
    tried = accepted(officer, answer, column_0="title", do="check")
    assert (tried.status_code, Report.objects.count()) == (200, 0)
    assert "2 baris diterima, 0 ditolak" in tried.content.decode()
    assert accepted(officer, answer, column_0="title", column_2="").status_code == 302
    assert set(Activity.objects.values_list("value", flat=True)) == {None}
    # The next file with these heads needs no answer: also what was left out stays so.
    more = sent(officer, xlsx([*STRANGE, ["Bagi buah balita", "5 Maret 2026", "Rp 3.000.000", "Wonotirto"]]), "Aneh")
    found = filled(more.content.decode())
    assert (found["column_0"], found["column_2"]) == ("title", "")


def test_the_same_file_again_is_the_same_receipt(officer: Client) -> None:
    file = xlsx(MAHAKAM)
    content = file.read()
    assert accepted(officer, sent(officer, SimpleUploadedFile("a.xlsx", content))).status_code == 302
    again = sent(officer, SimpleUploadedFile("b.xlsx", content))
    assert again["Location"] == reverse("activities.receipt", args=[Report.objects.get().pk])


def test_sheets_with_the_same_heads_are_read_together_and_others_are_offered(officer: Client) -> None:
    answer = sent(officer, xlsx(MAHAKAM, more=STRANGE))
    shown = answer.content.decode()
    assert "Lembar yang dibaca: Sheet." in shown
    assert "Lembar lain" in shown
    other = accepted(officer, answer, do="sheet", sheet="Lain").content.decode()
    assert "Lembar yang dibaca: Lain." in other
    assert '<input type="hidden" name="sheet" value="Lain">' in other
    alike = [MAHAKAM[0], [9, "Vaksin balita", "Kesehatan", "", "Samboja", "Wonotirto", "Juli 2026", "1 juta"]]
    assert accepted(officer, sent(officer, xlsx(MAHAKAM, more=alike))).status_code == 302
    assert set(Activity.objects.values_list("sheet", flat=True)) == {"Sheet", "Lain"}


def test_what_is_no_report_is_refused_in_words(officer: Client, home: Path) -> None:
    answer = sent(officer, SimpleUploadedFile("x.xlsx", b"%PDF-1.7 laporan %%EOF"))
    assert answer.status_code == 422
    assert list((home / "work").iterdir()) == []
    for stored in ("../office.keys", "kiriman-" + "0" * 32 + ".xlsx"):
        gone = {"sender": "A", "addressed": "regency", "writing": "own", "stored": stored, "name": "a"}
        refused = officer.post(reverse("activities.accept"), gone)
        assert (refused.status_code, "Kirim lagi berkasnya" in refused.content.decode()) == (422, True)


def test_a_file_of_which_no_row_is_an_activity_is_not_received(officer: Client) -> None:
    answer = accepted(officer, sent(officer, xlsx([MAHAKAM[0], MAHAKAM[3]])))
    assert answer.status_code == 422
    assert "Tidak satu baris pun" in answer.content.decode()


def test_a_report_with_wrong_columns_is_taken_back_and_received_again(officer: Client, signed_in: SignIn) -> None:
    held, kept = received(officer, MAHAKAM), Activity.objects.order_by("pk")[0]
    address = reverse("activities.receipt", args=[held.pk])
    colleague = signed_in(Role.DATA_OFFICER, REGENCY, name="Budi")
    assert "Tarik laporan ini" not in colleague.get(address).content.decode()
    assert "Rp62.500.000" in text(officer, "activities.totals")
    assert officer.post(address, {"do": "withdraw", "reason": ""}).status_code == 422
    assert officer.post(address, {"do": "withdraw", "reason": "Kolom nilainya keliru"}).status_code == 302
    shown = text(officer, "activities.receipt", held.pk)
    for said in ("ditarik oleh Rina", "Kolom nilainya keliru", "Renovasi masjid"):
        assert said in shown
    assert "Tarik laporan ini" not in shown
    assert reverse("activities.show", args=[kept.pk]) not in shown
    assert officer.get(reverse("activities.show", args=[kept.pk]))["Location"] == address
    assert "ditarik" in text(officer, "activities.reports")
    assert "Rp0" in text(officer, "activities.totals")
    again = received(officer, MAHAKAM)
    assert again.pk != held.pk
    assert "Rp62.500.000" in text(officer, "activities.totals")


def test_refused_rows_are_taken_along_corrected_and_sent_again(officer: Client) -> None:
    held = received(officer, MAHAKAM)
    answer = officer.post(reverse("activities.rejects", args=[held.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    head, row = book.active.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["Nama Kegiatan"], told["Nilai (Rp)"], told["Kolom yang salah"]) == (
        "Bantuan jamban", "banyak", "Nilai (Rp)",
    )  # fmt: skip
    assert Entry.objects.filter(action="activities.rejects_taken").exists()
    mended = [["" if cell is None else cell for cell in head], ["9 juta" if cell == "banyak" else cell for cell in row]]
    received(officer, mended)
    assert Activity.objects.get(title="Bantuan jamban").value == 9_000_000
    assert Reject.objects.count() == 1
    assert officer.post(reverse("activities.rejects", args=[Report.objects.latest("pk").pk])).status_code == 404


def test_the_list_is_sifted(officer: Client) -> None:
    received(officer, MAHAKAM)
    received(officer, PROVINCE, "Pemerintah Provinsi", addressed="province", office="on")
    for asked, wanted, unwanted in (
        ({"only": "misfiled"}, "telur", "masjid"), ({"only": "doubled"}, "telur", "mangrove"),
        ({"of": "other"}, "masjid", "telur"), ({"of": "specific"}, "telur", "mangrove"),
        ({"district": "64.02.05"}, "mangrove", "telur"), ({"year": "2026"}, "mangrove", "1999"),
    ):  # fmt: skip
        shown = text(officer, "activities.list", **asked)
        listed = shown[shown.index('<ol class="results"') :]
        assert wanted in listed
        assert unwanted not in listed
    assert "Tidak ada yang cocok" in text(officer, "activities.list", of="unknown")
    assert "Rp70.500.000" in text(officer, "activities.list")


def test_a_class_is_corrected_with_a_reason_and_taken_back(officer: Client) -> None:
    received(officer, MAHAKAM)
    eggs = Activity.objects.get(title__startswith="Pembagian")
    address = reverse("activities.show", args=[eggs.pk])
    shown = text(officer, "activities.show", eggs.pk)
    for said in ("spesifik", "“telur”", "Perpres 72/2021", "40 balita", "“Bencana”", "lembar Sheet, baris 2"):
        assert said in shown
    assert "Tarik perbaikan" not in shown
    assert officer.post(address, {"do": "correct", "kind": "disaster", "reason": ""}).status_code == 422
    assert officer.post(address, {"do": "correct", "kind": "disaster", "reason": "Di pengungsian"}).status_code == 302
    shown = text(officer, "activities.show", eggs.pk)
    for said in ("bukan untuk stunting", "diperbaiki petugas", "Di pengungsian"):
        assert said in shown
    assert "padahal kata-katanya" not in shown
    assert officer.post(address, {"do": "take_back", "reason": "Keliru"}).status_code == 302
    assert "spesifik" in text(officer, "activities.show", eggs.pk)
    assert [each.kind for each in KindSaid.objects.order_by("pk")] == ["disaster", ""]


def test_a_pair_is_decided_and_taken_back(officer: Client, secretary: Client) -> None:
    received(officer, MAHAKAM)
    received(officer, ALIKE[0], "PT Kutai Energi")
    received(officer, ALIKE[1], "Pemerintah Provinsi", addressed="province", office="on")
    one, other = Activity.objects.filter(title__icontains="sumur").order_by("pk")
    shown = text(secretary, "activities.pairs")
    for said in ("Pembuatan sumur bor", "PT Kutai Energi", "1 Jun 2026", "3 Jul 2026", "mirip"):
        assert said in shown
    assert "1 pasangan laporan mungkin satu kegiatan" in text(secretary, "activities.list")
    address = reverse("activities.pairs")
    said = {"one": one.pk, "other": other.pk, "said": "same"}
    assert secretary.post(address, {**said, "reason": ""}).status_code == 422
    assert secretary.post(address, {**said, "other": 0, "reason": "x"}).status_code == 404
    assert "Rp122.500.000" in text(secretary, "activities.totals")
    assert secretary.post(address, {**said, "reason": "Sumur yang sama"}).status_code == 302
    assert "Rp92.500.000" in text(secretary, "activities.totals")
    assert "Laporan lain tentang kegiatan ini" in text(secretary, "activities.show", one.pk)
    assert "satu kegiatan" in text(secretary, "activities.pairs", which="decided")
    assert "Sumur bor" in text(secretary, "activities.pairs", one=one.pk, other=other.pk)
    assert secretary.get(address, {"one": one.pk, "other": "0"}).status_code == 404
    assert secretary.post(address, {**said, "said": "open", "reason": "Ragu"}).status_code == 302
    assert "Rp122.500.000" in text(secretary, "activities.totals")
    assert PairSaid.objects.count() == 2


def test_decisions_that_gainsay_each_other_are_shown(officer: Client) -> None:
    rows = [ALIKE[0][0], *([*ALIKE[0][1][:3], f"{day} Juni 2026", "30 juta"] for day in (1, 12, 25))]
    for number, row in enumerate(rows[1:]):
        received(officer, [rows[0], row], f"PT {number}")
    a, b, c = Activity.objects.order_by("pk").values_list("pk", flat=True)
    for one, other, said in ((a, b, "same"), (b, c, "same"), (a, c, "apart")):
        answer = {"one": one, "other": other, "said": said, "reason": "x"}
        assert officer.post(reverse("activities.pairs"), answer).status_code == 302
    assert "1 putusan bertentangan" in text(officer, "activities.list")
    assert "Diputuskan: satu kegiatan." in text(officer, "activities.pairs", which="contested")


def test_one_is_entered_by_form(officer: Client) -> None:
    said = {"sender": "PT Satu", "addressed": "regency", "title": "Pembagian susu balita", "area": VILLAGE,
            "since": "2026-05-02", "until": "2026-05-01", "value": "7000000"}  # fmt: skip
    address = reverse("activities.enter")
    answer = officer.post(address, said)
    assert (answer.status_code, "lebih dulu daripada" in answer.content.decode()) == (422, True)
    assert officer.post(address, {**said, "until": "2026-05-03"}).status_code == 302
    made = Activity.objects.get()
    assert (made.company, made.report.sha256) == ("PT Satu", None)
    assert "2 Mei 2026 – 3 Mei 2026" in text(officer, "activities.show", made.pk)
    assert "PT Satu" in text(officer, "activities.reports")


def test_totals_count_once_and_stand_beside_needs(officer: Client, release: Release) -> None:
    received(officer, MAHAKAM)
    received(officer, PROVINCE, "Pemerintah Provinsi", addressed="province", office="on")
    for level in ("kecamatan", "desa"):
        shown = text(officer, "activities.totals", tingkat=level)
        for said in ("Rp70.500.000", "12.500.000", "Menurut bidang", "Ada kebutuhan, tidak ada pemberian"):
            assert said in shown
    assert "tidak sampai tingkat itu" in text(officer, "activities.totals", tingkat="desa")


def test_the_province_sees_sums_only(officer: Client, signed_in: SignIn) -> None:
    received(officer, MAHAKAM)
    province = signed_in(Role.PROVINCE, "64")
    shown = text(province, "activities.province")
    assert "Rp62.500.000" in shown
    assert "Mahakam" not in shown
    assert "Rp0" in text(signed_in(Role.PROVINCE, "63"), "activities.province")
    assert province.get(reverse("activities.list")).status_code == 403


def test_who_inspects_reads_and_writes_nothing(officer: Client, signed_in: SignIn) -> None:
    held = received(officer, MAHAKAM)
    inspector = signed_in(Role.INSPECTOR, REGENCY)
    eggs = Activity.objects.get(title__startswith="Pembagian")
    assert "Perbaiki golongan" not in text(inspector, "activities.show", eggs.pk)
    assert "Terima laporan" not in text(inspector, "activities.list")
    assert inspector.get(reverse("activities.send")).status_code == 403
    answer = inspector.post(
        reverse("activities.show", args=[eggs.pk]), {"do": "correct", "kind": "water", "reason": "x"}
    )
    assert (answer.status_code, KindSaid.objects.count()) == (200, 0)
    assert text(inspector, "activities.receipt", held.pk)


def test_a_kecamatan_receives_no_reports(signed_in: SignIn) -> None:
    answer = sent(signed_in(Role.COORDINATOR, DISTRICT), xlsx(MAHAKAM))
    assert (answer.status_code, "Kirim laporannya kepada mereka" in answer.content.decode()) == (422, True)


def test_the_list_leaves_as_workbook_and_as_4w_and_4w_comes_back(officer: Client) -> None:
    received(officer, MAHAKAM)
    received(officer, PROVINCE, "Pemerintah Provinsi", addressed="province", office="on")
    book = openpyxl.load_workbook(io.BytesIO(officer.post(reverse("activities.take"), {"file": "xlsx"}).content))
    assert book.active.max_row == 5
    content = officer.post(reverse("activities.take"), {"file": "csv"}).content
    rows = list(csv.reader(io.StringIO(content.decode())))
    at = {tag: place for place, tag in enumerate(rows[1])}
    assert sum(int(row[at["#value+idr"]]) for row in rows[2:]) == 70_500_000
    assert sorted(row[at["#sector"]] for row in rows[2:]) == [
        "bukan untuk stunting",
        "bukan untuk stunting",
        "spesifik",
    ]
    assert Entry.objects.filter(action="activities.taken").count() == 2

    theirs = content + b"X1,PT Luar,,,Vaksin,,,,,,64.01,,,2026-01-02,,,\r\nX2,PT Luar,,,,,,,,,,,,2026-01-02,,,\r\n"
    answer = sent(officer, SimpleUploadedFile("4w.csv", theirs), "LSM Contoh", writing="4w")
    shown = answer.content.decode()
    assert "baris tanda HXL" in shown
    assert "3 baris diterima, 2 ditolak" in shown
    assert accepted(officer, answer).status_code == 302
    held = Report.objects.latest("pk")
    assert (held.sender, held.rows_in, held.rows_rejected) == ("LSM Contoh", 5, 2)
    assert set(held.rejects.values_list("row", flat=True)) == {6, 7}
    # What they tell is what we told: it counts once.
    assert "Rp70.500.000" in text(officer, "activities.totals")
    plain = sent(officer, SimpleUploadedFile("a.csv", b"a,b\n1,2\n"), writing="4w")
    assert (plain.status_code, "Baris tanda HXL tidak ditemukan" in plain.content.decode()) == (422, True)
