"""Workbooks: the activities, each once with every report of it; and the refused rows of a report."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter

from padan.kernel.cells import CELL_LETTERS
from padan.kernel.texts import _, language
from padan.kernel.writing import day
from padan.office.activities.queries import Reject
from padan.reference.activities import activity_kinds
from padan.reports.activities.once import Once, Told
from padan.reports.activities.words import ADDRESSED, RULES, class_words, reason_of_class
from padan.reports.books import IN_MEMORY
from padan.reports.watermark import Watermark, mark_book
from padan.reports.wording import region_name

_WIDTHS: Final = (8, 16, 24, 24, 40, 12, 12, 24, 16, 28, 16, 20, 30, 50, 14)
_MONEY: Final = "#,##0"


def activities_book(once: Iterable[Once], mark: Watermark) -> bytes:
    """An xlsx of one line a report: its first of each activity has the value that counts, the others have none, so
    that the column adds up."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        page = book.add_worksheet(_("Kegiatan"))
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DDEBF7"})
        money = book.add_format({"num_format": _MONEY})
        for column, (title, width) in enumerate(zip(_titles(), _WIDTHS, strict=True)):
            page.write_string(0, column, title, head)
            page.set_column(column, column, width)
        line = 0
        for number, each in enumerate(once, 1):
            for place, told in enumerate(each.reports):
                line += 1
                cells = (number, *_cells(each, told, counts=place == 0))
                for column, cell in enumerate(cells):
                    if isinstance(cell, int):
                        page.write_number(line, column, cell, money)
                    else:
                        page.write_string(line, column, cell)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, line, len(_WIDTHS) - 1)
        mark_book(book, [page], mark)
    return out.getvalue()


def rejects_book(rejects: Sequence[Reject], mark: Watermark) -> bytes:
    """An xlsx of the refused rows: their cells under their own heads, to be corrected and sent again, and beside them
    where each stood, which column is wrong, why, and what to do."""
    rows: list[tuple[Reject, dict[str, str]]] = [(each, json.loads(each.written)) for each in rejects]
    heads = list(dict.fromkeys(name for _each, cells in rows for name in cells))
    notes = (_("Lembar"), _("Baris"), _("Kolom yang salah"), _("Mengapa"), _("Yang perlu dilakukan"))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        page = book.add_worksheet(_("Baris yang ditolak"))
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DDEBF7"})
        page.set_column(0, len(heads) + len(notes) - 1, 22)
        page.write_row(0, 0, [*(name or _("Isi baris") for name in heads), *notes], bold)
        for line, (each, cells) in enumerate(rows, 1):
            told = (each.sheet, str(each.row), each.column, each.why, each.remedy)
            for column, cell in enumerate((*(cells.get(name, "") for name in heads), *told)):
                page.write_string(line, column, cell[:CELL_LETTERS])
        page.freeze_panes(1, 0)
        mark_book(book, [page], mark)
    return out.getvalue()


def _titles() -> tuple[str, ...]:
    return (
        _("Nomor kegiatan"), _("Dilaporkan kepada"), _("Pengirim"), _("Perusahaan"), _("Kegiatan"), _("Mulai"),
        _("Selesai"), _("Tempat"), _("Nilai dilaporkan (Rp)"), _("Dasar nilai"), _("Nilai dihitung (Rp)"),
        _("Golongan"), _("Yang dikerjakan"), _("Alasan golongan"), _("Salah bidang"),
    )  # fmt: skip


def _cells(each: Once, told: Told, *, counts: bool) -> tuple[str | int, ...]:
    one = told.activity
    value = each.counted.value if counts and each.counted.value is not None else ""
    return (
        ADDRESSED[one.report.addressed](), one.report.sender, one.company,
        one.title, day(one.since), day(one.until), region_name(one.area),
        one.value if one.value is not None else "", RULES[each.counted.rule]() if counts else "", value,
        class_words(told.of), activity_kinds()[told.kind].name(language()) if told.kind else "", reason_of_class(told),
        _("ya") if told.misfiled else "",
    )  # fmt: skip
