"""Linking all records of a register."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from padan.pipeline.link import clustering, keys, scoring
from padan.pipeline.link.model import Model, shipped, weight_of

#: Pairs at or above this probability become one person. Chosen on invented regencies that the weights were not
#: trained on, where precision stays above 0.99 (``docs/explanation/linking.md``).
THRESHOLD = 0.8


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking did: pairs compared, pairs kept, people found, records left out of crowded keys."""

    compared: int
    kept: int
    people: int
    crowded: dict[str, int]


def link(con: duckdb.DuckDBPyConnection, model: Model | None = None, threshold: float = THRESHOLD) -> Linked:
    """Make the tables ``edge`` (l, r, weight) and ``cluster`` (n, cluster, probability) from ``standard``.

    ``cluster`` is the smallest record number of the person; ``probability`` that of the strongest pair that
    ties the record to its person, 1 when it stands alone.
    """
    model = model or shipped()
    crowded = keys.make_pairs(con)
    scoring.score_pairs(con, model)
    labels = _cluster(con, weight_of(threshold))
    _store(con, labels, model)
    compared, kept, people = con.execute("""
        SELECT (SELECT count(*) FROM pair), (SELECT count(*) FROM edge), (SELECT count(DISTINCT cluster) FROM cluster)
    """).fetchall()[0]
    con.execute("DROP TABLE pair")
    return Linked(compared, kept, people, crowded)


def _cluster(con: duckdb.DuckDBPyConnection, least: float) -> list[int]:
    records = con.execute("""
        SELECT list_key, CASE WHEN nik_agrees = 3 THEN nik END FROM standard ORDER BY n
    """).fetchall()
    edges = con.execute(
        "SELECT l, r, weight, by_name FROM edge WHERE weight >= ? ORDER BY weight DESC, l, r", [least]
    ).fetchall()
    certain = con.execute("""
        SELECT min(n) OVER (PARTITION BY same_key), n FROM standard WHERE same_key IS NOT NULL
        QUALIFY count(*) OVER (PARTITION BY same_key) > 1 ORDER BY ALL
    """).fetchall()
    return clustering.cluster(edges, certain, [r[0] for r in records], [r[1] for r in records])


def _store(con: duckdb.DuckDBPyConnection, labels: list[int], model: Model) -> None:
    con.register("labels", pa.table({"n": pa.array(range(len(labels)), pa.int32()), "c": pa.array(labels, pa.int32())}))
    con.execute("""
        CREATE OR REPLACE TABLE cluster AS
        WITH both_ends AS (
            SELECT e.l AS n, e.weight FROM edge e JOIN labels a ON a.n = e.l JOIN labels b ON b.n = e.r WHERE a.c = b.c
            UNION ALL
            SELECT e.r, e.weight FROM edge e JOIN labels a ON a.n = e.l JOIN labels b ON b.n = e.r WHERE a.c = b.c
        ),
        strongest AS (SELECT n, max(weight) AS weight FROM both_ends GROUP BY n)
        SELECT labels.n, labels.c AS cluster,
            CASE WHEN s.weight IS NULL THEN 1.0 ELSE round(1 / (1 + pow(2, -least(s.weight, 60))), 6) END AS probability
        FROM labels LEFT JOIN strongest s USING (n) ORDER BY labels.n
    """)
    con.unregister("labels")
