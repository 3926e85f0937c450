"""How each type of field is read: one cell expression in, typed columns out, as SQL.

The reading is computed once into a column ``<field>__r`` (often a struct), and the outputs take their parts
from it, so a cell is never parsed twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

import duckdb

from padan.contracts.source import Field, FieldType

T = FieldType

#: What a cell holds when a number was not taken; not a slip of typing.
NOT_TAKEN = "'-', '--', '.', '0', '0.0', '0,0', 'OUTLIER', 'NULL', 'NAN', 'N/A', '#N/A', 'TIDAK DIUKUR', 'TIDAK ADA', '#VALUE!'"


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
    con.execute(resources.files(__package__).joinpath("macros.sql").read_text("utf-8"))


def reading(field: Field, cell: str, *, order: str, reference: str) -> Reading:
    """The reading of ``field`` from the text column ``cell``.

    ``order`` is the settled order of days and months, ``reference`` a date literal for two-digit years.
    """
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
    return Reading(
        parse=f"read_date({cell}, '{order}', {reference})",
        outputs={name: f"{r}.value", f"{name}_quality": f"{r}.quality", f"{name}_written": f"trim({cell})"},
        doubt=f"{r}.quality IN ('impossible', 'unreadable', 'ambiguous', 'month_first')",
        refuse=_required(field, f"{r}.value IS NULL"),
    )


def _place_and_date(field: Field, cell: str, order: str, reference: str) -> Reading:
    # "Tenggarong, 12-05-1980": the date begins at the first digit; a place has none.
    name, r = field.name, f"{field.name}__r"
    date = f"regexp_extract({cell}, '[0-9].*$')"
    return Reading(
        parse=f"read_date(nullif({date}, ''), '{order}', {reference})",
        outputs={
            f"{name}_place": f"nullif(trim(regexp_extract({cell}, '^[^0-9]*'), ' ,/-'), '')",
            f"{name}_date": f"{r}.value",
            f"{name}_date_quality": f"{r}.quality",
            f"{name}_date_written": f"trim({cell})",
        },
        doubt=f"{r}.quality IN ('impossible', 'unreadable', 'ambiguous', 'month_first')",
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
    return Reading(f"read_number({cell})", {name: r}, "false", _bounds(field, cell, r))


def _desil(field: Field, cell: str) -> Reading:
    name, r = field.name, f"{field.name}__r"
    return Reading(
        parse=f"read_desil({cell})",
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
    return Reading(f"{name}__m", {name: r}, f"{r} IS NULL AND {_filled(cell)}", {})


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
    return Reading(_SIMPLE[field.type](cell), {name: r}, doubt, _required(field, f"{r} IS NULL"))


def _filled(cell: str) -> str:
    return f"upper(trim(coalesce({cell}, '-'))) NOT IN ({NOT_TAKEN}, '')"


def _required(field: Field, missing: str) -> dict[str, str]:
    return {"needed": missing} if field.required else {}


def _bounds(field: Field, cell: str, value: str) -> dict[str, str]:
    return {
        "not_a_number": f"{value} IS NULL AND {_filled(cell)}",
        "out_of_range": f"{value} <> 0 AND {value} NOT BETWEEN {field.low} AND {field.high}",
    }
