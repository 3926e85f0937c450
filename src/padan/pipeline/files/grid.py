"""What a received file is handed on as: sheets of text cells, or documents.

These are the words that the sources use; how each kind of file is opened stays behind ``open_file``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa

MAX_COLUMNS = 2_000
"""No agency's list is wider than a few hundred columns; wider is a damaged file or a trap."""


@dataclass(frozen=True, slots=True)
class RaggedRow:
    """A csv row with more values than the header has columns.

    ``row`` is its first physical line, ``text`` the row as written, ``values`` how many values it holds.
    """

    row: int
    text: str
    values: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some consecutive rows of one sheet, wholly empty rows left out.

    ``rows``: the number of each row as the sheet shows it, from 1 (for csv the physical number of its first
    line). ``cells``: string columns ``c0, c1, …`` in physical column order, null for empty; every chunk of a
    sheet has the same columns. ``ragged``: rows that are not in ``cells`` because they do not fit the header.
    """

    rows: pa.Int64Array
    cells: pa.Table
    ragged: tuple[RaggedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class JsonProblem:
    """A line or element that is not a JSON object: its text (shortened) and why."""

    text: str
    reason: str


class Sheet(ABC):
    """One sheet of a workbook; a csv file is one sheet named ``''``.

    Every reading method may raise :class:`~padan.kernel.errors.UnreadableFileError`: some damage shows only
    when the cells are read.
    """

    name: str
    hidden: bool

    @property
    @abstractmethod
    def width(self) -> int:
        """How many columns the sheet has; for csv and HTML the widest of the first rows."""

    @abstractmethod
    def head(self, n: int = 30) -> list[list[str | None]]:
        """The first ``n`` physical rows, empty ones included: index ``i`` is row ``i + 1`` of the sheet."""

    @abstractmethod
    def chunks(self, *, after: int, size: int = 100_000) -> Iterator[Chunk]:
        """The rows below row ``after`` (the last row of the header, from 1; 0 for no header).

        At most ``size`` rows each. For csv the width of row ``after`` is the width of every chunk.
        """

    def merged(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges as (first row, first column, last row, last column), from 0; empty where unknown."""
        return []

    def total_hint(self) -> int | None:
        """About how many rows the sheet has, for a progress bar."""
        return None


Document = tuple[int, object]


def no_documents() -> Iterator[Document]:
    """The documents of a file that is made of sheets."""
    return iter(())


@dataclass(slots=True)
class Workbook:
    """An opened file; close it (or use ``with``).

    ``kind`` is one of xlsx, xls, ods, csv, html, json, ndjson, found from the content. ``notes`` say how the
    file was read; ``encoding`` and ``delimiter`` say it for programs where they apply.
    """

    path: Path
    kind: str
    notes: list[str] = field(default_factory=list)
    encoding: str | None = None
    delimiter: str | None = None
    _sheets: Sequence[Sheet] = ()
    _documents: Callable[[], Iterator[Document]] = no_documents
    _close: Callable[[], None] | None = None

    def sheets(self) -> list[Sheet]:
        """The sheets in workbook order, hidden ones too; none for JSON."""
        return list(self._sheets)

    def documents(self) -> Iterator[Document]:
        """Each JSON document with its line (NDJSON) or its number from 1 (JSON).

        A line or element that cannot be read comes as a :class:`JsonProblem`.
        """
        return self._documents()

    def close(self) -> None:
        """Let go of the file."""
        if self._close is not None:
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def empty_cells(width: int) -> pa.Schema:
    """The schema of a chunk's cells."""
    return pa.schema([(f"c{i}", pa.string()) for i in range(width)])


def make_chunk(rows: pa.Int64Array, columns: Sequence[pa.Array], ragged: Sequence[RaggedRow] = ()) -> Chunk:
    """A chunk from columns of text, leaving out the rows that are wholly empty."""
    cells = pa.Table.from_arrays(list(columns), schema=empty_cells(len(columns)))
    filled = _filled_rows(columns)
    if filled is not None:
        rows, cells = rows.filter(filled), cells.filter(filled)
    return Chunk(rows, cells.combine_chunks(), tuple(ragged))


def _filled_rows(columns: Sequence[pa.Array]) -> pa.BooleanArray | None:
    """Which rows hold anything; None when every row does, found out as early as possible."""
    filled: pa.BooleanArray | None = None
    for column in columns:
        if column.null_count == 0:
            return None
        valid = column.is_valid()
        filled = valid if filled is None else pa.compute.or_(filled, valid)
        if filled.true_count == len(filled):
            return None
    return filled
