"""An HTML page saved with the extension .xls, as many web applications export: its tables as one sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pyarrow as pa

from padan.kernel.texts import _
from padan.pipeline.files.dangers import damaged, refusal, too_big, too_wide
from padan.pipeline.files.decoding import TextFile
from padan.pipeline.files.grid import MAX_COLUMNS, Chunk, Sheet, Workbook, make_chunk

MAX_BYTES = 100 << 20
_MAX_CELLS = 10_000_000
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = {"script", "style", "title", "xml"}

Rows = list[list[str | None]]


class HtmlSheet(Sheet):
    """The rows of all tables of a page in turn; a spanning cell's text stands in its first place."""

    name = ""
    hidden = False

    def __init__(self, rows: Rows, merged: list[tuple[int, int, int, int]]) -> None:
        self._rows = rows
        self._merged = merged

    @property
    def width(self) -> int:
        return max((len(row) for row in self._rows), default=0)

    def head(self, n: int = 30) -> Rows:
        return [list(row) for row in self._rows[:n]]

    def merged(self) -> list[tuple[int, int, int, int]]:
        return list(self._merged)

    def total_hint(self) -> int | None:
        return len(self._rows)

    def chunks(self, *, after: int, size: int = 100_000) -> Iterator[Chunk]:
        width = self.width
        for start in range(after, len(self._rows), size):
            part = [row + [None] * (width - len(row)) for row in self._rows[start : start + size]]
            columns = [pa.array(column, pa.string()) for column in zip(*part, strict=True)]
            numbers = pa.array(range(start + 1, start + 1 + len(part)), pa.int64())
            chunk = make_chunk(numbers, columns)
            if len(chunk.rows):
                yield chunk


def open_html(text: TextFile) -> Workbook:
    """The tables of an HTML page as a workbook of one sheet."""
    if text.size > MAX_BYTES:
        raise too_big(text.path)
    tables = _Tables(text)
    try:
        for piece in text.pieces():
            tables.feed(piece)
        tables.close()
    except AssertionError as problem:
        # The parser of the standard library asserts what a broken "<![" section breaks.
        raise damaged(text.path) from problem
    tables.end_row()
    if not any(cell for row in tables.rows for cell in row):
        raise refusal(
            text.path,
            _("Ini halaman web tanpa tabel, bukan lembar kerja."),
            _("Mungkin halaman masuk (login) yang tersimpan; ekspor ulang dari aplikasi asalnya."),
        )
    notes = [_("halaman HTML bernama lembar kerja"), _("penyandian {name}").format(name=text.encoding)]
    sheet = HtmlSheet(tables.rows, tables.merged)
    return Workbook(text.path, "html", notes, encoding=text.encoding, _sheets=[sheet])


class _Tables(HTMLParser):
    """Gathers rows; spans are written out as empty cells, tables inside cells are refused."""

    def __init__(self, text: TextFile) -> None:
        super().__init__(convert_charrefs=True)
        self._file = text
        self.rows: Rows = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._row: list[str | None] | None = None
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._below: dict[int, int] = {}
        self._unseen = self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._start_table()
        elif tag == "tr":
            self.end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._row = [] if self._row is None else self._row
            given = dict(attrs)
            self._span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self.end_row()
        elif tag == "table":
            self.end_row()
            self._below.clear()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(data)

    def end_row(self) -> None:
        """Close the row that is open, if any."""
        self._end_cell()
        if self._row is not None:
            self._skip_spanned()
            self.rows.append(self._row)
            self._row = None

    def _start_table(self) -> None:
        if self._cell is not None:
            raise refusal(
                self._file.path,
                _("Halaman web ini berisi tabel di dalam tabel."),
                _("Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx."),
            )
        self.end_row()
        self._below.clear()

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        self._skip_spanned()
        text = _BLANKS.sub(" ", "".join(self._cell)).strip(" ").replace("\v", "\n")
        self._cell = None
        down, across = self._span
        row, column = len(self.rows), len(self._row)
        self._row += [text or None] + [None] * (across - 1)
        self._cells += across
        if len(self._row) > MAX_COLUMNS:
            raise too_wide(self._file.path, len(self._row), MAX_COLUMNS)
        if self._cells > _MAX_CELLS:
            raise too_big(self._file.path)
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
        if down > 1:
            self._below.update({column + step: row + down - 1 for step in range(across)})

    def _skip_spanned(self) -> None:
        """Empty cells where a cell of an earlier row reaches down."""
        if self._row is None:
            return
        while self._below.get(len(self._row), -1) >= len(self.rows):
            self._row.append(None)


def _span(text: str | None) -> int:
    number = int(text) if text and text.strip().isdecimal() and len(text) < 6 else 1
    return min(max(1, number), MAX_COLUMNS + 1)
