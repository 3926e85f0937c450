"""The texts of any table of people in standard forms: names by words, villages by their codes.

What a cell of numbers, a date or a sex holds is read in :mod:`padan.pipeline.people.cells`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from padan.kernel.errors import InvalidValueError, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline.standardise.names import standard_names
from padan.reference.folding import region_words
from padan.reference.villages import find_village

#: The columns of a table of people, all text. A table may lack any but ``record``, as long as one names a person.
COLUMNS: Final = ("record", "list", "nik", "kk", "name", "mother", "father", "birth", "sex", "village")


def check_people(table: pa.Table) -> None:
    """Refuse a table without rows, without a column that tells people apart, or with a column that is none of ours."""
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


def standard_texts(table: pa.Table) -> dict[str, pa.Array | pa.ChunkedArray]:
    """All columns there can be, as text, row by row: names (``name``, ``sound``, ``infant``, ``mother``, ``father``),
    ``village`` and ``district`` already in standard forms, the others (:data:`COLUMNS`) as written."""
    nothing = pa.nulls(table.num_rows, pa.string())
    given = {
        name: _whole(table.column(name).cast(pa.string())) if name in table.column_names else nothing
        for name in COLUMNS
    }
    names = standard_names(given["name"])
    mothers = standard_names(pc.coalesce(pa.chunked_array([given["mother"]]), names.mother_of_infant))
    fathers = standard_names(pc.coalesce(pa.chunked_array([given["father"]]), names.father_hint))
    village, district = _villages(given["village"])
    if given["record"].null_count:
        given["record"] = given["record"].fill_null(pa.array(np.arange(table.num_rows)).cast(pa.string()))
    return given | {
        "list": given["list"].fill_null(""),
        "name": names.name,
        "sound": names.sound,
        "infant": names.infant,
        "mother": mothers.sound,
        "father": fathers.sound,
        "village": village,
        "district": district,
    }


def _whole(column: pa.ChunkedArray) -> pa.Array:
    # One chunk is taken as it is: putting chunks together copies.
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _villages(written: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The code of each village, else its name as compared, a renumbered code becoming the one in force; and the code
    of its kecamatan."""
    encoded = written.dictionary_encode()
    meant = [_village(text) for text in encoded.dictionary.to_pylist()]
    villages, districts = pa.array(meant, pa.string()), pa.array([_district(code) for code in meant], pa.string())
    return villages.take(encoded.indices), districts.take(encoded.indices)


def _village(text: str) -> str | None:
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) >= 10:
        found = find_village(village=None, district=None, regency=None, province=None, code=text)
        return found.code or digits
    return "".join(region_words(text)) or digits or None


def _district(village: str | None) -> str | None:
    """The kecamatan's part of a village's code: of 64.02.13.1008 and of a foreign 5271082011."""
    if village is None:
        return None
    if len(village) == 13 and village[2] == village[5] == village[8] == ".":
        return village[:8]
    return village[:6] if len(village) == 10 and village.isdecimal() else None
