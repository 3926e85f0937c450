"""The invented regency of ``padan demo`` as a flat table: what its lists say of each person, beside the answer key.

What a row says is given as the lists were read (dates and villages found, texts as written), so that every method
begins with the same cells. Rows that say nothing of a person but the list's own number of it (single measurements) are
left out, and so are parents whom a child's row only names: nothing that compares rows can see them.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from padan.demo.answers import NAMED_ONLY, answers
from padan.pipeline.home import Home


def home_of(folder: Path) -> Home:
    """The register of ``padan demo --keep FOLDER``."""
    return Home(folder / "padan-home")


def write(folder: Path, out: Path) -> None:
    """Write the records of ``padan demo --keep FOLDER`` with the truth, as the other sets are written."""
    home = home_of(folder)
    release = home.current_release()
    known = answers(release, folder / "truth")
    with duckdb.connect() as con:
        con.register("known", known.table)
        con.execute("CREATE TABLE intake AS SELECT * FROM read_parquet(?)", [str(home.records / "*.parquet")])
        con.execute("CREATE TABLE record AS SELECT * FROM read_parquet(?)", [str(release / "record.parquet")])
        table = con.execute(_SQL, {"named_only": list(NAMED_ONLY)}).to_arrow_table()
    pq.write_table(table, out)


#: A baby's mother is written where the tables of the benchmark have her.
_SQL = """
    SELECT (row_number() OVER (ORDER BY record_id) - 1)::BIGINT AS rid, i.source, i.nik_written AS nik,
        i.kk_written AS kk, i.name, i.mother_name AS mother, strftime(i.birth_date, '%Y-%m-%d') AS birth_date, i.sex,
        replace(r.village_code, '.', '') AS village, i.record_id, k.person, coalesce(k.family, -1) AS household,
        coalesce(k.under_five, false) AS child
    FROM known k JOIN record r USING (record_id) JOIN intake i USING (record_id)
    WHERE i.name IS NOT NULL AND k.role NOT IN (SELECT unnest($named_only))
    ORDER BY rid
"""


def labels(release: Path, table: Path) -> pa.Array:
    """The release's person of each record of a table that :func:`write` wrote."""
    with duckdb.connect() as con:
        return (
            con.execute(
                "SELECT person_id FROM read_parquet(?) t JOIN read_parquet(?) r USING (record_id) ORDER BY rid",
                [str(table), str(release / "record.parquet")],
            )
            .to_arrow_table()["person_id"]
            .combine_chunks()
        )
