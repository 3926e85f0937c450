"""How the sheets of a workbook are named."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from padan.reports.books import IN_MEMORY, add_sheet

LONG = "Keluarga penerima menurut kecamatan"


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Janji"], ["Janji"]),
        (["Janji", "janji", "Janji"], ["Janji", "janji 2", "Janji 3"]),
        ([LONG], ["Keluarga penerima menurut…"]),
        ([f"{LONG} dan desa", LONG], ["Keluarga penerima menurut…", "Keluarga penerima menurut… 2"]),
        (["Tiga puluh satu huruf saja, pas"], ["Tiga puluh satu huruf saja, pas"]),
    ],
    ids=["short", "the same", "between words", "the same when cut", "just so long"],
)
def test_sheets_are_named_as_what_they_hold(titles: list[str], names: list[str]) -> None:
    with xlsxwriter.Workbook(io.BytesIO(), IN_MEMORY) as book:
        for title in titles:
            add_sheet(book, title)
        assert [sheet.get_name() for sheet in book.worksheets()] == names
