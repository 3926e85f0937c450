"""One sheet's rows as SQL: what to read, what to refuse, which records to make. Compiled once, run per chunk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from padan.contracts import intake
from padan.contracts.schema import Column
from padan.contracts.source import Role
from padan.kernel.sql import quoted
from padan.pipeline.receive import derive
from padan.pipeline.receive.area import NAMING
from padan.pipeline.receive.given import Given
from padan.pipeline.receive.noise import noise
from padan.pipeline.sources.reading import Reading, reading
from padan.pipeline.sources.recognise import Recognised

_SQL_TYPES: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.bool_(): "BOOLEAN",
    pa.list_(pa.string()): "VARCHAR[]",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The statements of one sheet and what must be looked up before they run.

    ``chunk`` is the table of cells with its ``row``. Beside the cells, each field's reading stands in
    ``<field>__r``: the meanings of ``coded`` fields (field to code list and cell column) and of ``worded`` ones
    (field to cell column, read by the statement ``words``) come first, ``parse`` reads the rest, and ``noise``
    says which rows are no data. Where rows of some places only are taken, ``places`` gives each place as written
    with its rows, of which :func:`~padan.pipeline.receive.area.outside` makes the column ``outside``; it is empty
    where no row is held to its place. With all of it the table is called ``parsed``, of which ``records`` (columns
    that the layout cannot fill are left out), ``refused`` and ``doubts`` are made.
    """

    coded: dict[str, tuple[str, str]]
    worded: dict[str, str]
    words: str
    parse: str
    noise: str
    places: str
    records: str
    refused: str
    doubts: str
    doubted: tuple[str, ...]


def compile_plan(
    found: Recognised, given: Given, worded: frozenset[str] = frozenset(), extra: tuple[int, ...] = ()
) -> Plan:
    """The plan for a sheet recognised as ``found``.

    ``worded``: fields that are read by their distinct values. ``extra``: columns without a header that hold
    something all the same.
    """
    readings = _readings(found, given)
    outputs = _outputs(readings)
    derived = derive.columns(found, given, outputs, extra)
    places = "" if given.within is None else _places_sql(outputs | derived)
    refusals = _refusals(found, readings, outputs) + (_outside(found) if places else [])
    refused = " OR ".join(["noise IS NOT NULL", *(f"({condition})" for *_where, condition in refusals)])
    doubted = tuple(name for name, r in readings.items() if r.doubt != "false")
    coded = {
        name: (codes, f"c{index}")
        for name, index in found.columns.items()
        if (codes := found.layout.field(name).codes) is not None
    }
    return Plan(
        coded=coded,
        worded={name: f"c{found.columns[name]}" for name in sorted(worded)},
        words=_readings_sql(readings, worded, "words"),
        parse=_readings_sql(readings, readings.keys() - worded - coded.keys(), "chunk"),
        noise=f"SELECT row, {noise(found, given, readings) or 'NULL'} AS noise FROM parsed",
        places=places,
        records=_records_sql(found, given, outputs, derived, refused),
        refused=_refused_sql(refusals, refused, len(found.headers), extra, given),
        doubts="SELECT "
        + (", ".join(f"count(*) FILTER (noise IS NULL AND ({readings[n].doubt})) AS {n}" for n in doubted) or "0")
        + " FROM parsed",
        doubted=doubted,
    )


def complete(records: pa.Table) -> pa.Table:
    """The records with the columns that the layout cannot fill, in the contract's order."""
    count = records.num_rows
    columns = [
        records.column(field.name).cast(field.type)
        if field.name in records.column_names
        else pa.nulls(count, field.type)
        for field in intake.RECORD.schema
    ]
    return pa.table(columns, schema=intake.RECORD.schema)


def _readings(found: Recognised, given: Given) -> dict[str, Reading]:
    reference = f"DATE '{given.received_at}'"
    return {
        name: reading(
            found.layout.field(name),
            f"c{index}",
            order=given.orders.get(name, found.layout.date_order),
            reference=reference,
        )
        for name, index in found.columns.items()
    }


def _outputs(readings: dict[str, Reading]) -> dict[str, str]:
    outputs: dict[str, str] = {}
    for found in readings.values():
        before = dict(outputs)
        for output, sql in found.outputs.items():
            known = before.get(output)
            outputs[output] = sql if known is None else _either(output, before, found.outputs)
    return outputs


def _either(output: str, first: dict[str, str], second: dict[str, str]) -> str:
    """Two columns tell the same ("birth_date" and "birth"): the second counts where only it has a value."""
    stem = output.removesuffix("_quality").removesuffix("_written")
    known, other = first[output], second[output]
    if stem == output:
        return f"coalesce({known}, {other})"
    return f"CASE WHEN {first[stem]} IS NULL AND {second[stem]} IS NOT NULL THEN {other} ELSE {known} END"


def _readings_sql(readings: dict[str, Reading], names: Iterable[str], table: str) -> str:
    return (
        f"SELECT {', '.join(['row', *(f'{readings[name].parse} AS {name}__r' for name in sorted(names))])} FROM {table}"
    )


def _refusals(
    found: Recognised, readings: dict[str, Reading], outputs: dict[str, str]
) -> list[tuple[str, str, str, str]]:
    """Header, cell, reason and condition of everything for which a row is refused."""
    refusals = []
    for name, r in readings.items():
        index = found.columns[name]
        for reason, condition in r.refuse.items():
            refusals.append((found.headers[index], f"c{index}", reason, condition))
    for some, needed in found.layout.together:
        filled = [outputs[name] for name in some if name in outputs]
        if filled:
            refusals.append(_needed(found, needed, f"coalesce({', '.join(filled)}) IS NOT NULL"))
    nobody = " AND ".join(f"NOT ({_present(role, outputs)})" for role in found.layout.roles)
    return [*refusals, ("", "NULL", "nobody", nobody)]


