"""Tables to Parquet, so that the same rows give the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from padan.contracts.schema import Table
from padan.pipeline.engine import ROW_GROUP


def write_table(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> int:
    """Write the engine's table of that name, sorted by its key, in row groups of one size; its number of rows."""
    columns = ", ".join(f'"{name}"' for name in table.names)
    order = ", ".join(f'"{name}"' for name in table.key)
    rows = 0
    with pq.ParquetWriter(
        folder / f"{table.name}.parquet", table.schema, compression="zstd", compression_level=1
    ) as writer:
        reader = con.execute(f"SELECT {columns} FROM {table.name} ORDER BY {order}").to_arrow_reader(ROW_GROUP)
        for batch in reader:
            writer.write_table(pa.Table.from_batches([batch]).cast(table.schema), row_group_size=ROW_GROUP)
            rows += batch.num_rows
    return rows


def hash_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
