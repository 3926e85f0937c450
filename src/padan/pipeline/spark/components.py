"""Which records hang together, over any number of machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np
import pyarrow as pa

from padan.pipeline.engine import Engine, Frame
from padan.pipeline.link.components import smallest_together

#: Edges that one task settles alone: some 250 MB while it works.
ALONE = 5_000_000

#: Rounds after which what is left is settled by one task, however much it is. Every round at least halves the records
#: of a component whose numbers are in no order; sixty are never seen.
MOST_ROUNDS = 30

LABELS = pa.schema([("u", pa.int32()), ("m", pa.int32())])


def components(engine: Engine, name: str, edges: Frame, alone: int = ALONE) -> Frame:
    """For each record of ``edges`` (u, v) the smallest record that it hangs together with: (u, m).

    Each round every record hooks on to its smallest neighbour, and only edges between different hooks are left; what
    one task can hold is then settled at once. Records without an edge are not in the answer. ``name`` is that of the
    checkpoints.
    """
    edges = engine.kept(f"{name}-edges", lambda: engine.sql(_PLAIN, edges=edges))
    hooks: list[Frame] = []
    for round_ in range(MOST_ROUNDS):
        if _count(engine, edges) <= alone:
            break
        hook = engine.kept(f"{name}-hook-{round_}", partial(engine.sql, _HOOK, edges=edges))
        edges = engine.kept(f"{name}-left-{round_}", partial(engine.sql, _LEFT, edges=edges, hook=hook))
        hooks.append(hook)
    labels = engine.step(engine.sql("SELECT u, v, 0 AS one FROM {edges}", edges=edges), _settle, LABELS, by="one")
    for hook in reversed(hooks):
        labels = engine.sql(
            "SELECT h.u, coalesce(l.m, h.m) AS m FROM {hook} h LEFT JOIN {labels} l ON l.u = h.m",
            hook=hook, labels=labels,
        )  # fmt: skip
    return labels


_PLAIN = """
    SELECT DISTINCT least(u, v) AS u, greatest(u, v) AS v FROM {edges} WHERE u <> v
"""
_HOOK = """
    SELECT u, least(u, min(v)) AS m FROM (
        SELECT u, v FROM {edges} UNION ALL SELECT v AS u, u AS v FROM {edges}
    ) both_ways GROUP BY u
"""
_LEFT = """
    SELECT DISTINCT least(a.m, b.m) AS u, greatest(a.m, b.m) AS v
    FROM {edges} e JOIN {hook} a ON a.u = e.u JOIN {hook} b ON b.u = e.v
    WHERE a.m <> b.m
"""


def _count(engine: Engine, frame: Frame) -> int:
    return int(engine.collect(engine.sql("SELECT count(*) AS c FROM {frame}", frame=frame))["c"][0].as_py())


def _settle(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    held = [(batch["u"].to_numpy(), batch["v"].to_numpy()) for batch in batches]
    if not held:
        return
    u, v = (np.concatenate(side) for side in zip(*held, strict=True))
    if not len(u):
        return
    records, places = np.unique(np.concatenate([u, v]), return_inverse=True)
    ends = places.reshape(2, -1)
    smallest = records[smallest_together(len(records), ends[0], ends[1])]
    yield pa.record_batch([pa.array(records, pa.int32()), pa.array(smallest, pa.int32())], LABELS)
