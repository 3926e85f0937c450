"""Draws the pictures of the phone's application from Padan's sign. Run after the sign changes:
``python -m tools.phone_icons`` (needs Chromium)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from padan.web.phone.shell import ICONS

STATIC: Final = Path(__file__).parents[1] / "src" / "padan" / "web" / "static" / "web"
#: How much of the picture the sign takes, so that a phone may cut its corners.
_SIGN: Final = 0.7


def main() -> None:
    """Write a PNG of each size."""
    sign = (STATIC / "padan.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, size in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            inside = round(_SIGN * size)
            page.set_content(
                f'<body style="margin:0;background:#0b5d57;display:grid;place-items:center;height:100vh">'
                f'<div style="width:{inside}px">{sign}</div></body>'
            )
            page.screenshot(path=STATIC / "phone" / name)
        browser.close()


if __name__ == "__main__":
    main()
