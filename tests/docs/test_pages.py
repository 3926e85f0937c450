"""Every page of the documentation: its links lead somewhere, its tables are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "GLOSSARY.md"])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def prose(page: Path) -> list[str]:
    """The lines of a page, but for those between fences; code in a line is taken out."""
    lines, fenced = [], False
    for line in page.read_text("utf-8").splitlines():
        fenced ^= line.startswith("```")
        lines.append("" if fenced or line.startswith("```") else re.sub(r"`[^`]*`", "code", line))
    return lines


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to a page's headings."""
    text = page.read_text("utf-8")
    titles = [line.lstrip("#").strip() for line in text.splitlines() if re.match(r"#{1,6} ", line)]
    kept = ["".join(c for c in title.lower() if c.isalnum() or c in " -_") for title in titles]
    return {title.replace(" ", "-") for title in kept}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall("\n".join(prose(page))):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _sign, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_rows_of_a_table_have_one_number_of_cells(page: Path) -> None:
    width: int | None = None
    for line in prose(page):
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
        assert width is None or cells in (None, width), line
        width = cells
