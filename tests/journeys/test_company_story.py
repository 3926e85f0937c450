"""One story from a pledge to the report on it: a company registers and pledges for the villages around its site, is
matched with children there, its gift is handed out without a network, and it reads what arrived without a name."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.aid_kit import WORK, Look, follow, press, step
from tests.journeys.conftest import Site, Visit, regency
from tests.journeys.handing_kit import in_the_office, opened, sign

pytestmark = pytest.mark.journey

COMPANY, PROGRAMME, ROUND = "PT Cerita Contoh", "Makanan tambahan dari pemberi", "Makanan tambahan cerita"
#: Names of the people of the needs, which no page of the company shows; the district that has most children who need
#: the same course and can be told of, with its villages; and an operator of those.
_NEEDED = """
import json, sys
from collections import Counter
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
from padan.app.demo_office import account_of
from padan.kernel.scope import Scope
from padan.office.registry import queries as registry
from padan.office.registry.models import Person
from padan.office.showing.policies import cells_among, courses_of
from padan.reports.needs import needs_in
told, needs = Counter(), {}
for course in courses_of(needs_in(registry.current().folder, Scope(("64.02",)))).values():
    cells = cells_among(course, {})
    for each in course:
        key = each.area[:8], each.units
        cell = cells[each.need_id]
        if each.kind == "pmt":
            needs.setdefault(key, []).append(each)
            told[key] += cell is not None and len(cell.area) >= 8
