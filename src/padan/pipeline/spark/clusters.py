"""The people among the records: the clustering of one machine, component by component.

Whether two records are one person is decided among the records that strong pairs, or the lists' own ids, tie together;
so every such component can be decided on any machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from padan.contracts import stages
from padan.pipeline.engine import Engine, Frame
from padan.pipeline.link.clustering import Records, cluster
from padan.pipeline.link.linking import Edges, clusters_table
from padan.pipeline.spark.components import ALONE, components

CLUSTER = pa.schema([("n", pa.int32()), ("cluster", pa.int32()), ("probability", pa.float64())])

#: What the rules of clustering ask of a record, as :mod:`padan.pipeline.spark.pairing` sends people.
_ASKED = ("list_key", "same_key", "nik", "nik_agrees")


def cluster_all(engine: Engine, people: Frame, edge: Frame, least: float, alone: int = ALONE) -> Frame:
    """The table ``cluster`` (n, cluster, probability) of ``people``; pairs from ``least`` bits on are joined."""
    same = engine.sql(
        "SELECT min(n) OVER (PARTITION BY same_key) AS u, n AS v FROM {people} WHERE same_key <> 0", people=people
    )
    ties = engine.sql(
        f"SELECT l AS u, r AS v FROM {{edge}} WHERE weight >= {least!r} UNION ALL SELECT u, v FROM {{same}}",
        edge=edge,
        same=same,
    )
    of = engine.kept("component", lambda: components(engine, "component", ties, alone))
    members = engine.sql(_MEMBERS, people=people, edge=edge, of=of)
    found = engine.step(members, partial(_cluster, least=least), CLUSTER, by="component")
    return engine.kept("cluster", lambda: engine.sql(_EVERYBODY, people=people, found=found))


#: The records of each component (``l`` null) and the pairs inside it.
_MEMBERS = f"""
    SELECT c.m AS component, s.n, {", ".join(f"s.{name}" for name in _ASKED)}, CAST(NULL AS INT) AS l,
        CAST(NULL AS INT) AS r, CAST(NULL AS DOUBLE) AS weight, CAST(NULL AS DOUBLE) AS by_name
    FROM {{people}} s JOIN {{of}} c ON c.u = s.n
    UNION ALL
    SELECT a.m, NULL, {", ".join("NULL" for _name in _ASKED)}, e.l, e.r, e.weight, e.by_name
    FROM {{edge}} e JOIN {{of}} a ON a.u = e.l JOIN {{of}} b ON b.u = e.r WHERE a.m = b.m
"""
_EVERYBODY = """
    SELECT s.n, coalesce(f.cluster, s.n) AS cluster, coalesce(f.probability, CAST(1 AS DOUBLE)) AS probability
    FROM {people} s LEFT JOIN {found} f ON f.n = s.n
"""


def _cluster(batches: Iterable[pa.RecordBatch], least: float) -> Iterator[pa.RecordBatch]:
    """The components of a part side by side: what is done in one does not touch another."""
    held = list(batches)
    if not sum(batch.num_rows for batch in held):
        return
    table = pa.Table.from_batches(held)
    records = table.filter(pc.is_valid(table["n"])).sort_by("n")
    n = records["n"].to_numpy()
    edges = _edges(table.filter(pc.is_valid(table["l"])), n)
    found = cluster(_records(records), edges.l, edges.r, edges.weight, edges.by_name, least)
    told = clusters_table(found, edges)
    # Records stand in their order among all, so the smallest of a group here is its smallest of all.
    rows = [pa.array(n), pa.array(n[told["cluster"].to_numpy()]), told["probability"]]
    yield from pa.table(rows, schema=CLUSTER).to_batches()


def _edges(pairs: pa.Table, n: np.ndarray) -> Edges:
    ordered = pairs.sort_by([("l", "ascending"), ("r", "ascending")])
    l, r = (np.searchsorted(n, ordered[side].to_numpy()).astype(np.int32) for side in "lr")  # noqa: E741
    return Edges(l, r, *(ordered[name].to_numpy() for name in stages.EDGE.names[2:]))


def _records(records: pa.Table) -> Records:
    lists, same, nik, agrees = (records[name].to_numpy() for name in _ASKED)
    return Records(lists.view(np.uint64), np.where(agrees == 3, nik, 0), same.view(np.uint64))
