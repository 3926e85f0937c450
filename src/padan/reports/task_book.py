"""The workbook of tasks for those who work on paper: a sheet for each form with cells to fill, and the families."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import xlsxwriter

from padan.kernel.texts import _
from padan.kernel.writing import decimal
from padan.reports.books import IN_MEMORY
from padan.reports.task_book_lines import (
    DAY,
    FORMAT,
    HIDDEN,
    KIND,
    NUMBER,
    WHY,
    Choices,
    Heading,
    Line,
    Row,
    as_text,
    column_titles,
)
from padan.reports.village_families import FamilyLine, family_titles
from padan.reports.watermark import Watermark, mark_book
from padan.rules.tasks import FORMS, Field, FieldKind, Form

#: The sheet of what the drop-down lists offer.
_LISTS: Final = "_daftar"
#: Rows above the column heads: what is asked, and how to answer.
_TOP: Final = 2
_WIDTHS: Final = {"_due": 12, "_who": 26, "_place": 24, "_about": 44, "_known": 30, DAY: 14, WHY: 34}
_WIDTHS_OF_FAMILIES: Final = (26, 20, 9, 46, 30, 10, 30, 36)
#: The height of a line of text, points.
_LINE: Final = 15
#: How the cells to fill are kept, where it is not as text: a day typed on paper is a day in the sheet.
_FORMATS: Final = {FieldKind.DAY: "dd-mm-yyyy", FieldKind.NUMBER: "General"}


def task_book(
    rows: Sequence[Row],
    families: Sequence[FamilyLine],
    heading: Heading,
    mark: Watermark,
    *,
    notes: Sequence[str] = (),
) -> bytes:
    """The workbook as xlsx. All but the cells to fill is locked, and every text is written as text. Rows that came
    back have their reason beside them; ``notes`` are told on the first sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, IN_MEMORY) as book:
        writer = _Writer(book)
        writer.guide(heading, mark, notes)
        for form in FORMS.values():
            if own := [row for row in rows if row.line.form == form.code]:
                writer.form(form, own)
        if families:
            writer.families(families)
        pages = book.worksheets()
        writer.hide(heading, [row.line for row in rows])
        mark_book(book, pages, mark)
    return out.getvalue()


def form_names() -> dict[str, str]:
    """What the sheet of a form is called."""
    return {
        "proposal": _("Usulan DTSEN"), "value": _("Nilai yang berbeda"), "identity": _("NIK dan kelahiran"),
        "child": _("Anak dan KK"), "home": _("Tempat tinggal"), "visit": _("Kunjungan anak"),
        "house": _("Air dan jamban"), "pregnancy": _("Ibu hamil"), "report": _("Daftar dikirim"),
        "household": _("Alamat dan rumah"), "living": _("Siapa dengan siapa"), "family": _("Keluarga baru"),
    }  # fmt: skip


def field_title(field: Field) -> str:
    """A field as the head of its column says it: with its unit, or how a day is written."""
    if field.kind is FieldKind.DAY:
        return _("{title} (hari-bulan-tahun)").format(title=_(field.title))
    if field.unit:
        return f"{_(field.title)} ({field.unit})"
    return _(field.title)


def how_to_answer(form: Form) -> str:
    """What must be filled, in a sentence."""
    if form.any_of:
        return _("Isi paling sedikit satu sel kuning selain catatan.")
    names = ", ".join(_(field.title) for field in form.fields if field.name in form.required)
    return _("Harus diisi: {names}. Yang tidak berlaku dibiarkan kosong.").format(names=names)


