"""Rows of a table of people read as the linking needs them: the cells as every list's cells are read.

A number that many different people bear is nobody's (``padan.pipeline.standardise.owners``): that is told from all
rows there are. Where only some of them are read, it is told elsewhere and the number withheld here.

Numbers that have not the form of an Indonesian NIK or family card (another country's, a list's own) are taken as
they stand where hardly any of their column has it: equal ones are evidence, and nothing is read out of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.pipeline import engine
from padan.pipeline.cells import install
from padan.pipeline.cells import numbers as number_cells
from padan.pipeline.cells.numbers import read_numbers
from padan.pipeline.link.people import TEXTS, People, Whole, columns_sql, from_columns, hashes_of
from padan.pipeline.people.reading import check_people, standard_texts
from padan.pipeline.standardise.owners import owners

Flags = NDArray[np.bool_]

#: Whether the NIKs and the family cards of a table are numbers of another kind.
Kinds = tuple[bool, bool]

#: Below this share of sound numbers a column holds numbers of another kind.
_FORM_SHARE: Final = 0.05

_BIRTH: Final = "strftime(read_date(text, 'day_first').value, '%Y%m%d')::INTEGER"
_SEX: Final = "read_sex(text)"

#: The columns of ``standard`` that a table of people does not say, and those that follow from the others.
_AS_STANDARD: Final = """
    SELECT *, list AS source, CASE WHEN {one_row} THEN list END AS list_key, NULL::VARCHAR AS same_key,
        split_part(sound, ' ', 1) AS "first", split_part(mother, ' ', 1) AS mother_first,
        split_part(father, ' ', 1) AS father_first, NULL::VARCHAR AS mate, NULL::VARCHAR AS mate_first,
        birth // 10000 * 10000 + least(birth // 100 % 100, birth % 100) * 100
            + greatest(birth // 100 % 100, birth % 100) AS birth_sorted,
        birth % 10000 IN (101, 1231) AS birth_vague
    FROM given
"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Each row's numbers as its cells hold them, 0 where they hold none: ``nik``, ``kk``, ``birth`` (yyyymmdd), and
    whether the NIK can be the person's ``own``."""

    nik: Whole
    kk: Whole
    birth: NDArray[np.int32]
    own: Flags

    def __len__(self) -> int:
        return len(self.nik)


@dataclass(frozen=True, slots=True)
class Written:
    """How many cells hold a NIK and a family card number, and how many of each are sound: below a share the column
    holds numbers of another kind."""

    nik: int = 0
    nik_sound: int = 0
    kk: int = 0
    kk_sound: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(
            self.nik + other.nik, self.nik_sound + other.nik_sound, self.kk + other.kk, self.kk_sound + other.kk_sound
        )

    @property
    def kinds(self) -> Kinds:
        """Whether NIKs and family cards are numbers of another kind."""
        return self.nik_sound < _FORM_SHARE * self.nik, self.kk_sound < _FORM_SHARE * self.kk


@dataclass(frozen=True, slots=True)
class Read:
    """The cells of a table read one by one, ``given`` in their standard forms; ``con``: the engine that read them."""

    con: duckdb.DuckDBPyConnection
    given: dict[str, pa.Array | pa.ChunkedArray]
    nik: number_cells.Numbers
    kk: Whole
    birth: NDArray[np.int32]
    sex: pa.Array

    @property
    def written(self) -> Written:
        """What the columns of numbers hold."""
        there = [len(self.given[name]) - self.given[name].null_count for name in ("nik", "kk")]
        return Written(there[0], int(np.count_nonzero(self.nik.sound)), there[1], int(np.count_nonzero(self.kk)))

    def numbers(self, kinds: Kinds) -> Numbers:
        """The numbers before anything is told of who else bears them."""
        nik = self._niks(kinds)
        kin_nik = owners(nik, self.nik.lost, self.nik.kin, self.kk, self.birth, self._seen(1)).kin_nik
        return Numbers(nik, self.kk, self.birth, (nik > 0) & (kin_nik != nik))

    def standard(self, today: date, kinds: Kinds, nobodys: tuple[Flags, Flags] | None = None) -> pa.Table:
        """The people in standard forms, row by row: record, list, name, sound, infant, mother, father, village,
        district, sex (texts, null where unknown), nik, nik15, kin_nik and kk (whole numbers, 0 when missing),
        nik_agrees (-1 unknown), birth (yyyymmdd, 0 unknown).

        ``today`` decides the century of a date that only the NIK tells. ``nobodys``: rows whose NIK and whose family
        card is nobody's; None where these rows are all there are.
        """
        nik, card = self._niks(kinds), self.kk
        if nobodys is not None:
            nik, card = np.where(nobodys[0], 0, nik), np.where(nobodys[1], 0, card)
        owned = owners(nik, self.nik.lost, self.nik.kin, card, self.birth, self._seen(today.year))
        other = _hashed(self.given["nik"]) if kinds[0] else None
        told = np.where(owned.agrees == 3, np.where(owned.nik // 10**8 % 100 > 40, 2, 1), 0)
        by_number = pa.array([None, "L", "P"], pa.string()).take(pa.array(told))
        texts = ("record", "list", "name", "sound", "infant", "mother", "father", "village", "district")
        return pa.table(
            {
                **{name: self.given[name] for name in texts},
                "nik": owned.nik if other is None else other,
                "nik15": owned.nik15 if other is None else other,
                "nik_agrees": owned.agrees,
                "kin_nik": owned.kin_nik,
                "kk": _hashed(self.given["kk"]) if kinds[1] else owned.kk,
                "birth": owned.birth,
                "sex": pc.coalesce(self.sex, by_number),
            }
        )

    def people(self, standard: pa.Table, *, one_row: bool) -> People:
        """What linking compares, from :meth:`standard`. ``one_row``: each list holds a person once."""
        nobody = pa.chunked_array([pa.nulls(len(standard), pa.string())])
        texts = {name: standard.column(name) if name in standard.column_names else nobody for name in TEXTS}
        # What the table does not say costs nothing.
        unsaid = {name for name, column in texts.items() if column.null_count == len(column)}
        without = {*(f"{name}_first" for name in unsaid), *unsaid, *(f"text_{name}" for name in TEXTS), "same_key"}
        self.con.register("given", standard)
        found = self.con.execute(f"SELECT {columns_sql(without)} FROM ({_AS_STANDARD.format(one_row=one_row)})")
        columns = found.to_arrow_table()
        self.con.unregister("given")
        return from_columns(columns, texts)

    def _niks(self, kinds: Kinds) -> Whole:
        # A number of another kind is nobody's birth date: only equal ones mean something.
        return np.zeros_like(self.nik.sound) if kinds[0] else self.nik.sound

    def _seen(self, year: int) -> NDArray[np.int32]:
        return np.full(len(self.kk), year, dtype=np.int32)


class Reader:
    """Reads rows of people."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def read(self, table: pa.Table) -> Read:
        """Read the cells of a table (``padan.pipeline.people.reading.COLUMNS``, text). Raises for a table that
        :func:`padan.pipeline.people.reading.check_people` refuses."""
        check_people(table)
        given = standard_texts(table)
        birth = self._distinct(given["birth"], _BIRTH)
        return Read(
            self._con,
            given,
            read_numbers(self._con, given["nik"], of_person=True),
            read_numbers(self._con, given["kk"], of_person=False).sound,
            pc.fill_null(birth.cast(pa.int32()), 0).to_numpy(zero_copy_only=False),
            self._distinct(given["sex"], _SEX),
        )

    def _distinct(self, texts: pa.Array, reading: str) -> pa.Array:
        """A reading of the engine over a column, each text once."""
        encoded = texts.dictionary_encode()
        places = np.arange(len(encoded.dictionary))
        self._con.register("texts_to_read", pa.table({"place": places, "text": encoded.dictionary}))
        found = self._con.execute(f"SELECT {reading} AS value FROM texts_to_read ORDER BY place").to_arrow_table()
        self._con.unregister("texts_to_read")
        return found.column("value").combine_chunks().take(encoded.indices)


@contextmanager
def reader(*, few: bool = False) -> Iterator[Reader]:
    """A reader with an engine of its own. ``few``: for few rows at a time, which several threads only hold up."""
    with engine.connect() as con:
        install(con)
        if few:
            con.execute("SET threads = 1")
        yield Reader(con)


def standard_people(table: pa.Table, today: date) -> pa.Table:
    """All people of a table in standard forms: :meth:`Read.standard`."""
    with reader() as reading:
        read = reading.read(table)
        return read.standard(today, read.written.kinds)


def _hashed(written: pa.Array) -> NDArray[np.int64]:
    """Numbers of another kind as whole numbers that are equal where the texts are; 0 when missing.

    Texts of digits stay what they are, so that a slip in one can be seen.
    """
    encoded = pc.utf8_trim_whitespace(written).dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    hashes = hashes_of(texts) >> np.uint64(1)
    for place, text in enumerate(texts):
        if text.isdecimal() and len(text) <= 18:
            hashes[place] = int(text)
    missing = encoded.is_null().to_numpy(zero_copy_only=False)
    at = pc.fill_null(encoded.indices, 0).to_numpy(zero_copy_only=False)
    return np.where(missing, 0, hashes.astype(np.int64)[at] if len(hashes) else 0)