district, units = max(told, key=told.get)
found = needs[district, units]
villages = sorted({each.area for each in found})
account_of("operator.cerita@contoh.example", "Sri Cerita", "village_operator", tuple(villages))
names = Person.objects.filter(family_id__in={each.family_id for each in found}).values_list("name", flat=True)
print(json.dumps({"district": district, "villages": villages, "names": [name for name in names if name]}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A regency of this story's own: its plan speaks of all pledges, and its phone shows one round."""
    with regency(tmp_path_factory.mktemp("company") / "demo") as made:
        yield made


def test_from_a_pledge_to_the_report(site: Site, visit: Visit, looked_at: Look, tmp_path: Path) -> None:
    needed = json.loads(in_the_office(site, _NEEDED).splitlines()[-1])
    company, officer, secretary = visit("giver"), visit("data_officer"), visit("coordinator")
    operator = visit("operator.cerita", "phone")
    _register(company, needed["villages"][0], looked_at)
    _pledge(company, needed["district"], looked_at)
    _take(secretary, looked_at)
    _programme(officer)
    many = _match(officer, looked_at)
    held = _open_round(officer, many, looked_at)
    _verify(officer, operator, held)
    secretary.goto(held)
    follow(secretary, "Mulai penyaluran")
    press(secretary, "Mulai penyaluran")
    expect(secretary.get_by_role("button", name="Unduh PDF")).to_be_visible()
    _hand_out(operator, many, needed["villages"][0], looked_at)
    _read(company, many, needed["names"], tmp_path, looked_at)
    _on_a_phone(visit("giver", "phone"), looked_at)


def _register(page: Page, village: str, looked_at: Look) -> None:
    page.goto("/donasi/")
    page.get_by_label("Jenis pemberi").select_option("company")
    page.get_by_label("Nama", exact=True).fill(COMPANY)
    page.get_by_label("Telepon, surel, atau alamat").fill("csr@cerita.example")
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
    """For the kecamatan of its site, which stands among the first places."""
    follow(page, "Tulis janji")
    page.get_by_label("Jumlah (rupiah").fill("90000000")
    page.get_by_label("Mulai diberikan").fill(date.today().isoformat())
    page.locator("input[name=kinds][value=pmt]").check()
    around = page.locator("input[name=areas]").evaluate_all("fields => fields.slice(0, 2).map((field) => field.value)")
    assert district in around
    page.locator(f"input[name=areas][value='{district}']").check()
    looked_at(page, "donasi-janji-baru")
    press(page, "Simpan janji")
    expect(page.get_by_text("Janji Anda tercatat.")).to_be_visible()
    looked_at(page, "donasi-janji")


def _take(page: Page, looked_at: Look) -> None:
    """The secretariat checks who the company is, and takes its pledge: both wait on its first page."""
    page.goto("/")
    looked_at(page, "beranda-pemberi")
    follow(page, "pemberi belum diperiksa")
    follow(page, COMPANY)
    page.locator("summary", has_text="Catat hasil pemeriksaan").click()
    page.get_by_label("Hasil pemeriksaan").select_option("1")
    page.get_by_label("Apa yang diperiksa").fill("Izin cocok dengan OSS")
    page.locator("details[open] button").click()
    page.goto("/")
    follow(page, "janji menunggu diterima")
    follow(page, "Rp90.000.000")
    press(page, "Terima")
    expect(page.get_by_role("heading", name="Terima janji ini")).to_have_count(0)


def _programme(page: Page) -> None:
    """A programme that givers pay, with its rule."""
    page.goto("/penerima/program/baru/")
    page.get_by_label("Nama program").fill(PROGRAMME)
    page.get_by_label("Kode", exact=True).fill("pmt-pemberi")
    page.get_by_label("Jenis bantuan").select_option("pmt")
    page.get_by_label("Instansi").select_option("dinkes")
    page.get_by_label("Dasar hukum").fill("Peraturan Bupati rekaan tentang TJSL")
    page.get_by_label("Sumber dana").fill("Pemberi")
    page.get_by_label("Dibiayai pemberi").check()
    press(page, "Simpan")
    page.locator("a[href$='/aturan/']").first.click()
    page.locator("#text").fill("anggota >= 1")
    press(page, "Simpan versi baru")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aturan versi 1")


def _match(page: Page, looked_at: Look) -> int:
    """Ask for a plan, refuse one proposal and accept the others; for how many families one round can be opened."""
    page.goto("/pencocokan/")
    press(page, "Susun rencana")
    link = page.get_by_role("link", name="Rencana 1", exact=True)
    expect(link).to_be_visible(timeout=WORK)
    looked_at(page, "pencocokan-rencana")
    link.click()
    expect(page.get_by_text("dari yang terbaik").first).to_be_visible()
    expect(page.get_by_text(COMPANY).first).to_be_visible()
    looked_at(page, "pencocokan-satu")
    plan = page.url
    proposals = page.locator("ol.results > li")
    every = proposals.count()
    proposals.filter(has_text="56 hari").first.locator("a.name").click()
    expect(page.get_by_text("Hanya janji ini yang membolehkannya.")).to_be_visible()
    looked_at(page, "pencocokan-usul")
    page.locator("summary", has_text="Tolak usul ini").click()
    page.get_by_label("Alasan menolak").fill("Keluarga ini sudah dibantu posyandu")
    press(page, "Tolak")
    page.goto(f"{plan}?kind=pmt")
    press(page, "Terima usul yang disaring")
    expect(page.get_by_text(f"{every - 1} usul diterima dan disisihkan.")).to_be_visible()
    told = page.get_by_text(re.compile(r"180 hari untuk tiap keluarga, \d+ keluarga")).inner_text()
    return int(told.rpartition(", ")[2].split()[0])


def _open_round(page: Page, many: int, looked_at: Look) -> str:
    """Open a round with what was accepted for 180 days; its address."""
    follow(page, "Buka putaran penyaluran")
    page.get_by_label("Yang disalurkan").select_option("pmt:day:180")
    page.get_by_label("Nama putaran").fill(ROUND)
    page.get_by_label("Nama barang").fill("makanan tambahan")
    page.get_by_label("Mulai").fill(date.today().replace(day=1).isoformat())
    page.get_by_label("Selama berapa bulan").fill("6")
    looked_at(page, "pencocokan-putaran")
    press(page, "Buka putaran")
    expect(page.get_by_role("heading", level=1)).to_have_text(ROUND)
    expect(page.locator(".counters")).to_contain_text(f"{many} terpilih")
    return page.url


def _verify(officer: Page, operator: Page, held: str) -> None:
    """The villages say that every family is right; nobody needs to say why one was not heard."""
    step(officer, held, "verifying")
    villages = officer.locator("a[href*='/desa/']").evaluate_all("links => links.map((each) => each.href)")
    for village in villages:
        operator.goto(village)
        press(operator, "Simpan; yang tidak ditandai di halaman ini tepat")
        expect(operator.get_by_text("0 keluarga belum diperiksa.")).to_be_visible()
    step(officer, held, "correcting")
    step(officer, held, "proposed")


def _hand_out(page: Page, many: int, village: str, looked_at: Look) -> None:
    """Each family gets its first month, without a network; then it is sent."""
    page.goto("/penyaluran/barang/")
    form = page.locator("form").filter(has=page.get_by_label("Nama gudang atau titik bagi"))
    form.get_by_label("Nama gudang atau titik bagi").fill("Posyandu cerita")
    form.get_by_label("Wilayah").select_option(village)
    form.get_by_role("button", name="Simpan").click()
    expect(page).to_have_url(re.compile("/penyaluran/barang/$"))
    opened(page, many)
    families: list[Any] = page.locator("a[href^='#/serah/']").evaluate_all(
        "links => [...new Set(links.map((each) => each.getAttribute('href')))]"
    )
    assert len(families) == many
    page.context.set_offline(True)
    for number, family in enumerate(families):
        page.goto(f"/ponsel/{family}")
        page.locator("input[name=penerima]").first.check()
        page.get_by_label("KTP").check()
        if not number:
            expect(page.get_by_text("hak 30 hari, diterima 0")).to_be_visible()
            sign(page)
            looked_at(page, "cerita-serah")
        page.get_by_role("button", name="Simpan").click()
        page.get_by_text("Tersimpan di ponsel.").wait_for()
    expect(page.get_by_text("Menunggu dikirim", exact=True)).to_have_count(many)
    page.context.set_offline(False)
    page.goto("/ponsel/#/antrean")
    expect(page.get_by_text("dihitung", exact=True)).to_have_count(many)


def _read(page: Page, many: int, names: list[str], folder: Path, looked_at: Look) -> None:
    """What arrived stands on its pages and in its report, which say the same, by code and in groups."""
    page.goto("/donasi/")
    given = page.locator(".counter", has_text="sudah diterima keluarga").locator(".figure").inner_text()
    looked_at(page, "donasi-diterima")
    follow(page, "yang dibantu")
    looked_at(page, "donasi-dibantu")
    shown = page.locator("main").inner_text()
    codes = set(re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", shown))
    assert len(codes) >= 5
    helped = shown.count("30 dari 180 hari")
    assert 1 <= helped <= many
    assert shown.count("0 dari 180 hari") == len(codes)
    assert given == f"Rp{helped * 30 * 15_000:,}".replace(",", ".")
    grown = page.get_by_role("region", name="Perkembangan").get_by_role("row").last.inner_text()
    assert "belum diukur dua kali" in grown
    page.goto("/donasi/")
    with page.expect_download() as download:
        follow(page, "Laporan (PDF)")
    assert download.value.suggested_filename.startswith("padan-laporan-pemberian-")
    download.value.save_as(folder / "laporan.pdf")
    said = subprocess.run(
        ["pdftotext", "-layout", str(folder / "laporan.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert given in said
    assert codes <= set(said.split())
    assert names
    assert not [name for name in names if name in shown or name in said]
    page.goto("/donasi/pesan/")
    page.get_by_label("Tentang kode").select_option(sorted(codes)[0])
    page.get_by_label("Pesan", exact=True).fill("Semoga lekas besar.")
    press(page, "Kirim")
    expect(page.get_by_text("menunggu petugas")).to_be_visible()
    looked_at(page, "donasi-pesan")


def _on_a_phone(page: Page, looked_at: Look) -> None:
    """It registers once; what it sees then is as fit for a phone."""
    for name, address in (("donasi", ""), ("donasi-janji-baru", "janji/"), ("donasi-dibantu", "dibantu/")):
        page.goto(f"/donasi/{address}")
        looked_at(page, name)
