"""A village mends its families: one is split, one is merged into another, values are mended, one telling is taken
back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]
REASON = "Dicek ke rumahnya tadi pagi."


def families(page: Page) -> Iterator[str]:
    """Addresses of families of the reader's village with at least two people there, and a head with a long name."""
    page.goto("/orang/?q=&village=")
    people = page.locator("ol.results a.name").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    told = set()
    for person in people:
        page.goto(person)
        link = page.locator("main a[href^='/keluarga/']").first
        address = link.get_attribute("href") if link.count() else None
        if address is None or address in told:
            continue
        told.add(address)
        if len(head_of(link.inner_text())) > 6 and page.locator("table a[href^='/orang/']").count() >= 2:
            yield address


def head_of(title: str) -> str:
    return title.removeprefix("Keluarga ")


def test_a_village_mends_its_families(visit: Visit, looked_at: Look) -> None:
    phone, page = visit("village_operator", "phone"), visit("village_operator")
    found = families(page)
    one, other = next(found), next(found)

    phone.goto(one)
    looked_at(phone, "keluarga")
    phone.get_by_role("link", name="Pisahkan keluarga").click()
    phone.get_by_role("checkbox").last.check()
    looked_at(phone, "pisah")
    phone.get_by_label("Dari mana Anda tahu?").fill(REASON)
    phone.get_by_role("button", name="Pisahkan").click()
    expect(phone.get_by_text("tinggal dalam keluarga sendiri")).to_be_visible()
    expect(phone.get_by_text("menunggu rilis berikutnya").first).to_be_visible()

    head = head_of(phone.get_by_role("heading", level=1).inner_text())
    page.goto(other)
    page.get_by_role("link", name="Gabungkan dengan keluarga lain").click()
    page.get_by_label("Nama, NIK atau nomor KK").fill(f"{head[:4]}{head[5:]}")
    page.get_by_role("button", name="Cari").click()
    looked_at(page, "gabung-cari")
    page.locator(f"button[value='{one.split('/')[2]}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gabungkan dua keluarga ini?")
    looked_at(page, "gabung-periksa")
    page.get_by_label("Dari mana Anda tahu?").fill(REASON)
    page.get_by_role("button", name="Gabungkan").click()
    expect(page.get_by_text(f"tinggal bersama Keluarga {head}")).to_be_visible()

    phone.get_by_role("link", name="Perbaiki: Air minum utama").click()
    phone.get_by_label("Ya", exact=True).check()
    phone.get_by_label("Air hujan").check()
    phone.get_by_label("Alamat").fill("Jl. Kenanga 5")
    looked_at(phone, "perbaiki-rumah")
    phone.get_by_role("button", name="Simpan").click()
    expect(phone.locator(".waits", has_text="Air hujan")).to_be_visible()
    expect(phone.locator(".waits", has_text="Jl. Kenanga 5")).to_be_visible()
    looked_at(phone, "keluarga-menunggu")

    page.locator("table a[href^='/orang/']").first.click()
    page.get_by_role("link", name="Perbaiki: Tinggal di").click()
    home = page.get_by_label("Desa tempat tinggal")
    home.select_option(home.locator("option").nth(2).get_attribute("value"))
    looked_at(page, "perbaiki-orang")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("dl.facts > div", has_text="Tinggal di").locator(".waits")).to_be_visible()
    looked_at(page, "orang-menunggu")

    phone.get_by_role("link", name="Keluarga dipisah").click()
    expect(phone.get_by_role("link", name="Tulis lagi")).to_have_attribute("href", re.compile("/tugas/pisah/"))
    phone.get_by_text("Cabut jawaban ini").click()
    looked_at(phone, "cabut")
    phone.get_by_label("Mengapa?").fill("Ternyata masih serumah.")
    phone.get_by_role("button", name="Cabut", exact=True).click()
    expect(phone.get_by_text("Jawabannya dicabut.")).to_be_visible()
    phone.goto(one)
    expect(phone.get_by_text("tinggal dalam keluarga sendiri")).to_have_count(0)
