"""An officer judges pairs with the keyboard alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from tests.journeys.conftest import WIDTHS, Visit

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]

PAIRS = 20
#: 200 decisions an hour leave so many seconds for each.
LONGEST = 18
#: How long answers on a slow line may take on a busy machine, seconds.
PATIENCE = 20
#: A line on which an answer takes longer to arrive than its reader takes to give the next one.
SLOW = {"offline": False, "latency": 800, "downloadThroughput": -1, "uploadThroughput": -1}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_the_review_are_fit_for_everybody(visit: Visit, looked_at: Look, width: str) -> None:
    page = visit("data_officer", width)
    for name, address in (
        ("periksa", "/periksa/"), ("periksa-pasangan", "/periksa/lanjut/"), ("periksa-saya", "/periksa/saya/"),
        ("periksa-ketepatan", "/periksa/ketepatan/"),
    ):  # fmt: skip
        page.goto(address)
        looked_at(page, name)
    page.goto("/periksa/lanjut/")
    page.locator("[data-weights]").click()
    expect(page.locator("#bobot .bars")).to_be_visible()
    looked_at(page, "periksa-bobot")


def test_twenty_pairs_are_decided_by_keyboard_and_the_last_is_undone(visit: Visit) -> None:
    page = visit("data_officer")
    page.goto("/periksa/lanjut/")
    seen: list[str] = []
    began = time.monotonic()
    for number in range(PAIRS):
        pair = page.locator("#pair article").get_attribute("data-pair") or ""
        seen.append(pair)
        if number == 2:
            page.keyboard.press("c")
            page.keyboard.type("saudara, bukan satu")
            page.keyboard.press("Enter")
        page.keyboard.press("sbr"[number % 3])
        page.locator(f"#pair article[data-pair='{pair}']").wait_for(state="detached")
    took = time.monotonic() - began
    assert len(set(seen)) == PAIRS
    assert took / PAIRS < LONGEST
    expect(page.locator(f"#told a[href='/periksa/{seen[-1]}/']")).to_be_visible()
    page.keyboard.press("u")
    page.wait_for_url(f"**/periksa/{seen[-1]}/")
    expect(page.get_by_text("Putusan dicabut.")).to_be_visible()

    page.goto("/periksa/saya/")
    expect(page.get_by_text("saudara, bukan satu")).to_be_visible()
    # The newest first: the last one taken back, and then all twenty. Others of this site decide as the same officer.
    assert _newest(page, PAIRS + 1) == [f"/periksa/{pair}/" for pair in (seen[-1], *reversed(seen))]


def test_answers_on_a_slow_line_arrive_in_their_order_although_the_page_is_left(visit: Visit) -> None:
    page = visit("data_officer")
    page.goto("/periksa/lanjut/")
    page.wait_for_load_state("networkidle")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    seen: list[str] = []
    for key in "sbr":
        pair = page.locator("#pair article").get_attribute("data-pair") or ""
        seen.append(pair)
        page.keyboard.press(key)
        page.locator(f"#pair article[data-pair='{pair}']").wait_for(state="detached")
    wanted = [f"/periksa/{pair}/" for pair in reversed(seen)]
    until = time.monotonic() + PATIENCE
    while (found := _newest(page, len(seen))) != wanted and time.monotonic() < until:
        page.wait_for_timeout(SLOW["latency"])
    assert found == wanted


def _newest(page: Page, many: int) -> list[str | None]:
    """The pairs of the newest decisions, as the list links to them."""
    page.goto("/periksa/saya/")
    told = page.locator(".results > li").all()[:many]
    return [each.locator("a[href^='/periksa/']").first.get_attribute("href") for each in told]


def test_an_answer_waits_for_the_one_before_it(visit: Visit) -> None:
    page = visit("data_officer")
    page.goto("/periksa/lanjut/")
    held: list[Route] = []
    page.route("**/putuskan/", lambda route: held.append(route))
    for key in "sb":
        pair = page.locator("#pair article").get_attribute("data-pair") or ""
        page.keyboard.press(key)
        page.locator(f"#pair article[data-pair='{pair}']").wait_for(state="detached")
    assert len(held) == 1
    with page.expect_request("**/putuskan/"):
        held[0].continue_()


def test_a_lost_connection_brings_the_pair_back(visit: Visit) -> None:
    page = visit("data_officer")
    page.goto("/periksa/lanjut/")
    pair = page.locator("#pair article").get_attribute("data-pair")
    page.route("**/putuskan/", lambda route: route.abort())
    page.keyboard.press("s")
    expect(page.locator("#told")).to_contain_text("Tidak tersambung")
    expect(page.locator("#pair article")).to_have_attribute("data-pair", pair or "")
    page.unroute("**/putuskan/")
    page.keyboard.press("s")
    expect(page.locator("#told")).to_contain_text("Tersimpan")
