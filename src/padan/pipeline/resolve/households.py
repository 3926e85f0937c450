"""Which groups of the lists are one family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from padan.pipeline.engine import statements
from padan.pipeline.resolve.sets import Sets


def group_families(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``member``, ``household`` (one row a group ``g``) and ``family_of_group`` (g, family).

    Needs ``standard`` and ``cluster``.
    """
    con.execute(statements(__package__, "families"))
    sets = Sets()
    for a, b in con.execute("SELECT a, b FROM same_family").fetchall():
        sets.join(a, b)
    groups = [row[0] for row in con.execute("SELECT g FROM household ORDER BY g").fetchall()]
    register_numbers(con, "family_of_group", {"g": groups, "family": [sets.root(g) for g in groups]})


def register_numbers(con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Sequence]) -> None:
    """Make the table ``name`` of whole numbers."""
    table = pa.table({column: pa.array(values, pa.int32()) for column, values in columns.items()})
    con.register("table_to_copy", table)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM table_to_copy")
    con.unregister("table_to_copy")
