"""Cells read once for each distinct writing: code lists, and columns that repeat few values."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from padan.contracts.source import FieldType
from padan.pipeline.sources.coded import meanings
from padan.pipeline.sources.recognise import Recognised

#: Below this many rows, one statement that reads every cell is quicker than two.
_WORTH_IT = 5_000

#: A column with at most this many distinct values in its first chunk is read by its distinct values.
_FEW = 500


def repeating(found: Recognised, cells: pa.Table) -> frozenset[str]:
    """The fields whose columns repeat few values."""
    if cells.num_rows < _WORTH_IT:
        return frozenset()
    return frozenset(
        name
        for name, index in found.columns.items()
        if found.layout.field(name).type is not FieldType.CODE and len(pc.unique(cells.column(f"c{index}"))) <= _FEW
    )


def with_meanings(cells: pa.Table, kind: str, coded: dict[str, tuple[str, str]]) -> pa.Table:
    """``cells`` with the column ``<field>__r`` of each coded field: what its cell means in the register's words."""
    for name, (codes, column) in coded.items():
        cells = cells.append_column(f"{name}__r", meanings(codes, kind, cells.column(column)))
    return cells


def with_words(con: duckdb.DuckDBPyConnection, cells: pa.Table, statement: str, worded: dict[str, str]) -> pa.Table:
    """``cells`` with the column ``<field>__r`` of each field of ``worded`` (field to cell column).

    ``statement`` reads the table ``words``, whose columns hold the distinct values of the cells.
    """
    written = {
        column: cells.column(column).combine_chunks().dictionary_encode(null_encoding="encode")
        for column in worded.values()
    }
    longest = max(len(encoded.dictionary) for encoded in written.values())
    words = {column: _padded(encoded.dictionary, longest) for column, encoded in written.items()}
    con.register("words", pa.table({"row": pa.array(range(longest)), **words}))
    try:
        read = in_order(con.execute(statement).to_arrow_table(), "row")
    finally:
        con.unregister("words")
    for name, column in worded.items():
        values = read.column(f"{name}__r").combine_chunks()
        cells = cells.append_column(f"{name}__r", values.take(written[column].indices))
    return cells


def in_order(table: pa.Table, *names: str) -> pa.Table:
    """``table`` sorted by these columns, the first of them a number.

    Rows that the engine read with several threads come in another order now and then, whatever its setting for
    keeping the order says (DuckDB 1.5.6, over a table of several batches).
    """
    first = table.column(names[0]).to_numpy()
    if (first[1:] > first[:-1]).all():
        return table
    return table.sort_by([(name, "ascending") for name in names])


def _padded(values: pa.Array, length: int) -> pa.Array:
    return pa.concat_arrays([values, pa.nulls(length - len(values), pa.string())])
