"""Which pairs of records are worth comparing: those that share at least one key.

Every key is an equality on a hash, so that finding pairs is a hash join. Keys were judged by the true pairs
that each adds for a thousand candidates (``docs/explanation/linking.md``).
"""

from __future__ import annotations

import duckdb

#: Name of the key and the columns that must be there and equal.
KEYS: dict[str, tuple[str, ...]] = {
    "nik": ("nik15",),
    "kk_birth": ("kk", "birth_sorted"),
    "kk_first": ("kk", "first"),
    "kk_year_sex": ("kk", "birth // 10000", "sex"),
    "birth_first": ("birth_sorted", "first"),
    "birth_mother": ("birth_sorted", "mother_first", "district"),
    "birth_father": ("birth_sorted", "father_first", "district"),
    "name_village": ("sound", "village"),
    "name_mate": ("first", "mate"),
    "first_mate_village": ("first", "mate_first", "village"),
    "mate_village": ("mate", "village"),
    "mother_first": ("mother", "first"),
    "father_first": ("father", "first", "village"),
    "mother_year_village": ("mother", "birth // 10000", "sex", "village"),
    "father_year_village": ("father", "birth // 10000", "sex", "village"),
    "mother_nik": ("kin_nik", "birth // 10000"),
    "mother_nik_first": ("kin_nik", "first"),
    "birth_village_sex": ("birth", "village", "sex", "first[1:3]"),
}

#: A key that more records share than this is no evidence of anything; the key is left out there and counted.
MOST_SHARED = 60


def make_pairs(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Make the table ``pair`` (l, r; l < r) from ``standard``; the number of records left out of each key."""
    hashes = ", ".join(f"{_hash(columns)} AS {name}" for name, columns in KEYS.items())
    con.execute(f"CREATE OR REPLACE TEMP TABLE keyed AS SELECT n, {hashes} FROM standard")
    crowded = {}
    unions = []
    for name in KEYS:
        con.execute(f"""
            CREATE OR REPLACE TEMP TABLE key_{name} AS
            SELECT n, {name} AS k FROM keyed WHERE {name} IS NOT NULL
            QUALIFY count(*) OVER (PARTITION BY {name}) BETWEEN 2 AND {MOST_SHARED}
        """)
        unions.append(f"SELECT a.n AS l, b.n AS r FROM key_{name} a JOIN key_{name} b ON a.k = b.k AND a.n < b.n")
        crowded[name] = con.execute(f"""
            SELECT coalesce(sum(c), 0) FROM
            (SELECT count(*) c FROM keyed WHERE {name} IS NOT NULL GROUP BY {name} HAVING c > {MOST_SHARED})
        """).fetchall()[0][0]
    con.execute(f"CREATE OR REPLACE TEMP TABLE pair AS SELECT DISTINCT l, r FROM ({' UNION ALL '.join(unions)})")
    for name in KEYS:
        con.execute(f"DROP TABLE key_{name}")
    return {name: int(count) for name, count in crowded.items() if count}


def _hash(columns: tuple[str, ...]) -> str:
    there = " AND ".join(f"{column} IS NOT NULL" for column in columns)
    return f"CASE WHEN {there} THEN hash({', '.join(columns)}) END"
