"""How far a sheet's filled cells reach, and the limits on that.

The spreadsheet library sets aside memory for the whole rectangle up to the farthest filled cell, so one stray
cell at the far corner of a sheet would ask for hundreds of gigabytes: the rectangle is measured first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from padan.kernel.errors import UnreadableFileError
from padan.kernel.texts import _
from padan.pipeline.files.dangers import refusal
from padan.pipeline.files.grid import MAX_COLUMNS

MAX_CELLS = 32_000_000
"""At 32 bytes each (measured) this is 1 GB before any text."""

Errors = dict[int, dict[int, str]]
"""Texts of error cells (``#N/A``) by row and column from 0; the spreadsheet library reads them as empty."""


@dataclass(slots=True)
class Extent:
    """The farthest filled row and column of a sheet (1-based, 0 for none) and its error cells."""

    rows: int = 0
    columns: int = 0
    errors: Errors = field(default_factory=dict)

    def add(self, row: int, column: int) -> None:
        """Count a filled cell (1-based)."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    def add_error(self, row: int, column: int, text: str) -> None:
        """Keep the text of an error cell (1-based)."""
        self.add(row, column)
        self.errors.setdefault(row - 1, {})[column - 1] = text

    @property
    def fits(self) -> bool:
        """Whether a rectangle this large is read."""
        return self.columns <= MAX_COLUMNS and self.rows * self.columns <= MAX_CELLS


def too_far(path: Path, extent: Extent, sheet: str | None) -> UnreadableFileError:
    """A sheet whose filled cells reach farther than is read."""
    return refusal(
        path,
        _(
            "Isi lembar ini sampai baris {rows} kolom {column} (kolom ke-{number}); "
            "yang dibaca paling banyak {limit} kolom dan {cells} juta sel."
        ).format(
            rows=extent.rows,
            column=column_letters(extent.columns),
            number=extent.columns,
            limit=MAX_COLUMNS,
            cells=MAX_CELLS // 1_000_000,
        ),
        _("Hapus isi sel yang jauh itu, atau pecah lembarnya, atau simpan sebagai CSV."),
        sheet=sheet,
    )


def column_letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
