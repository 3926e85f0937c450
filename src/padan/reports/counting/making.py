"""Taking a release apart and counting it, once: into small files beside what else pages read from.

The numbers lie in ``PADAN_HOME/counts/<release>.parquet`` and stay, so that pages can tell how things went from release
to release; the rows lie in ``PADAN_HOME/pages/<release>/counting`` and go with the other copies. Both can be made again
at any time.
"""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from typing import Final

import duckdb

from padan.contracts.release import table
from padan.kernel.sql import quoted
from padan.pipeline.engine import statements
from padan.pipeline.release import read_manifest
from padan.reference.cycles import cycles
from padan.reports.arranged import arranged_for
from padan.reports.counting.measures import LISTS

_READ: Final = ("record", "person", "family", "gap", "freshness")
#: The kinds of rows, each a file.
ROWS: Final = ("family_row", "gap_row", "fresh_row")
#: Raised whenever the same release would be counted in another way, so that old files are not taken for new ones.
_WAY: Final = 1
_ROW_GROUP: Final = 8_192
_MEMORY: Final = "1GB"
_MAKING = threading.Lock()


def counts_file(folder: Path) -> Path:
    """Where the numbers of a release (its folder) lie, whether they were made or not."""
    real = folder.resolve()
    return real.parents[1] / "counts" / f"{real.name}.{_WAY}.parquet"


def rows_folder(folder: Path) -> Path:
    """Where the rows of a release lie, whether they were made or not."""
    return arranged_for(folder) / f"counting-{_WAY}"


def counted(folder: Path, regency: str, *, rows: bool = True) -> None:
    """Count a release, unless that was done: its numbers, and with ``rows`` what is behind them. RegisterError where
    its folder is not there or damaged. ``regency`` is where those are whose village no list says."""
    with _MAKING:
        if not counts_file(folder).is_file() or (rows and not rows_folder(folder).is_dir()):
            _count(folder, regency, rows)


def _count(folder: Path, regency: str, rows: bool) -> None:
    as_of = read_manifest(folder).as_of
    beside = rows_folder(folder).with_name(f".counting-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    try:
        with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(beside / "spill")}) as con:
            for name in _READ:
                file = quoted(folder / f"{table(name).name}.parquet")
                con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({file})")
            con.execute("CREATE TABLE asked AS SELECT ? AS regency, ?::DATE AS as_of", [regency, as_of])
            con.execute("CREATE TABLE list (source VARCHAR, place INTEGER)")
            con.executemany("INSERT INTO list VALUES (?, ?)", [(name, place) for place, name in enumerate(LISTS)])
            con.execute("CREATE TABLE cycle (source VARCHAR, stale_after INTEGER)")
            con.executemany(
                "INSERT INTO cycle VALUES (?, ?)", [(each.source, each.stale_after_days) for each in cycles().values()]
            )
            con.execute(statements(__package__, "counting"))
            _write(con, folder, beside, rows)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(con: duckdb.DuckDBPyConnection, folder: Path, beside: Path, rows: bool) -> None:
    """The tables as files, each seen only when it is whole."""
    made = beside / "made"
    made.mkdir()
    for name in ("cell", *(ROWS if rows else ())):
        con.execute(
            f"COPY {name} TO {quoted(made / f'{name}.parquet')} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )
    numbers = counts_file(folder)
    numbers.parent.mkdir(mode=0o700, exist_ok=True)
    os.replace(made / "cell.parquet", numbers)
    if rows:
        shutil.rmtree(rows_folder(folder), ignore_errors=True)
        made.rename(rows_folder(folder))