class _Writer:
    """One workbook while it is written. ``_offered`` is the rows of the lists that are there already."""

    def __init__(self, book: Any) -> None:
        self._book = book
        plain = {"text_wrap": True, "valign": "top", "border": 1}
        fill = {**plain, "bg_color": "#FFF2CC", "locked": False}
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._plain_text = book.add_format({"text_wrap": True, "valign": "top"})
        self._head = book.add_format({**plain, "bold": True, "bg_color": "#DDEBF7"})
        self._told = book.add_format(plain)
        self._shut = book.add_format({**plain, "bg_color": "#E7E6E6"})
        self._wrong = book.add_format({**plain, "bg_color": "#FCE4D6"})
        self._fill = {form: book.add_format({**fill, "num_format": form}) for form in ("@", *_FORMATS.values())}
        self._sheets: list[tuple[str, str]] = []
        self._columns: list[tuple[str, str, str]] = []
        self._offered: dict[tuple[str, ...], str] = {}
        self._lists: list[str] = []

    def guide(self, heading: Heading, mark: Watermark, notes: Sequence[str]) -> None:
        """The first sheet: what this is, and how to fill it."""
        page = self._book.add_worksheet(_("Petunjuk"))
        page.set_column(0, 0, 110)
        page.write_string(0, 0, heading.title, self._title)
        for line, text in enumerate((heading.place, str(mark), *notes, "", *_guide()), 1):
            page.write_string(line, 0, text, self._plain_text)

    def form(self, form: Form, rows: Sequence[Row]) -> None:
        """The sheet of one form."""
        name, titles = form_names()[form.code], column_titles()
        page = self._book.add_worksheet(name)
        came_back = any(row.faults for row in rows)
        columns = {each: titles[each] for each in (NUMBER, "_due", "_who", "_place", "_about", "_known")}
        columns |= {field.name: field_title(field) for field in form.fields} | {DAY: titles[DAY]}
        columns |= {WHY: titles[WHY]} if came_back else {}
        page.write_string(0, 1, _(form.title), self._title)
        page.write_string(1, 1, how_to_answer(form))
        for place, (column, title) in enumerate(columns.items()):
            page.write_string(_TOP, place, title, self._head)
            page.set_column(place, place, _width(column), None, {"hidden": column == NUMBER})
            self._columns.append((form.code, column, title))
        page.set_row(_TOP, row_height((title, _width(column)) for column, title in columns.items() if column != NUMBER))
        places = {column: place for place, column in enumerate(columns)}
        for line, row in enumerate(rows, _TOP + 1):
            self._row(page, line, form, row, places)
        last = _TOP + len(rows)
        self._choices_of_form(page, form, places, last)
        page.freeze_panes(_TOP + 1, 3)
        page.autofilter(_TOP, 0, last, len(columns) - 1)
        page.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
        _for_printing(page)
        self._sheets.append((name, form.code))

    def _row(self, page: Any, line: int, form: Form, row: Row, places: dict[str, int]) -> None:
        page.write_number(line, 0, row.line.number, self._told)
        shown = row.line.texts | ({WHY: _reasons(form, row)} if WHY in places else {})
        for column, text in shown.items():
            page.write_string(line, places[column], text, self._wrong if column == WHY else self._told)
        page.set_row(line, row_height((text, _width(column)) for column, text in {**shown, **row.written}.items()))
        for field in form.fields:
            self._cell(page, line, places[field.name], field, row)
        self._text(page, line, places[DAY], row.written.get(DAY, ""), self._fill[_FORMATS[FieldKind.DAY]])

    def _cell(self, page: Any, line: int, place: int, field: Field, row: Row) -> None:
        """A cell to fill; shut where the task does not ask for it."""
        if field.name not in row.line.fields:
            page.write_blank(line, place, None, self._shut)
            return
        style = self._fill[_FORMATS.get(field.kind, "@")]
        self._text(page, line, place, row.written.get(field.name, ""), style)
        if own := row.line.choices.get(field.name):
            self._offer(page, (line, place, line, place), own)

    def _text(self, page: Any, line: int, place: int, text: str, style: Any) -> None:
        if text:
            page.write_string(line, place, text, style)
        else:
            page.write_blank(line, place, None, style)

    def _choices_of_form(self, page: Any, form: Form, places: dict[str, int], last: int) -> None:
        for field in form.fields:
            if field.choices:
                place = places[field.name]
                worded = tuple((code, _(title)) for code, title in field.choices)
                self._offer(page, (_TOP + 1, place, last, place), worded)

    def _offer(self, page: Any, cells: tuple[int, int, int, int], choices: Choices) -> None:
        """A drop-down list. Lists written into the cell itself hold no commas and 255 letters: these do not."""
        titles = tuple(title for _code, title in choices)
        if titles not in self._offered:
            first = len(self._lists) + 1
            self._lists.extend(titles)
            self._offered[titles] = f"='{_LISTS}'!$A${first}:$A${len(self._lists)}"
        # A village that no list names can be typed.
        page.data_validation(
            *cells, {"validate": "list", "source": self._offered[titles], "error_type": "information",
                     "error_title": _("Pilih dari daftar"), "error_message": _("Pilih dari daftar")},
        )  # fmt: skip

    def families(self, families: Sequence[FamilyLine]) -> None:
        """The sheet of the village's families."""
        page = self._book.add_worksheet(_("Keluarga"))
        for place, title in enumerate(family_titles()):
            page.write_string(0, place, title, self._head)
            page.set_column(place, place, _WIDTHS_OF_FAMILIES[place])
        for line, family in enumerate(families, 1):
            for place, text in enumerate(family.cells):
                page.write_string(line, place, text, self._told)
            page.set_row(line, row_height(zip(family.cells, _WIDTHS_OF_FAMILIES, strict=True)))
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, len(families), len(family_titles()) - 1)
        _for_printing(page)

    def hide(self, heading: Heading, lines: Iterable[Line]) -> None:
        """What reading back needs: what the book is, where its cells are, what its choices mean, what was asked."""
        page = self._book.add_worksheet(HIDDEN)
        facts = [("padan", KIND), ("format", FORMAT), ("area", heading.area), ("release", heading.release)]
        facts += [("sheet", json.dumps(each)) for each in self._sheets]
        facts += [("column", json.dumps(each)) for each in self._columns]
        facts += [("task", as_text(line)) for line in lines]
        for number, fact in enumerate((*facts, *_choice_facts())):
            page.write_string(number, 0, fact[0])
            page.write_string(number, 1, fact[1])
        page.very_hidden()
        page = self._book.add_worksheet(_LISTS)
        for number, text in enumerate(self._lists):
            page.write_string(number, 0, text)
        page.very_hidden()


