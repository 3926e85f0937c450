"""People as columns of numbers: what the evidence is read from, record by record.

Texts that are only ever compared for equality are 64-bit hashes (0: missing); the few that are compared for
likeness stay Arrow texts. So a million records take some 150 MB, a pair is compared without touching a text in most
cases, and the same arrays come from a table in this process or from a batch in a worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

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
_TEXTS = ("sound", "mother", "father", "mate")
#: Columns that keys and rules are made of; no evidence reads them.
_ONLY_IN_KEYS = frozenset(
    {"first", "begin", "last", "mother_first", "father_first", "mate_first", "list_key", "same_key"}
)


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


@dataclass(frozen=True, slots=True)
class People:
    """Columns of equal length, one entry a record.

    ``nik_agrees``: -1 unknown. ``birth``: yyyymmdd, 0 unknown. ``sex``: 1 L, 2 P, 0 unknown. ``texts`` holds the
    sounds of ``sound``, ``mother``, ``father`` and ``mate`` as Arrow texts; ``begin`` and ``last`` are the first three
    letters and the last word of ``sound``.
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
    texts: Texts

    def __len__(self) -> int:
        return len(self.birth)

    def take(self, rows: Rows) -> People:
        """The records of these places, in this order."""
        columns = {f.name: _gathered(getattr(self, f.name), rows) for f in fields(self) if f.name != "texts"}
        return People(**columns, texts=self.texts.take(rows))

    def compared(self, rows: Rows) -> People:
        """The same, with nothing in the columns that only keys are made of."""
        nothing = np.broadcast_to(np.zeros(1, np.uint64), (len(rows),))
        columns: dict[str, Any] = {
            f.name: nothing if f.name in _ONLY_IN_KEYS else _gathered(getattr(self, f.name), rows)
            for f in fields(self)
            if f.name != "texts"
        }
        return People(**columns, texts=self.texts.take(rows))


def _gathered(column: NDArray[Any], rows: Rows) -> NDArray[Any]:
    """The entries of these places. What no list says (one value all over) is not gathered but said once."""
    if column.strides == (0,):
        return np.broadcast_to(column[:1], (len(rows),)) if len(column) else column
    return column[rows]


def _said_once(column: NDArray[Any]) -> NDArray[Any]:
    """The column, or, where nothing stands in it, one nought for all of its places."""
    return column if column.any() else np.broadcast_to(np.zeros(1, column.dtype), column.shape)


def columns_sql() -> str:
    """The SELECT list that turns rows of ``standard`` into the columns of :class:`People`."""
    numbers = [f"coalesce({name}::BIGINT, 0) AS {name}" for name in _NUMBERS]
    hashed = [f"CASE WHEN {name} IS NULL THEN 0::UBIGINT ELSE hash({name}) END AS {name}" for name in _HASHED]
    hashed += [f"CASE WHEN {name} IS NULL THEN 0::UBIGINT ELSE hash({name}) END AS {name}" for name in _ALSO_HASHED]
    others = (
        "coalesce(nik_agrees, -1)::TINYINT AS nik_agrees",
        "coalesce(birth, 0)::INTEGER AS birth",
        "coalesce(birth_sorted, 0)::INTEGER AS birth_sorted",
        "coalesce(birth_vague, false) AS birth_vague",
        "CASE sex WHEN 'L' THEN 1 WHEN 'P' THEN 2 ELSE 0 END::TINYINT AS sex",
        "infant",
        "CASE WHEN sound IS NULL THEN 0::UBIGINT ELSE hash(left(sound, 3)) END AS begin",
        "CASE WHEN sound IS NULL THEN 0::UBIGINT ELSE hash(split_part(sound, ' ', -1)) END AS last",
    )
    return ", ".join((*numbers, *hashed, *others, *(f"{name} AS text_{name}" for name in _TEXTS)))


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


def from_columns(found: pa.Table) -> People:
    """People from a table that :func:`columns_sql` gave."""
    columns: dict[str, Any] = {
        name: _said_once(found.column(name).to_numpy()) for name in found.column_names if not name.startswith("text_")
    }
    texts = {name: _whole(found.column(f"text_{name}")) for name in _TEXTS}
    return People(**columns, texts=Texts(texts))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    # Offsets of 64 bits: the names of ten million people pass 2 GB when pairs are gathered.
    return column.cast(pa.large_string()).combine_chunks()
