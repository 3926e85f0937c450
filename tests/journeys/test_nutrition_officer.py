"""The nutrition officer's morning: which children of the catchment falter, a chart, a family, a day back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]


@pytest.mark.parametrize("width", ["phone", "laptop"])
def test_a_faltering_child_is_found_and_its_chart_read(visit: Visit, looked_at: Look, width: str) -> None:
    page = visit("nutrition_officer", width)
    page.get_by_role("link", name="Anak", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anak yang perlu dilihat")
    children = page.locator("ol.results > li")
    told = page.locator("#jumlah").inner_text()
    assert children.count() == int(re.match(r"\d+", told)[0])
    looked_at(page, "anak-perlu-dilihat")

    first = children.first
    name = first.get_by_role("link").inner_text()
    expect(first).to_contain_text("pertumbuhan melambat")
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_text("Yang perlu dilakukan")).to_be_visible()
    # The chart says in words what it shows, to who cannot see it.
    chart = page.get_by_role("img", name=re.compile("menurut umur"))
    expect(chart).to_be_visible()
    expect(chart).to_contain_text(re.compile("Terakhir: .*SD"))
    expect(page.get_by_text(re.compile("Terakhir ditimbang atau diukur"))).to_be_visible()
    looked_at(page, "anak-grafik")

    page.locator("section a[href^='/keluarga/']").first.click()
    line = page.get_by_role("row").filter(has=page.get_by_role("link", name=name))
    expect(line).to_contain_text("pertumbuhan melambat")
    expect(page.get_by_role("heading", name="Risiko stunting")).to_be_visible()
    looked_at(page, "keluarga-anak")


def test_the_page_goes_back_to_a_day(visit: Visit, looked_at: Look) -> None:
    page = visit("nutrition_officer", "phone")
    page.goto("/anak/")
    page.locator("ol.results a.name").first.click()
    weighings = page.get_by_role("region", name="Penimbangan").get_by_role("row")
    expect(weighings.first).to_be_visible()
    today = weighings.count()
    last = weighings.nth(1).get_by_role("cell").first.inner_text()
    page.get_by_text("Lihat hari lain").click()
    page.get_by_label("Hari", exact=True).fill("2026-06-15")
    page.get_by_label("Keadaannya pada hari itu", exact=False).check()
    page.get_by_role("button", name="Lihat", exact=True).click()
    expect(page.get_by_text("Keadaan pada 15 Jun 2026")).to_be_visible()
    assert weighings.count() < today
    expect(page.get_by_role("cell", name=last, exact=True)).to_have_count(0)
    looked_at(page, "anak-hari-lain")
    page.get_by_role("link", name="Kembali ke hari ini").click()
    expect(weighings).to_have_count(today)


def test_a_name_that_is_mistyped_is_still_found(visit: Visit, looked_at: Look) -> None:
    page = visit("nutrition_officer", "phone")
    page.goto("/anak/")
    name = page.locator("ol.results a.name").first.inner_text()
    word = max(name.split(), key=len)
    page.goto("/orang/")
    page.get_by_label("Nama, NIK atau nomor KK").fill(f"{word[:2]}{word[3:]}")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_role("list", name=re.compile("^Hasil"))).to_contain_text([re.compile(name, re.IGNORECASE)])
    looked_at(page, "cari-mirip")
