"""From a number to its names, from the map to a village, and the map with boundaries that somebody gave."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import WIDTHS, Site, Visit, padan

from padan.reference.regions import codes_under
from padan.reports.maps.boundaries import file_of

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_leads_to_exactly_its_names(visit: Visit, looked_at: Look, width: str) -> None:
    page = visit("data_officer", width)
    page.get_by_role("link", name="Selaras").click()
    tile = page.get_by_role("link", name="Keluarga berisiko stunting tidak ada di daftar miskin")
    number = int(tile.locator(".figure").inner_text().replace(".", ""))
    tile.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keluarga berisiko stunting tidak ada di daftar miskin")
    looked_at(page, "selaras-212")
    rows = page.locator("li[data-number]").count()
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        rows += page.locator("li[data-number]").count()
    assert rows == number > 0
    page.locator("li[data-number] a.name").first.click()
    expect(page.get_by_role("heading", name="Anggota keluarga")).to_be_visible()


def test_the_map_is_read_and_followed_by_the_keyboard(visit: Visit) -> None:
    page = visit("data_officer")
    page.goto("/selaras/peta/")
    tile = page.get_by_role("link", name=re.compile(r"^Desa .+: \d+ dari \d+$")).first
    tile.focus()
    expect(tile).to_be_focused()
    name = (tile.locator("title").text_content() or "").partition(":")[0]
    page.keyboard.press("Enter")
    expect(page.locator(".where strong")).to_contain_text(name)


@pytest.mark.parametrize("width", WIDTHS)
def test_given_boundaries_take_the_place_of_tiles(
    visit: Visit, looked_at: Look, site: Site, tmp_path: Path, width: str
) -> None:
    home = site.demo / "padan-home"
    padan("--home", str(home), "regions", "boundaries", str(invented(tmp_path)))
    try:
        page = visit("data_officer", width)
        sizes: list[int] = []
        page.on("response", lambda answer: sizes.append(len(answer.body())) if "/selaras/peta/" in answer.url else None)
        page.goto("/selaras/peta/")
        expect(page.locator(".bounded path.spot").first).to_be_visible()
        assert page.locator(".bounded path.spot").count() == len(codes_under("64.02", 13)) - 1
        expect(page.get_by_text("Tanpa batas wilayah di peta")).to_be_visible()
        looked_at(page, "selaras-peta-batas")
        assert 0 < sizes[0] < 100_000
    finally:
        file_of(home).unlink()


def invented(folder: Path) -> Path:
    """Boundaries of all villages but one, as squares that nobody surveyed."""
    features = []
    for number, code in enumerate(codes_under("64.02", 13)[1:]):
        x, y = 115 + number % 16 * 0.1, number // 16 * 0.1
        ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]
        features.append({"properties": {"kode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    file = folder / "desa.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return file
