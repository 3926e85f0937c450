"""The sheet of refused rows: as they were sent, with why and what to do, to be corrected and sent back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter

from padan.kernel.texts import _
from padan.pipeline.receive import reasons
from padan.pipeline.receive.receipt import Receipt
from padan.pipeline.sources.recognise import OUR_COLUMNS

WHY, REMEDY, ROW, COLUMN, SHEET = OUR_COLUMNS

#: A sheet holds 1,048,576 rows; what does not fit is in the Parquet file of the rejects.
MOST_ROWS = 1_000_000


def write_reject_sheet(rejects: Path, receipt: Receipt, target: Path) -> Path:
    """Write the rejects of a receipt as a workbook with one sheet for each sheet that was received."""
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#FCE4D6", "text_wrap": True, "valign": "top"})
        plain = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        fault = book.add_format({"bg_color": "#FFF2CC"})
        for number, sheet in enumerate(receipt.sheets, 1):
            if not sheet.rows_rejected:
                continue
            page = book.add_worksheet(_sheet_name(sheet.sheet, number))
            headers = (*sheet.headers, WHY, REMEDY, COLUMN, ROW, SHEET)
            page.freeze_panes(1, 0)
            page.set_column(0, len(sheet.headers) - 1, 16)
            page.set_column(len(sheet.headers), len(headers) - 1, 36)
            for index, header in enumerate(headers):
                page.write_string(0, index, header, bold if header in OUR_COLUMNS else plain)
            for line, (cells, faults, ours) in enumerate(_rows(rejects, sheet.sheet), 1):
                if line > MOST_ROWS:
                    break
                for index, cell in enumerate(cells):
                    if cell is not None:
                        wrong = index < len(sheet.headers) and sheet.headers[index] in faults
                        page.write_string(line, index, cell, fault if wrong else None)
                for index, text in enumerate(ours, len(sheet.headers)):
                    page.write_string(line, index, text)
    return target


def _rows(rejects: Path, sheet: str) -> Iterator[tuple[list[str | None], set[str], tuple[str, ...]]]:
    """Each refused row once: its cells, the headers at fault, and our columns."""
    found = pq.read_table(rejects, filters=[("sheet", "=", sheet)]).sort_by([("row", "ascending")])
    for row, problems in groupby(found.to_pylist(), key=lambda reject: reject["row"]):
        several = list(problems)
        codes = list(dict.fromkeys(p["reason"] for p in several))
        why = "; ".join(
            f"{p['column']}: {reasons.what(p['reason'])}" if p["column"] else reasons.what(p["reason"])
            for p in several
        )
        remedy = " ".join(reasons.remedy(code) for code in codes)
        faults = {p["column"] for p in several}
        yield several[0]["cells"], faults, (why, remedy, ", ".join(sorted(faults - {""})), str(row), sheet)


def _sheet_name(name: str, number: int) -> str:
    clean = "".join(c for c in name if c not in "[]:*?/\\")[:28].strip("'")
    return clean or _("ditolak {number}").format(number=number)
