"""The inspector follows one decision from its pair to the chain that keeps it, and takes it along."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, Visit, padan

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]

NOTE = "tanggal lahir berbeda sepuluh tahun"
OFFICER, INSPECTOR = "Rina Marlina", "Maria Lestari"


def decided(page: Page) -> str:
    """The data officer judges a pair and says why; the number of the pair."""
    page.goto("/periksa/lanjut/")
    pair = page.locator("#pair article").get_attribute("data-pair") or ""
    page.get_by_label("Catatan (boleh kosong)").fill(NOTE)
    page.get_by_role("button", name="Bukan").click()
    # The next pair is on the screen before the answer is kept.
    expect(page.locator(f"#told a[href='/periksa/{pair}/']")).to_be_visible()
    return pair


def taken_back(page: Page, pair: str) -> None:
    page.goto(f"/periksa/{pair}/")
    page.get_by_role("button", name="Cabut putusan saya").click()
    expect(page.get_by_text("Putusan dicabut.")).to_be_visible()


def test_a_decision_is_followed_from_the_pair_to_its_entry_and_taken_along(
    visit: Visit, looked_at: Look, tmp_path: Path
) -> None:
    officer = visit("data_officer")
    pair = decided(officer)
    taken_back(officer, pair)

    page = visit("inspector")
    page.goto("/jejak/")
    page.locator("summary").filter(has_text="Saring").click()
    page.get_by_label("Perbuatan").select_option("reviews.decided")
    page.get_by_label("Kata dalam alasan").fill(NOTE)
    page.get_by_role("button", name="Saring", exact=True).click()
    first = page.get_by_role("list", name="Entri").get_by_role("listitem").first
    expect(first).to_contain_text("memutuskan pasangan")
    first.get_by_role("link", name=OFFICER).click()

    # Who, when, why, and what it was before.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entri jejak")
    main = page.get_by_role("main")
    for said in (OFFICER, NOTE, "Sebelum", "Sesudah", "bukan satu orang"):
        expect(main).to_contain_text(said)
    expect(page.locator(".page-head .under")).to_have_text(re.compile(r"\d+ \w+ \d{4} \d\d\.\d\d"))
    looked_at(page, "jejak-entri")

    page.get_by_role("link", name="Semua entri tentang").click()
    entries = page.get_by_role("list", name="Entri")
    expect(entries).to_contain_text("memutuskan pasangan")
    expect(entries).to_contain_text("mencabut putusannya")
    looked_at(page, "jejak-pasangan")

    with page.expect_download() as coming:
        page.get_by_role("button", name="Unduh yang disaring").click()
    path = tmp_path / "jejak.xlsx"
    coming.value.save_as(path)
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert f"Diunduh oleh {INSPECTOR} (inspector@contoh.example)" in str(rows[0][0])
    told = [[str(cell) for cell in row] for row in rows[3:]]
    done = [row[3] for row in told if row[2] == OFFICER and row[3] != "melihat data"]
    assert done[:2] == ["mencabut putusannya", "memutuskan pasangan"]
    assert NOTE in {row[6] for row in told}


def test_the_head_that_everybody_sees_is_the_one_the_server_keeps(visit: Visit, site: Site) -> None:
    home = str(site.demo / "padan-home")
    kept = padan("--home", home, "audit", "head")
    page = visit(None)
    page.goto("/jejak/kepala/")
    expect(page.get_by_text(kept, exact=True)).to_be_visible()
    assert "Jejak utuh" in padan("--home", home, "audit", "verify")
