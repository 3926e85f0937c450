"""Entries of the trail as a workbook to take along."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Final

import xlsxwriter
from django.utils import timezone

from padan.kernel.cells import CELL_LETTERS
from padan.kernel.texts import _
from padan.office.audit.models import Entry
from padan.reports.books import IN_MEMORY
from padan.reports.trail_words import action_words, changes, reason_words, subject_words, who_words
from padan.reports.watermark import Watermark, mark_book
from padan.reports.wording import region_name

_WIDTHS: Final = (9, 17, 26, 24, 30, 34, 40, 50, 50, 66)
#: The row of the column heads; the watermark stands above.
_HEAD: Final = 2


def trail_book(entries: Iterable[Entry], names: Mapping[str, str], mark: Watermark) -> bytes:
    """An xlsx of one sheet, a row an entry, in the order given. ``names`` are those of accounts, by ``account:3``."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        page = book.add_worksheet(_("Jejak"))
        strong, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        mark_book(book, [page], mark)
        page.set_landscape()
        page.freeze_panes(_HEAD + 1, 0)
        for place, width in enumerate(_WIDTHS):
            page.set_column(place, place, width)
        page.write_string(0, 0, str(mark))
        for place, title in enumerate(_titles()):
            page.write_string(_HEAD, place, title, strong)
        for line, entry in enumerate(entries, _HEAD + 1):
            page.write_number(line, 0, entry.number)
            page.write_datetime(line, 1, timezone.localtime(entry.at).replace(tzinfo=None), moment)
            for place, text in enumerate(_texts(entry, names), 2):
                page.write_string(line, place, text[:CELL_LETTERS])
    return out.getvalue()


def _titles() -> tuple[str, ...]:
    return (
        _("Nomor"), _("Waktu"), _("Siapa"), _("Perbuatan"), _("Tentang"), _("Wilayah"), _("Alasan"), _("Sebelum"),
        _("Sesudah"), _("Sidik"),
    )  # fmt: skip


def _texts(entry: Entry, names: Mapping[str, str]) -> tuple[str, ...]:
    told = changes(entry)
    return (
        who_words(entry.by, names), action_words(entry.action), subject_words(entry.subject, names),
        region_name(entry.area) if entry.area else "", reason_words(entry),
        "\n".join(f"{each.about}: {each.before}" for each in told if each.before),
        "\n".join(f"{each.about}: {each.after}" for each in told if each.after), entry.digest,
    )  # fmt: skip
