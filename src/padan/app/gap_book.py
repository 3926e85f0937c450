"""The gaps as a workbook for officers: a sheet for each kind, village by village and agency by agency."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from padan.app.gap_list import Gap
from padan.kernel.texts import _
from padan.pipeline.assess import GapKind, kinds
from padan.reference import regions
from padan.reports.wording import agency_name

#: Columns with their widths, in characters.
_WIDTHS = (20, 24, 24, 28, 34, 20, 70, 44, 26, 20)


def write_gap_book(gaps: Sequence[Gap], target: Path) -> None:
    """Write the workbook. Every cell is text, so that nothing in it is taken for a formula or a number."""
    own = [(kind, [gap for gap in gaps if gap.kind == kind.code]) for kind in kinds()]
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        _summary(book, own)
        for kind, rows in own:
            if rows:
                _sheet(book, kind, rows)


def _headers() -> tuple[str, ...]:
    return (
        _("Kecamatan"), _("Desa/kelurahan"), _("Yang bertindak"), _("Kepala keluarga"), _("Orang"), "NIK",
        _("Selisih"), _("Terlihat di"), _("Tindak lanjut"), _("Nomor selisih"),
    )  # fmt: skip


def _summary(book: xlsxwriter.Workbook, own: Sequence[tuple[GapKind, Sequence[Gap]]]) -> None:
    page = book.add_worksheet(_("Ringkasan"))
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    top = book.add_format({"valign": "top"})
    for column, (title, width) in enumerate(
        ((_("Selisih"), 52), (_("Yang ditanyakan"), 70), (_("Yang bertindak"), 30), (_("Jumlah"), 10))
    ):
        page.set_column(column, column, width)
        page.write_string(0, column, title, head)
    page.freeze_panes(1, 0)
    line = 1
    for kind, rows in own:
        for agency in sorted({gap.agency for gap in rows}):
            page.write_string(line, 0, kind.title, wrap)
            page.write_string(line, 1, kind.question, wrap)
            page.write_string(line, 2, agency_name(agency), wrap)
            page.write_number(line, 3, sum(gap.agency == agency for gap in rows), top)
            line += 1
    page.autofilter(0, 0, max(line - 1, 0), 3)


def _sheet(book: xlsxwriter.Workbook, kind: GapKind, rows: Sequence[Gap]) -> None:
    # A sheet's name holds 31 characters and the code is the shorter of the two.
    page = book.add_worksheet(kind.code[:31])
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    band = book.add_format({"text_wrap": True, "valign": "top", "top": 1})
    for column, (title, width) in enumerate(zip(_headers(), _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, head)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, len(rows), len(_WIDTHS) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    before: str | None = ""
    for line, gap in enumerate(rows, 1):
        style = band if gap.village_code != before else wrap
        before = gap.village_code
        for column, text in enumerate(_cells(gap)):
            page.write_string(line, column, text, style)


def _cells(gap: Gap) -> tuple[str, ...]:
    village = regions.region(gap.village_code) if gap.village_code else None
    district = regions.region(village.parent_code or "") if village else None
    return (
        district.name if district else "",
        village.name if village else gap.village_code or _("tidak diketahui"),
        agency_name(gap.agency),
        gap.head or "",
        "\n".join(gap.people),
        "\n".join(gap.niks),
        gap.told,
        "\n".join(gap.places),
        "",
        gap.gap_id,
    )
