"""The record of handing over of each family on a page of its own, to be signed and given to it."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.aid.queries import Round
from padan.reports.bast import Received, opening, rows_of
from padan.reports.delivery_words import items_words
from padan.reports.documents import marked
from padan.reports.portions import Layout, laid_out
from padan.reports.watermark import Watermark
from padan.reports.wording import village_name

#: Some 200 MB at a time.
_LAYOUT: Final = Layout("bast_sheets.typ", on_page=1, at_once=250)


def handed_to(village: str, held: Round, month: date) -> list[Received]:
    """The families of a village that received anything in a month, by address and name."""
    return [row for row in rows_of(Scope((village,)), held, month) if row.handed]


def sheets(held: Round, village: str, month: date, rows: list[Received], mark: Watermark) -> bytes:
    """A page for each of these families, at least one, as a PDF."""
    common = {
        "title": _("Berita acara serah terima bantuan"), "opening": opening(), **marked(mark),
        "under": f"{held.programme.name} · {held.name}", "page": [_("Halaman"), _("dari")],
        "signers": [_("Yang menyerahkan"), _("Yang menerima"), _("Mengetahui, kepala desa")],
        "by_hand": _("Nama dan tanda tangan atau cap jempol"),
    }  # fmt: skip
    return laid_out(_LAYOUT, common, [{"facts": _facts(row, village, month)} for row in rows])


def _facts(row: Received, village: str, month: date) -> list[tuple[str, str]]:
    return [
        (_("Keluarga"), row.name), (_("Alamat"), "\n".join(filter(None, (row.address, village_name(village))))),
        (_("Bulan"), _("mulai {day}").format(day=day(month))), (_("Hak"), items_words(row.owed)),
        (_("Diterima"), items_words(row.handed)), (_("Yang menerima"), "\n".join(row.took)),
        (_("Pemeriksaan dan bukti"), "\n".join(row.evidence)),
    ]  # fmt: skip
