"""People of any table in standard forms: the cells read as every list's cells are read.

Numbers that have not the form of an Indonesian NIK or family card (another country's, a list's own) are taken as
they stand where hardly any of their column has it: equal ones are evidence, and nothing is read out of them.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import duckdb
import pyarrow as pa

from padan.kernel.errors import InvalidValueError, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline import standardise
from padan.pipeline.engine import statements
from padan.pipeline.standardise.names import standard_names
from padan.reference.folding import region_words
from padan.reference.villages import find_village

#: The columns of a table of people, all text. A table may lack any but ``record``, as long as one names a person.
COLUMNS: Final = ("record", "list", "nik", "kk", "name", "mother", "father", "birth", "sex", "village")

#: Below this share of sound numbers a column holds numbers of another kind.
_FORM_SHARE: Final = 0.05


def read_cells(con: duckdb.DuckDBPyConnection, table: pa.Table, today: date) -> None:
    """Make the tables ``intake`` and ``numbered`` from a table of people (:data:`COLUMNS`, text), row by row.

    ``today`` decides the century of a date that only the NIK tells. Raises for a table without rows, without any
    column that tells people apart, or with a column that is none of ours.
    """
    _check(table)
    con.register("given", _texts(table))
    con.execute("SET VARIABLE today = ?::DATE", [today])
    con.execute("""
        CREATE OR REPLACE TEMP TABLE intake AS
        SELECT * EXCLUDE (nik, kk, birth, sex, number), list AS source, 'person' AS role, nik AS nik_written,
            kk AS kk_written, number.value AS nik, number.digits AS nik_digits, number.quality AS nik_quality,
            read_kk(kk).value AS kk, read_date(birth, 'day_first').value AS birth_date, NULL::VARCHAR AS mother_nik,
            getvariable('today') AS true_at, read_sex(sex) AS sex
        FROM (SELECT *, read_nik(nik) AS number FROM given)
    """)
    con.unregister("given")
    con.execute(statements(standardise, "numbers"))


def standardise_people(con: duckdb.DuckDBPyConnection, table: pa.Table, today: date, *, one_row: bool) -> None:
    """Make the table ``standard`` from a table of people; ``record`` and ``list`` as given stand in ``intake``.

    ``one_row``: each list holds a person once. Raises as :func:`read_cells`.
    """
    read_cells(con, table, today)
    con.execute("SET VARIABLE one_row = ?", [one_row])
    con.execute(f"SET VARIABLE other_numbers = {_is_other(con, 'nik')}")
    con.execute(f"SET VARIABLE other_cards = {_is_other(con, 'kk')}")
    con.execute(statements(__package__, "standard"))


def _is_other(con: duckdb.DuckDBPyConnection, column: str) -> bool:
    written, sound = con.execute(f"SELECT count({column}_written), count({column}) FROM intake").fetchall()[0]
    return bool(written) and sound < _FORM_SHARE * written


def _check(table: pa.Table) -> None:
    unknown = [name for name in table.column_names if name not in COLUMNS]
    if unknown:
        raise UnknownSourceError(
            _("Kolom {columns} tidak dikenal").format(columns=", ".join(unknown)),
            next_step=_("Yang dikenal: {fields}.").format(fields=", ".join(COLUMNS)),
        )
    if not {"nik", "name"} & set(table.column_names):
        raise UnknownSourceError(
            _("Tabel ini tidak menyebut orang: kolom nama dan NIK tidak ada"),
            next_step=_("Tambahkan kolom nama atau NIK."),
        )
    if not table.num_rows:
        raise InvalidValueError(_("Tabel ini kosong"), next_step=_("Sebut tabel yang berisi orang."))


def _texts(table: pa.Table) -> pa.Table:
    """All columns there can be, as text, names and villages already in their standard forms."""
    nothing = pa.nulls(table.num_rows, pa.string())
    given = {
        name: table.column(name).cast(pa.string()).combine_chunks() if name in table.column_names else nothing
        for name in COLUMNS
    }
    names = standard_names(given["name"])
    mothers = standard_names(given["mother"].fill_null(names.mother_of_infant))
    fathers = standard_names(given["father"].fill_null(names.father_hint))
    rows = pa.array(range(table.num_rows), pa.int64())
    return pa.table(
        given
        | {"record_id": rows, "record": given["record"].fill_null(rows.cast(pa.string()))}
        | {"list": given["list"].fill_null("")}
        | {"name": names.name, "sound": names.sound, "infant": names.infant}
        | {"mother": mothers.sound, "father": fathers.sound, "village": _villages(given["village"])}
    )


def _villages(written: pa.Array) -> pa.Array:
    """The code of each village, else its name as compared; a renumbered code becomes the one in force."""
    encoded = written.dictionary_encode()
    meant = [_village(text) for text in encoded.dictionary.to_pylist()]
    return pa.array(meant, pa.string()).take(encoded.indices)


def _village(text: str) -> str | None:
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) >= 10:
        found = find_village(village=None, district=None, regency=None, province=None, code=text)
        return found.code or digits
    return "".join(region_words(text)) or digits or None
