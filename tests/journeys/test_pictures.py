"""The first day of the tutorial (docs/tutorial), step by step, with the pictures that stand in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey

Take = Callable[..., None]

DOCS = Path(__file__).parents[2] / "docs"
FILE = DOCS / "tutorial" / "posyandu-november.csv"
#: The child of that file whose row is accepted.
CHILD = "TERATAI AYU"
#: What the worker does may take so long on a busy machine, ms; pairs that are judged on the first day.
WORK, PAIRS = 120_000, 10
#: The most that a picture may weigh, bytes, and how much of a page it shows, pixels.
HEAVIEST, HEIGHT = 120_000, 720


@pytest.fixture
def picture(pictures: Path | None, tmp_path: Path) -> Take:
    """Takes a picture of the upper part of a page, as it is seen."""

    def take(page: Page, name: str, height: int = HEIGHT) -> None:
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
        page.mouse.move(0, 0)
        path = (pictures or tmp_path) / f"{name}.png"
        page.screenshot(path=path)
        assert path.stat().st_size < HEAVIEST, name

    return take


def test_the_first_day_goes_as_the_tutorial_tells_it(visit: Visit, picture: Take) -> None:
    door = visit(None)
    door.goto("/masuk/")
    picture(door, "01-masuk", 520)

    page = visit("data_officer")
    expect(page.get_by_role("heading", name="Yang menunggu Anda")).to_be_visible()
    picture(page, "02-beranda")
    _sends_a_file(page, picture)
    _builds_and_takes_in(page, picture)
    _looks_for_a_family(page, picture)
    _judges_pairs(page, picture)

    phone = visit("village_operator", "phone")
    picture(phone, "09-beranda-ponsel")
    phone.get_by_role("link", name="Petunjuk", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Masuk, kata sandi dan pengaman kedua")
    _inspects(visit("inspector"), picture)


def _sends_a_file(page: Page, picture: Take) -> None:
    page.get_by_role("link", name="Berkas", exact=True).click()
    page.get_by_label("Pilih berkas").set_input_files(FILE)
    page.get_by_role("button", name="Kirim", exact=True).click()
    line = page.locator(".results > li").filter(has=page.get_by_text(FILE.name, exact=True)).first
    expect(line.locator(".mark")).to_have_text("diterima", timeout=WORK)
    line.get_by_role("link").click()
    expect(page.get_by_text("2 baris = 1 diterima + 1 ditolak")).to_be_visible()
    expect(page.get_by_text("tanggal pengukurannya kosong")).to_be_visible()
    # The receipt without the menu above it, which the picture before shows.
    page.set_viewport_size({"width": page.viewport_size["width"], "height": 700})
    page.locator("main").evaluate("each => window.scrollTo({top: each.offsetTop, behavior: 'instant'})")
    picture(page, "03-tanda-terima", 700)


def _builds_and_takes_in(page: Page, picture: Take) -> None:
    page.get_by_role("link", name="Rilis", exact=True).click()
    page.get_by_role("link", name="Susun rilis").click()
    page.get_by_role("button", name="Susun").click()
    page.get_by_role("link", name="Bandingkan dengan yang berlaku").click(timeout=WORK)
    picture(page, "04-rilis-banding")
    page.get_by_role("row", name="Kelurahan Wonotirto").get_by_role("link").first.click()
    expect(page.get_by_role("list", name="Yang berubah")).to_contain_text(CHILD)
    page.evaluate("window.scrollTo(0, 0)")
    page.get_by_role("link", name="Sahkan").click()
    page.get_by_label("Mengapa?").fill("Penimbangan November sudah masuk")
    picture(page, "05-sahkan", 560)
    page.get_by_role("button", name="Sahkan rilis").click()
    expect(page.get_by_role("link", name="Cari orang dan keluarga")).to_be_visible(timeout=WORK)


def _looks_for_a_family(page: Page, picture: Take) -> None:
    page.goto("/orang/")
    page.get_by_label("Nama, NIK atau nomor KK").fill("teratai")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name=CHILD).click()
    expect(page.get_by_role("heading", name="Penimbangan")).to_be_visible()
    picture(page, "06-orang", 900)
    # Low enough that the weighings stand around the word, and not the charts above them.
    page.set_viewport_size({"width": page.viewport_size["width"], "height": 440})
    page.get_by_role("heading", name="Penimbangan").scroll_into_view_if_needed()
    page.get_by_role("button", name="BB/U").click()
    expect(page.locator("#kata-bb-u")).to_be_visible()
    picture(page, "07-arti-kata", 440)


def _judges_pairs(page: Page, picture: Take) -> None:
    page.goto("/periksa/")
    page.get_by_role("link", name="Mulai memeriksa").click()
    picture(page, "08-pasangan", 700)
    for number in range(PAIRS):
        pair = page.locator("#pair article").get_attribute("data-pair") or ""
        page.keyboard.press("sbr"[number % 3])
        page.locator(f"#pair article[data-pair='{pair}']").wait_for(state="detached")
    # The next question is there before the answer to the last one is kept.
    expect(page.locator(f"#told a[href='/periksa/{pair}/']")).to_be_visible()
    page.goto("/periksa/saya/")
    assert page.locator(".results > li").count() >= PAIRS


def _inspects(page: Page, picture: Take) -> None:
    page.get_by_role("link", name="Jejak", exact=True).click()
    expect(page.get_by_role("list", name="Entri")).to_contain_text("memutuskan pasangan")
    picture(page, "10-jejak")
    page.get_by_role("list", name="Entri").get_by_role("listitem").filter(
        has_text="memutuskan pasangan"
    ).first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entri jejak")
    picture(page, "11-entri", 900)
    page.goto("/jejak/")
    page.get_by_role("link", name="Kepala jejak hari ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kepala jejak hari ini")
    picture(page, "12-kepala-jejak", 600)
