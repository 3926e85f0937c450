"""The files of records, read together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from padan.contracts import intake


def load_records(con: duckdb.DuckDBPyConnection, table: str, files: Sequence[Path]) -> None:
    """Make the ``table`` of every record of the files, by the contract ``intake_record``.

    What a file of an earlier version has no column for is unknown. DuckDB's errors where a file is damaged.
    """
    con.register("no_record", intake.RECORD.schema.empty_table())
    read = "UNION ALL BY NAME FROM read_parquet(?, union_by_name := true)" if files else ""
    try:
        con.execute(
            f"CREATE OR REPLACE TABLE {table} AS FROM no_record {read} ORDER BY record_id",
            [[str(file) for file in files]] if files else [],
        )
    finally:
        con.unregister("no_record")
