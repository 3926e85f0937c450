"""The table ``gap``: every kind's differences, each with an id that stays."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa

from padan.contracts import release
from padan.pipeline.assess.kind import GapKind, kinds
from padan.pipeline.assess.limits import LIMITS
from padan.pipeline.engine import statements
from padan.reference.agencies import agencies
from padan.reference.cycles import cycles
from padan.reference.precedence import SOURCES
from padan.reference.villages import GUESSES


def assess(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Make the table ``gap`` as its contract says, from the register's tables as ``resolve`` leaves them.

    Ages and staleness are judged on ``as_of``.
    """
    prepare(con, as_of)
    con.register("no_gaps", release.GAP.schema.empty_table())
    con.execute("CREATE OR REPLACE TABLE gap AS SELECT * FROM no_gaps")
    con.unregister("no_gaps")
    for kind in kinds():
        con.execute(f"INSERT INTO gap {gaps_of(kind)}")


def prepare(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Make what the kinds' queries share: the figures, ``owner``, ``guess`` and the tables of ``common.sql``."""
    con.execute(f"SET VARIABLE as_of = DATE '{as_of.isoformat()}'")
    for limit in LIMITS:
        con.execute(f"SET VARIABLE {limit.name} = {limit.value}")
    _register(con, "owner", _owners())
    _register(con, "guess", pa.table({"village_how": sorted(GUESSES)}))
    con.execute(statements(__package__, "common"))


def gaps_of(kind: GapKind) -> str:
    """The kind's query as rows of the table ``gap``; the same key gives the same id in every release."""
    return f"""
        SELECT 'G' || upper(left(md5('{kind.code} ' || array_to_string(key, ' ')), 15)) AS gap_id,
            '{kind.code}' AS kind, village_code, family_id, people::VARCHAR[] AS people, records::VARCHAR[] AS records,
            to_json(evidence)::VARCHAR AS evidence, agency
        FROM ({kind.sql})
    """


def _owners() -> pa.Table:
    """Each source's agency and the age in days after which its values are stale (null: never)."""
    owner = {source: agency.code for agency in agencies().values() for source in agency.sources}
    stale_after = {source: cycle.stale_after_days for source, cycle in cycles().items()}
    return pa.table(
        {
            "source": pa.array(SOURCES, pa.string()),
            "agency": pa.array([owner[source] for source in SOURCES], pa.string()),
            "stale_after": pa.array([stale_after.get(source) for source in SOURCES], pa.int32()),
        }
    )


def _register(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    con.register("table_to_copy", table)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM table_to_copy")
    con.unregister("table_to_copy")
