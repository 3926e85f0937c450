"""Numbers to take along: as a workbook with its control totals and its origin, and as a plain table; and the names
behind a number as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.reports.books import IN_MEMORY
from padan.reports.counting.control import Tier
from padan.reports.counting.numbers import Check, Edition, Number, Where
from padan.reports.watermark import Watermark, mark_book

#: The columns of a table of numbers, for programs: the same in every language.
COLUMNS: Final = (
    "release", "as_of", "section", "area", "place", "measure", "meaning", "number", "among", "share",
)  # fmt: skip
_WIDTHS: Final = (34, 16, 36, 26, 44, 10, 10, 10, 24, 13)


@dataclass(frozen=True, slots=True)
class Section:
    """Numbers that stand together on a page."""

    title: str
    numbers: Sequence[Number]


@dataclass(frozen=True, slots=True)
class About:
    """What a file is of: its title, the release, the place in words; ``held_back``: some numbers are not told."""

    title: str
    of: Edition
    place: str
    held_back: bool


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One place of the control totals."""

    where: Where
    tier: Tier


def numbers_csv(sections: Iterable[Section]) -> bytes:
    """One line a number. A number that is not told is empty; a share is from 0 to 1."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for section in sections:
        lines.writerows(
            (
                each.of.name, each.of.as_of.isoformat(), section.title, each.where.code, each.where.words,
                each.measure, each.words, each.number, each.among, each.part,
            )
            for each in section.numbers
        )  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def numbers_book(
    sections: Sequence[Section], checks: Sequence[Check], control: Sequence[ControlLine], about: About, mark: Watermark
) -> bytes:
    """An xlsx: the numbers, the control totals, and what the file is of. ``control`` are the places of the page of
    control totals; none elsewhere."""
    out = io.BytesIO()
    with _book(out, mark) as (book, styles):
        if sections:
            _numbers(book.add_worksheet(_("Angka")), sections, styles)
        if control:
            _control(book.add_worksheet(_("Tingkat")), control, styles)
        _checks(book.add_worksheet(_("Jumlah kendali")), checks, styles)
        _about(book.add_worksheet(_("Keterangan")), about, mark, styles)
        mark_book(book, book.worksheets(), mark)
    return out.getvalue()


def names_book(lines: Iterable[Sequence[str]], about: About, mark: Watermark) -> bytes:
    """An xlsx of the names behind a number, a row each: who, what is said, facts, place, number."""
    out = io.BytesIO()
    with _book(out, mark) as (book, styles):
        page = book.add_worksheet(_("Nama"))
        titles = (_("Nama"), _("Yang dikatakan"), _("Lainnya"), _("Wilayah"), _("Nomor di register"))
        _table(page, titles, (30, 60, 50, 36, 20), lines, styles)
        _about(book.add_worksheet(_("Keterangan")), about, mark, styles)
        mark_book(book, book.worksheets(), mark)
    return out.getvalue()


@contextmanager
def _book(out: io.BytesIO, mark: Watermark) -> Any:
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        styles = {
            "strong": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "share": book.add_format({"num_format": "0.0%", "valign": "top"}),
        }
        yield book, styles


def _numbers(page: Any, sections: Sequence[Section], styles: Any) -> None:
    titles = (
        _("Bagian halaman"), _("Kode wilayah"), _("Wilayah"), _("Kode ukuran"), _("Ukuran"), _("Jumlah"), _("Dari"),
        _("Bagian"), _("Rilis"), _("Keadaan"),
    )  # fmt: skip
    lines = [
        (
            section.title, each.where.code, each.where.words, each.measure, each.words, each.number, each.among,
            each.part, each.of.name, each.of.as_of.isoformat(),
        )
        for section in sections for each in section.numbers
    ]  # fmt: skip
    _table(page, titles, _WIDTHS, lines, styles)


def _checks(page: Any, checks: Sequence[Check], styles: Any) -> None:
    titles = (_("Yang dijumlahkan"), _("Semua"), _("Jumlah bagiannya"), _("Tidak ditampilkan"), _("Sama?"))
    lines = [(each.words, each.whole, each.parts, each.hidden, _said(each)) for each in checks]
    _table(page, titles, (50, 12, 16, 16, 44), lines, styles)
    told = _("Semua jumlah cocok.") if all(each.agrees for each in checks) else _("Ada jumlah yang berbeda.")
    page.write_string(len(lines) + 2, 0, told, styles["strong"])


def _said(check: Check) -> str:
    if not check.agrees:
        return _("berbeda")
    return _("sisanya di wilayah yang tidak ditampilkan") if check.hidden else _("sama")


def _control(page: Any, control: Sequence[ControlLine], styles: Any) -> None:
    titles = (_("Wilayah"), _("Di rilis"), _("Dihitung"), _("Tanpa penghuni"), _("Di kantor"), _("Sama?"))
    lines = [
        (
            line.where.words, line.tier.in_release, line.tier.counted, line.tier.emptied, line.tier.in_office,
            _("sama") if line.tier.agrees else _("berbeda"),
        )
        for line in control
    ]  # fmt: skip
    _table(page, titles, (44, 12, 12, 16, 12, 12), lines, styles)
    page.write_string(len(lines) + 2, 0, _("Di rilis = dihitung + tanpa penghuni = di kantor."))


def _about(page: Any, about: About, mark: Watermark, styles: Any) -> None:
    lines = [
        (_("Isi"), about.title), (_("Wilayah"), about.place), (_("Rilis"), about.of.name),
        (_("Keadaan"), day(about.of.as_of)), (_("Diunduh"), str(mark)),
    ]  # fmt: skip
    if about.held_back:
        lines.append((_("Sel kosong"), _("Tidak ditampilkan: angka di bawah lima dapat menunjuk orang.")))
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 90)
    for number, (label, text) in enumerate(lines):
        page.write_string(number, 0, label, styles["strong"])
        page.write_string(number, 1, text, styles["text"])


def _table(
    page: Any, titles: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[Any]], styles: Any
) -> None:
    """Heads that stay in sight and can be sifted by, and a row a line."""
    page.set_landscape()
    page.freeze_panes(1, 0)
    for place, (title, width) in enumerate(zip(titles, widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, title, styles["strong"])
    last = 0
    for last, line in enumerate(lines, 1):
        for place, value in enumerate(line):
            _cell(page, last, place, value, styles)
    page.autofilter(0, 0, last, len(titles) - 1)


def _cell(page: Any, line: int, place: int, value: Any, styles: Any) -> None:
    if isinstance(value, float):
        page.write_number(line, place, value, styles["share"])
    elif isinstance(value, int):
        page.write_number(line, place, value, styles["number"])
    elif value:
        page.write_string(line, place, value, styles["text"])
