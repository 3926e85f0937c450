"""The list of a round as a workbook to take along."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import xlsxwriter

from padan.kernel.texts import _
from padan.reports.books import IN_MEMORY
from padan.reports.watermark import Watermark, mark_book

_WIDTHS: Final = (8, 26, 30, 22, 8, 8, 30, 34, 20)
#: The row of the column heads; the title and the watermark stand above.
_HEAD: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One family: its ``rank``, its head, where it lives, and how it stands; numbers are masked."""

    rank: int
    name: str
    address: str
    card: str
    rt: str
    rw: str
    village: str
    standing: str
    family_id: str


def list_book(title: str, lines: Iterable[Line], mark: Watermark) -> bytes:
    """An xlsx of one sheet, a row a family, in the order given."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        page = book.add_worksheet(_("Daftar"))
        strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        mark_book(book, [page], mark)
        page.set_landscape()
        page.freeze_panes(_HEAD + 1, 0)
        page.repeat_rows(_HEAD)
        page.write_string(0, 0, title, strong)
        page.write_string(1, 0, str(mark))
        for place, (name, width) in enumerate(zip(_titles(), _WIDTHS, strict=True)):
            page.set_column(place, place, width)
            page.write_string(_HEAD, place, name, strong)
        for row, line in enumerate(lines, _HEAD + 1):
            page.write_number(row, 0, line.rank)
            for place, text in enumerate(_texts(line), 1):
                page.write_string(row, place, text)
    return out.getvalue()


def _titles() -> tuple[str, ...]:
    return (
        _("Urutan"), _("Kepala keluarga"), _("Alamat"), _("Nomor KK"), _("RT"), _("RW"), _("Desa"), _("Keadaan"),
        _("Nomor di register"),
    )  # fmt: skip


def _texts(line: Line) -> Sequence[str]:
    return (
        line.name, line.address, line.card, line.rt, line.rw, line.village, line.standing, line.family_id
    )  # fmt: skip
