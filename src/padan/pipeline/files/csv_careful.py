"""Reading csv rows one by one: quoted line breaks, ragged rows, stray quotes, exact line numbers.

The rules of the standard library's csv module, with two differences for the files people send: a quote that
is not closed soon is a plain character, so that one stray inch mark cannot swallow the rest of a list; and
an empty value is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from padan.pipeline.files.grid import RaggedRow

MAX_QUOTED_LINES = 50
"""A cell of more lines than this is a forgotten quote, not a remark."""

Cells = list[str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: index of its first line among the lines given, how many lines it takes, and its values."""

    line: int
    lines: int
    cells: Cells


class RowReader:
    """Splits lines into rows at a delimiter; ``width`` (columns of the header), once known, settles doubt."""

    def __init__(self, delimiter: str, width: int | None = None) -> None:
        self.delimiter = delimiter
        self.width = width
        end = re.escape(delimiter)
        # Possessive repeats: no backtracking, so no text takes more than linear time.
        self._value = re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"([^{end}]*+)|([^{end}]*+)){end}')

    def split(self, text: str) -> tuple[Cells, bool]:
        """The values of one row, and whether a quote in it stays open (its cell is then taken literally)."""
        if '"' not in text:
            return [value or None for value in text.split(self.delimiter)], False
        cells: Cells = []
        is_open = False
        for quoted, behind, plain in self._value.findall(text + self.delimiter):
            if plain:
                is_open = is_open or plain[0] == '"'
                cells.append(plain)
            else:
                cells.append((quoted.replace('""', '"') + behind) or None)
        return cells, is_open

    def read(self, lines: Sequence[str], *, final: bool) -> tuple[list[Row], int]:
        """The rows in these lines and how many lines they take.

        Unless ``final``, a row whose quoted cell may go on in later lines is left for the next call.
        """
        rows: list[Row] = []
        at = 0
        while at < len(lines):
            row: Row | None
            cells, is_open = self.split(lines[at])
            row = self._joined(lines, at, cells, final=final) if is_open else Row(at, 1, cells)
            if row is None:
                break
            rows.append(row)
            at += row.lines
        return rows, at

    def _joined(self, lines: Sequence[str], at: int, plain: Cells, *, final: bool) -> Row | None:
        """The row from line ``at`` with all lines its quoted cells run over; None when some are missing."""
        alone = Row(at, 1, plain)
        end = min(at + MAX_QUOTED_LINES, len(lines))
        for last in range(at + 1, end):
            if '"' in lines[last]:
                text = "\n".join(lines[at : last + 1])
                cells, is_open = self.split(text)
                joined = Row(at, last + 1 - at, cells)
                if not is_open:
                    return alone if self._goes_on(text) or self._swallows(joined, lines) else joined
        return None if end == len(lines) and end < at + MAX_QUOTED_LINES and not final else alone

    def _goes_on(self, text: str) -> bool:
        """Whether text follows the closing quote of a cell of several lines: that quote opened another."""
        values = self._value.findall(text + self.delimiter)
        return any("\n" in quoted and behind.strip() for quoted, behind, _plain in values)

    def _swallows(self, joined: Row, lines: Sequence[str]) -> bool:
        """Whether a joined row of the wrong width runs over a line that alone is a row of the right width."""
        if self._fits(joined.cells):
            return False
        parts = lines[joined.line : joined.line + joined.lines]
        return any(self._fits(self.split(part)[0]) for part in parts)

    def _fits(self, cells: Cells) -> bool:
        return self.width is not None and filled_width(cells, self.width) == self.width


def filled_width(cells: Cells, least: int) -> int:
    """How many values a row has when empty ones beyond ``least`` are dropped."""
    count = len(cells)
    while count > least and cells[count - 1] is None:
        count -= 1
    return count


def fit(
    rows: Sequence[Row], lines: Sequence[str], width: int, first: int
) -> tuple[list[int], list[Cells], list[RaggedRow]]:
    """Rows made exactly ``width`` wide: short ones padded, surplus empty values dropped, others set aside.

    ``first`` is the physical number of ``lines[0]``. Gives row numbers, cells, and the rows that do not fit.
    """
    numbers: list[int] = []
    grid: list[Cells] = []
    ragged: list[RaggedRow] = []
    for row in rows:
        cells, number = row.cells, first + row.line
        if len(cells) != width:
            count = filled_width(cells, width)
            if count > width:
                text = "\n".join(lines[row.line : row.line + row.lines])
                ragged.append(RaggedRow(number, text, count))
                continue
            cells = cells[:width] + [None] * (width - len(cells))
        numbers.append(number)
        grid.append(cells)
    return numbers, grid, ragged
