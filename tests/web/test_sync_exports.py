"""Numbers and names taken along: marked, written down, with control totals; names for a reason."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import Places, SignIn
from tests.web.test_sync import REGENCY, listed, shown

from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Release
from padan.reports.counting.codes import asked_of
from padan.reports.counting.rows import rows
from padan.web.sync import exports

pytestmark = pytest.mark.django_db

ASKED = "gap.at_risk_not_poor_list"


@pytest.fixture
def officer(signed_in: SignIn, release: Release) -> Client:
    return signed_in(Role.DATA_OFFICER, REGENCY)


def book(answer: Any) -> Any:
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert answer["Cache-Control"] == "no-store"
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def lines(sheet: Any) -> list[tuple[Any, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


@pytest.mark.parametrize("page", ["overview", "freshness", "map", "totals"])
def test_a_file_says_of_what_it_is_who_took_it_and_that_it_adds_up(
    page: str, officer: Client, release: Release, places: Places
) -> None:
    answer = officer.post(reverse(f"sync.take_{page}"), {"wilayah": places.village[:8], "file": "xlsx"})
    found = book(answer)
    about = {row[0]: row[1] for row in lines(found["Keterangan"])}
    assert about["Rilis"] == release.name
    assert "Data Officer" in about["Diunduh"]
    assert "data_officer-64.02@kukar.example" in about["Diunduh"]
    assert "Sel kosong" not in about
    assert "Data Officer" in found["Angka"].oddFooter.left.text
    checks = lines(found["Jumlah kendali"])
    assert checks[-1][0] == "Semua jumlah cocok."
    assert len(checks) > 10
    assert {row[4] for row in checks[1:-1]} == {"sama"}
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, entry.subject, entry.area) == ("sync.exported", f"page:sync.{page}", places.village[:8])
    assert f'"rows":{len(lines(found["Angka"])) - 1}' in (entry.after or "")
    assert f'"release":"{release.name}"' in (entry.after or "")


def test_control_totals_are_taken_tier_by_tier(officer: Client, release: Release) -> None:
    found = book(officer.post(reverse("sync.take_totals"), {"wilayah": REGENCY}))
    tiers = lines(found["Tingkat"])[1:-1]
    *parts, whole = [row[1:5] for row in tiers]
    assert [sum(column) for column in zip(*parts, strict=True)] == list(whole)
    assert whole[0] == whole[1] + whole[2] == whole[3] == release.families
    table = officer.post(reverse("sync.take_totals"), {"wilayah": REGENCY, "file": "csv"}).content.decode("utf-8-sig")
    of_regency = {
        row["measure"]: int(row["number"]) for row in csv.DictReader(io.StringIO(table)) if row["area"] == REGENCY
    }
    assert [of_regency[f"control.{each}"] for each in ("in_release", "counted", "emptied", "in_office")] == list(whole)
    assert of_regency["pair.dtsen-krs"] == whole[1]


def test_a_table_is_clean(officer: Client, release: Release) -> None:
    answer = officer.post(reverse("sync.take_overview"), {"ukuran": ASKED, "file": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"].endswith('.csv"')
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["release", "as_of", "section"]
    assert {len(row) for row in rows} == {10}
    assert {(row[0], row[1]) for row in rows[1:]} == {(release.name, release.as_of.isoformat())}


def test_what_is_kept_back_is_empty_and_said(signed_in: SignIn, release: Release) -> None:
    browser = signed_in(Role.PROVINCE, "64")
    found = book(browser.post(reverse("sync.take_freshness"), {"wilayah": REGENCY, "desa": "on"}))
    numbers = [row[5] for row in lines(found["Angka"])[1:]]
    assert None in numbers
    assert not {1, 2, 3, 4} & set(numbers)
    assert {len(row[1]) for row in lines(found["Angka"])[1:]} <= {5, 7, 8}
    assert "Sel kosong" in {row[0] for row in lines(found["Keterangan"])}
    pairs = book(browser.post(reverse("sync.take_overview"), {"wilayah": REGENCY, "ukuran": "pair.dtsen-krs"}))
    said = {row[4] for row in lines(pairs["Jumlah kendali"])[1:-1]}
    assert "sisanya di wilayah yang tidak ditampilkan" in said
    assert browser.post(reverse("sync.take_totals"), {"wilayah": REGENCY}).status_code == 403
    assert browser.post(reverse("sync.take_overview"), {"wilayah": "63"}).status_code == 404


def test_names_leave_for_a_reason_as_many_as_the_number(
    officer: Client, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = f"{reverse('sync.take_names')}?daftar={ASKED}&wilayah={REGENCY}"
    page = shown(officer.get(f"{reverse('sync.names')}?daftar={ASKED}&wilayah={REGENCY}"))
    assert target.replace("&", "&amp;") in page
    assert "Untuk apa?" in shown(officer.get(target))
    before = Entry.objects.filter(action="sync.names_exported").count()
    assert officer.post(target, {"reason": ""}).status_code == 422
    assert Entry.objects.filter(action="sync.names_exported").count() == before
    monkeypatch.setattr(exports, "_AT_ONCE", 7)
    reason = "rapat TPPS 3 Desember"
    found = book(officer.post(target, {"reason": reason}))
    head, *names = lines(found["Nama"])
    asked = asked_of(ASKED)
    wanted = rows(release.folder, REGENCY).listed(Scope((REGENCY,)), asked, start=0, most=1000)
    assert len(names) == len(wanted) > 7
    assert [row[head.index("Nomor di register")] for row in names] == [row["id"] for row in wanted]
    assert listed(officer, f"{reverse('sync.names')}?daftar={ASKED}&wilayah={REGENCY}") == [row[4] for row in names]
    entry = Entry.objects.order_by("number").filter(action="sync.names_exported").last()
    assert (entry.subject, entry.area, entry.reason) == (f"counted:{ASKED}", REGENCY, reason)
    assert reason not in str(lines(found["Keterangan"]))
    monkeypatch.setattr(exports, "MOST", 3)
    refused = officer.post(target, {"reason": reason})
    assert refused.status_code == 422
    assert "Paling banyak 3 nama" in shown(refused)


def test_names_outside_the_area_do_not_leave(signed_in: SignIn, release: Release, places: Places) -> None:
    operator = signed_in(Role.VILLAGE_OPERATOR, places.village)
    asked = {"reason": "rapat TPPS 3 Desember"}
    assert operator.post(f"{reverse('sync.take_names')}?wilayah={places.elsewhere}", asked).status_code == 404
    found = book(operator.post(reverse("sync.take_names"), asked))
    assert len(lines(found["Nama"])) > 1
    assert not any(places.elsewhere in str(row) for row in lines(found["Nama"]))


def test_buttons_take_what_is_chosen(officer: Client, places: Places) -> None:
    page = shown(officer.get(reverse("sync.freshness"), {"tentang": "register", "desa": "on", "wilayah": REGENCY}))
    form = page[page.index(reverse("sync.take_freshness")) :].split("</form>")[0]
    assert 'name="tentang" value="register"' in form
    assert 'name="desa"' in form
    found = book(officer.post(reverse("sync.take_freshness"), {"tentang": "register", "desa": "True"}))
    parts = [row for row in lines(found["Angka"])[1:] if row[3] == "fresh.register.late" and len(row[1]) == 13]
    assert len(parts) > 200
