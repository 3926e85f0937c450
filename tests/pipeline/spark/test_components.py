"""What hangs together, held against a walk from record to record."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.one_machine import one_machine
from padan.pipeline.spark.components import LABELS, components

EDGE = pa.schema([("u", pa.int32()), ("v", pa.int32())])


def walked(edges: list[tuple[int, int]]) -> dict[int, int]:
    """The smallest record reachable from each, by walking."""
    near: dict[int, set[int]] = {}
    for u, v in edges:
        if u != v:
            near.setdefault(u, set()).add(v)
            near.setdefault(v, set()).add(u)
    found: dict[int, int] = {}
    for start in sorted(near):
        waiting = [start]
        while waiting:
            record = waiting.pop()
            if record not in found:
                found[record] = start
                waiting += near[record]
    return found


def labels(edges: list[tuple[int, int]], alone: int) -> dict[int, int]:
    with one_machine(parts=2) as engine:
        table = pa.table([[u for u, _ in edges], [v for _, v in edges]], schema=EDGE)
        found = engine.collect(components(engine, "test", engine.table(table), alone))
    assert found.schema == LABELS
    assert found.num_rows == len(set(found["u"].to_pylist()))
    return dict(zip(found["u"].to_pylist(), found["m"].to_pylist(), strict=True))


@pytest.mark.parametrize("alone", [0, 3, 1000])
@pytest.mark.parametrize(
    "edges",
    [
        [],
        [(4, 4)],
        [(2, 1), (1, 2)],
        [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)],
        [(9, 8), (8, 7), (7, 9), (1, 3)],
        [(0, n) for n in range(1, 40)],
        [(n, 40) for n in range(40)],
    ],
    ids=["none", "itself", "twice", "chain", "two", "star of the smallest", "star of the greatest"],
)
def test_what_hangs_together(edges, alone):
    assert labels(edges, alone) == walked(edges)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40), st.integers(0, 10))
def test_as_by_walking(edges, alone):
    assert labels(edges, alone) == walked(edges)
