"""How alike two texts are, and each distinct pair once."""

from __future__ import annotations

import threading

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.link.likeness import Distinct, jaro_winkler


def alike(*pairs: tuple[str | None, str | None]) -> list[float]:
    ones, others = (pa.array([pair[side] for pair in pairs], pa.large_string()) for side in (0, 1))
    return jaro_winkler(ones, others).tolist()


def test_likeness_of_the_published_examples():
    """W. E. Winkler, String Comparator Metrics, 1990, table 1."""
    found = alike(("MARTHA", "MARHTA"), ("DIXON", "DICKSONX"), ("DWAYNE", "DUANE"))

    assert found == pytest.approx([0.961, 0.813, 0.84], abs=0.001)


def test_the_ends_of_the_scale():
    assert alike(("SITI", "SITI"), ("SITI", "BUDO"), (None, "SITI"), ("SITI", None), (None, None)) == [1, 0, 0, 0, 0]
    assert alike() == []


def test_each_thread_has_an_engine_of_its_own():
    found: list[float] = []
    workers = [threading.Thread(target=lambda: found.extend(alike(("SITI", "SITI")) * 3)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert found == [1.0] * 9


NUMBERS = st.integers(1, 2**64 - 1) | st.integers(1, 5)


@settings(deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=40))
def test_each_distinct_pair_once_whichever_comes_first(pairs: list[tuple[int, int]]):
    a, b = (np.array([pair[side] for pair in pairs], dtype=np.uint64) for side in (0, 1))
    distinct = Distinct(a, b)

    sets = [frozenset(pair) for pair in pairs]
    assert len(distinct.first) == len(set(sets))
    assert [sets[place] for place in distinct.first[distinct.of]] == sets
