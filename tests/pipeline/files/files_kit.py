"""Small files for the tests of the file readers."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from padan.pipeline.files import Sheet, open_file

Grid = list[list[str | None]]

_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(f'xmlns:{name}="{_OPEN_DOCUMENT}{name}:1.0"' for name in ("office", "table", "text", "style"))
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def write(folder: Path, content: str | bytes, name: str = "daftar.csv") -> Path:
    """A file with exactly this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(sheet: Sheet, after: int = 1, size: int = 100_000) -> dict[int, list[str | None]]:
    """All rows of a sheet by number."""
    found: dict[int, list[str | None]] = {}
    for chunk in sheet.chunks(after=after, size=size):
        columns = [column.to_pylist() for column in chunk.cells.columns]
        for number, *cells in zip(chunk.rows.to_pylist(), *columns, strict=True):
            found[number] = cells
    return found


def read(path: Path, after: int = 1) -> dict[int, list[str | None]]:
    """All rows of the first sheet by number."""
    with open_file(path) as book:
        return rows_of(book.sheets()[0], after)


def read_everything(path: Path) -> int:
    """Use everything a workbook offers; how many rows and documents it holds."""
    count = 0
    with open_file(path) as book:
        for sheet in book.sheets():
            sheet.head()
            sheet.merged()
            sheet.total_hint()
            count += sum(len(chunk.rows) + len(chunk.ragged) for chunk in sheet.chunks(after=1))
        count += sum(1 for _document in book.documents())
    return count


def xlsx(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Data") -> Path:
    """A workbook of one sheet with the cells from A1 on."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return path


def xlsx_with(path: Path, sheet_xml: str) -> Path:
    """A workbook whose one sheet is this XML, as a program that writes its own way might do it."""
    xlsx(path, [["x"]])
    return replace_member(path, "xl/worksheets/sheet1.xml", sheet_xml.encode())


def replace_member(path: Path, member: str, content: bytes) -> Path:
    """The same zip with one member's content replaced or added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[member] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def ods(path: Path, tables: str, manifest: str = "<manifest/>") -> Path:
    """An OpenDocument spreadsheet with this body."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        archive.writestr(
            "content.xml",
            f"<?xml version='1.0'?><office:document-content {_NAMES}>{body}</office:document-content>",
        )
    return path


def ods_text(text: str) -> str:
    """One text cell of an OpenDocument row."""
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
