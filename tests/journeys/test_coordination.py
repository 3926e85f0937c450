"""The secretariat writes down a forum of companies, and what became of what was promised there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import WIDTHS, Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_forum_its_commitment_and_how_that_went(visit: Visit, looked_at: Look, width: str) -> None:
    title, what = f"Forum CSR ({width})", f"Jamban sepuluh unit di Muara Wis ({width})"
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    page = visit("coordinator", width)
    page.goto("/koordinasi/")
    page.get_by_role("link", name="Catat pertemuan").click()
    page.get_by_label("Jenis pertemuan").select_option("csr_forum")
    page.get_by_label("Judul").fill(title)
    page.get_by_label("Tingkat dan wilayah").select_option("64.02")
    page.get_by_label("Tanggal").fill(yesterday)
    page.get_by_label("Tempat").fill("Kantor Bappeda")
    page.get_by_label("Jumlah orang yang hadir").fill("24")
    page.get_by_label("Instansi dan kelompok yang ikut").fill("Bappeda\nPT Contoh Tambang")
    looked_at(page, "koordinasi-catat-isi")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Pertemuannya tercatat.")).to_be_visible()

    page.locator("summary", has_text="Catat komitmen").click()
    page.get_by_label("Apa yang akan dikerjakan").fill(what)
    page.get_by_label("Penanggung jawab").fill("PT Contoh Tambang")
    page.get_by_label("Tenggat").fill(yesterday)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("lewat tenggat").first).to_be_visible()
    looked_at(page, "koordinasi-satu")

    page.get_by_role("link", name=what).click()
    page.get_by_label("Keadaannya").select_option("done")
    page.get_by_label("Keterangan").fill("Sepuluh unit sudah diserahterimakan.")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Sepuluh unit sudah diserahterimakan.")).to_be_visible()
    expect(page.get_by_text("selesai, terlambat").first).to_be_visible()
    looked_at(page, "koordinasi-komitmen-satu")
