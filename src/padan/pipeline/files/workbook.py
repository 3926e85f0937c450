"""Opening any received file."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from padan.kernel.texts import _
from padan.pipeline.files.csv_sheet import CsvSheet
from padan.pipeline.files.dangers import empty_file, open_binary, open_zip, too_big
from padan.pipeline.files.decoding import SAMPLE, TextFile
from padan.pipeline.files.excel import open_excel
from padan.pipeline.files.grid import Workbook
from padan.pipeline.files.html_table import open_html
from padan.pipeline.files.json_documents import open_json, open_ndjson
from padan.pipeline.files.kinds import is_compound, is_zip, refuse_others, text_kind, zip_kind
from padan.pipeline.files.ods_scan import scan_ods
from padan.pipeline.files.xls_scan import scan_xls
from padan.pipeline.files.xlsx_scan import scan_xlsx

MAX_XLS_BYTES = 512 << 20
_DELIMITER_NAMES = {"\t": "tab"}


def open_file(path: Path) -> Workbook:
    """Open a file as what its content says it is, whatever its name.

    Raises :class:`~padan.kernel.errors.UnreadableFileError`, with a next step, for everything that cannot be
    read: missing, empty, damaged, locked, hostile, or not a list. Close the workbook, or use ``with``.
    """
    with open_binary(path) as file:
        start = file.read(4096)
        if not start:
            raise empty_file(path)
        if is_zip(start):
            return _open_zipped(path, file)
        if is_compound(start):
            return _open_xls(path, file)
    refuse_others(path, start)
    return _open_text(TextFile(path))


def _open_zipped(path: Path, file: BinaryIO) -> Workbook:
    with open_zip(path, file) as archive:
        kind = zip_kind(path, archive)
        scan = scan_ods if kind == "ods" else scan_xlsx
        extents = scan(path, file, archive)
    return open_excel(path, kind, extents)


def _open_xls(path: Path, file: BinaryIO) -> Workbook:
    file.seek(0)
    data = file.read(MAX_XLS_BYTES + 1)
    if len(data) > MAX_XLS_BYTES:
        raise too_big(path)
    return open_excel(path, "xls", scan_xls(path, data))


def _open_text(text: TextFile) -> Workbook:
    kind = text_kind(text.path, next(text.pieces(SAMPLE), ""))
    if kind == "html":
        return open_html(text)
    if kind == "json":
        return open_json(text)
    if kind == "ndjson":
        return open_ndjson(text)
    sheet = CsvSheet(text)
    delimiter = _DELIMITER_NAMES.get(sheet.delimiter, sheet.delimiter)
    notes = [
        _("penyandian {name}").format(name=text.encoding),
        _("pemisah kolom {delimiter}").format(delimiter=delimiter),
    ]
    return Workbook(text.path, "csv", notes, encoding=text.encoding, delimiter=sheet.delimiter, _sheets=[sheet])
