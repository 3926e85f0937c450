"""How alike two texts are, for many pairs at once: each distinct pair of texts is compared once."""

from __future__ import annotations

import threading
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_local = threading.local()


def _engine() -> duckdb.DuckDBPyConnection:
    con = getattr(_local, "con", None)
    if con is None:
        con = _local.con = duckdb.connect()
        con.execute("SET enable_progress_bar = false")
    return con


def jaro_winkler(a: pa.Array, b: pa.Array) -> NDArray[np.float64]:
    """Jaro-Winkler similarity (0 to 1) of texts side by side; 0 where one is missing."""
    return _asked("coalesce(jaro_winkler_similarity(a, b), 0)", a, b).astype(np.float64)


def begins_or_ends(whole: pa.Array, part: pa.Array) -> NDArray[np.bool_]:
    """Whether each text begins or ends with the one beside it; False where one is missing."""
    return _asked("coalesce(starts_with(a, b) OR suffix(a, b), false)", whole, part).astype(bool)


def _asked(question: str, a: pa.Array, b: pa.Array) -> NDArray[Any]:
    """The engine's answer for texts side by side, in their order."""
    if len(a) == 0:
        return np.zeros(0)
    con = _engine()
    con.register("pairs", pa.table({"a": a, "b": b}))
    try:
        found = con.execute(f"SELECT {question} AS answer FROM pairs").to_arrow_table()
    finally:
        con.unregister("pairs")
    return found.column("answer").to_numpy()


class Distinct:
    """Pairs of hashed texts, each distinct pair once whichever stands first: ``first`` are the places where a
    distinct pair stands, ``of`` tells for every pair which distinct pair it is."""

    def __init__(self, a: NDArray[np.uint64], b: NDArray[np.uint64]) -> None:
        low, high = np.minimum(a, b), np.maximum(a, b)
        both = low * np.uint64(0x9E3779B97F4A7C15) ^ (high + np.uint64(0x7F4A7C15) + (low << np.uint64(6)))
        _values, self.first, self.of = np.unique(both, return_index=True, return_inverse=True)
