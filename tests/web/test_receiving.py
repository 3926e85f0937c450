"""Sending files through the pages, following them, and their receipts."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse
from django.utils import timezone
from tests.app.app_kit import FATHER, HEADER, MEASURED, MOTHER
from tests.web.conftest import SignIn

from padan.app.worker import Worker
from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.jobs.models import Job
from padan.office.receiving.models import Upload
from padan.office.receiving.states import State
from padan.office.receiving.storage import path_of

VILLAGE, ELSEWHERE = "64.02.13.1008", "64.02.07.2002"
REFUSED = ',UMAR,L,2023-01-02,,Samboja,Wonotirto,"11,2","88,0",\n'
GOOD = ',SITI,P,2023-03-02,,Samboja,Wonotirto,"11,2","88,0",2026-11-05\n'
PIECES = {"HTTP_HX_REQUEST": "true"}
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_home")]


def file(text: str = HEADER + FATHER, name: str = "kes.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def send(browser: Client, *files: SimpleUploadedFile, **more: Any) -> Any:
    headers = {key: more.pop(key) for key in list(more) if key.startswith("HTTP_")}
    return browser.post(reverse("receiving.uploads"), {"files": list(files), **more}, **headers)


def page(browser: Client, name: str, *args: Any, **more: Any) -> str:
    answer = browser.get(reverse(name, args=args), **more)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def work() -> None:
    worker = Worker()
    while worker.step():
        pass


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in(Role.DATA_OFFICER, "64.02", name="Rina")


@pytest.fixture
def operator(signed_in: SignIn) -> Client:
    return signed_in(Role.VILLAGE_OPERATOR, VILLAGE, name="Budi")


def test_an_empty_list_says_what_to_do(officer: Client) -> None:
    assert "Belum ada berkas yang dikirim. Pilih berkas di atas" in page(officer, "receiving.uploads")


def test_a_file_is_followed_on_a_page_of_its_own(operator: Client) -> None:
    answer = send(operator, file())
    upload = Upload.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("receiving.show", args=[upload.pk]))
    waiting = operator.get(answer["Location"]).content.decode()
    for said in ('hx-trigger="every 1s"', 'http-equiv="refresh"', "sedang diterima", "menunggu giliran"):
        assert said in waiting
    work()
    done = operator.get(answer["Location"]).content.decode()
    for said in ("hx-trigger", "http-equiv"):
        assert said not in done
    assert "1 baris = 1 diterima + 0 ditolak" in done


def test_several_files_are_sent_at_once(operator: Client) -> None:
    answer = send(operator, file(HEADER + FATHER, "a.csv"), file(HEADER + MOTHER, "b.csv"))
    assert answer["Location"] == reverse("receiving.uploads")
    work()
    assert list(Upload.objects.order_by("pk").values_list("name", "state")) == [
        ("a.csv", State.RECEIVED), ("b.csv", State.RECEIVED),
    ]  # fmt: skip


def test_progress_comes_in_pieces_that_stop_when_it_is_done(operator: Client) -> None:
    answer = send(operator, file(), **PIECES)
    upload = Upload.objects.get()
    assert (answer.status_code, "<html" in answer.content.decode()) == (201, False)
    address = reverse("receiving.show", args=[upload.pk])
    assert "hx-get" in operator.get(address, **PIECES).content.decode()
    work()
    in_list = operator.get(address, **PIECES, HTTP_HX_CURRENT_URL="http://testserver/berkas/")
    assert ("hx-get" in in_list.content.decode(), in_list.headers.get("HX-Refresh")) == (False, None)
    on_its_page = operator.get(address, **PIECES, HTTP_HX_CURRENT_URL=f"http://testserver{address}")
    assert on_its_page.headers["HX-Refresh"] == "true"


def test_a_receipt_tells_refused_rows_by_reason_and_column(operator: Client) -> None:
    send(operator, file(MEASURED + REFUSED + GOOD + "Jumlah,,,,,,,22,,\n", "gizi.csv"))
    work()
    told = page(operator, "receiving.show", Upload.objects.get().pk)
    assert "3 baris = 1 diterima + 2 ditolak" in told
    assert "1 Tanggal Pengukuran Berat atau tinggi diisi tetapi tanggal pengukurannya kosong" in told
    assert "1 seluruh baris Baris ini jumlah atau rekap" in told
    assert "e-PPGBM" in told


def test_the_book_to_correct_is_marked_recorded_and_can_be_sent_back(operator: Client) -> None:
    send(operator, file(MEASURED + REFUSED, "gizi.csv"))
    work()
    upload = Upload.objects.get()
    answer = operator.get(reverse("receiving.correct", args=[upload.pk]))
    assert answer.headers["Content-Type"] == BOOK
    assert 'filename="gizi-ditolak.xlsx"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    email = Account.objects.get(name="Budi").email
    assert f"Diunduh oleh Budi ({email})" in (book.properties.description or "")
    assert email in (book.worksheets[0].oddFooter.left.text or "")
    cells = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value]
    assert not [cell for cell in cells if "Budi" in cell or email in cell]
    entry = Entry.objects.order_by("-number").first()
    assert entry is not None
    assert (entry.action, entry.subject, entry.area) == ("receiving.downloaded", str(upload), VILLAGE)

    page_of_book = book.worksheets[0]
    header = next(cell for row in page_of_book for cell in row if cell.value == "Tanggal Pengukuran")
    page_of_book.cell(header.row + 1, header.column, "2026-11-05")
    corrected = io.BytesIO()
    book.save(corrected)
    send(operator, SimpleUploadedFile("gizi-ditolak.xlsx", corrected.getvalue()))
    work()
    again = Upload.objects.latest("pk")
    assert (again.state, again.rows_in, again.rows_rejected) == (State.RECEIVED, 1, 0)


def test_where_nothing_was_refused_there_is_no_book(operator: Client) -> None:
    send(operator, file())
    work()
    number = Upload.objects.get().pk
    assert "Unduh" not in page(operator, "receiving.show", number)
    assert operator.get(reverse("receiving.correct", args=[number])).status_code == 404


def test_the_same_file_again_says_who_sent_it_first(operator: Client, officer: Client) -> None:
    send(officer, file())
    work()
    send(operator, file(name="lain.csv"))
    told = page(operator, "receiving.show", Upload.objects.latest("pk").pk)
    assert "persis sama sudah dikirim oleh Rina" in told
    assert "1 baris = 1 diterima + 0 ditolak" in told
    assert Job.objects.count() == 1


def test_a_broken_file_is_refused_in_words_with_its_next_step(operator: Client) -> None:
    send(operator, file("PK\x03\x04 rusak", "gizi.xlsx"))
    work()
    told = page(operator, "receiving.show", Upload.objects.get().pk)
    for said in ("tidak dapat diterima", "Berkas rusak atau terpotong", "Minta dikirim ulang"):
        assert said in told


#: A child of a neighbouring village, and who may bring it.
NEIGHBOUR = ',ANI,P,2023-03-02,,Samboja,Tanjung Harapan,"11,2","88,0",2026-11-05\n'
MAY_BRING = {Role.VILLAGE_OPERATOR: False, Role.NUTRITION_OFFICER: True, Role.DATA_OFFICER: True}


@pytest.mark.parametrize("role", MAY_BRING)
def test_an_operator_brings_rows_of_the_own_village_only(signed_in: SignIn, role: Role) -> None:
    sender = signed_in(role, "64.02" if role is Role.DATA_OFFICER else VILLAGE, name="Budi")
    send(sender, file(MEASURED + GOOD + NEIGHBOUR, "gizi.csv"), village=VILLAGE)
    work()
    told = page(sender, "receiving.show", Upload.objects.get().pk)
    if MAY_BRING[role]:
        assert "2 baris = 2 diterima + 0 ditolak" in told
        return
    assert "2 baris = 1 diterima + 1 ditolak" in told
    assert "1 Desa/Kel Desa baris ini di luar wilayah pengirim Serahkan baris ini, bukan berkas aslinya" in told


def test_refused_rows_of_another_village_are_received_from_the_officer(operator: Client, officer: Client) -> None:
    send(operator, file(MEASURED + GOOD + NEIGHBOUR, "gizi.csv"))
    work()
    book = operator.get(reverse("receiving.correct", args=[Upload.objects.get().pk])).content
    send(officer, SimpleUploadedFile("gizi-ditolak.xlsx", book))
    work()
    again = Upload.objects.latest("pk")
    assert (again.state, again.rows_in, again.rows_rejected) == (State.RECEIVED, 1, 0)


def test_a_file_of_another_village_is_refused_and_can_be_sent_by_the_officer(operator: Client, officer: Client) -> None:
    residents = file("nama,no_kk,nik,kk_level,status_dasar\nBUDI,6402131001190002,,1,1\n", "penduduk 64.02.07.2002.csv")
    send(operator, residents)
    work()
    told = page(operator, "receiving.show", Upload.objects.get().pk)
    for said in ("untuk desa Tanjung Harapan, Sebulu", "di luar wilayah pengirim", "pilih desanya di bawah berkas"):
        assert said in told
    residents.seek(0)
    send(officer, residents)
    work()
    assert Upload.objects.latest("pk").state == State.RECEIVED


def kept(home: Path) -> list[Path]:
    return sorted((home / "work").glob("kiriman-*"))


def test_a_file_goes_to_the_disk_in_pieces_and_is_kept_until_it_was_received(
    operator: Client, office_home: Path
) -> None:
    rows = HEADER + "".join(FATHER.replace("AHMAD", f"AHMAD{n}") for n in range(40_000))
    send(operator, file(rows))
    (stored,) = kept(office_home)
    assert (stored.read_text(), stored.stat().st_mode & 0o777) == (rows, 0o600)
    assert path_of(Upload.objects.get().stored) == stored
    work()
    assert kept(office_home) == []


def too_large() -> SimpleUploadedFile:
    return file(HEADER + "x" * 1024 * 1024, "besar.csv")


@pytest.mark.parametrize("pieces", [{}, PIECES], ids=["page", "piece"])
def test_a_request_that_announces_too_much_is_refused_unread(
    operator: Client, settings: Any, pieces: dict[str, str]
) -> None:
    settings.PADAN_UPLOAD_MB = 1

    class Unread(io.BytesIO):
        def read(self, *_size: Any) -> bytes:
            raise AssertionError("it was read")

    answer = operator.generic(
        "POST", reverse("receiving.uploads"), b"", MULTIPART_CONTENT, CONTENT_LENGTH=str(3 * 1024 * 1024),
        **{"wsgi.input": Unread()}, **pieces,
    )  # fmt: skip
    assert (answer.status_code, "lebih besar dari 1 MB" in answer.content.decode()) == (413, True)


def test_one_file_above_the_limit_is_left_out_and_the_others_go_on(
    operator: Client, settings: Any, office_home: Path
) -> None:
    settings.PADAN_UPLOAD_MB = 1
    told = send(operator, too_large(), file(), HTTP_ACCEPT_LANGUAGE="id").content.decode()
    assert "besar.csv: Berkas ini lebih besar dari 1 MB" in told
    assert [upload.name for upload in Upload.objects.all()] == ["kes.csv"]
    assert len(kept(office_home)) == 1


NOTHING = {
    "no file": ((), "Belum ada berkas yang dipilih"),
    "an empty file": ((("", "kosong.csv"),), "kosong.csv: Berkas kosong"),
}


@pytest.mark.parametrize("how", NOTHING)
def test_what_cannot_be_sent_is_said(operator: Client, how: str, office_home: Path) -> None:
    files, words = NOTHING[how]
    answer = send(operator, *(file(*each) for each in files))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert kept(office_home) == []
    assert not Upload.objects.exists()


def test_a_village_elsewhere_cannot_be_chosen(operator: Client, office_home: Path) -> None:
    assert send(operator, file(), village=ELSEWHERE).status_code == 422
    assert kept(office_home) == []
    assert not Upload.objects.exists()


def test_what_a_forged_request_brought_is_removed(signed_in: SignIn, office_home: Path) -> None:
    signed_in(Role.VILLAGE_OPERATOR, VILLAGE)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(), "allauth.account.auth_backends.AuthenticationBackend")
    answer = send(strict, file())
    assert answer.status_code == 403
    assert kept(office_home) == []
    assert not Upload.objects.exists()


def test_a_stranger_leaves_nothing_on_the_disk(office_home: Path) -> None:
    assert send(Client(), file()).status_code == 302
    assert kept(office_home) == []


def test_each_sees_their_own_and_the_officer_sees_all(operator: Client, officer: Client, signed_in: SignIn) -> None:
    other = signed_in(Role.VILLAGE_OPERATOR, ELSEWHERE, name="Sari")
    send(operator, file(HEADER + FATHER, "milik-budi.csv"))
    send(other, file(HEADER + MOTHER, "milik-sari.csv"))
    seen = {
        who: ["milik-budi.csv" in told, "milik-sari.csv" in told]
        for who, browser in (("Budi", operator), ("Sari", other), ("Rina", officer))
        if (told := page(browser, "receiving.uploads"))
    }
    assert seen == {"Budi": [True, False], "Sari": [False, True], "Rina": [True, True]}
    number = Upload.objects.get(name="milik-sari.csv").pk
    for name in ("receiving.show", "receiving.correct"):
        assert operator.get(reverse(name, args=[number])).status_code == 404


def test_neighbours_in_one_village_do_not_see_each_others_files(operator: Client, signed_in: SignIn) -> None:
    send(operator, file())
    neighbour = signed_in(Role.VILLAGE_OPERATOR, VILLAGE, name="Wati")
    assert neighbour.get(reverse("receiving.show", args=[Upload.objects.get().pk])).status_code == 404


FILTERS = {
    "list": ({"source": "eppgbm"}, ["gizi.csv"]),
    "state": ({"state": "refused"}, ["rusak.xlsx"]),
    "nothing": ({"source": "krs"}, []),
    "since": ({"since": "2026-11-20"}, ["rusak.xlsx", "gizi.csv"]),
    "all": ({"source": "", "state": "", "since": ""}, ["rusak.xlsx", "gizi.csv", "kes.csv"]),
}


@pytest.mark.parametrize("how", FILTERS)
def test_the_list_is_filtered(officer: Client, how: str) -> None:
    for each in (file(), file(MEASURED + GOOD, "gizi.csv"), file("PK\x03\x04 rusak", "rusak.xlsx")):
        send(officer, each)
    work()
    Upload.objects.filter(name="kes.csv").update(sent_at=timezone.now() - timedelta(days=400))
    asked, names = FILTERS[how]
    if how == "since":
        asked = {"since": timezone.localdate().isoformat()}
    shown = officer.get(reverse("receiving.uploads"), asked).content.decode()
    assert re.findall(r'class="name stretched"[^>]*>([^<]+)<', shown) == names


def test_the_list_can_be_filtered_by_sender(officer: Client, operator: Client) -> None:
    send(officer, file(HEADER + FATHER, "a.csv"))
    send(operator, file(HEADER + MOTHER, "b.csv"))
    asked = {"sender": Account.objects.get(name="Budi").pk}
    shown = officer.get(reverse("receiving.uploads"), asked).content.decode()
    assert re.findall(r'class="name stretched"[^>]*>([^<]+)<', shown) == ["b.csv"]


def test_the_officer_sees_which_list_is_late_and_others_do_not(officer: Client, operator: Client) -> None:
    assert "Daftar mana yang terlambat" in page(officer, "receiving.uploads")
    assert "Daftar mana yang terlambat" not in page(operator, "receiving.uploads")


def test_the_list_of_many_files_asks_the_database_little(officer: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(35):
        send(officer, file(HEADER + FATHER.replace("1985", f"{1950 + number}"), f"{number}.csv"))
    with django_assert_max_num_queries(50):
        assert "Halaman 1 dari 2" in page(officer, "receiving.uploads")
