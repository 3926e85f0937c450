"""Numbers taken along, and a key for a program: made in a browser, used by a program, taken back."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import WIDTHS, Site, Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]


@pytest.fixture
def sessions() -> dict[tuple[Path, str], Any]:
    """Each story signs in itself: who did so some minutes ago is asked for the password again before a key is made."""
    return {}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_numbers_and_names_of_a_page_are_downloaded(visit: Visit, looked_at: Look, width: str) -> None:
    page = visit("data_officer", width)
    page.goto("/selaras/")
    for button, ending in (("Unduh xlsx", ".xlsx"), ("Unduh CSV", ".csv")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=button).click()
        assert taken.value.suggested_filename.endswith(ending)
    looked_at(page, "selaras-unduh")
    page.get_by_role("link", name="Keluarga berisiko stunting tidak ada di daftar miskin").first.click()
    page.get_by_role("link", name="Unduh nama (xlsx)").click()
    looked_at(page, "selaras-unduh-nama")
    page.get_by_label("Untuk apa?").fill("rapat TPPS kabupaten")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Unduh xlsx").click()
    assert taken.value.suggested_filename.startswith("nama-")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_program_reads_with_a_key_until_it_is_taken_back(
    visit: Visit, looked_at: Look, site: Site, width: str
) -> None:
    page = visit("data_officer", width)
    page.goto("/akun/kunci/")
    looked_at(page, "kunci-kosong")
    page.get_by_role("link", name="Buat kunci").click()
    page.get_by_label("Untuk program apa?").fill(f"dasbor {width}")
    looked_at(page, "kunci-buat")
    page.get_by_role("button", name="Buat kunci").click()
    secret = page.get_by_label("Kunci untuk dasbor").input_value()
    looked_at(page, "kunci-dibuat")
    asked = urllib.request.Request(
        f"{site.address}/api/v1/counts?measure=pair.dtsen-krs", headers={"Authorization": f"Bearer {secret}"}
    )
    with urllib.request.urlopen(asked) as answer:
        told = json.load(answer)
    assert told["whole"][0]["number"] > 0
    page.get_by_role("link", name="Sudah disalin").click()
    row = page.get_by_role("listitem").filter(has_text=f"dasbor {width}")
    expect(row).to_contain_text("terakhir dipakai")
    looked_at(page, "kunci")
    row.get_by_role("button", name="Cabut").click()
    expect(row).to_contain_text("dicabut")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert refused.value.code == 401
    assert json.load(refused.value)["next_step"]
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Program keys")
    page.get_by_role("link", name="Make a key").click()
    looked_at(page, "kunci-buat-en")
