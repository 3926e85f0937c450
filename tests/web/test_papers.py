"""Lists to print and to fill, and corrections for the village's register: who gets what, marked and recorded."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.app.paper_kit import FIRST, filled, received
from tests.web.conftest import Places, SignIn, area_of

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Family, Person, Release
from padan.office.tasks.models import Answer, Round, Task
from padan.office.tasks.opening import open_from
from padan.office.tasks.states import State
from padan.pipeline.home import Home
from padan.reports.holdings import holdings
from padan.reports.task_book import form_names
from padan.reports.task_book_reading import read_task_book
from padan.reports.wanted import wanted

pytestmark = pytest.mark.django_db

REASON = "mencocokkan kartu di rumahnya"


@pytest.fixture
def asked(release: Release) -> None:
    """What the release asks, as tasks."""
    open_from(release, wanted(release.folder, settings.PADAN_REGENCY), by=None, on=timezone.now())


@pytest.fixture
def operator(asked: None, signed_in: SignIn, places: Places) -> Client:
    return signed_in(Role.VILLAGE_OPERATOR, places.village)


def download(browser: Client, name: str, argument: Any, **said: str) -> Any:
    return browser.post(reverse(name, args=[argument]), said)


def book(browser: Client, village: str, **said: str) -> Any:
    answer = download(browser, "papers.tasks", village, file="xlsx", **{"which": "all", **said})
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def numbers(opened: Any) -> set[int]:
    sheets = [name for name in form_names().values() if name in opened.sheetnames]
    return {int(row[0].value) for name in sheets for row in opened[name].iter_rows(min_row=FIRST)}


def open_in(village: str) -> set[int]:
    return set(Task.objects.filter(area=village, state=State.OPEN).values_list("pk", flat=True))


def test_the_workbook_has_every_open_task_of_the_village_and_none_else(operator: Client, places: Places) -> None:
    everything = numbers(book(operator, places.village, which="all"))
    assert everything == open_in(places.village) != set()
    mine = numbers(book(operator, places.village, which="mine"))
    assert mine == set(Task.objects.filter(area=places.village, owner="desa").values_list("pk", flat=True))


def test_the_workbook_lists_every_family_of_the_village_with_masked_numbers(operator: Client, places: Places) -> None:
    rows = [[cell.value for cell in row] for row in book(operator, places.village)["Keluarga"].iter_rows(min_row=2)]
    families = Family.objects.filter(area=places.village)
    assert len(rows) == families.count()
    assert {row[0] for row in rows} == {each.head_name or "tanpa nama" for each in families}
    assert not [row for row in rows if re.search(r"\d{16}", str(row))]


def test_numbers_stand_in_full_for_a_reason_that_is_recorded(operator: Client, places: Places) -> None:
    page = book(operator, places.village, reason=REASON)["Keluarga"]
    shown = {row[1].value for row in page.iter_rows(min_row=2)} - {None}
    assert shown == set(Family.objects.filter(area=places.village).values_list("kk", flat=True)) - {None}
    entry = Entry.objects.get(action="papers.tasks")
    assert (entry.area, entry.reason, entry.subject) == (places.village, REASON, f"area:{places.village}")
    assert '"full":true' in (entry.after or "")


def test_a_reason_that_is_too_short_is_sent_back_and_nothing_leaves(operator: Client, places: Places) -> None:
    answer = download(operator, "papers.tasks", places.village, file="xlsx", which="all", reason="x")
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (422, "text/html")
    assert not Entry.objects.filter(action="papers.tasks").exists()


def test_what_was_downloaded_can_be_filled_and_sent_back(operator: Client, places: Places) -> None:
    task = Task.objects.filter(area=places.village, kind="at_risk_not_poor_list").order_by("due_on", "pk").first()
    assert task is not None
    content = download(operator, "papers.tasks", places.village, file="xlsx", which="all").content
    page = openpyxl.load_workbook(io.BytesIO(content))[form_names()["proposal"]]
    row = next(row[0].row for row in page.iter_rows(min_row=FIRST) if row[0].value == task.pk)
    account = Account.objects.get(name="Village Operator")
    told = filled(content, "proposal", {row: {"proposal": "Tidak diusulkan", "note": "sudah mampu"}})
    upload = received(told, account, on=timezone.now())
    assert (upload.rows_in, upload.rows_accepted) == (1, 1)
    assert Answer.objects.get().task == task
    shown = operator.get(reverse("receiving.show", args=[upload.pk])).content.decode()
    for said in ("Lembar tugas", "1 baris = 1 diterima + 0 ditolak", "Jawaban yang berlaku", "Tidak diisi"):
        assert said in shown


def test_refused_rows_are_told_on_the_receipt_and_downloaded_from_it(
    operator: Client, places: Places, tmp_path: Path
) -> None:
    content = download(operator, "papers.tasks", places.village, file="xlsx", which="all").content
    account = Account.objects.get(name="Village Operator")
    upload = received(filled(content, "proposal", {FIRST: {"note": "tidak di rumah"}}), account, on=timezone.now())
    shown = " ".join(operator.get(reverse("receiving.show", args=[upload.pk])).content.decode().split())
    for said in ("1 baris tidak dapat dipakai", "Putusan musyawarah", "Belum diisi."):
        assert said in shown
    back = operator.get(reverse("receiving.correct", args=[upload.pk])).content
    (tmp_path / "b").write_bytes(back)
    (row,) = read_task_book(tmp_path / "b").filled
    assert row.written == {"note": "tidak di rumah"}
    assert Entry.objects.filter(action="receiving.downloaded").count() == 1


@pytest.mark.parametrize("role", [Role.VILLAGE_OPERATOR, Role.COORDINATOR, Role.NUTRITION_OFFICER])
def test_the_pdf_opens_for_every_role_of_it(role: Role, asked: None, signed_in: SignIn, places: Places) -> None:
    browser = signed_in(role, *area_of(role, places.village))
    answer = download(browser, "papers.tasks", places.village, file="pdf", which="all")
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert re.fullmatch(r'attachment; filename="tugas-[a-z-]+-\d{4}-\d\d-\d\d\.pdf"', answer["Content-Disposition"])
    assert answer["Cache-Control"] == "no-store"


def test_a_meeting_takes_its_families_along(asked: None, signed_in: SignIn, places: Places) -> None:
    day = timezone.localdate()
    browser = signed_in(Role.VILLAGE_OPERATOR, places.village)
    held = Round.objects.create(
        name="Musyawarah Desember", area=places.village, meets_on=day + timedelta(days=9),
        made_by=Account.objects.get(), made_at=timezone.now(),
    )  # fmt: skip
    sent = Task.objects.filter(area=places.village, kind="at_risk_not_poor_list")
    assert sent.update(round=held)
    opened = openpyxl.load_workbook(io.BytesIO(download(browser, "papers.meeting", held.pk, file="xlsx").content))
    assert numbers(opened) == set(sent.values_list("pk", flat=True))
    assert download(browser, "papers.meeting", held.pk).content[:5] == b"%PDF-"
    assert "Musyawarah Desember" in browser.get(reverse("papers.village", args=[places.village])).content.decode()
    assert [each.subject for each in Entry.objects.filter(action="papers.meeting")] == [f"round:{held.pk}"] * 2


def test_corrections_come_for_a_reason_and_hold_nobody_else(
    release: Release, office_home: Path, signed_in: SignIn
) -> None:
    listed = Person.objects.filter(sources__contains="opensid", area__regex=r"^.{13}$")
    village = listed.values_list("area", flat=True)[0]
    browser = signed_in(Role.VILLAGE_OPERATOR, village)
    answer = download(browser, "papers.opensid", village, reason="membetulkan buku induk")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        names = packed.namelist()
        reasons = openpyxl.load_workbook(io.BytesIO(packed.read("alasan-koreksi.xlsx")))
    assert "alasan-koreksi.xlsx" in names
    told = {row[1].value for name in ("Lewat impor", "Dengan tangan") for row in reasons[name].iter_rows(min_row=2)}
    assert told - {None} <= _numbers_of(Home(office_home), village)
    assert Entry.objects.get(action="papers.opensid").reason == "membetulkan buku induk"


def _numbers_of(home: Home, village: str) -> set[str]:
    """The numbers of who is in the village's register, or lives there."""
    rows = holdings(home.current_release()).rows(
        "SELECT DISTINCT nik FROM record WHERE person_id IN (SELECT person_id FROM person WHERE village_code = $1 "
        "UNION SELECT person_id FROM record WHERE source = 'opensid' AND village_code = $1)",
        [village],
    )
    return {row["nik"] for row in rows}


