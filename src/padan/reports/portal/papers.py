"""What a giver downloads: a receipt of what was handed out, a report as PDF and workbook, and a certificate of thanks.

All are made of :class:`padan.reports.portal.own.Own`, as the pages are; no file, and no name of one, holds more.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Final

import xlsxwriter

from padan.kernel.texts import _
from padan.kernel.writing import count, day, rupiah
from padan.reports.aid_words import kind_words
from padan.reports.books import IN_MEMORY, add_sheet
from padan.reports.documents import Document, Part, as_pdf, table_part
from padan.reports.portal.own import Own
from padan.reports.portal.words import (
    amount_words,
    cell_words,
    given_words,
    month_words,
    progress_words,
    status_words,
)
from padan.reports.watermark import Watermark, mark_book
from padan.reports.wording import region_name
from padan.rules.giving.units import units_words

_WIDTH: Final = 30


def report_of(own: Own, today: date) -> Document:
    """The report: what was pledged and given, whom it reached, and how they grow."""
    opening = (
        _("Laporan ini tidak memuat nama atau alamat siapa pun. Kode hanya berlaku untuk pemberi ini."),
        _("Yang terlalu sedikit untuk dirinci tidak ditampilkan, sehingga tidak seorang pun dapat dikenali."),
    )  # fmt: skip
    return Document(_("Laporan pemberian"), _under(own, today), opening, _parts(own))


def receipt_of(own: Own, today: date) -> Document:
    """The receipt (*tanda terima*): what families received, by month."""
    total = Part(_("Jumlah"), facts=((_("Sudah diterima keluarga"), rupiah(own.given)),))
    opening = (_("Telah diterima oleh keluarga, menurut catatan penyerahan yang dihitung:"),)
    signers = (_("Sekretariat TPPS"), _("Pemberi"))
    return Document(_("Tanda terima"), _under(own, today), opening, (_handed(own), total), signers)


def certificate_of(own: Own, today: date) -> Document:
    """The certificate of thanks, with its number; it speaks of no child."""
    number = _("Nomor {number}").format(number=f"{own.giver.pk}/{today:%Y%m%d}")
    opening = (
        _("Pemerintah daerah {place} menyampaikan terima kasih kepada").format(place=region_name(own.giver.area)),
        own.giver.called,
        _("atas pemberian senilai {value} untuk keluarga yang memerlukannya.").format(value=rupiah(own.given)),
    )  # fmt: skip
    return Document(_("Piagam terima kasih"), f"{number} · {day(today)}", opening, (), (_("Ketua TPPS"),))


def report_pdf(own: Own, mark: Watermark) -> bytes:
    """The report as a PDF."""
    return as_pdf(report_of(own, mark.at.date()), mark)


def receipt_pdf(own: Own, mark: Watermark) -> bytes:
    """The receipt as a PDF."""
    return as_pdf(receipt_of(own, mark.at.date()), mark)


def certificate_pdf(own: Own, mark: Watermark) -> bytes:
    """The certificate as a PDF."""
    return as_pdf(certificate_of(own, mark.at.date()), mark)


def report_book(own: Own, mark: Watermark) -> bytes:
    """The report as xlsx, a sheet for each of its parts; every cell is text, as in the PDF."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for part in _parts(own):
            page = add_sheet(book, part.title)
            page.set_column(0, len(part.head), _WIDTH)
            page.write_string(0, 0, f"{own.giver.called}, {day(mark.at.date())}", strong)
            page.write_string(1, 0, part.note)
            for row, cells in enumerate((part.head, *part.rows), start=2):
                for place, text in enumerate(cells):
                    page.write_string(row, place, text, strong if row == 2 else None)
        mark_book(book, book.worksheets(), mark)
    return out.getvalue()


def _under(own: Own, today: date) -> str:
    return f"{own.giver.called} · {region_name(own.giver.area)} · {day(today)}"


def _parts(own: Own) -> Sequence[Part]:
    pledges = table_part(
        _("Janji"), _("Selebihnya: belum diserahkan, sudah gugur, atau tidak dirinci."), _("Belum ada janji."),
        head=(_("Janji"), _("Keadaannya"), _("Sudah diterima keluarga"), _("Selebihnya")), widths=(3, 2, 2, 2),
        amounts=(2, 3),
        rows=[
            (amount_words(each, each.pledged), status_words(each), amount_words(each, each.given),
             amount_words(each, each.rest))
            for each in own.accounts
        ],
    )  # fmt: skip
    helped = table_part(
        _("Yang dibantu"), _("Tempat tinggal dan umur seperti pada saat bantuan dimulai."),
        _("Belum ada yang dapat ditampilkan."),
        head=(_("Kode"), _("Siapa"), _("Bantuan"), _("Sudah diterima")), widths=(2, 4, 3, 2),
        rows=[(each.code, cell_words(each.cell), kind_words(each.kind), given_words(each)) for each in own.helped],
    )  # fmt: skip
    groups = table_part(
        _("Perkembangan"), _("Sekelompok paling sedikit lima anak, juga anak yang dibantu pemberi lain."),
        _("Masih terlalu sedikit untuk ditampilkan."),
        head=(_("Bantuan"), _("Anak"), _("Sejak bantuan dimulai")), widths=(3, 1, 5),
        rows=[(kind_words(kind), count(told.total()), progress_words(told)) for kind, told in own.groups],
    )  # fmt: skip
    return pledges, helped, _handed(own), groups


def _handed(own: Own) -> Part:
    return table_part(
        _("Diterima keluarga"), "", _("Belum ada penyerahan yang dihitung."),
        head=(_("Bulan"), _("Bantuan"), _("Banyaknya"), _("Senilai")), widths=(2, 3, 2, 2),
        amounts=(2, 3),
        rows=[
            (month_words(each.month), kind_words(each.kind), units_words(each.unit, each.units), rupiah(each.value))
            for each in own.handed
        ],
    )  # fmt: skip
