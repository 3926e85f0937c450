"""The workbook in which officers judge pairs of records: written, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from padan.kernel.errors import Place, UnreadableFileError
from padan.kernel.texts import _
from padan.pipeline.decisions import APART, SAME

#: The sheet that no reader sees: which sample the answers belong to.
HIDDEN = "_padan"
_WIDTHS = {"number": 7, "evidence": 60, "verdict": 10, "reason": 28, "by": 20}


@dataclass(frozen=True, slots=True)
class Line:
    """One pair to judge: its number in the sample, the values of both records by title, the evidence in words."""

    number: int
    sides: tuple[tuple[str, str, str], ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One row as it came back: row of the sheet, and what stands in its cells (empty when nothing)."""

    row: int
    number: str
    verdict: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that came back: number of its sample, its words with their verdicts, its answers."""

    sample: int
    words: dict[str, str]
    answers: tuple[Answer, ...]


def verdicts() -> dict[str, str]:
    """The words of the drop-down list, and what each means; a pair in doubt is not decided."""
    return {_("sama"): SAME, _("bukan"): APART, _("ragu"): ""}


def reasons() -> tuple[str, ...]:
    """Reasons offered; another may be typed."""
    return (
        _("NIK dan tanggal lahir cocok"), _("keluarga dan nama cocok"), _("dikenal petugas"),
        _("kembar atau bersaudara"), _("orang lain, nama sama"), _("orang lain"),
    )  # fmt: skip


def write_book(lines: Sequence[Line], sample: int, target: Path) -> None:
    """Write the workbook. All but the cells to fill is locked, and every text is written as text."""
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(_("Periksa"))
        titles = _titles(lines)
        styles = _styles(book)
        for column, title in enumerate(titles):
            page.write_string(0, column, title, styles["head"])
            page.set_column(column, column, _width(column, len(titles)))
        for line, each in enumerate(lines, 1):
            _write_line(page, line, each, styles)
        _choices(page, len(lines), len(titles))
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(len(lines), 1), len(titles) - 1)
        page.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
        _guide(book)
        _hide(book, sample, len(titles))


def _hide(book: xlsxwriter.Workbook, sample: int, columns: int) -> None:
    """What reading back needs: the sample, where the cells to fill are, and what the words mean in this language."""
    page = book.add_worksheet(HIDDEN)
    facts = [("sample", str(sample)), ("columns", str(columns)), *verdicts().items()]
    for line, fact in enumerate(facts):
        for column, text in enumerate(fact):
            page.write_string(line, column, text)
    page.very_hidden()


def _titles(lines: Sequence[Line]) -> list[str]:
    sides = [title for title, _a, _b in lines[0].sides] if lines else []
    both = [f"{title} {side}" for title in sides for side in "AB"]
    return [_("No."), *both, _("Bukti"), _("Sama/bukan"), _("Alasan"), _("Pemeriksa")]


def _width(column: int, columns: int) -> int:
    last = list(_WIDTHS.values())[1:]
    return _WIDTHS["number"] if column == 0 else last[column - columns] if column >= columns - 4 else 22


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    plain = {"text_wrap": True, "valign": "top", "border": 1}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}),
        "same": book.add_format(plain),
        "differs": book.add_format({**plain, "bg_color": "#FCE4D6"}),
        "fill": book.add_format({**plain, "bg_color": "#FFF9E5", "locked": False}),
    }


def _write_line(page: Any, line: int, each: Line, styles: dict[str, Any]) -> None:
    page.write_number(line, 0, each.number, styles["same"])
    column = 1
    for _title, one, other in each.sides:
        style = styles["differs" if one and other and one != other else "same"]
        page.write_string(line, column, one, style)
        page.write_string(line, column + 1, other, style)
        column += 2
    page.write_string(line, column, each.evidence, styles["same"])
    for place in range(column + 1, column + 4):
        page.write_blank(line, place, None, styles["fill"])


def _choices(page: Any, lines: int, columns: int) -> None:
    last = max(lines, 1)
    page.data_validation(
        1, columns - 3, last, columns - 3,
        {"validate": "list", "source": list(verdicts()), "error_title": _("Pilih dari daftar"),
         "error_message": ", ".join(verdicts())},
    )  # fmt: skip
    page.data_validation(
        1, columns - 2, last, columns - 2,
        {"validate": "list", "source": list(reasons()), "error_type": "information", "show_error": False},
    )  # fmt: skip


def _guide(book: xlsxwriter.Workbook) -> None:
    page = book.add_worksheet(_("Petunjuk"))
    page.set_column(0, 0, 110)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for line, text in enumerate(
        (
            _("Tiap baris memuat dua catatan, A dan B. Tentukan apakah keduanya satu orang."),
            _("Isi kolom kuning: sama, bukan atau ragu; alasannya; nama Anda. Yang ragu atau kosong tidak dipakai."),
            _("Sel yang berbeda antara A dan B diberi warna. Berbeda belum tentu orang lain: ejaan sering salah."),
            _("Putuskan dari catatannya dan dari pengetahuan Anda, bukan dari dugaan apa yang dikehendaki komputer."),
            _("Baris boleh diurutkan atau disaring. Jangan hapus lembar atau ubah nomornya."),
            _("Berkas ini memuat NIK. Jangan dikirim lewat percakapan umum; hapus setelah dibaca kembali."),
        )
    ):
        page.write_string(line, 0, text, wrap)


def read_book(path: Path) -> Book:
    """The answers in a workbook; an error when the file is not such a workbook."""
    try:
        book = CalamineWorkbook.from_path(path)
        hidden = [[str(cell) for cell in row] for row in book.get_sheet_by_name(HIDDEN).to_python()]
        rows = book.get_sheet_by_index(0).to_python()
        sample, columns = int(hidden[0][1]), int(hidden[1][1])
        words = {row[0]: row[1] for row in hidden[2:]}
    except (CalamineError, OSError, IndexError, ValueError) as error:
        raise UnreadableFileError(
            _("{file} bukan lembar periksa yang ditulis Padan").format(file=path.name),
            where=Place(file=path.name),
            next_step=_("Buat dengan `padan review --xlsx BERKAS`, isi, lalu simpan sebagai xlsx."),
        ) from error
    answers = tuple(
        Answer(number, _cell(row[0]), *(_cell(cell) for cell in row[columns - 3 : columns]))
        for number, row in enumerate(rows[1:], 2)
        if len(row) >= columns and any(_cell(cell) for cell in row)
    )
    return Book(sample, words, answers)


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
