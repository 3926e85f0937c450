"""People as columns of numbers: what the evidence is read from, record by record.

Texts that are only ever compared for equality are 64-bit hashes (0: missing); the few that are compared for
likeness stay Arrow texts. So a million records take some 150 MB, a pair is compared without touching a text in most
cases, and the same arrays come from a table in this process or from a batch in a worker.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Rows = NDArray[np.int32] | NDArray[np.int64]

#: Texts of ``standard`` that are compared for equality only.
_HASHED = ("name", "sound", "first", "mother", "mother_first", "father", "father_first", "mate", "mate_first")
_ALSO_HASHED = ("village", "district", "list_key", "same_key", "source")
#: Numbers of sixteen or fifteen digits; 0 when missing.
_NUMBERS = ("nik", "nik15", "kin_nik", "kk")
#: Columns of ``standard`` that are kept as texts.
TEXTS: Final = ("sound", "mother", "father", "mate")


class Texts(Mapping[str, pa.Array]):
    """The sounds of some records, gathered only where they are asked for: most pairs are settled by hashes."""

    def __init__(self, whole: Mapping[str, pa.Array], rows: Rows | None = None) -> None:
        self._whole, self._rows = whole, rows

    def __getitem__(self, name: str) -> pa.Array:
        whole = self._whole[name]
        return whole if self._rows is None else whole.take(pa.array(self._rows))

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    def of(self, name: str, rows: Rows) -> pa.Array:
        """The sounds of these records."""
        return self._whole[name].take(pa.array(rows if self._rows is None else self._rows[rows]))

    def take(self, rows: Rows) -> Texts:
        """The texts of these records, still not gathered."""
        return Texts(self._whole, rows if self._rows is None else self._rows[rows])


class People:
    """Columns of equal length, one entry a record.

    ``nik_agrees``: -1 unknown. ``birth``: yyyymmdd, 0 unknown. ``sex``: 1 L, 2 P, 0 unknown. ``texts`` holds the
    sounds of ``sound``, ``mother``, ``father`` and ``mate`` as Arrow texts; ``begin`` and ``last`` are the first three
    letters and the last word of ``sound``. Of some of the records (:meth:`take`) a column is gathered when it is first
    asked for: most pairs are settled by few.
    """

    nik: Whole
    nik15: Whole
    kin_nik: Whole
    kk: Whole
    nik_agrees: NDArray[np.int8]
    birth: NDArray[np.int32]
    birth_sorted: NDArray[np.int32]
    birth_vague: NDArray[np.bool_]
    sex: NDArray[np.int8]
    infant: NDArray[np.bool_]
    name: Hashes
    sound: Hashes
    first: Hashes
    begin: Hashes
    last: Hashes
    mother: Hashes
    mother_first: Hashes
    father: Hashes
    father_first: Hashes
    mate: Hashes
    mate_first: Hashes
    village: Hashes
    district: Hashes
    list_key: Hashes
    same_key: Hashes
    source: Hashes

    def __init__(self, columns: Mapping[str, NDArray[Any]], texts: Texts, rows: Rows | None = None) -> None:
        self.texts = texts
        self._whole, self._rows = columns, rows

    def __getattr__(self, name: str) -> NDArray[Any]:
        if name not in COLUMNS:
            raise AttributeError(name)
        column = self._whole[name] if self._rows is None else _gathered(self._whole[name], self._rows)
        self.__dict__[name] = column
        return column

    def __len__(self) -> int:
        return len(self._whole["birth"]) if self._rows is None else len(self._rows)

    def columns(self) -> dict[str, NDArray[Any]]:
        """All columns by name, without the texts."""
        return {name: getattr(self, name) for name in COLUMNS}

    def take(self, rows: Rows) -> People:
        """The records of these places, in this order."""
        return People(self._whole, self.texts.take(rows), rows if self._rows is None else self._rows[rows])


#: Names of the columns of :class:`People`.
COLUMNS: Final = tuple(People.__annotations__)


def _gathered(column: NDArray[Any], rows: Rows) -> NDArray[Any]:
    """The entries of these places. What no list says (one value all over) is not gathered but said once."""
    if column.strides == (0,):
        return np.broadcast_to(column[:1], (len(rows),)) if len(column) else column
    return column.take(rows)


def _said_once(column: NDArray[Any]) -> NDArray[Any]:
    """The column, or, where nothing stands in it, one nought for all of its places."""
    return column if column.any() else np.broadcast_to(np.zeros(1, column.dtype), column.shape)


def columns_sql(without: Collection[str] = ()) -> str:
    """The SELECT list that turns rows of ``standard`` into the columns of :class:`People`, and its texts as
    ``text_…``; ``without`` names columns and texts to be left out."""
    numbers = {name: f"coalesce({name}::BIGINT, 0)" for name in _NUMBERS}
    hashed = {
        name: f"CASE WHEN {name} IS NULL THEN 0::UBIGINT ELSE hash({name}) END" for name in (*_HASHED, *_ALSO_HASHED)
    }
    others = {
        "nik_agrees": "coalesce(nik_agrees, -1)::TINYINT",
        "birth": "coalesce(birth, 0)::INTEGER",
        "birth_sorted": "coalesce(birth_sorted, 0)::INTEGER",
        "birth_vague": "coalesce(birth_vague, false)",
        "sex": "CASE sex WHEN 'L' THEN 1 WHEN 'P' THEN 2 ELSE 0 END::TINYINT",
        "infant": "infant",
        "begin": "CASE WHEN sound IS NULL THEN 0::UBIGINT ELSE hash(left(sound, 3)) END",
        "last": "CASE WHEN sound IS NULL THEN 0::UBIGINT ELSE hash(split_part(sound, ' ', -1)) END",
    }
    texts = {f"text_{name}": name for name in TEXTS}
    every = numbers | hashed | others | texts
    return ", ".join(f"{made} AS {name}" for name, made in every.items() if name not in without)


def hashes_of(texts: Sequence[str]) -> Hashes:
    """The hashes that stand for these texts in :class:`People`."""
    with duckdb.connect() as con:
        con.register("texts", pa.table({"n": range(len(texts)), "text": pa.array(texts, pa.string())}))
        return con.execute("SELECT hash(text) AS h FROM texts ORDER BY n").fetchnumpy()["h"]


def source_names(con: duckdb.DuckDBPyConnection, table: str) -> dict[int, str]:
    """The names of the lists in a table with the columns of ``standard``, by the hash that stands for them."""
    found = con.execute(f"SELECT DISTINCT hash(source) AS h, source FROM {table} ORDER BY source").fetchall()
    return {int(h): name for h, name in found}


def people_of(standard: pa.Table) -> People:
    """People from rows of ``standard`` in the order of ``n``."""
    with duckdb.connect() as con:
        con.register("standard", standard)
        return from_query(con, "standard")


def from_query(con: duckdb.DuckDBPyConnection, table: str) -> People:
    """People from a table of ``con`` with the columns of ``standard``, in the order of ``n``."""
    found = con.execute(f"SELECT {columns_sql()} FROM {table} ORDER BY n").to_arrow_table()
    return from_columns(found)


def from_columns(found: pa.Table, texts: Mapping[str, pa.ChunkedArray] | None = None) -> People:
    """People from a table that :func:`columns_sql` gave. A column that it lacks is one of hashes that no record has;
    ``texts`` are the texts where the table has none."""
    columns: dict[str, Any] = {
        name: _said_once(found.column(name).to_numpy())
        if name in found.column_names
        else np.broadcast_to(np.zeros(1, np.uint64), (found.num_rows,))
        for name in COLUMNS
    }
    given = texts or {name: found.column(f"text_{name}") for name in TEXTS}
    return People(columns, Texts({name: _whole(column) for name, column in given.items()}))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    # Offsets of 64 bits: the names of ten million people pass 2 GB when pairs are gathered.
    return column.cast(pa.large_string()).combine_chunks()
