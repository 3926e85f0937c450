"""Linking a register again after some of its records changed: the same answer as linking it whole.

What a release keeps of its comparing (``standard``, ``edge`` and the counts of its manifest) is read back. Records
whose row of ``standard`` says the same in everything that the evidence reads keep the edges among themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from padan.pipeline.link.clustering import Records, cluster
from padan.pipeline.link.keys import KEYS, Hashes, Places, key_columns
from padan.pipeline.link.linking import (
    THRESHOLD,
    Edges,
    Linked,
    _store,
    clusters_table,
    count_people,
    decided_pairs,
    link,
)
from padan.pipeline.link.model import Model, shipped, weight_of
from padan.pipeline.link.people import People, Whole, columns_sql, from_query
from padan.pipeline.link.recomparing import Changed, compare_again, replaced


def link_again(
    con: duckdb.DuckDBPyConnection, before: Path | None, model: Model | None = None, threshold: float = THRESHOLD
) -> Linked:
    """As :func:`padan.pipeline.link.linking.link`, comparing only what changed since the release in ``before``.

    ``before``: the folder of a release by the same version of the pipeline. Where there is none, where it was made
    with another model, or where it is not whole, everything is compared.
    """
    model = model or shipped()
    earlier = _earlier(before, model) if before else None
    if earlier is None:
        return link(con, model, threshold)
    people = from_query(con, "standard")
    sized = model.of_size(len(people))
    if sized != model.of_size(earlier.records):
        return link(con, model, threshold)
    keys = key_columns(people)
    number, gone = _numbers_now(con, earlier)
    changed = np.ones(len(people), dtype=bool)
    changed[number[number >= 0]] = False
    rows = np.flatnonzero(changed).astype(np.int32)
    now = Changed(rows, {key: values[rows] for key, values in keys.items()})
    was = Changed(np.arange(len(people), len(people) + len(gone), dtype=np.int32), key_columns(gone))
    difference = compare_again(_InMemory(people, keys, ~changed), was, now, sized)
    l, r = number[earlier.edges.l], number[earlier.edges.r]  # noqa: E741
    old = Edges(l, r, earlier.edges.weight, earlier.edges.by_name)
    edges = replaced(old, (l < 0) | (r < 0), difference)
    labels = cluster(
        Records.of(people), edges.l, edges.r, edges.weight, edges.by_name, weight_of(threshold), decided_pairs(con)
    )
    _store(con, "edge", edges.arrow())
    _store(con, "cluster", clusters_table(labels, edges))
    crowded = {key: earlier.crowded.get(key, 0) + difference.crowded[key] for key in KEYS}
    left_out = {key: count for key, count in crowded.items() if count}
    return Linked(earlier.compared + difference.compared, len(edges), count_people(labels), left_out)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What a release kept: the table ``standard`` as a file, edges by its numbers, pairs compared, records left out
    of crowded keys."""

    standard: Path
    edges: Edges
    records: int
    compared: int
    crowded: Mapping[str, int]


def _earlier(folder: Path, model: Model) -> _Earlier | None:
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        if manifest["model_version"] != model.version:
            return None
        counts = manifest["linking"]
        edges = pq.read_table(folder / "edge.parquet")
        found = {name: edges.column(name).to_numpy() for name in ("l", "r", "weight", "by_name")}
        places = {name: found[name].astype(np.int32) for name in ("l", "r")}
        crowded = {key: int(counts.get(f"crowded_{key}", 0)) for key in KEYS}
        standard = folder / "standard.parquet"
        records = pq.read_metadata(standard).num_rows
        return _Earlier(standard, Edges(**{**found, **places}), records, int(counts["compared"]), crowded)
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None


def _numbers_now(con: duckdb.DuckDBPyConnection, earlier: _Earlier) -> tuple[Places, People]:
    """By its earlier number each record's number now, -1 where it is gone or says something else; and what the
    latter said before."""
    said = (
        "SELECT n, record_id, hash(*COLUMNS(* EXCLUDE (n))) AS said FROM (SELECT n, record_id, {columns} FROM {table})"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE earlier_standard AS SELECT * FROM read_parquet(?)", [str(earlier.standard)]
    )
    found = con.execute(f"""
        SELECT e.n AS was, coalesce(s.n, -1) AS now
        FROM ({said.format(columns=columns_sql(), table="earlier_standard")}) e
        LEFT JOIN ({said.format(columns=columns_sql(), table="standard")}) s USING (record_id, said)
        ORDER BY was
    """).fetchnumpy()
    number = found["now"].astype(np.int32)
    con.register("numbers_gone", pa.table({"n": found["was"][number < 0]}))
    con.execute("CREATE OR REPLACE TEMP TABLE earlier_gone AS FROM earlier_standard SEMI JOIN numbers_gone USING (n)")
    con.unregister("numbers_gone")
    gone = from_query(con, "earlier_gone")
    con.execute("DROP TABLE earlier_gone; DROP TABLE earlier_standard")
    return number, gone


@dataclass(frozen=True, slots=True)
class _InMemory:
    """:class:`padan.pipeline.link.recomparing.Standing` over the columns of all records, of which some stand."""

    everybody: People
    all_keys: Mapping[str, Hashes]
    standing: NDArray[np.bool_]

    def count(self, key: str, values: Hashes) -> Whole:
        return self.bearers(key, values, 0)[0]

    def bearers(self, key: str, values: Hashes, most: int) -> tuple[Whole, Whole, Places]:
        if len(values) == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
        own = self.all_keys[key]
        place = np.minimum(np.searchsorted(values, own), len(values) - 1)
        rows = np.flatnonzero((values[place] == own) & self.standing)
        count = np.bincount(place[rows], minlength=len(values))
        rows = rows[count[place[rows]] <= most]
        rows = rows[np.argsort(place[rows], kind="stable")]
        return count, place[rows], rows.astype(np.int32)

    def keys(self, rows: Places) -> dict[str, Hashes]:
        return {key: values[rows] for key, values in self.all_keys.items()}

    def people(self, rows: Places) -> People:
        return self.everybody.take(rows)
