"""A csv file as one sheet: simple blocks by the fast reader, the others by the careful one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from padan.pipeline.files.csv_careful import MAX_QUOTED_LINES, Cells, Row, RowReader, fit
from padan.pipeline.files.csv_fast import even_cut, parse_block
from padan.pipeline.files.dangers import too_wide
from padan.pipeline.files.decoding import BLOCK, SAMPLE, TextFile
from padan.pipeline.files.grid import MAX_COLUMNS, Chunk, Sheet, make_chunk
from padan.pipeline.files.sniff import declared_delimiter, find_delimiter, usual_columns


class CsvSheet(Sheet):
    """The one sheet of a csv file; ``delimiter`` is found, or given by a ``sep=`` line."""

    name = ""
    hidden = False

    def __init__(self, text: TextFile, *, block_size: int = BLOCK) -> None:
        self._text = text
        self._block_size = block_size
        sample = next(text.blocks(SAMPLE), b"")
        self._first_lines = _lines(sample)
        self._bytes_per_line = max(1.0, len(sample) / len(self._first_lines))
        declared = declared_delimiter(self._first_lines[0])
        self.delimiter = declared or find_delimiter(self._first_lines)
        self._skipped = 1 if declared else 0
        self._usual = usual_columns(self._first_lines[self._skipped :], self.delimiter)
        wide = self.width
        if wide > MAX_COLUMNS:
            raise too_wide(text.path, wide, MAX_COLUMNS)

    @property
    def width(self) -> int:
        return max((len(cells) for cells in self.head()), default=0)

    def head(self, n: int = 30) -> list[list[str | None]]:
        lines = self._first_lines[self._skipped :]
        rows, _taken = RowReader(self.delimiter, self._usual).read(lines[: n + MAX_QUOTED_LINES], final=True)
        grid: list[Cells] = [[] for _ in range(min(n, len(self._first_lines)))]
        for row in rows:
            if row.line + self._skipped < len(grid):
                grid[row.line + self._skipped] = [] if row.cells == [None] else row.cells
        return grid

    def total_hint(self) -> int | None:
        return int(self._text.size / self._bytes_per_line)

    def chunks(self, *, after: int, size: int = 100_000) -> Iterator[Chunk]:
        start = self._start(max(after, self._skipped))
        if start is None:
            return
        width, first = start
        if width > MAX_COLUMNS:
            raise too_wide(self._text.path, width, MAX_COLUMNS)
        yield from self._read(RowReader(self.delimiter, width), width, first, size)

    def _start(self, after: int) -> tuple[int, int] | None:
        """The width of the row at line ``after`` and the line of the first row below it."""
        reader, width = RowReader(self.delimiter, self._usual), 0
        waiting: list[str] = []
        line = 1
        for block, final in self._blocks(SAMPLE):
            waiting += _lines(block)
            skip = min(max(0, self._skipped + 1 - line), len(waiting))
            waiting, line = waiting[skip:], line + skip
            rows, taken = reader.read(waiting, final=final)
            for row in rows:
                if line + row.line > after:
                    return width or len(row.cells), line + row.line
                width = len(row.cells)
            waiting, line = waiting[taken:], line + taken
        return None

    def _read(self, reader: RowReader, width: int, first: int, size: int) -> Iterator[Chunk]:
        """The rows from line ``first`` on."""
        pending, line, skip = b"", first, first - 1
        for block, final in self._blocks(self._block_size):
            block, skip = _without_lines(block, skip)
            data = pending + block
            cut = len(data) if final else even_cut(data)
            columns = parse_block(data[:cut], reader, width) if cut else None
            if columns is not None:
                rows, pending = len(columns[0]), data[cut:]
                yield from _sliced(make_chunk(_numbers(line, rows), columns), size)
                line += data.count(b"\n", 0, cut)
            elif data:
                lines = _lines(data)
                found, taken = reader.read(lines, final=final)
                yield from _careful_chunks(found, lines, width, line, size)
                pending = b"".join(text.encode() + b"\n" for text in lines[taken:])
                line += taken

    def _blocks(self, size: int) -> Iterator[tuple[bytes, bool]]:
        """Each block and whether it is the last."""
        previous: bytes | None = None
        for block in self._text.blocks(size):
            if previous is not None:
                yield previous, False
            previous = block
        if previous is not None:
            yield previous, True


def _lines(data: bytes) -> list[str]:
    return data.decode().removesuffix("\n").split("\n")


def _without_lines(block: bytes, count: int) -> tuple[bytes, int]:
    """The block without its first ``count`` lines, and how many are still to be left out."""
    at = 0
    while count and at < len(block):
        at = block.find(b"\n", at) + 1 or len(block)
        count -= 1
    return block[at:], count


def _numbers(first: int, count: int) -> pa.Int64Array:
    return pa.array(np.arange(first, first + count, dtype=np.int64))


def _careful_chunks(rows: Sequence[Row], lines: Sequence[str], width: int, first: int, size: int) -> Iterator[Chunk]:
    numbers, grid, ragged = fit(rows, lines, width, first)
    columns = [pa.array(column, pa.string()) for column in zip(*grid, strict=True)]
    columns = columns or [pa.nulls(0, pa.string())] * width
    chunk = make_chunk(pa.array(numbers, pa.int64()), columns, ragged)
    yield from _sliced(chunk, size)


def _sliced(chunk: Chunk, size: int) -> Iterator[Chunk]:
    """A chunk in equal parts of at most ``size`` rows; the ragged rows go with the first."""
    total = len(chunk.rows)
    parts = max(1, -(-total // size))
    for part in range(parts):
        start, end = total * part // parts, total * (part + 1) // parts
        ragged = chunk.ragged if part == 0 else ()
        if end > start or ragged:
            yield Chunk(chunk.rows.slice(start, end - start), chunk.cells.slice(start, end - start), ragged)
