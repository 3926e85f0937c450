"""Copies of a release's tables in the order in which pages ask of them: the rows of one person or family together, in
small files and row groups, so that a page reads kilobytes of a table of gigabytes.

They lie in ``PADAN_HOME/pages/<release>`` and can be made again at any time; without them pages read the release
itself.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Collection
from itertools import product
from pathlib import Path
from typing import Final

import duckdb
import pyarrow.parquet as pq

from padan.contracts.release import table as table_named
from padan.kernel.sql import quoted

#: Tables that pages ask of, and by which column.
BY: Final = {
    "claim": "subject_id",
    "record": "person_id",
    "membership": "family_id",
    "home": "person_id",
    "measurement": "person_id",
    "growth": "person_id",
    "growth_state": "family_id",
    "welfare": "family_id",
    "dwelling": "family_id",
    "screening": "family_id",
    "risk": "family_id",
    "freshness": "family_id",
    "gap": "about",
}
#: Copies that have another name than the table whose rows they hold in a second order.
_AGAIN: Final = {"home": "membership"}
#: A gap is about a family and people: it is unfolded to one row for each of them.
_UNFOLDED: Final = "about"
_ABOUT: Final = "SELECT *, unnest(list_distinct(list_append(people, family_id))) AS about FROM ({rows})"

#: Rows that pages ask for by no id, joined once. Who lives where is what the table of people says.
JOINED: Final = {
    "faltering": "SELECT g.*, p.name, p.birth_date, p.village_code AS lives_in FROM {growth_state} g "
    "JOIN {person} p USING (person_id) WHERE len(g.faltering) > 0",
}

#: Rows of one file, about; and of one row group, which is what is read to find one id.
ROWS_OF_FILE: Final = 200_000
_ROW_GROUP: Final = 8_192
_NOTE: Final = "arranged.json"
_MEMORY: Final = "1GB"
_MAKING = threading.Lock()


def arranged_for(folder: Path) -> Path:
    """Where the copies for a release (its folder) lie, whether they were made or not."""
    real = folder.resolve()
    return real.parents[1] / "pages" / real.name


def table_of(folder: Path, copy: str) -> Path:
    """The file of the release whose rows a copy holds."""
    return folder / f"{_AGAIN.get(copy, copy)}.parquet"


def rows_to_arrange(folder: Path, table: str) -> str:
    """The rows of a table of a release, in SQL, with the column by which pages ask of it."""
    rows = f"SELECT * FROM read_parquet({quoted(table_of(folder, table))})"
    return _ABOUT.format(rows=rows) if BY[table] == _UNFOLDED else rows


def rows_joined(folder: Path, name: str) -> str:
    """Rows of :data:`JOINED`, in SQL, from the tables of a release."""
    tables = ("growth_state", "person")
    return JOINED[name].format(**{each: f"read_parquet({quoted(folder / f'{each}.parquet')})" for each in tables})


def arrange(folder: Path) -> Path:
    """Make the copies for a release, unless they are there; where they lie. Half a copy is never seen."""
    target = arranged_for(folder)
    if arranged(folder) is not None:
        return target
    beside = target.with_name(f".{target.name}-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    spill = beside / "spill"
    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(spill)}) as con:
        letters = {name: _copy(con, folder, name, beside / name) for name in BY}
        letters |= {name: _join(con, folder, name, beside / f"{name}.parquet") for name in JOINED}
    shutil.rmtree(spill, ignore_errors=True)
    (beside / _NOTE).write_text(json.dumps(letters), "utf-8")
    shutil.rmtree(target, ignore_errors=True)
    beside.rename(target)
    return target


def made_once(file: Path, make: Callable[[Path], None]) -> Path:
    """``file``, made when it is first asked for: ``make`` is given a folder beside it, and writes a file of the same
    name there. Half a file is never seen."""
    # Who finds it does not wait for whoever makes another.
    if not file.is_file():
        with _MAKING:
            if not file.is_file():
                _put_beside(file, make)
    return file


def _put_beside(file: Path, make: Callable[[Path], None]) -> None:
    beside = file.with_name(f".{file.stem}-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    try:
        make(beside)
        os.replace(beside / file.name, file)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def forget_others(home: Path, names: Collection[str]) -> None:
    """Remove the copies of all releases but these."""
    pages = home / "pages"
    for found in pages.iterdir() if pages.is_dir() else ():
        if found.name not in names:
            shutil.rmtree(found, ignore_errors=True)


class Arranged:
    """The copies that were made for a release."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._letters: dict[str, int] = json.loads((target / _NOTE).read_text("utf-8"))

    @property
    def has_all(self) -> bool:
        """Whether every table that pages ask of was copied."""
        return self._letters.keys() >= BY.keys() | JOINED.keys()

    def file_joined(self, name: str) -> Path:
        """The file of rows that were joined."""
        return self._target / f"{name}.parquet"

    def file_of(self, table: str, identity: str) -> Path:
        """The file that holds the rows of an id; one that is not there holds nobody."""
        return self._target / table / f"{identity[: self._letters[table]]}.parquet"


def arranged(folder: Path) -> Arranged | None:
    """The copies for a release; None where they were not made, or by a version that knew fewer."""
    target = arranged_for(folder)
    found = Arranged(target) if (target / _NOTE).is_file() else None
    return found if found is not None and found.has_all else None


def _copy(con: duckdb.DuckDBPyConnection, folder: Path, name: str, target: Path) -> int:
    """One table as files by the first letters of the id; how many letters those are."""
    target.mkdir()
    source = table_of(folder, name)
    letters = 1
    while pq.read_metadata(source).num_rows > ROWS_OF_FILE * 16 ** (letters - 1) and letters < 3:
        letters += 1
    rows_of_table = rows_to_arrange(folder, name)
    if BY[name] == _UNFOLDED:
        # Unfolded once and in order: each file then reads its own part.
        unfolded = quoted(target / "unfolded")
        con.execute(f"COPY ({rows_of_table} ORDER BY {_UNFOLDED}) TO {unfolded} (FORMAT parquet)")
        rows_of_table = f"SELECT * FROM read_parquet({unfolded})"
    key = ", ".join(dict.fromkeys((BY[name], *table_named(_AGAIN.get(name, name)).key)))
    for letter, *digits in product("PF", *["0123456789ABCDEF"] * (letters - 1)):
        prefix = "".join((letter, *digits))
        # No id has a letter after F: what begins so lies before the prefix with G.
        within = f"{BY[name]} BETWEEN '{prefix}' AND '{prefix}G'"
        rows = f"SELECT * FROM ({rows_of_table}) WHERE {within}"
        con.execute(
            f"COPY ({rows} ORDER BY {key}) TO {quoted(target / f'{prefix}.parquet')} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )
    (target / "unfolded").unlink(missing_ok=True)
    return letters


def _join(con: duckdb.DuckDBPyConnection, folder: Path, name: str, target: Path) -> int:
    """Rows of :data:`JOINED` as one file, which no letters of an id lead to."""
    con.execute(f"COPY ({rows_joined(folder, name)}) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)")
    return 0
