"""A village prints the cards of its recipients and asks whose a card is, on a phone and on a laptop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import WIDTHS, Visit
from tests.journeys.handing_kit import prepared as prepared

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]


@pytest.mark.parametrize("width", WIDTHS)
def test_cards_are_printed_and_one_is_found(
    visit: Visit, prepared: dict[str, Any], looked_at: Look, width: str
) -> None:
    page = visit("village_operator", width)
    page.goto(f"/penyaluran/putaran/{prepared['round']}/desa/{prepared['village']}/")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Kartu penerima (PDF)").click()
    assert taken.value.suggested_filename.startswith("kartu-")
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_label("Kartu siapa?").fill(prepared["cards"][0].lower())
    page.locator("#kartu").get_by_role("button", name="Cari").click()
    expect(page.get_by_role("status")).to_contain_text("Kartu ")
    looked_at(page, "kartu-penerima")
    page.get_by_label("Kartu siapa?").fill("00000-00000")
    page.locator("#kartu").get_by_role("button", name="Cari").click()
    expect(page.get_by_role("status")).to_have_text("Bukan kartu keluarga di desa ini untuk putaran ini.")
