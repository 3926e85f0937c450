"""Writing spreadsheets: rows of plain cells, equal bytes for equal cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | dt.date | dt.time | None
Row = Sequence[Cell]

#: The day on which every invented file claims to have been made.
_CREATED = dt.datetime(2026, 11, 10, 8, 0)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one, counted from 0: (top, left) to (bottom, right)."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the top, and merged cells over empty ones (only in small sheets)."""

    name: str
    rows: Iterable[Row]
    merges: tuple[Merge, ...] = ()


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write ``sheets`` to ``path``; rows go straight to disk unless something is merged."""
    merged = any(sheet.merges for sheet in sheets)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": not merged})
    book.set_properties({"created": _CREATED, "title": path.stem})
    formats = {
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "time": book.add_format({"num_format": "hh:mm"}),
        "merged": book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}),
    }
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for number, row in enumerate(sheet.rows):
            _write_row(page, number, row, formats)
        for merge in sheet.merges:
            page.merge_range(merge.top, merge.left, merge.bottom, merge.right, merge.text, formats["merged"])
    book.close()


def _write_row(page: Worksheet, number: int, row: Row, formats: dict) -> None:
    for column, cell in enumerate(row):
        kind = type(cell)
        if kind is str:
            if cell:
                page.write_string(number, column, cell)  # type: ignore[arg-type]
        elif cell is None:
            continue
        elif kind is dt.date:
            page.write_datetime(number, column, cell, formats["date"])  # type: ignore[arg-type]
        elif kind is dt.time:
            page.write_datetime(number, column, cell, formats["time"])  # type: ignore[arg-type]
        else:
            page.write_number(number, column, cell)  # type: ignore[arg-type]
