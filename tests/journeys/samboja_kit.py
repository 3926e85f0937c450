"""The round of Samboja on the phones of its two villages: who it is for, and how each month is handed out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
from tests.journeys.aid_kit import WORK, Look
from tests.journeys.handing_kit import sign

from padan.web.phone import shell

#: The regency, and two of its large villages.
FAMILIES, SEED = 2_000, 50
VILLAGES = ("64.02.13.1022", "64.02.13.1023")
PLACES, RICE = 25, 10
#: What a family gets in a month, with the price of a unit in rupiah.
ITEMS = (("beras", RICE, "kg", 15_000), ("telur", 30, "butir", 2_500))
PICTURE = Path(shell.__file__).parents[1] / "static/web/phone/icon-512.png"
#: The office's day: where it lies, it is tomorrow eight hours before Greenwich.
TODAY = datetime.now(ZoneInfo("Asia/Makassar")).date()
SECOND = TODAY.replace(day=1)
FIRST = (SECOND - timedelta(days=1)).replace(day=1)
HANDED = FIRST + timedelta(days=11)


@dataclass
class Round:
    """What the story knows of its round: where it is shown, its number, and its families by village."""

    address: str
    families: dict[str, list[str]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return int(self.address.rstrip("/").rpartition("/")[2])

    @property
    def delivery(self) -> str:
        return f"/penyaluran/putaran/{self.number}/"


@dataclass(frozen=True)
class Told:
    """How a family is handed its aid; fields as the form of the phone has them."""

    month: date
    outcome: str = "Bantuan diserahkan"
    rice: int = RICE
    checked: str = "KTP"
    signs: bool = True
    proxy: bool = False
    letter: bool = True
    note: str = ""


#: What is special in the first village, by the place of a family in its list.
FIRST_TOLD = {0: Told(FIRST, proxy=True), 1: Told(FIRST, "Tidak hadir"), 2: Told(FIRST, proxy=True, letter=False)}
SECOND_TOLD = {
    0: Told(SECOND, "Ditolak keluarga", note="Sudah mampu"), 3: Told(SECOND, rice=6),
    4: Told(SECOND, checked="belum diperiksa"), 5: Told(SECOND, signs=False),
}  # fmt: skip


def first_month(page: Page, held: Round, village: str, point: str, looked_at: Look) -> None:
    """All of a village in the month before, on one day, without a network; the phone sends them now."""
    _opened(page)
    page.context.set_offline(True)
    handed = datetime.combine(HANDED, time(9))
    page.clock.set_fixed_time(handed)
    special = FIRST_TOLD if village == VILLAGES[0] else {}
    for place, family in enumerate(held.families[village]):
        page.clock.set_fixed_time(handed + timedelta(minutes=5 * place))
        _hand(page, held, family, special.get(place, Told(FIRST)))
    page.goto("/ponsel/#/antrean")
    looked_at(page, f"samboja-05-antrean-{village[-4:]}")
    page.clock.set_fixed_time(datetime.now())
    page.context.set_offline(False)
    _sent(page)


def second_month(page: Page, held: Round, village: str) -> None:
    """The month that runs, with a network; who was absent comes for both months."""
    special = SECOND_TOLD if village == VILLAGES[1] else {}
    page.clock.set_fixed_time(datetime.now())
    _opened(page)
    for place, family in enumerate(held.families[village]):
        if village == VILLAGES[0] and place == 1:
            _hand(page, held, family, Told(FIRST))
        _hand(page, held, family, special.get(place, Told(SECOND)))
        page.clock.set_fixed_time(datetime.now())
    _sent(page)


def _opened(page: Page) -> None:
    page.goto("/ponsel/")
    page.get_by_role("link", name="Penyaluran").click()
    expect(page.get_by_text("25 keluarga,")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def _hand(page: Page, held: Round, family: str, told: Told) -> None:
    page.goto(f"/ponsel/#/serah/{held.number}/{family}")
    form = page.locator("form:has(#catatan):not([data-old])")
    form.wait_for()
    # Another month is another form: what is written into the one before is gone with it.
    if page.locator("#bulan").input_value() != told.month.isoformat():
        form.evaluate("form => { form.dataset.old = ''; }")
        page.locator("#bulan").select_option(told.month.isoformat())
        form.wait_for()
    if told.outcome == "Bantuan diserahkan":
        page.get_by_label("Jumlah beras (kg)").fill(str(told.rice))
        page.locator("input[name=penerima]").nth(-1 if told.proxy else 0).check()
        # Who is not known by name is written down: a proxy, and whoever comes for a family without a known grown-up.
        if page.get_by_label("Nama yang menerima").is_visible():
            page.get_by_label("Nama yang menerima").fill("Tetangga Rekaan")
        if told.proxy and told.letter:
            page.locator("#surat").set_input_files(PICTURE)
            page.locator("canvas:not(.pad)").wait_for()
        page.get_by_label(told.checked).check()
        if told.signs:
            sign(page)
    else:
        page.get_by_label(told.outcome).check()
        page.get_by_label("Catatan").fill(told.note)
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan di ponsel.").wait_for()
    expect(page.locator("form:has(#catatan)")).to_have_count(0)


def _sent(page: Page) -> None:
    page.goto("/ponsel/#/antrean")
    expect(page.get_by_text("Menunggu dikirim", exact=True)).to_have_count(0, timeout=WORK)
