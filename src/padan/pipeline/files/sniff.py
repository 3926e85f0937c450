"""Finding the delimiter of a csv file from its first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import sqrt

from padan.pipeline.files.csv_careful import Cells, RowReader

DELIMITERS = (",", ";", "\t", "|")
_LINES = 300
_SEP = re.compile(r"""^["']?sep=(.)["']?[,;\t|"]*$""", re.IGNORECASE)
_NUMBERLIKE = re.compile(r"[\d\s.,:/%+-]+")
_HEADER_WEIGHT = 4.0


def declared_delimiter(line: str) -> str | None:
    """The delimiter of Excel's ``sep=;`` line, which may be any character."""
    found = _SEP.match(line.strip(" "))
    return found[1] if found else None


def find_delimiter(lines: Sequence[str]) -> str:
    """The delimiter under which the lines have most consistently the same number of values.

    Title rows may have none. Where two delimiters fit, as in a ``;`` file with decimal commas, the one whose
    first full row reads as a header (no bare numbers) wins. A single column counts as ``,``.
    """
    filled = [line for line in lines[:_LINES] if line.strip()]
    scores = {delimiter: _score(filled, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def usual_columns(lines: Sequence[str], delimiter: str) -> int | None:
    """How many values the lines usually have; None where they have one each."""
    filled = [line for line in lines[:_LINES] if line.strip()]
    usual = _usual(_rows(filled, delimiter))
    return usual[0] if usual else None


def _rows(lines: Sequence[str], delimiter: str) -> list[Cells]:
    return [row.cells for row in RowReader(delimiter).read(lines, final=True)[0]]


def _usual(rows: Sequence[Cells]) -> tuple[int, int] | None:
    counts = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max(counts.items(), key=lambda item: (item[1] * sqrt(item[0] - 1), item[0]), default=None)


def _score(lines: Sequence[str], delimiter: str) -> float:
    if not any(delimiter in line for line in lines):
        return 0.0
    rows = _rows(lines, delimiter)
    usual = _usual(rows)
    if usual is None:
        return 0.0
    columns, agreeing = usual
    first = next(cells for cells in rows if len(cells) == columns)
    weight = _HEADER_WEIGHT if _reads_as_header(first) else 1.0
    return weight * (agreeing / len(rows)) * sqrt(columns - 1)


def _reads_as_header(cells: Cells) -> bool:
    names = [cell for cell in cells if cell and cell.strip()]
    return len(names) > len(cells) / 2 and not any(_NUMBERLIKE.fullmatch(name) for name in names)
