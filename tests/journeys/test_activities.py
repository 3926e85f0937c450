"""The secretariat takes in three companies' reports with other columns, and finds what was told twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import WIDTHS, Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]


def _reports(mark: str, year: int) -> dict[str, list[list[Any]]]:
    """Reports by sender, each in its own columns. ``mark`` and ``year`` tell those of one width of the screen from the
    other's, so that nothing is told twice between them."""
    eggs, well = f"Pembagian telur {mark}", f"Pembuatan sumur bor {mark}"
    return {
        f"PT Mahakam {mark}": [
            [f"LAPORAN TJSL {year}"],
            ["No", "Nama Kegiatan", "Bidang", "Sasaran", "Kecamatan", "Desa/Kelurahan", "Tanggal", "Nilai (Rp)"],
            [1, eggs, "Bencana", "40 balita", "Samboja", "Wonotirto", date(year, 3, 12), 12_500_000],
            [2, f"Renovasi masjid {mark}", "Keagamaan", "warga", "Samboja", "Wonotirto", f"Mei {year}", "Rp 50 juta"],
            [3, "Bantuan jamban", "Sosial", "5 KK", "Samboja", "Tanjung Harapan", f"Juni {year}", "banyak"],
        ],
        f"PT Kutai {mark}": [
            ["Program", "Lokasi", "Periode", "Anggaran", "Penerima Manfaat"],
            [well, "Wonotirto, Kec. Samboja", f"1 Juni {year}", "Rp. 30.000.000,00", "20 KK"],
            [f"Penanaman mangrove {mark}", "Kec. Muara Badak", f"12-15 April {year}", "8 juta", ""],
        ],
        f"CV Aneh {mark}": [
            ["Apa", "Kapan", "Berapa", "Di mana"],
            [f"Bagi susu ibu hamil {mark}", f"3 Maret {year}", "Rp 1.000.000", "Wonotirto"],
            [f"Bagi beras keluarga miskin {mark}", f"4 Maret {year}", "Rp 2.000.000", "Wonotirto"],
        ],
        f"Dinas Provinsi {mark}": [
            ["Company", "Activity", "Location", "Period", "Amount (IDR)"],
            [f"PT. KUTAI {mark}, Tbk", f"Sumur bor {mark}", "Kec. Samboja", f"03/07/{year}", "30,000,000"],
            [f"PT. MAHAKAM {mark}", f"Pembagan telur {mark}", "Wonotirto, Kec. Samboja", f"13/03/{year}", "12,500,000"],
        ],
    }  # fmt: skip


def _written(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def _sent(page: Page, sender: str, path: Path, to: str) -> None:
    page.goto("/kegiatan-csr/kirim/")
    page.get_by_label("Pengirim", exact=True).fill(sender)
    page.get_by_label("Dilaporkan kepada").select_option(to)
    if to == "province":
        page.get_by_label("Pengirimnya kantor pemerintah").check()
    page.get_by_label("Berkas laporan").set_input_files(path)
    page.get_by_role("button", name="Baca kolomnya").click()
    expect(page.get_by_role("heading", name="Periksa kolom")).to_be_visible()


def _sum(page: Page) -> int:
    """What all activities come to, in rupiah, as the page of totals says."""
    page.goto("/kegiatan-csr/jumlah/")
    said = re.search(r"Rp([\d.]+)\. Tiap kegiatan", page.locator("main").inner_text())
    return int(said[1].replace(".", "")) if said else 0


@pytest.mark.parametrize("width", WIDTHS)
def test_three_companies_reports_and_what_the_province_has_of_them(
    visit: Visit, looked_at: Look, tmp_path: Path, width: str
) -> None:
    mark = width.title()
    page = visit("coordinator", width)
    before = _sum(page)
    for sender, rows in _reports(mark, 2026 - list(WIDTHS).index(width)).items():
        path = _written(tmp_path / f"{sender}.xlsx", rows)
        _sent(page, sender, path, "province" if sender.startswith("Dinas") else "regency")
        looked_at(page, "kegiatan-kolom")
        if sender.startswith("CV"):
            # What cannot be guessed is asked.
            expect(page.get_by_text("tidak dikenali")).to_be_visible()
            page.get_by_label("Apa", exact=True).select_option("title")
            page.get_by_role("button", name="Coba baca lagi").click()
            expect(page.get_by_text("2 baris diterima, 0 ditolak")).to_be_visible()
        page.get_by_role("button", name="Terima", exact=True).click()
        expect(page.get_by_role("heading", name="Baris yang diterima")).to_be_visible()
        if sender.startswith("PT Mahakam"):
            expect(page.get_by_text("3 baris = 2 diterima + 1 ditolak")).to_be_visible()
            expect(page.get_by_text("Nilai tidak terbaca")).to_be_visible()
            looked_at(page, "kegiatan-tanda-terima")
            with page.expect_download() as taken:
                page.get_by_role("button", name="Unduh untuk diperbaiki").click()
            assert taken.value.suggested_filename.endswith("-ditolak.xlsx")

    # The eggs were settled without a question; the well is asked.
    assert _sum(page) - before == 12_500_000 + 50_000_000 + 2 * 30_000_000 + 8_000_000 + 3_000_000
    page.goto("/kegiatan-csr/pasangan/")
    pair = page.get_by_role("region", name="Pasangan").filter(has_text=f"PT Kutai {mark}")
    pair = pair.filter(has_text=f"Dinas Provinsi {mark}")
    looked_at(page, "kegiatan-putuskan")
    pair.get_by_label("Alasan").fill("Sumur yang sama, tanggal serah terima berbeda")
    pair.get_by_role("button", name="Satu kegiatan").click()
    page.wait_for_load_state()
    assert _sum(page) - before == 12_500_000 + 50_000_000 + 30_000_000 + 8_000_000 + 3_000_000
    looked_at(page, "kegiatan-jumlah-sekali")

    page.goto("/kegiatan-csr/?only=misfiled")
    looked_at(page, "kegiatan-daftar")
    page.get_by_role("link", name=f"Pembagian telur {mark}", exact=True).click()
    expect(page.get_by_text("padahal kata-katanya menyebut hal lain")).to_be_visible()
    expect(page.get_by_text("“telur”").first).to_be_visible()
    looked_at(page, "kegiatan-satu")
    page.locator("summary", has_text="Perbaiki golongan").click()
    page.get_by_label("Yang dikerjakan").select_option("disaster")
    page.get_by_label("Alasan").fill("Dibagikan di pengungsian")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("bukan untuk stunting").first).to_be_visible()
