"""What the written rules say of the register on a day, and the gaps: each kind's differences, with ids that stay."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa

from padan.contracts import release
from padan.pipeline.assess import tables
from padan.pipeline.assess.kind import GapKind, kinds
from padan.pipeline.assess.limits import LIMITS
from padan.pipeline.assess.tables import make_freshness, make_growth, make_priority, make_quality, make_risk
from padan.pipeline.assess.tables.columns import keep
from padan.pipeline.engine import statements
from padan.reference.agencies import agencies
from padan.reference.cycles import cycles
from padan.reference.precedence import SOURCES
from padan.reference.villages import GUESSES
from padan.reference.who import VelocityTables, velocity_tables


def assess(con: duckdb.DuckDBPyConnection, as_of: date, velocity: VelocityTables | None = None) -> None:
    """Make the tables of ``contracts.assessed`` and ``gap``, from the register's tables as ``resolve`` leaves them.

    Ages and staleness are judged on ``as_of``. ``velocity`` are WHO's velocity standards (default: those shipped).
    """
    prepare(con, as_of)
    apply_rules(con, as_of, velocity_tables() if velocity is None else velocity)
    keep(con, "gap", release.GAP.schema.empty_table())
    for kind in kinds():
        con.execute(f"INSERT INTO gap {gaps_of(kind)}")


def prepare(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Make what rules and kinds of gap share: the figures, ``owner``, ``guess`` and the tables of ``common.sql``."""
    con.execute(f"SET VARIABLE as_of = DATE '{as_of.isoformat()}'")
    for limit in LIMITS:
        con.execute(f"SET VARIABLE {limit.name} = {limit.value}")
    keep(con, "owner", _owners())
    keep(con, "guess", pa.table({"village_how": sorted(GUESSES)}))
    con.execute(statements(__package__, "common"))


def apply_rules(con: duckdb.DuckDBPyConnection, as_of: date, velocity: VelocityTables) -> None:
    """Make the tables of ``contracts.assessed`` from the register's tables and those of :func:`prepare`."""
    con.execute(statements(tables, "visits"))
    make_growth(con, velocity)
    con.execute(statements(__package__, "stunted"))
    make_risk(con, as_of)
    make_priority(con)
    make_freshness(con, as_of)
    make_quality(con)


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
