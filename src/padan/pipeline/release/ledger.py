"""Every id ever given: who was whom in which release. Append-only; a rebuild reads it and gives the same ids."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.home import Home, put

_SCHEMA = pa.schema([(name, pa.string()) for name in ("record_id", "person_id", "family_id")])


def read_ledger(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make the table ``ledger``: the ids that each record was last given."""
    files = sorted(home.ledger.glob("*.parquet"))
    if not files:
        con.register("empty_ledger", _SCHEMA.empty_table())
        con.execute("CREATE OR REPLACE TABLE ledger AS SELECT * FROM empty_ledger")
        con.unregister("empty_ledger")
        return
    try:
        con.execute(
            """
            CREATE OR REPLACE TABLE ledger AS
            SELECT record_id, arg_max(person_id, filename) AS person_id, arg_max(family_id, filename) AS family_id
            FROM read_parquet(?, filename := true) GROUP BY record_id
            """,
            [[str(file) for file in files]],
        )
    except duckdb.Error as error:
        raise RegisterError(
            _("Buku nomor di folder {folder} rusak").format(folder=home.ledger),
            next_step=_("Pulihkan folder itu dari cadangan; tanpa buku ini orang dan keluarga mendapat nomor baru."),
        ) from error


def append_to_ledger(con: duckdb.DuckDBPyConnection, home: Home, release_id: str, work: Path) -> None:
    """Write down the ids that are new or changed in this release; nothing when there are none."""
    changed = con.execute("""
        SELECT g.record_id, p.person_id, f.family_id
        FROM record_group g
        JOIN person_ids p ON p.person = g.person
        JOIN family_ids f ON f.family = g.family
        LEFT JOIN ledger l ON l.record_id = g.record_id
        WHERE l.person_id IS DISTINCT FROM p.person_id OR l.family_id IS DISTINCT FROM f.family_id
        ORDER BY g.record_id
    """).to_arrow_table()
    if changed.num_rows == 0:
        return
    number = 1 + max((int(given.name[:6]) for given in home.ledger.glob("*.parquet")), default=0)
    file = work / "ledger.parquet"
    pq.write_table(changed.cast(_SCHEMA), file, compression="zstd")
    put(file, home.ledger / f"{number:06d}-{release_id}.parquet")
