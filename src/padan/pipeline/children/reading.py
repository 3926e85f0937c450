"""The cells of a table of children as typed columns, read as every other list is read, with what was doubtful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline import engine
from padan.pipeline.cells import install
from padan.pipeline.children.age_reading import age_columns, ways_to_age
from padan.pipeline.children.columns import text_column
from padan.pipeline.children.given import Given
from padan.pipeline.children.headers import MEASURES, Found
from padan.pipeline.children.notes import Note, ReadColumn, filled
from padan.pipeline.receive.lookup import in_order
from padan.reference.codes import code_list

#: Rows handed to the engine at once.
_PIECE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Read:
    """``columns``: those that :class:`padan.rules.growth.children.Children` knows; ``notes``: of :class:`Note`.

    ``ages``: the fields that the age was taken from, first choice first.
    """

    columns: pa.Table
    notes: NDArray[np.int32]
    ages: tuple[str, ...]


def read_columns(given: Given, found: Found, *, as_written: bool, today: date) -> Read:
    """The typed columns of a table of children.

    ``as_written``: numbers are taken as they stand, as WHO's R package takes them: no 9100 g is made 9.1 kg, 0 stays 0
    and ``age`` is in days unless ``is_age_in_month`` says otherwise. ``today`` decides the century of two-digit years.
    Raises :class:`UnknownSourceError` where an age has no unit and there are no dates instead.
    """
    cells = {field: _text(given, place) for field, place in found.columns.items()}
    ages = ways_to_age(cells, as_written=as_written, header=lambda field: given.headers[found.columns[field]])
    columns = [*_plain_columns(cells, as_written=as_written), *age_columns(cells, ages, today)]
    read = _run(cells, columns, len(given.table))
    position, odd = _positions(cells["position"]) if "position" in cells else (None, None)
    notes = read.column("notes").to_numpy().astype(np.int32)
    table = read.drop_columns(["row", "notes"])
    if position is not None and odd is not None:
        table = table.append_column("position", pa.array(position))
        notes |= odd * np.int32(Note.POSITION_UNREAD)
    if given.broken.any():
        table, notes = _without(table, given.broken), np.where(given.broken, np.int32(Note.BROKEN), notes)
    return Read(table, notes, ages)


def _text(given: Given, place: int) -> pa.ChunkedArray:
    """A column as text: what a csv holds already, what Parquet holds typed."""
    try:
        return text_column(given.table.column(place))
    except pa.ArrowException as error:
        raise InvalidValueError(
            _("Kolom {header} bukan teks, angka atau tanggal").format(header=given.headers[place]),
            next_step=_("Sebut kolom lain dengan --column, atau simpan tabelnya sebagai .csv."),
        ) from error


def _without(table: pa.Table, broken: NDArray[np.bool_]) -> pa.Table:
    kept = pa.array(~broken)
    names = table.column_names
    return pa.table({n: pc.if_else(kept, table.column(n), pa.scalar(None, table.column(n).type)) for n in names})


def _run(cells: dict[str, pa.ChunkedArray], columns: list[ReadColumn], count: int) -> pa.Table:
    # The engine keeps no order for certain, so every row carries its number.
    source = pa.table({"row": pa.array(np.arange(count)), **cells})
    pieces = pa.Table.from_batches(source.combine_chunks().to_batches(max_chunksize=_PIECE), source.schema)
    read = ", ".join(["*", *(text for column in columns for text in column.read)])
    notes = [f"CASE WHEN {test} THEN {int(note)} ELSE 0 END" for column in columns for test, note in column.notes]
    values = ", ".join(f"{column.value} AS {column.name}" for column in columns)
    with engine.connect() as con:
        install(con)
        con.register("given", pieces)
        answer = con.execute(
            f"SELECT row, {' + '.join(notes) or '0'} AS notes, {values} FROM (SELECT {read} FROM given)"
        ).to_arrow_table()
    return in_order(answer, "row")


def _plain_columns(cells: dict[str, pa.ChunkedArray], *, as_written: bool) -> list[ReadColumn]:
    made = []
    if "sex" in cells:
        made.append(ReadColumn("sex", "CASE sex__r WHEN 'L' THEN 1 WHEN 'P' THEN 2 ELSE 0 END::TINYINT",
                            ((f"sex__r IS NULL AND {filled('sex')}", Note.SEX_UNREAD),),
                            ("read_sex(sex) AS sex__r",)))  # fmt: skip
    for field in MEASURES:
        if field in cells:
            made.append(_number(field) if as_written else _MEASURES.get(field, _number_taken)(field))
    if "oedema" in cells:
        made.append(_oedema())
    return made


def _number(field: str) -> ReadColumn:
    r = f"{field}__r"
    unread = (f"{r} IS NULL AND {filled(field)}", _UNREAD.get(field, Note.OTHER_UNREAD))
    return ReadColumn(field, r, (unread,), (f"read_number({field}) AS {r}",))


def _number_taken(field: str) -> ReadColumn:
    # 0 is what programs write where nothing was measured.
    plain = _number(field)
    return ReadColumn(field, f"nullif({plain.value}, 0)", plain.notes, plain.read)


def _measure(field: str, macro: str, said: dict[str, Note]) -> ReadColumn:
    r = f"{field}__r"
    unread = (f"{r}.value IS NULL AND {filled(field)}", _UNREAD[field])
    notes = tuple((f"{r}.note = '{word}'", note) for word, note in said.items())
    # A condition on a null note is null, which CASE takes for no.
    return ReadColumn(field, f"nullif({r}.value, 0)", (unread, *notes), (f"{macro}({field}) AS {r}",))


def _oedema() -> ReadColumn:
    # One to three plus signs are the grade of an oedema; 2 is the "no" of WHO's R package.
    answer = "CASE WHEN regexp_full_match(trim(oedema), '[+]{1,3}') THEN true ELSE read_flag(oedema) END"
    unread = f"oedema__r IS NULL AND {filled('oedema')} AND trim(oedema) <> '2'"
    return ReadColumn(
        "oedema", "coalesce(oedema__r, false)", ((unread, Note.OEDEMA_UNREAD),), (f"{answer} AS oedema__r",)
    )


_UNREAD: Final = {"weight": Note.WEIGHT_UNREAD, "length": Note.LENGTH_UNREAD}
_MEASURES: Final[dict[str, Callable[[str], ReadColumn]]] = {
    "weight": partial(_measure, macro="read_weight_kg", said={"time": Note.WEIGHT_TIME, "gram": Note.WEIGHT_GRAM}),
    "length": partial(
        _measure,
        macro="read_length_cm",
        said={"time": Note.LENGTH_TIME, "metre": Note.LENGTH_METRE, "millimetre": Note.LENGTH_MILLIMETRE},
    ),
}


def _positions(column: pa.ChunkedArray) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """1 lying, 2 standing, 0 unknown; and where something is written that means neither."""
    encoded = pc.fill_null(column, "").combine_chunks().dictionary_encode()
    written = encoded.dictionary.to_pylist()
    codes = np.array([_position(text) for text in written], np.int8)
    odd = np.array([_position(text) == 0 and _says_something(text) for text in written], np.bool_)
    places = encoded.indices.to_numpy()
    return codes[places], odd[places]


def _position(text: str) -> int:
    # l and h are the letters of WHO's R package: length, height.
    letter = {"L": 1, "H": 2}.get(text.strip().upper(), 0)
    return letter or {"lying": 1, "standing": 2}.get(code_list("position").meaning("*", text) or "", 0)


def _says_something(text: str) -> bool:
    return text.strip().upper() not in ("", "-", "NA", "NULL", "NAN", "N/A")
