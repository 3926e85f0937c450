"""Corrections for OpenSID as two workbooks: one that its importer takes, and one that tells the operator why."""

from __future__ import annotations

import io
import zipfile
from typing import Final

import xlsxwriter

from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.reports.books import IN_MEMORY
from padan.reports.opensid_cells import COLUMNS
from padan.reports.opensid_corrections import Correction, Corrections, attribute_words
from padan.reports.task_book import row_height
from padan.reports.watermark import Watermark, mark_book

#: The name that OpenSID's own export gives its sheet.
_SHEET: Final = "Data Penduduk"
_WIDTHS: Final = (30, 20, 22, 26, 26, 52, 40)


def correction_files(found: Corrections, place: str, mark: Watermark) -> bytes:
    """Both workbooks in one zip; the one for the importer is left out where no row is for it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        if found.rows:
            packed.writestr("impor-opensid.xlsx", import_book(found, mark))
        packed.writestr("alasan-koreksi.xlsx", reasons_book(found, place, mark))
    return out.getvalue()


def import_book(found: Corrections, mark: Watermark) -> bytes:
    """The rows with the importer's columns, all as text. There is one sheet: the importer reads every one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        page = book.add_worksheet(_SHEET)
        mark_book(book, [page], mark)
        for line, cells in enumerate((COLUMNS, *([row[column] for column in COLUMNS] for row in found.rows))):
            for place, text in enumerate(cells):
                if text:
                    page.write_string(line, place, text)
    return out.getvalue()


def reasons_book(found: Corrections, place: str, mark: Watermark) -> bytes:
    """Each correction with its reason: those that the importer makes, those to be made by hand, and how."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        guide = book.add_worksheet(_("Petunjuk"))
        guide.set_column(0, 0, 110)
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for line, text in enumerate((_("Koreksi untuk OpenSID"), place, str(mark), "", *_guide(found))):
            guide.write_string(line, 0, text, wrap)
        for title, by_hand in ((_("Lewat impor"), False), (_("Dengan tangan"), True)):
            page = book.add_worksheet(title)
            strong = book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True})
            for column, head in enumerate(_titles()):
                page.write_string(0, column, head, strong)
                page.set_column(column, column, _WIDTHS[column])
            own = (each for each in found.told if bool(each.by_hand) is by_hand)
            for line, correction in enumerate(own, 1):
                for column, text in enumerate(_cells(correction)):
                    page.write_string(line, column, text, wrap)
                page.set_row(line, row_height(zip(_cells(correction), _WIDTHS, strict=True)))
            page.freeze_panes(1, 1)
            page.set_landscape()
            page.fit_to_pages(1, 0)
        mark_book(book, book.worksheets(), mark)
    return out.getvalue()


def _titles() -> tuple[str, ...]:
    return (
        _("Nama di buku desa"), "NIK", _("Isian"), _("Tertulis di buku desa"), _("Seharusnya"), _("Mengapa"),
        _("Mengapa dengan tangan"),
    )  # fmt: skip


def _cells(told: Correction) -> tuple[str, ...]:
    return (told.name, told.nik, attribute_words(told.attribute), told.own, told.value, told.why, told.by_hand)


def _guide(found: Corrections) -> tuple[str, ...]:
    by_hand = sum(bool(each.by_hand) for each in found.told)
    return (
        _("{rows} baris untuk diimpor, {hand} koreksi dengan tangan, dari {listed} penduduk di buku desa.").format(
            rows=count(len(found.rows)), hand=count(by_hand), listed=count(found.listed)
        ),
        _("Periksa tiap koreksi sebelum mengimpor; hapus dari berkas impor baris yang menurut Anda keliru."),
        _("Cadangkan basis data OpenSID dahulu. Jangan centang pilihan menghapus data penduduk yang ada."),
        _("Impor impor-opensid.xlsx di OpenSID: Kependudukan, Penduduk, Impor. Sel kosong tidak mengubah apa pun."),
        _("Baris yang dusun, RW, RT atau KK-nya lain dari yang tersimpan ditolak OpenSID; kerjakan dengan tangan."),
        _("Berkas ini memuat NIK utuh. Hapus setelah selesai, lalu kirim ekspor OpenSID yang baru di halaman Berkas."),
    )  # fmt: skip
