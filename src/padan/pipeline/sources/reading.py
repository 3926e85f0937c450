"""How each type of field is read: one cell expression in, typed columns out, as SQL.

The reading is computed once into a column ``<field>__r`` (often a struct), and the outputs take their parts
from it, so a cell is never parsed twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from padan.contracts.source import Field, FieldType
from padan.pipeline.engine import statements

T = FieldType

#: What a cell holds when a number was not taken; not a slip of typing.
NOT_TAKEN = (
    "'-', '--', '.', '0', '0.0', '0,0', 'OUTLIER', 'NULL', 'NAN', 'N/A', '#N/A', 'TIDAK DIUKUR', 'TIDAK ADA', '#VALUE!'"
)

#: Said of a tally whose column holds numbers of people, not marks.
COUNTS = "counts"

_DOUBTFUL_DATE = "{r}.quality IN ('impossible', 'unreadable', 'ambiguous', 'month_first')"


@dataclass(frozen=True, slots=True)
class Reading:
    """The SQL of one field's reading over the cell column ``cell``.

    ``parse`` gives the column ``<field>__r``; ``outputs`` the columns made from it; ``doubt`` is true where a
    filled cell gave nothing; ``refuse`` maps a reason code to its condition.
    """

    parse: str
    outputs: dict[str, str]
    doubt: str
    refuse: dict[str, str]


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macros of this package in the connection: ``read_mark`` and ``read_period``."""
    con.execute(statements(__package__, "macros"))


def reading(field: Field, cell: str, *, order: str, reference: str) -> Reading:
    """The reading of ``field`` from the text column ``cell``.

    ``order`` is what is settled of the column: the order of days and months, or :data:`COUNTS` of a tally.
    ``reference`` is a date literal, the day after which nothing has happened.
    """
    if field.tally and order == COUNTS:
        return _count(field, cell)
    if field.type in (T.NIK, T.KK):
        return _identity(field, cell)
    if field.type is T.DATE:
        return _date(field, cell, order, reference)
    if field.type is T.PLACE_AND_DATE:
        return _place_and_date(field, cell, order, reference)
    if field.type in (T.WEIGHT, T.LENGTH):
        return _measure(field, cell)
    if field.type is T.NUMBER:
        return _number(field, cell)
    if field.type is T.DESIL:
        return _desil(field, cell)
    if field.type is T.CODE:
        return _code(field, cell)
    return _simple(field, cell)


def _identity(field: Field, cell: str) -> Reading:
    name, r = field.name, f"{field.name}__r"
    return Reading(
        parse=f"read_{field.type.value}({cell})",
        outputs={
            name: f"{r}.value",
            f"{name}_digits": f"{r}.digits",
            f"{name}_quality": f"{r}.quality",
            f"{name}_written": f"trim({cell})",
        },
        doubt=f"{r}.quality NOT IN ('sound', 'missing')",
        refuse={},
    )


def _date(field: Field, cell: str, order: str, reference: str) -> Reading:
    name, r = field.name, f"{field.name}__r"
    late = f"{r}.value > {reference}"
    refuse = _required(field, f"{r}.value IS NULL")
    if field.happened:
        refuse["in_future"] = late
    return Reading(
        parse=f"read_date({cell}, '{order}', {reference})",
        outputs=_past(name, r, late) | {f"{name}_written": f"trim({cell})"},
        doubt=f"{late} OR {_DOUBTFUL_DATE.format(r=r)}",
        refuse=refuse,
    )


def _past(name: str, r: str, late: str) -> dict[str, str]:
    """A date and its quality; nobody was born after the file was received, so that is no date."""
    return {
        name: f"CASE WHEN NOT {late} THEN {r}.value END",
        f"{name}_quality": f"CASE WHEN {late} THEN 'impossible' ELSE {r}.quality END",
    }


def _count(field: Field, cell: str) -> Reading:
    name, r = field.name, f"{field.name}__r"
    return Reading(f"read_number({cell}) > 0", {name: r}, f"{r} IS NULL AND {_filled(cell)}", {})