def row_height(cells: Iterable[tuple[str, int]]) -> int:
    """A row high enough for its texts in columns of these widths, in points: not every program finds it by itself."""
    lines = (sum(1 + len(line) // width for line in text.split("\n")) for text, width in cells)
    return _LINE * max(lines, default=1)


def _width(column: str) -> int:
    return _WIDTHS.get(column, 22)


def _choice_facts() -> list[tuple[str, str]]:
    return [
        ("choice", json.dumps((form.code, field.name, code, _(title))))
        for form in FORMS.values()
        for field in form.fields
        for code, title in field.choices
    ]


def _for_printing(page: Any) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _reasons(form: Form, row: Row) -> str:
    titles = {field.name: _(field.title) for field in form.fields} | column_titles()
    return "\n".join(f"{titles[name]}: {why}" if name else why for name, why in row.faults.items())


def _guide() -> tuple[str, ...]:
    return (
        _("Tiap lembar berisi satu jenis pertanyaan, tiap baris satu tugas. Isi sel kuning saja."),
        _("Sel yang berpilihan diisi dengan memilih dari daftarnya. Sel abu-abu tidak ditanyakan."),
        _("Tanggal diketahui: hari Anda mengetahuinya. Bila kosong, dipakai hari pengiriman."),
        _("Angka boleh dengan koma atau titik, misalnya {number}. NIK dan nomor KK ditulis 16 angka.").format(
            number=decimal(11.2)
        ),
        _("Baris yang belum diketahui dibiarkan kosong: tugasnya tetap ada."),
        _("Jangan menghapus kolom atau lembar. Baris boleh diurutkan, asal seluruh barisnya ikut."),
        _("Simpan sebagai xlsx, lalu kirim di halaman Berkas. Jawaban yang dikirim dua kali dihitung sekali."),
        _("Berkas ini memuat data orang. Jangan dikirim lewat percakapan umum; hapus setelah diterima."),
    )  # fmt: skip
