"""The one place that knows which engine runs a step.

A step is DuckDB SQL, or NumPy on Arrow columns, from a table to a table, so it can run anywhere DuckDB runs: on one
machine in one go, or on each part of a table that lies on many (:class:`Engine`). What an engine itself is asked to do
is only what both do alike: joins, groups, and which rows come together in a part.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def _keep_freed_memory() -> None:
    """Arrow's own allocator asks the system for huge pages and gives them back at once, and so does the C library with
    large arrays: of what linking a million rows costs, a sixth went into clearing the same pages over and over."""
    pa.set_memory_pool(pa.system_memory_pool())
    if os.name == "posix" and hasattr(library := ctypes.CDLL(None), "mallopt"):  # GNU's
        library.mallopt(-1, 256 << 20)  # M_TRIM_THRESHOLD
        library.mallopt(-3, 128 << 20)  # M_MMAP_THRESHOLD


_keep_freed_memory()

#: What is done with the rows of one part: Arrow batches in, Arrow batches out.
Work = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

#: Rows as they are compared, and what is done with pairs of them: see :meth:`Engine.matched`.
Held = Callable[[pa.Table], Any]
Match = Callable[[Any, NDArray[np.int64], NDArray[np.int64], pa.RecordBatch], Iterator[pa.RecordBatch]]

#: Pairs that are compared at a time: some 100 MB.
PAIRS_AT_ONCE = 100_000

#: A table of an engine, to be handed back to the same engine only.
Frame = Any

#: Rows of one row group of every Parquet file that we write: fixed, so that the same rows give the same bytes.
ROW_GROUP = 122_880


def threads() -> int:
    """Cores to use: ``PADAN_THREADS``, else all."""
    return int(os.environ.get("PADAN_THREADS", "0")) or os.cpu_count() or 1


def statements(package: str | ModuleType, name: str) -> str:
    """The SQL of the file ``name.sql`` that stands in ``package``."""
    return resources.files(package).joinpath(f"{name}.sql").read_text("utf-8")


@contextmanager
def connect(spill: Path | None = None, memory: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory engine. Whoever reads cells with it installs :mod:`padan.pipeline.cells` in it.

    ``spill`` is a folder for what does not fit; ``memory`` a DuckDB size such as ``"1GB"``
    (default: ``PADAN_MEMORY``, else 2 GB).
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads(),
        "memory_limit": memory or os.environ.get("PADAN_MEMORY", "2GB"),
        "allow_community_extensions": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if spill is not None:
        settings["temp_directory"] = str(spill)
    con = duckdb.connect(config=settings)
    try:
        con.execute("SET enable_progress_bar = false")
        yield con
    finally:
        con.close()


class Engine(Protocol):
    """Tables that may be too large for one machine, and the few verbs that the steps of a build need of them."""

    def read(self, path: str) -> Frame:
        """The Parquet file, or all Parquet files of the folder, at ``path``."""

    def table(self, table: pa.Table) -> Frame:
        """A small table made here."""

    def sql(self, query: str, **frames: Frame) -> Frame:
        """A query in the plain SQL that both engines read alike: joins, groups, unions, ``row_number``. ``{name}``
        stands for the frame of that name. Expressions on values belong into a step."""

    def step(self, frame: Frame, work: Work, out: pa.Schema, by: str | None = None) -> Frame:
        """What ``work`` makes of the parts of a frame; with ``by``, all rows with one value of it are in one part.
        ``work`` is called once for a part, which can be empty, and may be called again if its machine is lost."""

    def matched(self, pairs: Frame, rows: Frame, held: Held, work: Match, out: pa.Schema) -> Frame:
        """What ``work`` makes of pairs of rows: ``pairs`` has their numbers ``l`` and ``r``, ``rows`` one row for each
        number ``n`` from 0 on. ``held`` turns rows (without ``n``) into what is compared; ``work`` is given that, the
        places in it of both sides of some pairs, and those pairs."""

    def number(self, frame: Frame, order: str) -> Frame:
        """The frame with a column ``n`` (int32): 0, 1, 2 … in the order of the text column ``order``, unique in it."""

    def kept(self, name: str, make: Callable[[], Frame]) -> Frame:
        """The frame of that name: from its checkpoint when an earlier run finished it, else made and kept."""

    def collect(self, frame: Frame) -> pa.Table:
        """A small frame as an Arrow table."""

    def write(self, frame: Frame, path: str) -> None:
        """The frame as Parquet in the folder ``path``, in place of what was there."""