def test_a_village_that_never_sent_its_register_has_nothing_to_correct(release: Release, signed_in: SignIn) -> None:
    village = next(
        code for code in Person.objects.values_list("area", flat=True)
        if len(code) == 13 and not Person.objects.filter(area=code, sources__contains="opensid").exists()
    )  # fmt: skip
    answer = download(signed_in(Role.VILLAGE_OPERATOR, village), "papers.opensid", village, reason="membetulkan buku")
    assert answer.status_code == 422
    assert "belum pernah dikirim" in answer.content.decode()


@pytest.mark.parametrize("code", ["64.02.99.9999", "64.02.13", "x", "64.02.13.1008x"])
def test_a_place_that_is_no_village_is_none(code: str, signed_in: SignIn, office_home: Path) -> None:
    assert signed_in(Role.DATA_OFFICER, "64.02").get(reverse("papers.village", args=[code])).status_code == 404


def test_an_office_without_a_release_says_what_to_wait_for(signed_in: SignIn, db: None, office_home: Path) -> None:
    browser = signed_in(Role.DATA_OFFICER, "64.02")
    assert "Belum ada desa yang dapat dicetak" in browser.get(reverse("papers.list")).content.decode()
    assert download(browser, "papers.tasks", "64.02.13.1008", file="xlsx", which="all").status_code == 200


def test_filled_sheets_are_found_among_the_files(operator: Client, places: Places) -> None:
    content = download(operator, "papers.tasks", places.village, file="xlsx", which="all").content
    account = Account.objects.get(name="Village Operator")
    received(filled(content, "proposal", {FIRST: {"note": "x"}}), account, "desa-kami.xlsx", on=timezone.now())
    shown = {kind: operator.get(reverse("receiving.uploads"), {"source": kind}) for kind in ("lembar_tugas", "dtsen")}
    assert {kind: "desa-kami.xlsx" in answer.content.decode() for kind, answer in shown.items()} == {
        "lembar_tugas": True, "dtsen": False,
    }  # fmt: skip
