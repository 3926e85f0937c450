"""A copy of what a release says of its tasks, found by their keys: a page reads those of its twenty tasks and nothing
else.

It is a file of SQLite's, beside the other copies in ``PADAN_HOME/pages/<release>``, and is made when it is first asked
for. Tables of columns, which serve everything else here, read thousands of rows around each one that is asked for.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from padan.kernel.sql import quoted
from padan.pipeline.engine import statements
from padan.reference.tasks import STALE, task_kinds
from padan.reports.arranged import arranged_for, made_once
from padan.reports.register import Row

#: Raised whenever the copy would be made in another way, so that an old one is not taken for it.
_WAY: Final = 3
_READ: Final = ("gap", "freshness", "claim")
#: How many of a whole list are told of.
FEW: Final = 3
_AT_ONCE: Final = 20_000
_MEMORY: Final = "1GB"
_TABLE: Final = "CREATE TABLE asked (key TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID"


@dataclass(frozen=True, slots=True)
class TaskCopy:
    """What one release says of its tasks. Many threads may ask at once."""

    file: Path

    def of(self, keys: Collection[str]) -> dict[str, Row]:
        """What is told of these tasks, by the task's key."""
        # What nobody writes any more is read without locks.
        with closing(sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as con:
            wanted = json.dumps(sorted(keys))
            rows = con.execute("SELECT key, told FROM asked WHERE key IN (SELECT value FROM json_each(?))", [wanted])
            return {key: _read(told) for key, told in rows}


def _read(told: str) -> Row:
    row: dict[str, Any] = json.loads(told)
    row["last_at"] = _day(row["last_at"])
    for known in (row["water"], row["latrine"]):
        if known is not None:
            known["true_at"] = _day(known["true_at"])
    return row


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def task_copy(folder: Path, regency: str) -> TaskCopy:
    """The copy of the release in ``folder``. ``regency`` is where that lies of which no list says a village."""
    file = arranged_for(folder) / f"tasks-{_WAY}.sqlite3"
    return TaskCopy(made_once(file, lambda beside: _make(folder, regency, beside / file.name)))


def _make(folder: Path, regency: str, file: Path) -> None:
    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(file.parent / "spill")}) as con:
        for name in _READ:
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(folder / f'{name}.parquet')})")
        con.register("kinds", pa.table(_kinds()))
        asked = {"regency": regency, "stale": STALE, "few": FEW}
        rows = con.execute(statements(__package__, "task_copy"), asked)
        with closing(sqlite3.connect(file)) as copy:
            copy.execute(_TABLE)
            copy.executemany("INSERT INTO asked VALUES (?, ?)", _each(rows))
            copy.commit()


def _each(rows: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    while some := rows.fetchmany(_AT_ONCE):
        yield from some


def _kinds() -> dict[str, list[object]]:
    kinds = list(task_kinds().values())
    return {"kind": [each.code for each in kinds], "whole_list": [each.whole_list for each in kinds]}
