"""A recipient's card opens its family on the phone: typed, or read with the camera where the browser can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit
from tests.journeys.handing_kit import opened
from tests.journeys.handing_kit import prepared as prepared

from padan.kernel.codes import grouped
from padan.office.delivery.cards import qr_text
from padan.web.phone.words import words

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]
#: A browser that reads QR codes, and a camera that sees what ``window.seen`` says; its pictures are counted off when it
#: stops.
_CAMERA = """
window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
  detect() { return Promise.resolve(window.seen ? [{ rawValue: window.seen }] : []); }
};
const screen_of = document.createElement("canvas");
setInterval(() => screen_of.getContext("2d").fillRect(0, 0, 30, 30), 50);
window.cameras = [];
navigator.mediaDevices.getUserMedia = async () => {
  if (window.refused) { throw new DOMException("refused", "NotAllowedError"); }
  const stream = screen_of.captureStream(10);
  window.cameras.push(stream.getTracks()[0]);
  return stream;
};
"""
_STOPPED = "() => window.cameras.map((each) => each.readyState)"
_WHOSE = """([address, rounds, code]) => import(address).then(({ whose, strangeCard }) => {
  const found = whose(rounds, rounds[0], code);
  return [found.family ? found.family.id : found.words, strangeCard(rounds, rounds[0], code) || ""];
})"""


def test_a_typed_code_finds_its_family_and_says_that_the_card_was_shown(
    visit: Visit, prepared: dict[str, Any], looked_at: Look
) -> None:
    page = visit("village_operator", "phone")
    opened(page)
    page.context.set_offline(True)
    expect(page.get_by_text("Kode tertulis di kartu penerima.")).to_be_visible()
    expect(page.get_by_role("button", name="Pindai kartu")).to_be_hidden()
    rows = page.locator(".rows > li")
    search = page.get_by_label("Cari nama")
    search.fill(grouped(prepared["cards"][3]).lower())
    expect(rows).to_have_count(1)
    rows.get_by_role("link").click()
    page.wait_for_url(f"**/#/serah/{prepared['round']}/{prepared['families'][3]}")
    expect(page.get_by_label("kartu penerima")).to_be_checked()
    page.go_back()
    search.fill(prepared["cards"][3][:7])
    rows.get_by_role("link").click()
    expect(page.get_by_label("kartu penerima")).not_to_be_checked()  # somebody who has not the whole card
    page.go_back()
    search.fill("AAAAA-AAAA2")
    expect(page.get_by_text("Kartu ini bukan dari putaran atau desa")).to_be_visible()
    looked_at(page, "kartu-01-asing")
    search.fill("")
    rows.nth(3).get_by_role("link").click()
    expect(page.get_by_label("kartu penerima")).not_to_be_checked()


def test_the_camera_reads_a_card_and_stops(visit: Visit, prepared: dict[str, Any], looked_at: Look) -> None:
    page = visit("village_operator", "phone")
    page.context.add_init_script(_CAMERA)
    opened(page)
    expect(page.get_by_text("Kode tertulis di kartu penerima.")).to_be_hidden()
    scan = page.get_by_role("button", name="Pindai kartu")
    scan.click()
    expect(page.get_by_text("Arahkan kamera ke kode QR")).to_be_visible()
    looked_at(page, "kartu-02-kamera")
    page.get_by_role("button", name="Berhenti memindai").click()
    page.wait_for_function(f"() => ({_STOPPED})().every((each) => each === 'ended')")
    page.evaluate("window.seen = 'https://contoh.example/'")
    scan.click()
    expect(page.get_by_text("Kartu ini bukan dari putaran atau desa")).to_be_visible()
    page.evaluate("(code) => { window.seen = code; }", qr_text(prepared["cards"][4]))
    scan.click()
    page.wait_for_url(f"**/#/serah/{prepared['round']}/{prepared['families'][4]}")
    expect(page.get_by_label("kartu penerima")).to_be_checked()
    page.wait_for_function(f"() => ({_STOPPED})().join() === 'ended,ended,ended'")
    page.go_back()
    page.evaluate("window.refused = true")
    scan.click()
    expect(page.get_by_text("Kamera tidak dapat dipakai.")).to_be_visible()


@pytest.mark.parametrize(
    ("code", "whose", "strange"),
    [
        ("PADAN-12345ABCDE", "F1", ""), ("i2345-abcde", "F1", ""), ("PADAN-00000ABCDE", "card_of", "card_of"),
        ("99999 ABCDE", "card_unknown", "card_unknown"), ("SUPARMANTO", "card_unknown", ""),
        ("RT 12", "card_unknown", ""), ("", "card_unknown", ""),
    ],
)  # fmt: skip
def test_a_card_is_of_its_round_alone(visit: Visit, code: str, whose: str, strange: str) -> None:
    page = visit("village_operator", "phone")
    page.goto("/ponsel/")
    page.get_by_role("link", name="Tugas").wait_for()  # with the list came the words
    address = str(page.locator("script[type=module]").get_attribute("src")).replace("app.js", "give_card.js")
    rounds = [
        {"name": "Beras", "families": [{"id": "F1", "card": "12345ABCDE"}, {"id": "F2"}]},
        {"name": "Telur", "families": [{"id": "F1", "card": "00000ABCDE"}]},
    ]
    told = {**words(), "": "", "F1": "F1"}
    expected = [told[each].format(round="Telur") for each in (whose, strange)]
    assert page.evaluate(_WHOSE, [address, rounds, code]) == expected