def _place_and_date(field: Field, cell: str, order: str, reference: str) -> Reading:
    # "Tenggarong, 12-05-1980": the date begins at the first digit; a place has none.
    name, r = field.name, f"{field.name}__r"
    late = f"{r}.value > {reference}"
    date = f"regexp_extract({cell}, '[0-9].*$')"
    return Reading(
        parse=f"read_date(nullif({date}, ''), '{order}', {reference})",
        outputs={
            f"{name}_place": f"nullif(trim(regexp_extract({cell}, '^[^0-9]*'), ' ,/-'), '')",
            f"{name}_date_written": f"trim({cell})",
        }
        | _past(f"{name}_date", r, late),
        doubt=f"{late} OR {_DOUBTFUL_DATE.format(r=r)}",
        refuse={},
    )


def _measure(field: Field, cell: str) -> Reading:
    name, r = field.name, f"{field.name}__r"
    macro = "read_weight_kg" if field.type is T.WEIGHT else "read_length_cm"
    return Reading(
        parse=f"{macro}({cell})",
        outputs={name: f"nullif({r}.value, 0)", f"{name}_note": f"{r}.note"},
        doubt="false",
        refuse=_bounds(field, cell, f"{r}.value"),
    )


def _number(field: Field, cell: str) -> Reading:
    name, r = field.name, f"{field.name}__r"
    if field.low is None:
        return Reading(f"read_number({cell})", {name: r}, f"{r} IS NULL AND {_filled(cell)}", {})
    # A bounded number measures something, and 0 is what programs write where nothing was measured.
    return Reading(f"read_number({cell})", {name: f"nullif({r}, 0)"}, "false", _bounds(field, cell, r))


def _desil(field: Field, cell: str) -> Reading:
    name, r = field.name, f"{field.name}__r"
    return Reading(
        # "-1" is no decile; the macro takes a dash before a number for a bullet.
        parse=f"read_desil(regexp_replace({cell}, '^\\s*-\\s*([0-9])', 'minus \\1'))",
        outputs={
            f"{name}_low": f"{r}.low::INTEGER",
            f"{name}_high": f"{r}.high::INTEGER",
            f"{name}_quality": f"{r}.quality",
        },
        doubt=f"{r}.quality = 'unreadable'",
        refuse={},
    )


def _code(field: Field, cell: str) -> Reading:
    # The meaning was looked up before (``coded.meanings``) and stands beside the cell.
    name, r = field.name, f"{field.name}__r"
    return Reading(r, {name: r}, f"{r} IS NULL AND {_filled(cell)}", {})


_SIMPLE: dict[FieldType, Callable[[str], str]] = {
    T.TEXT: "clean_text({})".format,
    T.SEX: "read_sex({})".format,
    T.FLAG: "read_flag({})".format,
    T.MARK: "read_mark({})".format,
    T.PERIOD: "read_period({})".format,
}


def _simple(field: Field, cell: str) -> Reading:
    name, r = field.name, f"{field.name}__r"
    doubt = "false" if field.type is T.TEXT else f"{r} IS NULL AND {_filled(cell)}"
    macro = "read_semester({})".format if field.half_yearly else _SIMPLE[field.type]
    return Reading(macro(cell), {name: r}, doubt, _required(field, f"{r} IS NULL"))


def _filled(cell: str) -> str:
    return f"upper(trim(coalesce({cell}, '-'))) NOT IN ({NOT_TAKEN}, '')"


def _required(field: Field, missing: str) -> dict[str, str]:
    return {"needed": missing} if field.required else {}


def _bounds(field: Field, cell: str, value: str) -> dict[str, str]:
    return {
        "not_a_number": f"{value} IS NULL AND {_filled(cell)}",
        "out_of_range": f"{value} <> 0 AND {value} NOT BETWEEN {field.low} AND {field.high}",
    }
