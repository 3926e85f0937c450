"""A round of aid, from its rule to the decree: two officers, none of whom checks their own work, and a village."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.aid_kit import WORK, Look, describe, follow, press, step
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey

PROGRAMME, ROUND, NUMBER = "Pangan keluarga berisiko Samboja", "Tahap Samboja", "460/12/DINSOS/2026"


def programme_with_a_rule(page: Page, looked_at: Look) -> None:
    """Write down the programme and its rule, with a slip that is shown with its remedy before it is saved."""
    describe(page, PROGRAMME, "Keputusan Bupati tentang bantuan pangan")
    text = page.locator("#text")
    text.fill("desill_terendah <= 6")
    expect(page.locator("#read")).to_contain_text("desill_terendah")
    looked_at(page, "penerima-aturan-keliru")
    text.fill("desil_terendah <= 6\nanggota >= 2")
    expect(page.locator("#read")).not_to_contain_text("desill_terendah")
    press(page, "Lihat sebagai formulir")
    expect(page.locator("#rank-0")).to_have_value("urgency")
    page.locator("#rank-0").select_option("has_under_two")
    expect(page.locator(".rule-lines").first).to_contain_text("urutan ada_baduta, kelompok_miskin terkecil")
    looked_at(page, "penerima-aturan-formulir")
    press(page, "Simpan versi baru")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aturan versi 1")
    expect(page.get_by_text("Ada baduta (0-23 bulan), ya dahulu")).to_be_visible()
    follow(page, PROGRAMME)
    expect(page.get_by_role("heading", level=1)).to_have_text(PROGRAMME)


def round_with_a_list(page: Page, looked_at: Look) -> str:
    """Open the round, fill in quota and package, and have the worker draw the list; its address."""
    follow(page, "Buka putaran")
    page.get_by_label("Nama putaran").fill(ROUND)
    page.get_by_label("Mulai").fill((date.today() + timedelta(days=10)).isoformat())
    page.get_by_label("Lamanya (bulan)").fill("2")
    page.get_by_label("Biaya tiap penerima (Rp)").fill("300000")
    page.get_by_label("Anggaran seluruhnya (Rp)").fill("3000000")
    press(page, "Buka putaran")
    address = page.url
    follow(page, "Isi kuota")
    page.locator("[name='places-64.02']").fill("10")
    press(page, "Simpan kuota")
    follow(page, "Isi paket")
    page.locator("#item-0").fill("beras")
    page.locator("#amount-0").fill("10")
    page.locator("#unit-0").fill("kg")
    page.locator("#price-0").fill("15000")
    press(page, "Simpan paket")
    press(page, "Susun daftar")
    expect(page.get_by_text("Daftarnya tersusun.")).to_be_visible(timeout=WORK)
    page.goto(address)
    expect(page.locator(".counters")).to_contain_text("10 terpilih")
    looked_at(page, "penerima-putaran")
    return address


def test_from_a_rule_to_a_decree_that_anybody_can_check(visit: Visit, looked_at: Look, tmp_path: Path) -> None:
    officer = visit("data_officer")
    programme_with_a_rule(officer, looked_at)
    address = round_with_a_list(officer, looked_at)
    follow(officer, "Lihat daftar")
    officer.get_by_label("Keadaan").select_option(label="terpilih")
    press(officer, "Saring")
    expect(officer.locator("tbody tr")).to_have_count(10)
    looked_at(officer, "penerima-daftar")
    step(officer, address, "verifying")
    step(officer, address, "correcting")
    step(officer, address, "proposed", "desa menyetujui lewat surat camat")

    officer.goto("/keputusan/")
    follow(officer, ROUND)
    officer.get_by_label("Nomor", exact=True).fill(NUMBER)
    officer.get_by_label("Nama penanda tangan").fill("Dr. Rekaan Bupati")
    looked_at(officer, "keputusan-susun")
    press(officer, "Simpan rancangan")
    decree = officer.url
    expect(officer.get_by_role("button", name="Tetapkan dan segel")).to_have_count(0)

    secretary = visit("coordinator")
    secretary.goto(decree)
    press(secretary, "Tetapkan dan segel")
    expect(secretary.get_by_role("button", name="PDF", exact=True)).to_be_visible(timeout=WORK)
    looked_at(secretary, "keputusan-tersegel")
    for name, beginning in (("PDF", b"%PDF-"), ("DOCX", b"PK\x03\x04")):
        with secretary.expect_download() as taken:
            press(secretary, name)
        kept = tmp_path / name
        taken.value.save_as(kept)
        assert kept.read_bytes().startswith(beginning)

    public = secretary.get_by_role("link", name="Halaman untuk umum").get_attribute("href") or ""
    stranger: Any = visit(None, "phone")
    stranger.goto(public)
    expect(stranger.get_by_role("heading", level=1)).to_contain_text(NUMBER)
    assert re.search(r"\b\d{16}\b", stranger.content()) is None
    looked_at(stranger, "keputusan-umum")
