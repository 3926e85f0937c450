"""Villages as written, settled to codes inside their kecamatan: once for each distinct writing."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from padan.reference.villages import find_village

_WRITTEN = (
    "province_written",
    "regency_written",
    "district_written",
    "village_written",
    "village_code_written",
)


def settle_places(con: duckdb.DuckDBPyConnection, within: str | None) -> None:
    """Make the table ``place`` (record_id, village, district, village_how) from ``intake``.

    ``within`` is the regency that is meant where a row names none.
    """
    columns = ", ".join(_WRITTEN)
    con.execute(f"CREATE OR REPLACE TEMP TABLE written AS SELECT DISTINCT {columns} FROM intake")
    written = con.execute(f"SELECT {columns} FROM written ORDER BY ALL").fetchall()
    settled = [
        find_village(
            village=village, district=district, regency=regency, province=province, code=code, within=within
        )
        for province, regency, district, village, code in written
    ]
    table = pa.table(
        {
            **{name: pa.array([row[i] for row in written], pa.string()) for i, name in enumerate(_WRITTEN)},
            "village": pa.array([found.code for found in settled], pa.string()),
            "village_how": pa.array([str(found.how) for found in settled], pa.string()),
        }
    )
    same = " AND ".join(f"i.{name} IS NOT DISTINCT FROM s.{name}" for name in _WRITTEN)
    con.register("settled", table)
    con.execute(f"""
        CREATE OR REPLACE TABLE place AS
        SELECT i.record_id, s.village, left(s.village, 8) AS district, s.village_how
        FROM intake i JOIN settled s ON {same}
    """)
    con.unregister("settled")
