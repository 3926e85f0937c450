"""Spreadsheets (xlsx, xls, ods) as sheets of text cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from padan.pipeline.files.cell_text import Value, text_column, text_of
from padan.pipeline.files.dangers import damaged, open_binary
from padan.pipeline.files.extent import MAX_CELLS, Errors, Extent, too_far
from padan.pipeline.files.grid import Chunk, Sheet, Workbook, make_chunk
from padan.pipeline.files.reading_guard import ReadingGuard

_KEPT_CELLS = 12_000_000
_CHUNK_CELLS = 4_000_000
"""So many typed cells are held as Python objects at once, however wide the sheet."""
_READ_WHOLE = ("xls", "ods")
"""Kinds whose sheets the library all reads when it opens the file."""


class _OpenBook:
    """The library's workbook, and the sheets read last: a sheet is read whole, and usually twice in a row."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # By content: given a path, the library would go by the extension, which is often wrong.
        with open_binary(path) as file, ReadingGuard(path):
            self.book = CalamineWorkbook.from_filelike(file)
        self._kept: dict[str, CalamineSheet] = {}

    def sheet(self, name: str) -> CalamineSheet:
        """The cells of a sheet, read at the first call."""
        if name not in self._kept:
            with ReadingGuard(self.path, name):
                found = self.book.get_sheet_by_name(name)
            self._kept[name] = found
            while len(self._kept) > 1 and self._cells() > _KEPT_CELLS:
                del self._kept[next(iter(self._kept))]
        return self._kept[name]

    def close(self) -> None:
        self._kept.clear()
        self.book.close()

    def _cells(self) -> int:
        return sum(sheet.height * sheet.width for sheet in self._kept.values())


class ExcelSheet(Sheet):
    """A sheet of a spreadsheet; formula cells give the value that was saved with them."""

    def __init__(self, book: _OpenBook, name: str, *, hidden: bool, has_cells: bool, errors: Errors) -> None:
        self.name = name
        self.hidden = hidden
        self._book = book
        self._has_cells = has_cells
        self._errors = errors

    @property
    def width(self) -> int:
        sheet = self._cells()
        return sheet.end[1] + 1 if sheet is not None and sheet.end else 0

    def head(self, n: int = 30) -> list[list[str | None]]:
        with ReadingGuard(self._book.path, self.name):
            rows = list(islice(self._rows(0), n))
        return [[text_of(value) for value in row] for row in rows]

    def merged(self) -> list[tuple[int, int, int, int]]:
        sheet = self._cells()
        ranges = (sheet.merged_cell_ranges if sheet is not None else None) or []
        return [(*first, *last) for first, last in ranges]

    def total_hint(self) -> int | None:
        sheet = self._cells()
        return sheet.end[0] + 1 if sheet is not None and sheet.end else 0

    def chunks(self, *, after: int, size: int = 100_000) -> Iterator[Chunk]:
        width = self.width
        rows, first = self._rows(after), after + 1
        size = max(1, min(size, _CHUNK_CELLS // max(1, width)))
        while True:
            with ReadingGuard(self._book.path, self.name):
                taken = list(islice(rows, size))
            if not taken:
                return
            numbers = pa.array(np.arange(first, first + len(taken), dtype=np.int64))
            first += len(taken)
            chunk = make_chunk(numbers, _columns(taken, width))
            # Let go before the caller works on the chunk: the typed cells take more room than the text.
            del taken
            if len(chunk.rows):
                yield chunk

    def _cells(self) -> CalamineSheet | None:
        return self._book.sheet(self.name) if self._has_cells else None

    def _rows(self, after: int) -> Iterator[list[Value]]:
        """Whole rows below row ``after``; the library leaves out empty columns on the left, but no rows."""
        sheet = self._cells()
        if sheet is None or sheet.start is None:
            return
        indent: list[Value] = [None] * sheet.start[1]
        rows = cast("Iterator[list[Value]]", islice(sheet.iter_rows(), after, None))
        if not indent and not self._errors:
            yield from rows
            return
        for number, cells in enumerate(rows, start=after):
            row = indent + cells if indent else cells
            for column, text in self._errors.get(number, {}).items():
                if column < len(row):
                    row[column] = text
            yield row


def _columns(rows: list[list[Value]], width: int) -> list[pa.Array]:
    columns: list[pa.Array] = []
    for values in zip(*rows, strict=True):
        columns.append(text_column(values))
    return columns or [pa.nulls(len(rows), pa.string())] * width


def open_excel(path: Path, kind: str, extents: dict[str, Extent] | list[Extent]) -> Workbook:
    """A workbook whose safety has been checked; ``extents`` by sheet name, or in sheet order (xls)."""
    by_order = extents if isinstance(extents, list) else list(extents.values())
    if kind in _READ_WHOLE and sum(extent.rows * extent.columns for extent in by_order) > MAX_CELLS:
        raise too_far(path, max(by_order, key=lambda extent: extent.rows * extent.columns), None)
    opened = _OpenBook(path)
    sheets: list[Sheet] = []
    for index, about in enumerate(opened.book.sheets_metadata):
        if isinstance(extents, dict):
            extent = extents.get(about.name, Extent())
        else:
            extent = extents[index] if index < len(extents) else Extent()
        sheets.append(
            ExcelSheet(
                opened,
                about.name,
                hidden=about.visible != SheetVisibleEnum.Visible,
                has_cells=about.typ == SheetTypeEnum.WorkSheet,
                errors=extent.errors,
            )
        )
    if not sheets:
        opened.close()
        raise damaged(path)
    return Workbook(path, kind, _sheets=sheets, _close=opened.close)
