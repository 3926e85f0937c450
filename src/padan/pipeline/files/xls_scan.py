"""Looking through an old xls before it is read: password, how far its cells reach, error cells.

Record numbers are those of the published format description [MS-XLS] 2.3.
"""

from __future__ import annotations

import struct
from pathlib import Path

from padan.kernel.texts import _
from padan.pipeline.files.compound import CompoundFile
from padan.pipeline.files.dangers import damaged, needs_password, refusal
from padan.pipeline.files.extent import Extent, too_far

_BOUND_SHEET, _FILE_PASS, _BOF, _EOF, _FORMULA = 0x0085, 0x002F, 0x0809, 0x000A, 0x0006
_MULTIPLE_NUMBERS, _BOOL_OR_ERROR = 0x00BD, 0x0205
_CELLS = {0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, _MULTIPLE_NUMBERS, _BOOL_OR_ERROR, _FORMULA, 0x0406, 0x0207}
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def scan_xls(path: Path, data: bytes) -> list[Extent]:
    """Extent and error cells of the sheets in the order of the file; refuses what is unsafe to read."""
    compound = CompoundFile(path, data)
    if "EncryptedPackage" in compound.streams:
        raise needs_password(path)
    book = next((name for name in ("Workbook", "Book", "WORKBOOK", "BOOK") if name in compound.streams), None)
    if book is None:
        raise refusal(
            path,
            _("Ini berkas Office lama, tetapi bukan lembar kerja Excel."),
            _("Kirim daftar dalam bentuk .xlsx, .xls, .ods atau .csv."),
        )
    return _extents(path, compound.stream(book))


def _extents(path: Path, stream: bytes) -> list[Extent]:
    starts: list[int] = []
    extents: dict[int, Extent] = {}
    # A chart inside a sheet is a stream of its own inside the sheet's.
    inside: list[Extent] = []
    at, end = 0, len(stream) - 4
    while at <= end:
        record, size = struct.unpack_from("<HH", stream, at)
        if record == _FILE_PASS:
            raise needs_password(path)
        if record == _BOUND_SHEET and size >= 4:
            starts.append(struct.unpack_from("<I", stream, at + 4)[0])
        elif record == _BOF:
            inside.append(extents.setdefault(at, Extent()))
        elif record == _EOF and inside:
            inside.pop()
        elif inside and record in _CELLS and size >= 6:
            _add(inside[-1], record, stream[at + 4 : at + 4 + size])
            if not inside[-1].fits:
                raise too_far(path, inside[-1], None)
        at += 4 + size
    # Sheets may be stored in another order than they are shown; each one's place is in its directory entry.
    if any(start not in extents for start in starts):
        raise damaged(path)
    return [extents[start] for start in starts]


def _add(extent: Extent, record: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    if record == _MULTIPLE_NUMBERS:
        column = struct.unpack_from("<H", body, len(body) - 2)[0]
    extent.add(row + 1, column + 1)
    code: int | None = None
    if record == _BOOL_OR_ERROR and len(body) >= 8 and body[7] == 1:
        code = body[6]
    elif record == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
        code = body[8]
    if code in _ERRORS:
        extent.add_error(row + 1, column + 1, _ERRORS[code])
