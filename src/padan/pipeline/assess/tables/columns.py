"""Between the engine's tables and the rules' columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from padan.contracts.schema import Table
from padan.pipeline.children.columns import floats
from padan.rules.growth.ages import ORDINAL_1970

Numbers = NDArray[np.float64]


class Columns:
    """The rows of a query, column by column as the rules take them."""

    def __init__(self, con: duckdb.DuckDBPyConnection, sql: str) -> None:
        self.table = con.execute(sql).to_arrow_table().combine_chunks()

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __getitem__(self, name: str) -> pa.ChunkedArray:
        return self.table[name]

    def texts(self, name: str) -> list[str | None]:
        """Texts; None where null."""
        found: list[str | None] = self.table[name].to_pylist()
        return found

    def numbers(self, name: str) -> Numbers:
        """float64; nan where null."""
        return floats(self.table[name])

    def whole(self, name: str, unknown: int) -> NDArray[np.int64]:
        """int64; ``unknown`` where null."""
        return np.asarray(self.table[name].cast(pa.int64()).fill_null(unknown).to_numpy(), np.int64)

    def flags(self, name: str) -> NDArray[np.bool_]:
        """bool; False where null."""
        return np.asarray(self.table[name].fill_null(False).to_numpy(zero_copy_only=False), np.bool_)

    def answers(self, name: str) -> NDArray[np.int8]:
        """A flag as an answer: -1 unknown, 0 no, 1 yes."""
        return np.asarray(self.table[name].cast(pa.int8()).fill_null(-1).to_numpy(zero_copy_only=False), np.int8)

    def days(self, name: str) -> NDArray[np.datetime64]:
        """datetime64[D]; NaT where null."""
        return np.asarray(self.table[name].to_numpy(zero_copy_only=False), "datetime64[D]")

    def ordinals(self, name: str) -> NDArray[np.int64]:
        """``date.toordinal()`` of dates that are all there."""
        return self.days(name).astype(np.int64) + ORDINAL_1970

    def codes(self, *names: str) -> NDArray[np.int64]:
        """One number for each different combination of the columns."""
        code = np.zeros(len(self), np.int64)
        for name in names:
            encoded = self.table[name].combine_chunks().dictionary_encode()
            known = len(encoded.dictionary)
            code = code * (known + 1) + encoded.indices.fill_null(known).to_numpy()
        return code


def whole_array(values: NDArray[Any], known: NDArray[np.bool_] | None = None) -> pa.Array:
    """Whole numbers; null where nan or not ``known``."""
    there = np.isfinite(values) if known is None else known
    return pa.array(np.where(there, values, 0).astype(np.int32), mask=~there)


def date_array(ordinals: NDArray[np.int64]) -> pa.Array:
    """Dates from ``date.toordinal()``; null where 0 or less."""
    return pa.array((ordinals - ORDINAL_1970).astype(np.int32), mask=ordinals <= 0).cast(pa.date32())


def word_array(codes: NDArray[Any], words: Sequence[str | None]) -> pa.Array:
    """``words[code]`` of each row."""
    return pa.DictionaryArray.from_arrays(
        pa.array(codes.astype(np.int32)), pa.array(words, pa.string())
    ).dictionary_decode()


def list_array(there: Mapping[str, NDArray[np.bool_]], rows: int) -> pa.Array:
    """For each row the names whose column is true, in the order of the names."""
    names = list(there)
    if not names or not rows:
        return pa.array([[]] * rows, pa.list_(pa.string()))
    held = np.stack([there[name] for name in names], axis=1)
    offsets = np.concatenate([[0], np.cumsum(held.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), word_array(np.nonzero(held)[1], names))


def put(con: duckdb.DuckDBPyConnection, contract: Table, columns: Mapping[str, Any]) -> None:
    """Make the engine's table of that contract from columns."""
    arrays = [columns[column.name] for column in contract.columns]
    keep(con, contract.name, pa.table(arrays, names=list(contract.names)).cast(contract.schema))


def keep(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Make a table of the engine from an Arrow table."""
    con.register("table_to_keep", table)
    con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM table_to_keep")
    con.unregister("table_to_keep")
