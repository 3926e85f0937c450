"""How workbooks are written."""

from __future__ import annotations

from textwrap import shorten
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

#: In memory, and nothing that somebody wrote becomes a formula or a link.
IN_MEMORY: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
#: Letters of the name of a sheet, at most (Excel), and what stands for those left out.
_LONGEST, _MORE = 31, "…"


def add_sheet(book: Workbook, title: str) -> Worksheet:
    """A sheet named as what it holds, cut between words where that is too long, and numbered where another is named
    so."""
    taken = {each.get_name().casefold() for each in book.worksheets()}
    name, number = shorten(title, _LONGEST, placeholder=_MORE), 1
    while name.casefold() in taken:
        number += 1
        name = f"{shorten(title, _LONGEST - len(f' {number}'), placeholder=_MORE)} {number}"
    return book.add_worksheet(name)
