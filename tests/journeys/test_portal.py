"""A company registers, pledges for where it works, is checked and matched, and sees whom it helps without knowing who
that is."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.aid_kit import Look, follow, press
from tests.journeys.conftest import Site, Visit
from tests.journeys.handing_kit import in_the_office

pytestmark = pytest.mark.journey

#: The office of the site at hand.
_OPENED = """
import json, sys
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
"""
#: The kecamatan with most children to feed whose cell lies in it, one of its villages, and their needs.
_NEEDED = """
from padan.kernel.scope import Scope
from padan.office.registry import queries as registry
from padan.office.showing.policies import cells_among, courses_of
from padan.reports.needs import needs_in
best = []
for course in courses_of(needs_in(registry.current().folder, Scope(("64.02",)))).values():
    cells = cells_among(course, {})
    inside = [
        each for each in course
        if each.kind == "pmt" and each.person_id and (cell := cells[each.need_id]) and len(cell.area) >= 8
    ]
    for district in sorted({each.area[:8] for each in inside}):
        best = max(best, [each for each in inside if each.area[:8] == district], key=len)
print(json.dumps({"district": best[0].area[:8], "village": best[0].area, "needs": [each.need_id for each in best[:3]]}))
"""
#: Holds them for the pledge of the company, by the secretariat.
_HELD = """
from django.utils import timezone
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.giving.models import Pledge
from padan.office.giving.operations import hold
from padan.office.registry import queries as registry
from padan.office.registry.models import Person
from padan.reports.needs import needs_in
wanted = set(sys.argv[2].split(","))
needs = [each for each in needs_in(registry.current().folder, Scope(("64.02",))) if each.need_id in wanted]
secretary = Account.objects.get(email="coordinator@contoh.example")
for each in needs:
    hold(Pledge.objects.latest("pk"), each, each.units, "hasil pencocokan", by=secretary, on=timezone.now())
people = {each.person_id for each in needs}
print(json.dumps([name for name in Person.objects.filter(person_id__in=people).values_list("name", flat=True) if name]))
"""


def test_a_company_gives_and_sees_no_name(visit: Visit, site: Site, looked_at: Look) -> None:
    needed = json.loads(in_the_office(site, _OPENED + _NEEDED))
    page = visit("giver")
    _register(page, needed["village"], looked_at)
    _pledge(page, needed["district"], looked_at)
    _check(visit("data_officer"))
    names = json.loads(in_the_office(site, _OPENED + _HELD, ",".join(needed["needs"])))
    assert names

    page.goto("/donasi/")
    follow(page, "yang dibantu")
    shown = page.locator("main").inner_text()
    codes = re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", shown)
    assert len(codes) == len(needed["needs"])
    assert not any(name in shown for name in names)
    looked_at(page, "donasi-dibantu")
    page.goto("/donasi/")
    with page.expect_download() as download:
        follow(page, "Laporan (PDF)")
    assert download.value.suggested_filename.startswith("padan-laporan-pemberian-")
    _write(page, codes[0], looked_at)
    _on_a_phone(visit("giver", "phone"), looked_at)


def _register(page: Page, village: str, looked_at: Look) -> None:
    page.goto("/donasi/")
    page.get_by_label("Jenis pemberi").select_option("company")
    page.get_by_label("Nama", exact=True).fill("PT Rekaan Jaya")
    page.get_by_label("Telepon, surel, atau alamat").fill("csr@rekaan.example")
    page.get_by_label("Kabupaten/kota").select_option("64.02")
    page.get_by_label("Saya sudah membaca").check()
    press(page, "Daftar sekarang")
    expect(page.get_by_text("Anda terdaftar.")).to_be_visible()
    page.locator("summary", has_text="Tambah lokasi").click()
    page.get_by_label("Nama lokasi").fill("Pabrik")
    page.get_by_label("Kecamatan atau desa").select_option(village)
    page.locator("details[open] button").click()
    expect(page.get_by_text("Pabrik, ")).to_be_visible()
    looked_at(page, "donasi")


def _pledge(page: Page, district: str, looked_at: Look) -> None:
    follow(page, "Tulis janji")
    page.get_by_label("Jumlah (rupiah").fill("90000000")
    page.get_by_label("Mulai diberikan").fill("2027-01-15")
    page.get_by_label("Selama berapa bulan").fill("3")
    page.locator(f"input[name=areas][value='{district}']").check()
    looked_at(page, "donasi-janji-baru")
    press(page, "Simpan janji")
    expect(page.get_by_text("Janji Anda tercatat.")).to_be_visible()
    looked_at(page, "donasi-janji")


def _check(page: Page) -> None:
    page.goto("/pemberi/?which=waiting")
    follow(page, "PT Rekaan Jaya")
    page.locator("summary", has_text="Catat hasil pemeriksaan").click()
    page.get_by_label("Hasil pemeriksaan").select_option("1")
    page.get_by_label("Apa yang diperiksa").fill("Izin cocok dengan OSS")
    page.locator("details[open] button").click()
    page.goto("/pemberi/janji/?which=offered")
    follow(page, "Rp90.000.000")
    press(page, "Terima")
    expect(page.get_by_role("heading", name="Terima janji ini")).to_have_count(0)


def _write(page: Page, code: str, looked_at: Look) -> None:
    page.goto("/donasi/pesan/")
    page.get_by_label("Tentang kode").select_option(code)
    page.get_by_label("Pesan", exact=True).fill("Semoga lekas besar.")
    press(page, "Kirim")
    expect(page.get_by_text("menunggu petugas")).to_be_visible()
    looked_at(page, "donasi-pesan")


def _on_a_phone(page: Page, looked_at: Look) -> None:
    """It registers once; what it sees then is as fit for a phone."""
    for name, address in (("donasi", ""), ("donasi-janji-baru", "janji/"), ("donasi-dibantu", "dibantu/")):
        page.goto(f"/donasi/{address}")
        looked_at(page, name)
