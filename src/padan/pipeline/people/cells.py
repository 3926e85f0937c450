"""Rows of a table of people read as the linking needs them, with what is known of their numbers beyond the table.

A number that many different people bear is nobody's (``padan.pipeline.standardise.owners``): that is told from all
rows there are, so it is told elsewhere and the number withheld here, whatever rows are read together.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.pipeline import engine
from padan.pipeline.cells import numbers as number_cells
from padan.pipeline.cells.numbers import read_numbers
from padan.pipeline.link.people import People, Whole, columns_sql, from_columns
from padan.pipeline.people import reading
from padan.pipeline.standardise.owners import owners

Flags = NDArray[np.bool_]


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
    def kinds(self) -> tuple[bool, bool]:
        """Whether NIKs and family cards are numbers of another kind."""
        share = reading._FORM_SHARE
        return self.nik_sound < share * self.nik, self.kk_sound < share * self.kk


@dataclass(frozen=True, slots=True)
class Read:
    """The cells of a table read one by one, ``given`` in their standard forms; ``con``: the engine that read them."""

    con: duckdb.DuckDBPyConnection
    given: dict[str, pa.Array]
    nik: number_cells.Numbers
    kk: Whole
    birth: NDArray[np.int32]
    sex: pa.Array

    @property
    def written(self) -> Written:
        """What the columns of numbers hold."""
        there = [len(self.given[name]) - self.given[name].null_count for name in ("nik", "kk")]
        return Written(there[0], int(np.count_nonzero(self.nik.sound)), there[1], int(np.count_nonzero(self.kk)))

    def niks(self, kinds: tuple[bool, bool]) -> Whole:
        """The NIKs, 0 where there is none."""
        return np.zeros_like(self.nik.sound) if kinds[0] else self.nik.sound

    def numbers(self, kinds: tuple[bool, bool]) -> Numbers:
        """The numbers before anything is told of who else bears them."""
        nik = self.niks(kinds)
        kin_nik = owners(nik, self.nik.lost, self.nik.kin, self.kk, self.birth, self._seen(1)).kin_nik
        return Numbers(nik, self.kk, self.birth, (nik > 0) & (kin_nik != nik))

    def people(
        self, today: date, kinds: tuple[bool, bool], nobodys: tuple[Flags, Flags] | None, *, one_row: bool
    ) -> People:
        """The rows as the linking compares them. ``nobodys``: rows whose NIK and whose family card is nobody's; None
        where these rows are all there are. The rest is as in ``padan.pipeline.people.reading.standard_columns``."""
        nik, card = self.niks(kinds), self.kk
        if nobodys is not None:
            nik, card = np.where(nobodys[0], 0, nik), np.where(nobodys[1], 0, card)
        owned = owners(nik, self.nik.lost, self.nik.kin, card, self.birth, self._seen(today.year))
        other = reading._hashed(self.given["nik"]) if kinds[0] else None
        told = np.where(owned.agrees == 3, np.where(owned.nik // 10**8 % 100 > 40, 2, 1), 0)
        by_number = pa.array([None, "L", "P"], pa.string()).take(pa.array(told))
        names = ("record", "list", "name", "sound", "infant", "mother", "father", "village")
        standard = pa.table(
            {
                **{name: self.given[name] for name in names},
                "nik": owned.nik if other is None else other,
                "nik15": owned.nik15 if other is None else other,
                "nik_agrees": owned.agrees,
                "kin_nik": owned.kin_nik,
                "kk": reading._hashed(self.given["kk"]) if kinds[1] else owned.kk,
                "birth": owned.birth,
                "sex": pc.coalesce(self.sex, by_number),
            }
        )
        # As ``padan.pipeline.people.reading.people_columns``, but in the engine that is open already.
        self.con.register("given", standard)
        asked = f"SELECT {columns_sql()} FROM ({reading._AS_STANDARD.format(one_row=one_row)})"
        found = self.con.execute(asked).to_arrow_table()
        self.con.unregister("given")
        return from_columns(found)

    def _seen(self, year: int) -> NDArray[np.int32]:
        return np.full(len(self.kk), year, dtype=np.int32)


class Reader:
    """Reads rows of people."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def read(self, cells: pa.Table) -> Read:
        """Read the cells. Errors as :func:`padan.pipeline.people.reading.standard_columns`."""
        reading._check(cells)
        given = reading._texts(cells)
        birth = reading._read_distinct(self._con, given["birth"], reading._BIRTH)
        return Read(
            self._con,
            given,
            read_numbers(self._con, given["nik"], of_person=True),
            read_numbers(self._con, given["kk"], of_person=False).sound,
            pc.fill_null(birth.cast(pa.int32()), 0).to_numpy(zero_copy_only=False),
            reading._read_distinct(self._con, given["sex"], "read_sex(text)"),
        )


@contextmanager
def reader(*, few: bool = False) -> Iterator[Reader]:
    """A reader with an engine of its own. ``few``: for few rows at a time, which several threads only hold up."""
    with engine.connect() as con:
        if few:
            con.execute("SET threads = 1")
        yield Reader(con)
