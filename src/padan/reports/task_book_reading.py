"""The workbook of tasks as it came back: what was filled, row by row, and what cannot be read of it."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from padan.kernel.errors import Place, UnreadableFileError
from padan.kernel.texts import _
from padan.reference import regions
from padan.reports.task_book_lines import DAY, FORMAT, HIDDEN, KIND, NUMBER, WHY, Line, from_text
from padan.reports.wording import village_name
from padan.rules.tasks import FORMS, FieldKind

#: The heads of columns stand among the first rows of a sheet: somebody may have written something above.
_HEAD_WITHIN: Final = 20
#: Where a workbook names its sheets, as Excel and as LibreOffice keep it.
_NAMING: Final = ("xl/workbook.xml", "content.xml")
_WRITTEN_DAY: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True, slots=True)
class Filled:
    """A row in which something was filled: where it stands, its task (None where the book knows none), what stands in
    its cells, the answer's values by the names of the form's fields, and the day. ``fault`` and ``remedy`` say why the
    row as a whole is none that could be answered."""

    sheet: str
    row: int
    line: Line | None
    written: Mapping[str, str]
    values: Mapping[str, str]
    day: str
    fault: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that came back: its village, its release, the rows that were filled, how many tasks were not."""

    area: str
    release: str
    filled: tuple[Filled, ...]
    empty: int


@dataclass
class _Facts:
    """What the hidden sheet says: the form of each sheet, the titles of its columns, codes of its choices, tasks."""

    said: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    choices: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    tasks: dict[str, Line] = field(default_factory=dict)


def is_task_book(path: Path) -> bool:
    """Whether a file is a workbook of tasks, whatever became of its rows; a damaged file is none."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = [name for name in _NAMING if name in packed.namelist()]
            if not any(_mentions(packed.open(name), HIDDEN.encode()) for name in names):
                return False
        return _fact(_opened(path), "padan") == KIND
    except (zipfile.BadZipFile, OSError, EOFError, UnreadableFileError):
        return False


def _mentions(stream: IO[bytes], word: bytes) -> bool:
    """Whether a part of a packed file holds the word, without holding the part."""
    with stream:
        last = b""
        while piece := stream.read(1 << 16):
            if word in last + piece:
                return True
            last = piece[-len(word) :]
    return False


def read_task_book(path: Path) -> Book:
    """What was filled. UnreadableFileError where the book is of another layout, or a sheet lost a column."""
    book = _opened(path)
    facts = _facts(_rows_of(book, HIDDEN))
    if facts.said.get("format") != FORMAT:
        raise UnreadableFileError(
            _("Lembar tugas ini dibuat oleh Padan versi lain"),
            next_step=_("Unduh lembar tugas yang baru, lalu salin jawabannya ke sana."),
        )
    filled = [row for name in book.sheet_names if name in facts.sheets for row in _of_sheet(book, name, facts)]
    answered = {str(row.line.number) for row in filled if row.line is not None}
    rows = tuple(_twice_told(filled))
    return Book(facts.said["area"], facts.said["release"], rows, len(facts.tasks.keys() - answered))


def _opened(path: Path) -> CalamineWorkbook:
    try:
        with path.open("rb") as stream:
            return CalamineWorkbook.from_filelike(stream)
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(
        _("Lembar tugas ini rusak"), next_step=_("Buka di komputer, simpan lagi sebagai xlsx, lalu kirim ulang.")
    )


def _rows_of(book: CalamineWorkbook, sheet: str) -> list[list[Any]]:
    try:
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as error:
        raise _damaged() from error


def _fact(book: CalamineWorkbook, name: str) -> str:
    if HIDDEN not in book.sheet_names:
        return ""
    return next((str(row[1]) for row in _rows_of(book, HIDDEN)[:1] if len(row) > 1 and row[0] == name), "")


def _facts(rows: Sequence[Sequence[Any]]) -> _Facts:
    found = _Facts()
    try:
        for kind, text in ((str(row[0]), str(row[1])) for row in rows if row and row[0]):
            if kind == "sheet":
                name, form = json.loads(text)
                found.sheets[name] = form
            elif kind == "column":
                form, name, title = json.loads(text)
                found.columns.setdefault(form, {})[_plain(title)] = name
            elif kind == "choice":
                form, name, code, title = json.loads(text)
                found.choices.setdefault((form, name), {})[_folded(title)] = code
            elif kind == "task":
                line = from_text(text)
                found.tasks[str(line.number)] = line
            else:
                found.said[kind] = text
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _damaged() from error
    return found


def _of_sheet(book: CalamineWorkbook, name: str, facts: _Facts) -> Iterator[Filled]:
    rows, form = _rows_of(book, name), facts.sheets[name]
    head, places = _head(rows, name, facts.columns[form])
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {column: _cell(row[place]) if place < len(row) else "" for column, place in places.items()}
        if found := _filled(name, number, form, cells, facts):
            yield found


def _head(rows: Sequence[Sequence[Any]], sheet: str, titles: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row of the heads, and where each column stands."""
    found = ((number, _places(row, titles)) for number, row in enumerate(rows[:_HEAD_WITHIN]))
    number, places = next(((number, places) for number, places in found if NUMBER in places), (0, {}))
    lost = [title for title, column in titles.items() if column not in places and column != WHY]
    if lost:
        raise UnreadableFileError(
            _("Kolom ini hilang: {columns}").format(columns=", ".join(lost)), where=Place(sheet=sheet),
            next_step=_("Kembalikan kolomnya, atau isi lembar yang baru diunduh. Belum ada jawaban yang diterima."),
        )  # fmt: skip
    return number, places


