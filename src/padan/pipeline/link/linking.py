"""Linking all records of a register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from padan.pipeline.link.clustering import Records, cluster
from padan.pipeline.link.keys import Candidates, Places
from padan.pipeline.link.model import Model, shipped, weight_of
from padan.pipeline.link.people import People, from_query
from padan.pipeline.link.scoring import FLOOR, score

#: Pairs at or above this probability become one person. Chosen on invented regencies that the weights were not
#: trained on, where precision stays above 0.99 (``docs/explanation/linking.md``).
THRESHOLD = 0.4

#: Called with pairs compared so far.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking did: pairs compared, pairs kept, people found, records left out of crowded keys."""

    compared: int
    kept: int
    people: int
    crowded: dict[str, int]


@dataclass(frozen=True, slots=True)
class Edges:
    """Compared pairs that are kept: record numbers ``l`` < ``r``, weight in bits, the part that the name gives."""

    l: Places  # noqa: E741
    r: Places
    weight: NDArray[np.float64]
    by_name: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.l)

    def sorted(self) -> Edges:
        """In the order of ``l`` and ``r``."""
        if ((self.l[1:] > self.l[:-1]) | ((self.l[1:] == self.l[:-1]) & (self.r[1:] >= self.r[:-1]))).all():
            return self
        order = np.lexsort((self.r, self.l))
        return Edges(self.l[order], self.r[order], self.weight[order], self.by_name[order])

    def arrow(self) -> pa.Table:
        """As a table with the columns of the contract ``edge``."""
        return pa.table({"l": self.l, "r": self.r, "weight": self.weight, "by_name": self.by_name})


def link(con: duckdb.DuckDBPyConnection, model: Model | None = None, threshold: float = THRESHOLD) -> Linked:
    """Make the tables ``edge`` (l, r, weight) and ``cluster`` (n, cluster, probability) from ``standard``.

    A table ``decision`` (a, b, verdict), where there is one, is obeyed before all evidence.

    ``cluster`` is the smallest record number of the person; ``probability`` that of the strongest pair that
    ties the record to its person, 1 when it stands alone.
    """
    people = from_query(con, "standard")
    model = (model or shipped()).of_size(len(people))
    candidates = Candidates.among(people)
    compared, edges = scored(people, candidates.pairs(), model)
    labels = cluster(
        Records.of(people), edges.l, edges.r, edges.weight, edges.by_name, weight_of(threshold), decided_pairs(con)
    )
    _store(con, "edge", edges.arrow())
    _store(con, "cluster", clusters_table(labels, edges))
    return Linked(compared, len(edges), count_people(labels), candidates.crowded)


def decided_pairs(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int, str]]:
    """What people decided of pairs of records, in order; nothing where no decisions were loaded."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'decision'").fetchall():
        return []
    return con.execute("SELECT a, b, verdict FROM decision ORDER BY ALL").fetchall()


def scored(
    people: People, pairs: Iterator[tuple[Places, Places]], model: Model, progress: Progress = lambda done: None
) -> tuple[int, Edges]:
    """How many pairs were compared, and those of them that reach the floor."""
    compared, parts = 0, [_no_edges()]
    for l, r in pairs:  # noqa: E741
        found = score(people.take(l), people.take(r), model)
        kept = np.flatnonzero(found.weight >= FLOOR)
        parts.append(Edges(l[kept], r[kept], found.weight[kept], found.by_name[kept]))
        compared += len(l)
        progress(compared)
    return compared, joined(parts).sorted()


def joined(parts: list[Edges]) -> Edges:
    """Several sets of edges as one."""
    names = ("l", "r", "weight", "by_name")
    return Edges(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _no_edges() -> Edges:
    numbers, bits = np.zeros(0, dtype=np.int32), np.zeros(0)
    return Edges(numbers, numbers, bits, bits)


def count_people(labels: Places) -> int:
    """How many people there are; each is called by its first record."""
    return int(np.count_nonzero(labels == np.arange(len(labels))))


def clusters_table(labels: Places, edges: Edges) -> pa.Table:
    """The table ``cluster``: each record's person, and how sure the strongest pair that ties it there is."""
    together = labels[edges.l] == labels[edges.r]
    strongest = np.full(len(labels), -np.inf)
    for end in (edges.l, edges.r):
        np.maximum.at(strongest, end[together], edges.weight[together])
    probability = np.where(np.isinf(strongest), 1.0, 1 / (1 + np.exp2(-np.minimum(strongest, 60))))
    return pa.table(
        {
            "n": np.arange(len(labels), dtype=np.int32),
            "cluster": labels.astype(np.int32),
            "probability": np.round(probability, 6),
        }
    )


def _store(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    con.register("table_to_store", table)
    con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM table_to_store")
    con.unregister("table_to_store")
