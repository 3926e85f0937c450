"""The quarterly report as PDF and as a workbook: the same tables."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.reports.books import IN_MEMORY, add_sheet
from padan.reports.counting.suppressing import LEAST
from padan.reports.documents import Document, as_pdf, table_part
from padan.reports.monitoring.content import Monitored
from padan.reports.monitoring.tables import Table
from padan.reports.watermark import Watermark, mark_book


def report_pdf(report: Monitored, mark: Watermark) -> bytes:
    """The report to print and send."""
    parts = [
        table_part(
            each.title, each.note, each.nothing, head=each.head, widths=each.widths, rows=each.written,
            amounts=each.amounts,
        )
        for each in report.tables
    ]  # fmt: skip
    document = Document(
        _title(report), _under(report), _opening(report), parts, [_("Mengetahui, ketua TPPS"), _("Sekretaris TPPS")]
    )
    return as_pdf(document, mark)


def report_book(report: Monitored, mark: Watermark) -> bytes:
    """The same as xlsx, a sheet for each table."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        strong, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for table in report.tables:
            write_sheet(add_sheet(book, table.title), table, (strong, number, wrap))
        page = book.add_worksheet(_("Keterangan"))
        page.set_column(0, 0, 100, wrap)
        page.write_column(0, 0, [_title(report), _under(report), *_opening(report), str(mark)])
        mark_book(book, book.worksheets(), mark)
    return out.getvalue()


def write_sheet(page: Any, table: Table, styles: tuple[Any, Any, Any]) -> None:
    """A table on a sheet of its own; ``styles`` of headings, numbers and texts."""
    strong, number, wrap = styles
    page.freeze_panes(1, 0)
    for column, (title, width) in enumerate(zip(table.head, table.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, strong)
    for line, (row, told) in enumerate(zip(table.rows, table.written, strict=True), start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(line, column, cell, number)
            else:
                page.write_string(line, column, told[column], wrap)
    notes = [text for text in (table.note, "" if table.rows else table.nothing) if text]
    page.write_column(len(table.rows) + 2, 0, notes)


def _title(report: Monitored) -> str:
    return _("Laporan pemantauan percepatan penurunan stunting: pemberian dan koordinasi")


def _under(report: Monitored) -> str:
    return f"{report.quarter.words} · {report.place}"


def _opening(report: Monitored) -> list[str]:
    return [
        _("Dihitung sampai {day} dari register, penyerahan, dan catatan pertemuan.").format(day=day(report.until)),
        _("Jumlah keluarga atau anak di bawah {n} tidak disebut.").format(n=LEAST),
    ]
