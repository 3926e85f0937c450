"""Villages as written, settled to codes inside their kecamatan: once for each distinct writing."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from padan.contracts import intake
from padan.reference.folding import region_words
from padan.reference.villages import find_village


def _compared_as(code: str | None, written: tuple[str | None, ...]) -> str | None:
    _province, _regency, district, village, written_code = written
    if code is not None:
        return code
    name = "".join(region_words(village or "")) or "".join(c for c in written_code or "" if c.isdigit())
    return f"{''.join(region_words(district or ''))}/{name}" if name else None


def settle_places(con: duckdb.DuckDBPyConnection, within: str | None) -> None:
    """Make the table ``place`` (record_id, village, village_how, compared_as, district) from ``intake``.

    ``village`` is a code or null, never a guess between several. ``compared_as`` is what linking compares: the
    code, else the place as written, so that two lists that write an unknown place alike still agree on it.

    ``within`` is the regency that is meant where a row names none.
    """
    columns = ", ".join(intake.PLACE)
    con.execute(f"CREATE OR REPLACE TEMP TABLE written AS SELECT DISTINCT {columns} FROM intake")
    written = con.execute(f"SELECT {columns} FROM written ORDER BY ALL").fetchall()
    settled = [
        find_village(village=village, district=district, regency=regency, province=province, code=code, within=within)
        for province, regency, district, village, code in written
    ]
    table = pa.table(
        {
            **{name: pa.array([row[i] for row in written], pa.string()) for i, name in enumerate(intake.PLACE)},
            "village": pa.array([found.code for found in settled], pa.string()),
            "village_how": pa.array([str(found.how) for found in settled], pa.string()),
            "compared_as": pa.array(
                [_compared_as(f.code, row) for f, row in zip(settled, written, strict=True)], pa.string()
            ),
        }
    )
    same = " AND ".join(f"i.{name} IS NOT DISTINCT FROM s.{name}" for name in intake.PLACE)
    con.register("settled", table)
    con.execute(f"""
        CREATE OR REPLACE TABLE place AS
        SELECT i.record_id, s.village, s.village_how, s.compared_as,
            coalesce(left(s.village, 8), regexp_extract(s.compared_as, '^[^/]*/')) AS district
        FROM intake i JOIN settled s ON {same}
    """)
    con.unregister("settled")
