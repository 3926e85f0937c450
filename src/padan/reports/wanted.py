"""What a release asks of people, as tasks: from the pipeline's gaps and freshness to the office's list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from padan.kernel.sql import quoted
from padan.office.tasks.opening import Wanted
from padan.pipeline.engine import statements
from padan.reference.obligations import obligations
from padan.reference.tasks import STALE, task_kinds

_READ: Final = ("gap", "freshness", "record", "family")
_AT_ONCE: Final = 10_000


def wanted(folder: Path, regency: str) -> Iterator[Wanted]:
    """What the release in ``folder`` asks, in the order of the keys. Where no list says a village, it is
    ``regency``."""
    with duckdb.connect() as con:
        for name in _READ:
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(folder / f'{name}.parquet')})")
        con.register("kinds", pa.table(_kinds()))
        con.register("limits", pa.table(_limits()))
        found = con.execute(statements(__package__, "wanted"), {"regency": regency, "stale": STALE})
        while rows := found.fetchmany(_AT_ONCE):
            yield from (Wanted(*row) for row in rows)


def _kinds() -> dict[str, list[object]]:
    kinds = list(task_kinds().values())
    return {"kind": [each.code for each in kinds], "whole_list": [each.whole_list for each in kinds]}


def _limits() -> dict[str, list[object]]:
    """How old what is owed may be at most, in days."""
    owed = obligations()
    return {"obligation": [each.code for each in owed], "days": [each.limit_days for each in owed]}
