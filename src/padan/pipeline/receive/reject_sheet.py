"""The sheet of refused rows: as they were sent, with why and what to do, to be corrected and sent back.

Above the header stands what the file's own titles or name had said, so that the corrected rows are read as the
same file's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, groupby
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from padan.kernel.texts import _
from padan.pipeline.receive import reasons
from padan.pipeline.receive.receipt import Receipt, SheetReceipt
from padan.pipeline.sources.recognise import OUR_COLUMNS
from padan.reference import regions

WHY, REMEDY, ROW, COLUMN, SHEET = OUR_COLUMNS

#: Nobody corrects more rows by hand; all of them are in the Parquet file of the rejects.
MOST_ROWS = 100_000

#: What is done with a workbook and its pages before they are closed.
Mark = Callable[[xlsxwriter.Workbook, list[Worksheet]], None]

_Refused = tuple[list[str | None], set[str], tuple[str, ...]]


def write_reject_sheet(rejects: Path, receipt: Receipt, target: Path, mark: Mark | None = None) -> Path:
    """Write the rejects of a receipt as a workbook with one sheet for each sheet that was received. ``mark`` is given
    the workbook and its pages before they are closed; it must leave the cells as they are."""
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#FCE4D6", "text_wrap": True, "valign": "top"})
        plain = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        fault = book.add_format({"bg_color": "#FFF2CC"})
        names: set[str] = set()
        for number, sheet in enumerate(receipt.sheets, 1):
            if sheet.rows_rejected:
                page = book.add_worksheet(_sheet_name(sheet.sheet, number, names))
                top = _write_titles(page, receipt, sheet)
                _write_header(page, top, sheet, plain, bold)
                _write_rows(page, top + 1, _rows(rejects, sheet), sheet, fault)
        if mark is not None:
            mark(book, book.worksheets())
    return target


def _write_titles(page: Worksheet, receipt: Receipt, sheet: SheetReceipt) -> int:
    """What the file said of all its rows, and what is not on this page; how many lines that takes."""
    titles = []
    if receipt.true_at_from != "receipt":
        titles.append(f"Data Tanggal : {receipt.true_at.isoformat()}")
    if receipt.village_code is not None:
        titles.append(f"Desa : {regions.name_of(receipt.village_code)}")
        titles.append(f"Kecamatan : {regions.name_of(receipt.village_code[:8])}")
    if sheet.rows_rejected > MOST_ROWS:
        titles.append(_("{shown} dari {all} baris yang ditolak").format(shown=MOST_ROWS, all=sheet.rows_rejected))
    for line, title in enumerate(titles):
        page.write_string(line, 0, title)
    return len(titles)


def _write_header(page: Worksheet, top: int, sheet: SheetReceipt, plain: Format, bold: Format) -> None:
    ours = (WHY, REMEDY, COLUMN, ROW, SHEET)
    page.freeze_panes(top + 1, 0)
    page.set_column(0, sheet.width - 1, 16)
    page.set_column(sheet.width, sheet.width + len(ours) - 1, 36)
    for index, header in enumerate(sheet.headers):
        page.write_string(top, index, header, plain)
    for index, header in enumerate(ours, sheet.width):
        page.write_string(top, index, header, bold)


def _write_rows(page: Worksheet, top: int, rows: Iterator[_Refused], sheet: SheetReceipt, fault: Format) -> None:
    for line, (cells, faults, ours) in enumerate(rows, top):
        if line - top >= MOST_ROWS:
            break
        for index, cell in enumerate(cells):
            if cell is not None:
                wrong = index < len(sheet.headers) and sheet.headers[index] in faults
                page.write_string(line, index, cell, fault if wrong else None)
        for index, text in enumerate(ours, sheet.width):
            page.write_string(line, index, text)


def _rows(rejects: Path, sheet: SheetReceipt) -> Iterator[_Refused]:
    """Each refused row once: its cells, the headers at fault, and our columns."""
    with pq.ParquetFile(rejects) as file:
        batches = (batch.to_pylist() for batch in file.iter_batches(10_000))
        found = (reject for reject in chain.from_iterable(batches) if reject["sheet"] == sheet.sheet)
        for row, problems in groupby(found, key=lambda reject: reject["row"]):
            several = list(problems)
            codes = dict.fromkeys(p["reason"] for p in several)
            why = "; ".join(
                f"{p['column']}: {reasons.what(p['reason'])}" if p["column"] else reasons.what(p["reason"])
                for p in several
            )
            remedy = " ".join(reasons.remedy(code) for code in codes)
            faults = {p["column"] for p in several}
            ours = (why, remedy, ", ".join(sorted(faults - {""})), str(row), sheet.sheet)
            yield several[0]["cells"], faults, ours


def _sheet_name(name: str, number: int, taken: set[str]) -> str:
    """A name that a workbook accepts: at most 31 characters, none of ``[]:*?/\\``, none twice."""
    clean = "".join(c for c in name if c not in "[]:*?/\\")[:24].strip("' ")
    if not clean or clean.lower() in taken | {"history"}:
        clean = f"{clean} {number}".strip() if clean else _("ditolak {number}").format(number=number)
    taken.add(clean.lower())
    return clean
