"""The pages written from the code are current: ``make docs`` writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from padan.app.commands import NAMES
from padan.app.docs import PAGES, page, write_pages
from padan.contracts import release
from padan.pipeline.sources import readers

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_current(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == page(name), "run `make docs`"


def test_pages_are_written_where_they_are_read(tmp_path: Path) -> None:
    assert [file.relative_to(tmp_path) for file in write_pages(tmp_path)] == [Path(name) for name in PAGES]


def test_the_page_for_officers_names_every_layout_and_column() -> None:
    told = page("how-to/kirim-berkas.md")

    for reader in readers():
        assert f"## {reader.source.title}\n" in told
        for layout in reader.source.layouts:
            assert f"### {layout.title}\n" in told
            own = [f for f in layout.fields if not re.match(r"m(?!01)\d\d_", f.name)]
            assert [f.name for f in own if f.about.replace("*", "\\*") not in told] == []


def test_the_reference_names_every_table_and_command() -> None:
    tables, commands = page("reference/release-tables.md"), page("reference/commands.md")

    assert [t.name for t in release.TABLES if f"## `{t.name}`" not in tables] == []
    assert [name for name in NAMES if f"## `padan {name}`" not in commands] == []


@pytest.mark.parametrize("name", PAGES)
def test_rows_of_every_table_have_one_number_of_cells(name: str) -> None:
    block: int | None = None
    for line in page(name).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
        assert block is None or cells in (None, block), line
        block = cells
