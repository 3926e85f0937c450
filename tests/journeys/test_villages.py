"""From a number to its names, to the meetings of three villages, and back: their verdicts in the next release."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import ENVIRONMENT, WIDTHS, Site, Visit, regency

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]
TITLE = "Keluarga berisiko stunting tidak ada di daftar miskin"
NAME = "Musyawarah usulan DTSEN Desember"
PDF = b"%PDF-1.4 berita acara\n%%EOF\n"
#: What the worker does may take so long on a busy machine, ms.
WORK = 90_000
#: Verdicts as the form offers them, taken in turn, and as the pages count them.
VERDICTS = ("Diusulkan masuk DTSEN", "Tidak diusulkan", "Ditunda")
_APPOINT = """
import sys
from padan.app.demo_office import account_of
from padan.app.office import prepared
from padan.pipeline.home import Home
prepared(Home.at(sys.argv[1]))
for code in sys.argv[2:]:
    account_of(f"desa{code}@contoh.example", f"Operator {code}", "village_operator", (code,))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A regency of its own: the story sends every family of three villages and changes the release under all others."""
    with regency(tmp_path_factory.mktemp("villages") / "demo") as opened:
        yield opened


def names_behind(page: Page) -> tuple[int, list[str]]:
    """The number of the tile on the page of numbers, and the families behind it, page after page."""
    page.goto("/selaras/")
    tile = page.get_by_role("link", name=TITLE)
    number = int(tile.locator(".figure").inner_text().replace(".", ""))
    tile.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    rows: list[str] = []
    while True:
        rows += page.locator("li[data-number]").evaluate_all("all => all.map(each => each.dataset.number)")
        if not page.locator("a[rel=next]").count():
            return number, rows
        page.locator("a[rel=next]").click()


def send(page: Page, looked_at: Look) -> dict[str, int]:
    """Send all families of three villages from the names behind the number; how many each village gets, by its code."""
    page.goto("/selaras/nama/?daftar=gap.at_risk_not_poor_list")
    page.get_by_text("Centang seluruh desa").click()
    boxes = page.locator("input[name=village]")
    many = {
        box.get_attribute("value") or "": int(re.findall(r"(\d+) keluarga", box.locator("xpath=..").inner_text())[0])
        for box in boxes.all()
    }
    chosen = sorted(many, key=lambda code: (-many[code], code))[:3]
    for code in chosen:
        page.locator(f"input[name=village][value='{code}']").check()
    looked_at(page, "selaras-kirim-desa")
    page.get_by_role("button", name="Kirim yang dicentang").click()
    page.get_by_label("Nama musyawarah").fill(NAME)
    page.get_by_label("Hari musyawarah").fill("2026-12-20")
    page.get_by_role("button", name="Adakan musyawarah").click()
    expect(page.get_by_text("0 dari 3 desa selesai")).to_be_visible()
    return {code: many[code] for code in chosen}


def hold(page: Page, many: int, minutes: Path, looked_at: Look) -> Counter[str]:
    """Hold the meeting of a village: a verdict on each family, the minutes, the end; how often each was given."""
    page.goto("/tugas/musyawarah/")
    page.get_by_role("link", name=NAME).click()
    asked = page.locator("ol.results > li")
    expect(asked).to_have_count(many)
    given = [VERDICTS[number % 3] for number in range(many)]
    for number, verdict in enumerate(given):
        asked.nth(number).get_by_label(verdict).check()
    page.get_by_role("button", name="Simpan putusan").click()
    expect(page.get_by_text(f"{many} putusan tersimpan.")).to_be_visible()
    page.get_by_label("Pindaian atau foto berita acara").set_input_files(minutes)
    page.get_by_role("button", name="Lampirkan").click()
    looked_at(page, "musyawarah-desa")
    page.get_by_role("button", name="Tutup musyawarah").click()
    expect(page.get_by_text("Musyawarah ditutup.")).to_be_visible()
    return Counter(given)


def take_in_the_next_release(page: Page) -> None:
    """Build the next release in the browser, and bring it into force."""
    page.goto("/rilis/susun/")
    page.get_by_role("button", name="Susun").click()
    page.get_by_role("link", name="Bandingkan dengan yang berlaku").click(timeout=WORK)
    page.get_by_role("link", name="Sahkan").click()
    page.get_by_label("Mengapa?").fill("Putusan musyawarah tiga desa sudah masuk")
    page.get_by_role("button", name="Sahkan rilis").click()
    expect(page.get_by_role("link", name="Cari orang dan keluarga")).to_be_visible(timeout=WORK)


def counted(page: Page) -> dict[str, int]:
    """What the page of the meetings counts, by its words."""
    pairs = page.locator("dl.facts > div").all()
    return {pair.locator("dt").inner_text(): int(pair.locator("dd").inner_text()) for pair in pairs}


def test_families_of_a_number_go_to_three_villages_and_their_verdicts_into_the_next_release(
    visit: Visit, site: Site, looked_at: Look, tmp_path: Path
) -> None:
    office = visit("data_officer")
    number, names = names_behind(office)
    assert len(set(names)) == len(names) == number
    sent = send(office, looked_at)
    together = office.url
    assert counted(office) == {"Belum diputuskan": sum(sent.values()), "Sudah masuk rilis": 0}
    subprocess.run(
        [sys.executable, "-c", _APPOINT, str(site.demo / "padan-home"), *sent], check=True, capture_output=True,
        env=ENVIRONMENT,
    )  # fmt: skip
    (tmp_path / "berita.pdf").write_bytes(PDF)

    given: Counter[str] = Counter()
    for code, width in zip(sent, ("phone", "laptop", "phone"), strict=True):
        given += hold(visit(f"desa{code}", width), sent[code], tmp_path / "berita.pdf", looked_at)
    office.goto(together)
    expect(office.get_by_text("3 dari 3 desa selesai")).to_be_visible()
    assert counted(office) == {**given, "Belum diputuskan": 0, "Sudah masuk rilis": 0}
    looked_at(office, "musyawarah-bersama-menunggu")

    take_in_the_next_release(office)
    office.goto(together)
    assert counted(office) == {**given, "Belum diputuskan": 0, "Sudah masuk rilis": sum(sent.values())}
    expect(office.get_by_text(re.compile("Masuk rilis keadaan"))).to_have_count(sum(sent.values()))
    for width in WIDTHS.values():
        office.set_viewport_size({"width": width, "height": 800})
        looked_at(office, "musyawarah-bersama")
    family = office.locator("section li", has_text=VERDICTS[0]).first
    family.locator("a.name").click()
    expect(office.get_by_text(VERDICTS[0])).to_be_visible()
    expect(office.get_by_text(re.compile("Masuk rilis keadaan"))).to_be_visible()
    looked_at(office, "keluarga-diusulkan")

    again, still = names_behind(office)
    assert (again, set(still)) == (number, set(names)), "a family that was proposed stays until the poor list has it"
    office.goto("/selaras/nama/?daftar=gap.at_risk_not_poor_list")
    expect(office.get_by_text(re.compile(rf"\b{given[VERDICTS[0]]} diusulkan,"))).to_be_visible()
    looked_at(office, "selaras-diusulkan")

    auditor = visit("inspector")
    auditor.goto("/jejak/?action=tasks.closed")
    auditor.locator("ol.results a.name").first.click()
    expect(auditor.get_by_text("menutup musyawarah desa")).to_be_visible()
    auditor.get_by_role("link", name="Buka halaman musyawarahnya").click()
    expect(auditor.get_by_role("heading", level=1)).to_have_text(NAME)
