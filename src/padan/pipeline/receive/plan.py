"""One sheet's rows as SQL: what to read, what to refuse, which records to make. Compiled once, run per chunk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from padan.contracts import intake
from padan.contracts.schema import Column
from padan.contracts.source import FieldType, Layout, Role
from padan.pipeline.receive import derive
from padan.pipeline.receive.given import Given
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
    """The statements of one sheet. ``chunk`` is the table of cells with its ``row``; ``parsed`` is made from it.

    ``coded``: for each field with a code list, that list and the column of its cells; their meanings are put into
    the chunk as ``<field>__m`` before ``parse`` runs.
    """

    parse: str
    records: str
    refused: str
    doubts: str
    doubted: tuple[str, ...]
    coded: dict[str, tuple[str, str]]


def compile_plan(found: Recognised, given: Given, width: int) -> Plan:
    """The plan for a sheet of ``width`` columns recognised as ``found``."""
    readings = _readings(found, given)
    outputs = _outputs(readings)
    refusals = _refusals(found, readings, outputs)
    refused = " OR ".join(f"({condition})" for _column, _cell, _reason, condition in refusals)
    doubted = tuple(name for name, r in readings.items() if r.doubt != "false")
    return Plan(
        parse=_parse_sql(readings, width),
        records=_records_sql(found, given, outputs, refused),
        refused=_refused_sql(refusals, refused, width, given),
        doubts="SELECT "
        + (", ".join(f"count(*) FILTER ({readings[n].doubt})" for n in doubted) or "0")
        + " FROM parsed",
        doubted=doubted,
        coded={
            name: (codes, f"c{index}")
            for name, index in found.columns.items()
            if (codes := found.layout.field(name).codes) is not None
        },
    )


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
        for output, sql in found.outputs.items():
            # Two columns may tell the same ("birth_date" and "birth"): the first filled one counts.
            known = outputs.get(output)
            outputs[output] = sql if known is None else f"coalesce({known}, {sql})"
    return outputs


def _parse_sql(readings: dict[str, Reading], width: int) -> str:
    cells = ", ".join(["row", *(f"c{index}" for index in range(width))])
    parsed = "".join(f", {r.parse} AS {name}__r" for name, r in readings.items())
    return f"CREATE OR REPLACE TEMP TABLE parsed AS SELECT {cells}{parsed} FROM chunk"


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
        if not filled:
            continue
        value = outputs.get(needed, "NULL")
        index = found.columns.get(needed)
        header = found.headers[index] if index is not None else found.layout.field(needed).aliases[0]
        condition = f"{value} IS NULL AND coalesce({', '.join(filled)}) IS NOT NULL"
        refusals.append(
            (header, f"c{index}" if index is not None else "NULL", f"{needed.split('_', 1)[-1]}", condition)
        )
    nobody = " AND ".join(f"NOT ({_present(role, outputs)})" for role in found.layout.roles)
    refusals.append(("", "NULL", "nobody", nobody))
    return [(header, cell, _reason(reason), condition) for header, cell, reason, condition in refusals]


def _reason(word: str) -> str:
    return "date_needed" if word in ("on", "measured_on") else word


def _present(role: Role, outputs: dict[str, str]) -> str:
    filled = [f"{_whole(outputs, name)} IS NOT NULL" for name in role.present if name in outputs]
    return " OR ".join(filled) or "false"


def _whole(outputs: dict[str, str], name: str) -> str:
    """A field as far as it tells of a person: a damaged NIK does too, a word in its cell does not."""
    quality = outputs.get(f"{name}_quality")
    if quality is None or not name.endswith("nik"):
        return outputs[name]
    return f"CASE WHEN {quality} IN ('sound', 'last_digit_lost', 'temporary', 'mother_plus_digit', 'masked') THEN 1 END"


def _records_sql(found: Recognised, given: Given, outputs: dict[str, str], refused: str) -> str:
    derived = derive.columns(found, given, outputs)
    selects = [
        f"SELECT {_record_columns(found, given, role, outputs, derived)} FROM parsed "
        f"WHERE NOT coalesce({refused}, false) AND ({_present(role, outputs)})"
        for role in found.layout.roles
    ]
    return " UNION ALL ".join(selects)


def _record_columns(
    found: Recognised, given: Given, role: Role, outputs: dict[str, str], derived: dict[str, str]
) -> str:
    origin = {
        "record_id": f"'{given.receipt_id}.{given.sheet_number}.' || row || '.{role.name}'",
        "receipt_id": f"'{given.receipt_id}'",
        "source": f"'{found.source.kind}'",
        "layout": f"'{found.layout.name}'",
        "sheet": _quote(given.sheet),
        "row": "row",
        "role": f"'{role.name}'",
    }
    own = {column.name for column in intake.PERSON}
    parts = []
    for column in intake.RECORD.columns:
        if column.name in origin:
            sql = origin[column.name]
        elif column.name in own:
            sql = _own(column, role, outputs, derived)
        else:
            sql = derived.get(column.name) or outputs.get(column.name) or "NULL"
        kind = _SQL_TYPES.get(column.type)
        parts.append(f"({sql})::{kind} AS {column.name}" if kind else f"{sql} AS {column.name}")
    return ", ".join(parts)


def _own(column: Column, role: Role, outputs: dict[str, str], derived: dict[str, str]) -> str:
    found = (None if role.prefix else derived.get(column.name)) or outputs.get(f"{role.prefix}{column.name}")
    said = {"sex": role.sex, "relation": role.relation}.get(column.name)
    if said is None:
        return found or "NULL"
    return f"coalesce({found}, '{said}')" if found else f"'{said}'"


def _refused_sql(
    refusals: Iterable[tuple[str, str, str, str]], refused: str, width: int, given: Given
) -> str:
    problems = ", ".join(
        f"CASE WHEN {condition} THEN {{'column': {_quote(header)}, 'value': {cell}::VARCHAR, 'reason': '{reason}'}} END"
        for header, cell, reason, condition in refusals
    )
    cells = ", ".join(f"c{index}" for index in range(width))
    return (
        f"SELECT '{given.receipt_id}' AS receipt_id, {_quote(given.sheet)} AS sheet, row::INTEGER AS row, "
        'problem."column", problem.value, problem.reason, cells FROM ('
        f"SELECT row, [{cells}] AS cells, unnest(list_filter([{problems}], lambda p: p IS NOT NULL)) AS problem "
        f"FROM parsed WHERE coalesce({refused}, false))"
    )


def date_fields(layout: Layout, columns: Iterable[str]) -> list[str]:
    """The fields among ``columns`` whose cells hold dates."""
    dated = (FieldType.DATE, FieldType.PLACE_AND_DATE)
    return [name for name in columns if layout.field(name).type in dated]


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
