"""The annex of a decree as a workbook: one sheet, a row for each recipient."""

from __future__ import annotations

import io

import xlsxwriter

from padan.reports.decree.content import HEAD, WIDTHS, Paper


def as_xlsx(paper: Paper, subject: str) -> bytes:
    """The annex. Every cell is text, so that no number loses its last digits."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": subject, "author": paper.issuer})
        sheet = book.add_worksheet("Lampiran")
        strong = book.add_format({"bold": True, "text_wrap": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width * 6)
        row = 0
        for line in (*paper.annex, *paper.notes, f"Segel (SHA-256): {paper.seal}" if paper.seal else "RANCANGAN"):
            sheet.write_string(row, 0, line)
            row += 1
        sheet.write_row(row, 0, HEAD, strong)
        sheet.repeat_rows(row)
        sheet.freeze_panes(row + 1, 0)
        for group in paper.groups:
            for cells in group.rows:
                row += 1
                for place, text in enumerate(cells):
                    sheet.write_string(row, place, text)
        sheet.write_string(row + 1, 0, paper.total)
    return made.getvalue()
