"""Steps that stories of aid share: pressing, following, and moving a round on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Look = Callable[[Page, str], None]
#: What the worker does may take so long on a busy machine, ms.
WORK = 90_000


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def describe(page: Page, name: str, basis: str) -> None:
    """Write down a programme of food for the regency, and open its rule."""
    page.goto("/penerima/")
    follow(page, "Program baru")
    page.get_by_label("Nama program").fill(name)
    page.get_by_label("Kode", exact=True).fill("pangan-samboja")
    page.get_by_label("Jenis bantuan").select_option("food")
    page.get_by_label("Instansi").select_option("dinsos")
    page.get_by_label("Dasar hukum").fill(basis)
    page.get_by_label("Sumber dana").fill("APBD")
    press(page, "Simpan")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.locator("a[href$='/aturan/']").first.click()


def step(page: Page, address: str, state: str, reason: str = "") -> None:
    """Move the round on by its own page."""
    page.goto(address)
    page.locator(f"a[href$='/tahap/{state}/']").click()
    if reason:
        page.get_by_label("Mengapa?").fill(reason)
    page.locator("main form button").click()
    expect(page).to_have_url(address)
