"""The round of Samboja: fifty families of two villages, from the rule to the decree, two months of handing out (one of
them without a network), the records of it, and whether it was four times right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.aid_kit import WORK, Look, describe, follow, press, step
from tests.journeys.conftest import Site, Visit, regency
from tests.journeys.four_rights_twin import RIGHTS, asked, counted
from tests.journeys.handing_kit import in_the_office
from tests.journeys.samboja_kit import (
    FAMILIES,
    FIRST,
    HANDED,
    ITEMS,
    PLACES,
    SECOND,
    SEED,
    TODAY,
    VILLAGES,
    Round,
    first_month,
    second_month,
)

from padan.kernel.writing import day as written
from padan.reports.wording import region_name

pytestmark = pytest.mark.journey

DISTRICT = "64.02.13"
RULE = "desil_tertinggi <= 5\nberisiko_stunting atau anggota >= 2"
PROGRAMME, ROUND, NUMBER = "Bantuan pangan Samboja", "Samboja tahap 1", "463/50/DINSOS"
#: An operator for each village.
_OPERATORS = f"""
import sys
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
from padan.app.demo_office import account_of
for village in {VILLAGES!r}:
    account_of(f"desa-{{village[-4:]}}@contoh.example", "Operator " + village[-4:], "village_operator", (village,))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A regency of which two villages of Samboja are among the large ones: each has fifty-eight families or so."""
    with regency(tmp_path_factory.mktemp("samboja") / "demo", families=FAMILIES, seed=SEED) as opened:
        in_the_office(opened, _OPERATORS)
        yield opened


def test_the_samboja_round_is_four_times_right_as_far_as_the_records_say(
    site: Site, visit: Visit, looked_at: Look, tmp_path: Path
) -> None:
    officer = visit("data_officer")
    _programme(officer)
    held = _round(officer, looked_at)
    _verified(visit, officer, held, looked_at)
    _decreed(visit, officer, held, tmp_path)
    points = _begun(officer, held, looked_at)
    held.families = _listed(site, held)
    assert {village: len(families) for village, families in held.families.items()} == dict.fromkeys(VILLAGES, PLACES)
    phones = {village: visit(f"desa-{village[-4:]}", "phone") for village in VILLAGES}
    for village, phone in phones.items():
        first_month(phone, held, village, points[village], looked_at)
    for village, phone in phones.items():
        second_month(phone, held, village)
    _records(officer, held, looked_at, tmp_path)
    _four_rights(site, officer, held, looked_at)


def _programme(page: Page) -> None:
    describe(page, PROGRAMME, "Peraturan Bupati rekaan tentang bantuan pangan")
    page.locator("#text").fill(RULE)
    press(page, "Simpan versi baru")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aturan versi 1")
    follow(page, PROGRAMME)


def _round(page: Page, looked_at: Look) -> Round:
    follow(page, "Buka putaran")
    page.get_by_label("Nama putaran").fill(ROUND)
    page.get_by_label("Mulai").fill(FIRST.isoformat())
    page.get_by_label("Lamanya (bulan)").fill("2")
    page.get_by_label("Biaya tiap penerima (Rp)").fill("450000")
    page.get_by_label("Anggaran seluruhnya (Rp)").fill("22500000")
    press(page, "Buka putaran")
    held = Round(page.url)
    follow(page, "Isi kuota")
    page.locator("summary").filter(has_text="Samboja").first.click()
    for village in VILLAGES:
        page.locator(f"[name='places-{village}']").fill(str(PLACES))
    press(page, "Simpan kuota")
    follow(page, "Isi paket")
    for number, (item, amount, unit, price) in enumerate(ITEMS):
        for name, value in (("item", item), ("amount", amount), ("unit", unit), ("price", price)):
            page.locator(f"#{name}-{number}").fill(str(value))
    press(page, "Simpan paket")
    press(page, "Susun daftar")
    expect(page.get_by_text("Daftarnya tersusun.")).to_be_visible(timeout=WORK)
    page.goto(held.address)
    expect(page.locator(".counters")).to_contain_text("50 terpilih")
    looked_at(page, "samboja-01-putaran")
    return held


def _verified(visit: Visit, officer: Page, held: Round, looked_at: Look) -> None:
    """Both villages say what is so of their families; one of them says that one family has moved away."""
    step(officer, held.address, "verifying")
    for place, village in enumerate(VILLAGES):
        page = visit(f"desa-{village[-4:]}", "phone")
        page.goto(f"/penerima/putaran/{held.number}/desa/{village}/")
        if place == 0:
            page.locator("input[type=radio][value=moved]").first.check()
            page.locator("input[name^=why-]").first.fill("pindah ke Balikpapan sejak bulan lalu")
        looked_at(page, f"samboja-02-desa-{place}")
        while page.get_by_role("button", name="Simpan; yang tidak ditandai di halaman ini tepat").count():
            press(page, "Simpan; yang tidak ditandai di halaman ini tepat")
            onward = page.get_by_role("link", name="Berikutnya")
            if not onward.count():
                break
            onward.first.click()
        follow(page, "Catat musyawarah")
        page.get_by_label("Hari musyawarah").fill(TODAY.isoformat())
        page.get_by_label("Tempat").fill("Balai desa")
        page.get_by_label("Jumlah yang hadir").fill("31")
        press(page, "Simpan")
    step(officer, held.address, "correcting")
    officer.goto(held.address)
    follow(officer, "Jawab")
    officer.get_by_role("checkbox", name=re.compile("^Pilih")).check()
    press(officer, "Ikuti: keluarkan keluarganya")
    officer.goto(held.address)
    expect(officer.locator(".counters")).to_contain_text("50 terpilih")
    expect(officer.locator(".counters")).to_contain_text("1 dikeluarkan")
    step(officer, held.address, "proposed")


def _decreed(visit: Visit, officer: Page, held: Round, tmp_path: Path) -> None:
    officer.goto("/keputusan/")
    follow(officer, ROUND)
    officer.get_by_label("Nomor", exact=True).fill(NUMBER)
    officer.get_by_label("Nama penanda tangan").fill("Dr. Rekaan Bupati")
    press(officer, "Simpan rancangan")
    secretary = visit("coordinator")
    secretary.goto(officer.url)
    press(secretary, "Tetapkan dan segel")
    expect(secretary.get_by_role("button", name="PDF", exact=True)).to_be_visible(timeout=WORK)
    with secretary.expect_download() as taken:
        press(secretary, "PDF")
    taken.value.save_as(tmp_path / "keputusan.pdf")
    assert (tmp_path / "keputusan.pdf").read_bytes().startswith(b"%PDF-")


def _begun(page: Page, held: Round, looked_at: Look) -> dict[str, str]:
    """The delivery begins: goods come to a warehouse and go on to a point in each village. The points' names."""
    page.goto(held.delivery)
    press(page, "Mulai penyaluran")
    expect(page.get_by_text("250 kg beras; 750 butir telur").first).to_be_visible()
    points = {village: f"Balai {village[-4:]}" for village in VILLAGES}
    for name, area in (("Gudang Samboja", DISTRICT), *((name, village) for village, name in points.items())):
        page.goto("/penyaluran/barang/")
        page.get_by_label("Nama gudang atau titik bagi").fill(name)
        page.get_by_label("Wilayah").select_option(area)
        page.locator("form").filter(has=page.get_by_label("Nama gudang atau titik bagi")).get_by_role("button").click()
        expect(page.get_by_label("Ke titik").locator("option", has_text=name)).to_have_count(1)
    for item, each, unit, price in ITEMS:
        whole = each * PLACES * 4
        _moved(page, "received", item, unit, whole, target="Gudang Samboja", supplier="CV Pangan Rekaan", paper="SJ-1")
        _examined(page, price)
        for name in points.values():
            _moved(page, "moved", item, unit, whole // 2, source="Gudang Samboja", target=name)
    looked_at(page, "samboja-03-barang")
    for village, name in points.items():
        for month, day in ((FIRST, HANDED), (SECOND, TODAY)):
            page.goto(f"{held.delivery}desa/{village}/")
            page.get_by_text("Tetapkan hari").first.click()
            page.locator("#plan_month").select_option(month.isoformat())
            page.locator("#plan_point").select_option(label=name)
            page.locator("#plan_on_day").fill(day.isoformat())
            page.get_by_role("button", name="Tetapkan hari").click()
            expect(page.get_by_text(f"bulan mulai {written(month)}").first).to_be_visible()
    looked_at(page, "samboja-04-hari")
    return points


def _moved(page: Page, way: str, item: str, unit: str, amount: int, **more: str) -> None:
    form = page.locator("form").filter(has=page.get_by_label("Apa yang terjadi"))
    form.get_by_label("Apa yang terjadi").select_option(way)
    form.get_by_label("Barang", exact=True).fill(item)
    form.get_by_label("Satuan").fill(unit)
    form.get_by_label("Jumlah").fill(str(amount))
    for name, label in (("source", "Dari titik"), ("target", "Ke titik")):
        if name in more:
            form.get_by_label(label).select_option(label=more[name])
    for name, label in (("supplier", "Pemasok"), ("paper", "Nomor surat jalan")):
        form.get_by_label(label).fill(more.get(name, ""))
    form.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Riwayat")).to_be_visible()


def _examined(page: Page, price: int) -> None:
    """What came last is fit, and cost what was planned."""
    form = page.locator("form").filter(has=page.get_by_label("Siapa yang memeriksa"))
    form.get_by_label("Siapa yang memeriksa").fill("Tim Rekaan")
    form.get_by_label("Harga beli satu satuan").fill(str(price))
    form.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Riwayat")).to_be_visible()


def _listed(site: Site, held: Round) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    sql = "SELECT DISTINCT area, family_id FROM delivery_entitlement WHERE round_id = ? ORDER BY 1, 2"
    for area, family in asked(site.demo / "padan-home" / "office.sqlite3", sql, held.number):
        found[area].append(family)
    return found


def _records(page: Page, held: Round, looked_at: Look, tmp_path: Path) -> None:
    """The records of both months, of a village and of all."""
    page.goto(held.delivery)
    looked_at(page, "samboja-06-penyaluran")
    for month in (FIRST, SECOND):
        for village in ("", VILLAGES[0]):
            page.locator("select[name=month]").select_option(month.isoformat())
            page.locator("select[name=village]").select_option(village)
            with page.expect_download() as taken:
                press(page, "Unduh PDF")
            kept = tmp_path / f"bast-{month:%m}-{village}.pdf"
            taken.value.save_as(kept)
            assert kept.read_bytes().startswith(b"%PDF-")


def _four_rights(site: Site, page: Page, held: Round, looked_at: Look) -> None:
    """What the page says of each region is what a second way of counting finds."""
    page.goto(held.address)
    follow(page, "Empat tepat")
    looked_at(page, "samboja-07-empat-tepat")
    wanted = counted(site.demo / "padan-home" / "office.sqlite3", held.number, TODAY)
    shown = {
        row.locator("th").inner_text(): [cell.strip() for cell in row.locator("td .more").all_inner_texts()]
        for row in page.locator("table.tight tbody tr").all()
    }
    assert shown.keys() == {region_name(code) for code in wanted if len(code) > 2}
    for code, counts in wanted.items():
        if len(code) > 2:
            figures = [f"{counts[right, 'kept']}/{counts[right, 'asked']}" for right in RIGHTS]
            assert shown[region_name(code)][:4] == figures
    district = wanted[DISTRICT]
    assert district["time", "kept"] < district["amount", "kept"] < district["amount", "asked"] <= 100
    assert district["target", "asked"] - district["target", "kept"] == 1
    assert district["administration", "asked"] - district["administration", "kept"] == 2
