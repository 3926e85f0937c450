"""What giving did as a workbook: the tables of the page, no child."""

from __future__ import annotations

import io

import xlsxwriter

from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.registry.queries import Release
from padan.reports.books import IN_MEMORY, add_sheet
from padan.reports.monitoring.papers import write_sheet
from padan.reports.outcome.words import Told, caution
from padan.reports.watermark import Watermark, mark_book


def outcome_book(found: list[Told], release: Release, place: str, mark: Watermark) -> bytes:
    """A sheet for each table, and one that says what they are."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        strong, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet(_("Keterangan"))
        page.set_column(0, 0, 100, wrap)
        for table in (table for each in found for table in (each.groups, each.places)):
            write_sheet(add_sheet(book, table.title), table, (strong, number, wrap))
        page.write_column(0, 0, [
            _("Hasil bantuan pemberi"), place,
            _("Rilis {name}, keadaan {day}.").format(name=release.name, day=day(release.as_of)),
            *(f"{each.kind}: {each.compared}" for each in found), caution(),
            _("Untuk dipakai di kantor: angka kecil dapat mengenali anak."), str(mark),
        ])  # fmt: skip
        mark_book(book, book.worksheets(), mark)
    return out.getvalue()