def _places(row: Sequence[Any], titles: Mapping[str, str]) -> dict[str, int]:
    return {titles[text]: place for place, cell in enumerate(row) if (text := _plain(str(cell))) in titles}


def _filled(sheet: str, number: int, form: str, cells: Mapping[str, str], facts: _Facts) -> Filled | None:
    """The row, where anything was filled in it."""
    own = {field.name for field in FORMS[form].fields} | {DAY}
    written = {name: text for name, text in cells.items() if name in own and text}
    if not written:
        return None
    line = facts.tasks.get(cells[NUMBER])
    found = Filled(sheet, number, line, written, {}, _day(written.get(DAY, "")))
    if line is None or line.form != form:
        remedy = _("Salin jawabannya ke baris tugas itu di lembar yang baru diunduh.")
        return replace(found, line=None, fault=_("Nomor tugas baris ini tidak ada di lembar ini"), remedy=remedy)
    if any(_plain(cells[column]) != _plain(text) for column, text in line.told.items()):
        remedy = _("Isinya berubah atau hanya sebagian kolom yang diurutkan. Isi lagi di baris yang benar.")
        return replace(found, fault=_("Baris ini tidak lagi cocok dengan nomor tugasnya"), remedy=remedy)
    values = {name: _value(line, name, text, facts) for name, text in written.items() if name != DAY}
    return replace(found, values=values)


def _twice_told(rows: Sequence[Filled]) -> Iterator[Filled]:
    """Rows that answer one task twice are all refused: nobody can say which of them is meant."""
    times = Counter(row.line.number for row in rows if row.line is not None and not row.fault)
    for row in rows:
        if row.line is not None and not row.fault and times[row.line.number] > 1:
            remedy = _("Isi satu baris saja untuk tugas ini.")
            yield replace(row, fault=_("Tugas ini diisi di dua baris"), remedy=remedy)
        else:
            yield row


def _value(line: Line, name: str, text: str, facts: _Facts) -> str:
    """What was filled as the form takes it: the code of a choice, a day as ISO; else as it stands."""
    asked = FORMS[line.form].field(name)
    own = {_folded(title): code for code, title in line.choices.get(name, ())}
    if code := own.get(_folded(text)) or facts.choices.get((line.form, name), {}).get(_folded(text)):
        return code
    if asked is not None and asked.kind is FieldKind.VILLAGE:
        return _villages(facts.said["area"][:5]).get(_folded(text), text)
    return _day(text) if asked is not None and asked.kind is FieldKind.DAY else text


def _villages(regency: str) -> dict[str, str]:
    return {_folded(village_name(code)): code for code in regions.codes_under(regency, 13)}


def _day(text: str) -> str:
    """A day as ISO where it is written as people do; else as it stands."""
    found = _WRITTEN_DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return _plain(text).casefold()
