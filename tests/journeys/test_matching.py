"""What one more pledge would change is asked for, and compared with the plan of today."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.journeys.aid_kit import WORK, Look, press
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("width", ["phone", "laptop"])
def test_what_one_more_pledge_would_change_is_compared(visit: Visit, looked_at: Look, width: str) -> None:
    page = visit("coordinator", width)
    page.goto("/pencocokan/andaikan/")
    links = page.get_by_role("link", name="Andai ada janji baru Rp50.000.000")
    before = links.count()
    page.get_by_label("Jumlah janji baru").fill("50000000")
    page.get_by_label("Sumber air minum", exact=True).check()
    press(page, "Hitung")
    expect(links).to_have_count(before + 1, timeout=WORK)  # the page is loaded again when it is there
    looked_at(page, "pencocokan-andai")
    links.first.click()
    expect(page.get_by_text("Kebutuhan yang menjadi terpenuhi")).to_be_visible()
    looked_at(page, "pencocokan-andai-satu")
