"""A copy of what a release says of its tasks: together by village, so that a page reads little of it.

It lies beside the other copies in ``PADAN_HOME/pages/<release>`` and is made when it is first asked for.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from padan.kernel.sql import quoted
from padan.pipeline.engine import statements
from padan.reference.tasks import STALE, task_kinds
from padan.reports.arranged import arranged_for, made_once
from padan.reports.register import Row

#: Raised whenever the copy would be made in another way, so that an old one is not taken for it.
_WAY: Final = 2
_READ: Final = ("gap", "freshness", "claim")
_OPENING = threading.Lock()
#: How many of a whole list are told of.
FEW: Final = 3
#: The least that DuckDB writes: the tasks on one page lie in few of them.
_ROW_GROUP: Final = 2_048
_MEMORY: Final = "1GB"
_KNOWN: Final = {"true_at": "DATE", "value": "VARCHAR", "source": "VARCHAR"}
#: What is told of a task, by its types.
_TOLD: Final = {
    "kind": "VARCHAR", "people": ["VARCHAR"], "evidence": ["VARCHAR"], "rows": "INTEGER", "last_at": "DATE",
    "days_overdue": "INTEGER", "water": _KNOWN, "latrine": _KNOWN, "disposal": "VARCHAR",
}  # fmt: skip


class TaskCopy:
    """What one release says of its tasks. Many threads may ask at once."""

    def __init__(self, file: Path) -> None:
        self._con = duckdb.connect()
        # As padan.reports.holdings: one thread answers a page as fast, and leaves the other cores to other readers.
        self._con.execute("SET threads = 1; SET parquet_metadata_cache = true")
        self._con.execute(
            f"CREATE VIEW asked AS SELECT area, key, unnest(json_transform(told, {quoted(json.dumps(_TOLD))})) "
            f"FROM read_parquet({quoted(file)}, hive_partitioning := false)"
        )

    def of(self, areas: Collection[str], keys: Collection[str]) -> dict[str, Row]:
        """The rows of these tasks, which lie in these areas, by the task's key."""
        if not keys:
            return {}
        known = [f"({', '.join('?' * len(found))})" for found in (areas, keys)]
        with self._con.cursor() as con:
            found = con.execute(f"SELECT * FROM asked WHERE area IN {known[0]} AND key IN {known[1]}", [*areas, *keys])
            names = [column[0] for column in found.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return {row["key"]: row for row in rows}


def task_copy(folder: Path, regency: str) -> TaskCopy:
    """The copy of the release in ``folder``. ``regency`` is where that lies of which no list says a village."""
    file = arranged_for(folder) / f"tasks-{_WAY}.parquet"
    made_once(file, lambda beside: _make(folder, regency, beside / file.name))
    with _OPENING:
        return _opened(file, file.stat().st_mtime_ns)


def _make(folder: Path, regency: str, file: Path) -> None:
    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(file.parent / "spill")}) as con:
        for name in _READ:
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(folder / f'{name}.parquet')})")
        con.register("kinds", pa.table(_kinds()))
        asked = {"regency": regency, "stale": STALE, "few": FEW}
        con.execute(f"CREATE TABLE asked AS {statements(__package__, 'task_copy')}", asked)
        con.execute(f"COPY asked TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})")


def _kinds() -> dict[str, list[object]]:
    kinds = list(task_kinds().values())
    return {"kind": [each.code for each in kinds], "whole_list": [each.whole_list for each in kinds]}


@lru_cache(maxsize=3)
def _opened(file: Path, _made: int) -> TaskCopy:
    return TaskCopy(file)