def _outside(found: Recognised) -> list[tuple[str, str, str, str]]:
    """The refusals of a row for its place, at the column that names it; at none where the file names it."""
    refusals = []
    for name in NAMING:
        index = found.columns.get(name)
        header, cell = ("", "NULL") if index is None else (found.headers[index], f"c{index}")
        refusals.append((header, cell, "outside_area", f"outside = '{name}'"))
    return refusals


def _places_sql(columns: dict[str, str]) -> str:
    """Each place as it is written, with its rows; empty where no column can name a village."""
    if not columns.keys() & set(NAMING):
        return ""
    written = ", ".join(f"({columns.get(name, 'NULL')})::VARCHAR AS {name}" for name in intake.PLACE)
    return f"SELECT {written}, list(row) AS rows FROM parsed GROUP BY ALL"


def _needed(found: Recognised, needed: str, when: str) -> tuple[str, str, str, str]:
    """The refusal of a row that lacks the date ``needed`` where ``when`` holds."""
    if needed not in found.columns:
        return found.layout.field(needed).aliases[0], "NULL", "date_needed", when
    index = found.columns[needed]
    return found.headers[index], f"c{index}", "date_needed", f"{needed}__r.value IS NULL AND {when}"


def _present(role: Role, outputs: dict[str, str]) -> str:
    filled = [f"{_whole(outputs, name)} IS NOT NULL" for name in role.present if name in outputs]
    return " OR ".join(filled) or "false"


def _whole(outputs: dict[str, str], name: str) -> str:
    """A field as far as it tells of a person: a damaged NIK does too, a word in its cell does not."""
    quality = outputs.get(f"{name}_quality")
    if quality is None or not name.endswith("nik"):
        return outputs[name]
    return f"CASE WHEN {quality} IN ('sound', 'last_digit_lost', 'temporary', 'mother_plus_digit', 'masked') THEN 1 END"


def _records_sql(
    found: Recognised, given: Given, outputs: dict[str, str], derived: dict[str, str], refused: str
) -> str:
    columns = [_record_columns(found, given, role, outputs, derived) for role in found.layout.roles]
    filled = [name for name in intake.RECORD.names if any(name in of_role for of_role in columns)]
    selects = [
        f"SELECT {_selected(filled, of_role)} FROM parsed "
        f"WHERE NOT coalesce({refused}, false) AND ({_present(role, outputs)})"
        for role, of_role in zip(found.layout.roles, columns, strict=True)
    ]
    return " UNION ALL ".join(selects)


def _selected(names: list[str], columns: dict[str, str]) -> str:
    kinds = {column.name: _SQL_TYPES.get(column.type) for column in intake.RECORD.columns}
    return ", ".join(
        f"({columns.get(name, 'NULL')})::{kinds[name]} AS {name}" if kinds[name] else f"{columns[name]} AS {name}"
        for name in names
    )


def _record_columns(
    found: Recognised, given: Given, role: Role, outputs: dict[str, str], derived: dict[str, str]
) -> dict[str, str]:
    """The columns that one role's records have, by name, as SQL over the parsed rows."""
    origin = {
        "record_id": f"'{given.receipt_id}.{given.sheet_number}.' || row || '.{role.name}'",
        "receipt_id": f"'{given.receipt_id}'",
        "source": f"'{found.source.kind}'",
        "layout": f"'{found.layout.name}'",
        "sheet": quoted(given.sheet),
        "row": "row",
        "role": f"'{role.name}'",
    }
    own = {column.name for column in intake.PERSON}
    columns: dict[str, str | None] = {}
    for column in intake.RECORD.columns:
        if column.name in origin:
            columns[column.name] = origin[column.name]
        elif column.name in own:
            columns[column.name] = _own(column, role, outputs, derived)
        else:
            columns[column.name] = derived.get(column.name) or outputs.get(column.name)
    return {name: sql for name, sql in columns.items() if sql is not None}


def _own(column: Column, role: Role, outputs: dict[str, str], derived: dict[str, str]) -> str | None:
    found = (None if role.prefix else derived.get(column.name)) or outputs.get(f"{role.prefix}{column.name}")
    said = {"sex": role.sex, "relation": role.relation}.get(column.name)
    if said is None:
        return found
    return f"coalesce({found}, '{said}')" if found else f"'{said}'"


def _refused_sql(
    refusals: Iterable[tuple[str, str, str, str]],
    refused: str,
    width: int,
    extra: tuple[int, ...],
    given: Given,
) -> str:
    problems = ", ".join(
        f"CASE WHEN {condition} THEN {_problem(header, cell, quoted(reason))} END"
        for header, cell, reason, condition in refusals
    )
    cells = ", ".join(f"c{index}" for index in range(max([width, *(index + 1 for index in extra)])))
    return (
        f"SELECT '{given.receipt_id}' AS receipt_id, {quoted(given.sheet)} AS sheet, row::INTEGER AS row, "
        'problem."column", problem.value, problem.reason, cells FROM ('
        f"SELECT row, [{cells}] AS cells, unnest(CASE WHEN noise IS NOT NULL THEN [{_problem('', 'NULL', 'noise')}] "
        f"ELSE list_filter([{problems}], lambda p: p IS NOT NULL) END) AS problem "
        f"FROM parsed WHERE coalesce({refused}, false))"
    )


def _problem(header: str, cell: str, reason: str) -> str:
    return f"{{'column': {quoted(header)}, 'value': {cell}::VARCHAR, 'reason': {reason}::VARCHAR}}"
