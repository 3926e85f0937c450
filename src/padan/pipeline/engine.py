"""The one place that knows which engine runs a step.

A step is one DuckDB statement from named Arrow tables to an Arrow table, so it can run anywhere DuckDB runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from types import ModuleType

import duckdb

from padan.pipeline import cells

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
    """An in-memory engine with the cell readings installed.

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
        cells.install(con)
        yield con
    finally:
        con.close()
