"""Reading a block of simple csv lines with Arrow, or saying that the block is not simple."""

from __future__ import annotations

import pyarrow as pa
from pyarrow import csv

from padan.pipeline.files.csv_careful import MAX_QUOTED_LINES, RowReader


def even_cut(data: bytes) -> int:
    """Where to cut so that what is before ends at a line end, quotes in pairs; 0 for nowhere near."""
    end = len(data)
    if data.count(b'"') % 2 == 0:
        return end
    for _line in range(MAX_QUOTED_LINES + 1):
        start = data.rfind(b"\n", 0, max(0, end - 1)) + 1
        if data.count(b'"', start, end) % 2:
            return start
        end = start
    return 0


def parse_block(data: bytes, reader: RowReader, width: int) -> list[pa.Array] | None:
    """The columns of a block, or None when only the careful reader can do it justice.

    It is simple when every line is one row and every row has the same number of values, those beyond
    ``width`` all empty. Lines end in LF; ``data`` starts at a row.
    """
    body = data.rstrip(b"\n")
    columns = _columns_of_first_line(body, reader)
    if not body or columns is None or _last_line_open(body, reader):
        return None
    names = [f"c{i}" for i in range(columns)]
    # One thread: with several, Arrow now and then aborts the process at its end (apache/arrow issue 34314).
    try:
        table = csv.read_csv(
            pa.py_buffer(body),
            csv.ReadOptions(column_names=names, block_size=len(body) + 1, use_threads=False),
            csv.ParseOptions(delimiter=reader.delimiter, newlines_in_values=True, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types={name: pa.string() for name in names},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != body.count(b"\n") + 1:
        return None
    arrays = [_one(column) for column in table.columns]
    if any(array.null_count < len(array) for array in arrays[width:]):
        return None
    missing = [pa.nulls(table.num_rows, pa.string())] * (width - columns)
    return arrays[:width] + missing


def _columns_of_first_line(body: bytes, reader: RowReader) -> int | None:
    cells, is_open = reader.split(body[: body.find(b"\n") + 1 or None].decode().removesuffix("\n"))
    return None if is_open else len(cells)


def _last_line_open(body: bytes, reader: RowReader) -> bool:
    """Whether a quoted cell of the last line goes on after the block (two stray quotes can hide that)."""
    return reader.split(body[body.rfind(b"\n") + 1 :].decode())[1]


def _one(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        return whole.chunk(0) if whole.num_chunks else pa.nulls(0, pa.string())
    return whole
