"""Small encoded tables for tests."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from padan.pipeline.encode.encoding import Encoder
from padan.pipeline.encode.files import schema_for, write_encoded
from padan.pipeline.encode.parameters import HARDENED, Parameters
from padan.pipeline.encode.people import standard_people

TODAY = date(2026, 11, 22)
KEY = bytes(range(32))
OTHER_KEY = bytes(32)

COLUMNS = ("record", "list", "nik", "kk", "name", "mother", "birth", "sex", "village")

#: Two people; the second row of each has faults: a lost digit, a typo, an exchange of day and month, another spelling.
FIRST = (
    ("1", "a", "6402131203850001", "6402132003150004", "Ahmad Salim", "Siti Aminah", "1985-03-12", "L", "Wonotirto"),
    ("2", "a", "6402135508880002", "6402132003150004", "Siti Rahmah", "Nurjanah", "1988-08-15", "P", "Wonotirto"),
)
SECOND = (
    ("x", "b", "6402131203850011", "6402132003150004", "Achmad Salim", "St. Aminah", "1985-12-03", "L", "Wonotirto"),
    ("y", "b", None, "6402132003150004", "Sitti Rahma", "Nurjannah", "1988-08-15", "P", "Wonotirto"),
    ("z", "b", "6402130101900003", None, "Budi Hartono", "Wati", "1990-01-01", "L", "Samboja"),
)


def table_of(rows: tuple[tuple[str | None, ...], ...]) -> pa.Table:
    """Rows of all columns as a table of text."""
    return pa.table({name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(COLUMNS)})


def people_of(rows: tuple[tuple[str | None, ...], ...]) -> pa.Table:
    """The rows in standard forms."""
    return standard_people(table_of(rows), today=TODAY)


def encoded(rows, key=KEY, parameters: Parameters = HARDENED) -> tuple[pa.Table, dict[str, str]]:
    """The encoded rows, and the reference of each record."""
    made, told = zip(*Encoder(key, parameters).chunks(people_of(rows)), strict=True)
    kept = pa.concat_tables(told)
    return pa.concat_tables(made), dict(zip(kept["record"].to_pylist(), kept["ref"].to_pylist(), strict=True))


def write(path, rows, key=KEY, parameters: Parameters = HARDENED, *, one_row: bool = False) -> dict[str, str]:
    """Write an encoded file; the reference of each record."""
    table, refs = encoded(rows, key, parameters)
    write_encoded(path, [table], schema_for(key, parameters, one_row=one_row))
    return refs
