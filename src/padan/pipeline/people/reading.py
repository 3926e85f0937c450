"""People of any table in standard forms: the cells read as every list's cells are read.

Numbers that have not the form of an Indonesian NIK or family card (another country's, a list's own) are taken as
they stand where hardly any of their column has it: equal ones are evidence, and nothing is read out of them.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.kernel.errors import InvalidValueError, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline import engine
from padan.pipeline.cells.numbers import read_numbers
from padan.pipeline.link.people import People, columns_sql, from_columns, hashes_of
from padan.pipeline.standardise.names import standard_names
from padan.pipeline.standardise.owners import owners
from padan.reference.folding import region_words
from padan.reference.villages import find_village

#: The columns of a table of people, all text. A table may lack any but ``record``, as long as one names a person.
COLUMNS: Final = ("record", "list", "nik", "kk", "name", "mother", "father", "birth", "sex", "village")

#: Below this share of sound numbers a column holds numbers of another kind.
_FORM_SHARE: Final = 0.05


def standard_columns(table: pa.Table, today: date) -> pa.Table:
    """The people of a table (:data:`COLUMNS`, text) in standard forms, row by row.

    Columns: record, list, nik, nik15, kin_nik and kk (whole numbers, 0 when missing), nik_agrees (-1 unknown), name,
    sound, infant, mother, father (texts), birth (yyyymmdd, 0 unknown), sex (L, P) and village. ``today`` decides the
    century of a date that only the NIK tells. Raises for a table without rows, without any column that tells people
    apart, or with a column that is none of ours.
    """
    _check(table)
    given = _texts(table)
    with engine.connect() as con:
        nik = read_numbers(con, given["nik"], of_person=True)
        card = read_numbers(con, given["kk"], of_person=False).sound
        birth, sex = _read_distinct(con, given["birth"], _BIRTH), _read_distinct(con, given["sex"], "read_sex(text)")
    # A number of another kind is nobody's birth date: only equal ones mean something.
    number = nik.sound if not _is_other(given["nik"], nik.sound) else np.zeros(table.num_rows, np.int64)
    born = pc.fill_null(birth.cast(pa.int32()), 0).to_numpy(zero_copy_only=False)
    owned = owners(number, nik.lost, nik.kin, card, born, np.full(table.num_rows, today.year, np.int32))
    other = _hashed(given["nik"]) if _is_other(given["nik"], nik.sound) else None
    cards = _hashed(given["kk"]) if _is_other(given["kk"], card) else owned.kk
    told = np.where(owned.agrees == 3, np.where(owned.nik // 10**8 % 100 > 40, 2, 1), 0)
    by_number = pa.array(["", "L", "P"], pa.string()).take(pa.array(told))
    return pa.table(
        {
            **{name: given[name] for name in ("record", "list", "name", "sound", "infant", "mother", "father")},
            "village": given["village"],
            "nik": owned.nik if other is None else other,
            "nik15": owned.nik15 if other is None else other,
            "nik_agrees": owned.agrees,
            "kin_nik": owned.kin_nik,
            "kk": cards,
            "birth": owned.birth,
            "sex": pc.coalesce(sex, pc.if_else(pc.equal(by_number, ""), pa.scalar(None, pa.string()), by_number)),
        }
    )


def people_columns(standard: pa.Table, *, one_row: bool) -> People:
    """What linking compares, from :func:`standard_columns`. ``one_row``: each list holds a person once."""
    with duckdb.connect() as con:
        con.register("given", standard)
        con.execute(f"SET threads = {engine.threads()}")
        found = con.execute(f"SELECT {columns_sql()} FROM ({_AS_STANDARD.format(one_row=one_row)})").to_arrow_table()
    return from_columns(found)


#: The rest of the columns of ``standard``.
_AS_STANDARD = """
    SELECT *, list AS source, CASE WHEN {one_row} THEN list END AS list_key, NULL::VARCHAR AS same_key,
        split_part(sound, ' ', 1) AS "first", split_part(mother, ' ', 1) AS mother_first,
        split_part(father, ' ', 1) AS father_first, NULL::VARCHAR AS mate, NULL::VARCHAR AS mate_first,
        birth // 10000 * 10000 + least(birth // 100 % 100, birth % 100) * 100
            + greatest(birth // 100 % 100, birth % 100) AS birth_sorted,
        birth % 10000 IN (101, 1231) AS birth_vague,
        CASE WHEN village LIKE '__.__.__.____' THEN left(village, 8)
             WHEN regexp_full_match(village, '[0-9]{{10}}') THEN left(village, 6) END AS district
    FROM given
"""

_BIRTH = "strftime(read_date(text, 'day_first').value, '%Y%m%d')::INTEGER"


def _read_distinct(con: duckdb.DuckDBPyConnection, texts: pa.Array, reading: str) -> pa.Array:
    """A reading of the engine over a column, each text once."""
    encoded = texts.dictionary_encode()
    con.register("texts_to_read", pa.table({"place": np.arange(len(encoded.dictionary)), "text": encoded.dictionary}))
    found = con.execute(f"SELECT {reading} AS value FROM texts_to_read ORDER BY place").to_arrow_table()
    con.unregister("texts_to_read")
    return found.column("value").combine_chunks().take(encoded.indices)


def _is_other(written: pa.Array, sound: NDArray[np.int64]) -> bool:
    """Whether a column holds numbers of another kind: hardly any has the form of ours."""
    there = len(written) - written.null_count
    return bool(there) and np.count_nonzero(sound) < _FORM_SHARE * there


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


def _texts(table: pa.Table) -> dict[str, pa.Array]:
    """All columns there can be, as text, names and villages already in their standard forms."""
    nothing = pa.nulls(table.num_rows, pa.string())
    given = {
        name: table.column(name).cast(pa.string()).combine_chunks() if name in table.column_names else nothing
        for name in COLUMNS
    }
    names = standard_names(given["name"])
    mothers = standard_names(given["mother"].fill_null(names.mother_of_infant))
    fathers = standard_names(given["father"].fill_null(names.father_hint))
    numbered = pa.array(np.arange(table.num_rows)).cast(pa.string())
    return given | {
        "record": given["record"].fill_null(numbered),
        "list": given["list"].fill_null(""),
        "name": names.name,
        "sound": names.sound,
        "infant": names.infant,
        "mother": mothers.sound,
        "father": fathers.sound,
        "village": _villages(given["village"]),
    }


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
