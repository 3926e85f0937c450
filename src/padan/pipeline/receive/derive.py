"""Columns of a record that are made from several fields of a row."""

from __future__ import annotations

import re

from padan.contracts import intake
from padan.contracts.source import FieldType
from padan.kernel.sql import quoted
from padan.kernel.texts import _
from padan.pipeline.files.extent import column_letters
from padan.pipeline.receive.given import Given
from padan.pipeline.sources.recognise import Recognised, fresh
from padan.reference.codes import code_list

#: Fields that are used below, so that they need not be kept among the unknown columns.
_USED = re.compile(
    r"programme_\w+|m\d\d_(?!age)\w+|period|measured_on|water_safe|latrine_safe|assistance_written|desil|birth"
    r"|died_note|alive_note|true_from"
)
_MEASURE_NAMES = tuple(column.name for column in intake.MEASUREMENT_FIELDS)
_RECORD_NAMES = frozenset(intake.RECORD.names) | frozenset(_MEASURE_NAMES)


def columns(found: Recognised, given: Given, outputs: dict[str, str], extra: tuple[int, ...] = ()) -> dict[str, str]:
    """The derived columns that this sheet can fill, by name, as SQL over its parsed rows.

    ``extra``: columns without a header that hold something all the same.
    """
    derived = {
        **_dates(found, given, outputs),
        "measurements": _measurements(found, outputs),
    }
    other = _other(found, extra)
    if other:
        derived["other"] = other
    if given.village_code is not None:
        written = outputs.get("village_code_written", "NULL")
        derived["village_code_written"] = f"coalesce({written}, '{given.village_code}')"
    if any(name.startswith("programme_") for name in outputs):
        derived["programmes"] = _programmes(outputs)
    if "assistance_written" in outputs:
        derived["assistance"] = _assistance(outputs["assistance_written"])
    for unsafe, safe in (("water_unsafe", "water_safe"), ("latrine_unsafe", "latrine_safe")):
        if safe in outputs:
            derived[unsafe] = f"NOT {outputs[safe]}"
    if "birth_weight" in outputs:
        # Lists write 3.1 (kg) and 3100 (g) in the same column; nobody weighs 20 g or 20 kg at birth.
        weight = outputs["birth_weight"]
        derived["birth_weight"] = (
            f"CASE WHEN {weight} BETWEEN 0.3 AND 9 THEN {weight} * 1000 WHEN {weight} BETWEEN 300 AND 9000 "
            f"THEN {weight} END"
        )
    if "birth_length" in outputs:
        length = outputs["birth_length"]
        derived["birth_length"] = f"CASE WHEN {length} BETWEEN 20 AND 70 THEN {length} END"
    status = _status(outputs)
    if status:
        derived["status"] = status
    return derived


def _dates(found: Recognised, given: Given, outputs: dict[str, str]) -> dict[str, str]:
    said = [outputs[name] for name in found.layout.date_of_data if name in outputs]
    of_row = f"coalesce({', '.join(said)})" if said else "NULL::DATE"
    measured = outputs.get("measured_on", "NULL")
    return {
        # A period may end after the day of receipt ("2026"); nobody describes a day that has not been.
        "true_at": f"least(coalesce({of_row}, DATE '{given.true_at}'), DATE '{given.received_at}')",
        "true_at_from": f"CASE WHEN {of_row} IS NOT NULL THEN 'row' ELSE '{given.true_at_from}' END",
        "collected_at": measured,
        **({"entered_at": outputs["decided_on"]} if "decided_on" in outputs else {}),
    }


def _measurements(found: Recognised, outputs: dict[str, str]) -> str:
    prefixes = [f"m{m:02d}_" for m in range(1, 13)] if found.layout.months_across else [""]
    structs = []
    for prefix in prefixes:
        taken = [outputs[f"{prefix}{n}"] for n in ("weight", "height", "muac", "head") if f"{prefix}{n}" in outputs]
        if not taken or f"{prefix}measured_on" not in outputs:
            continue
        parts = ", ".join(
            f"'{c.name}': ({outputs.get(prefix + c.name, 'NULL')})::{_kind(c.name)}" for c in intake.MEASUREMENT_FIELDS
        )
        filled = f"coalesce({', '.join(taken)}) IS NOT NULL AND {outputs[prefix + 'measured_on']} IS NOT NULL"
        structs.append(f"CASE WHEN {filled} THEN {{{parts}}} END")
    if not structs:
        kinds = ", ".join(f"{name} {_kind(name)}" for name in _MEASURE_NAMES)
        return f"[]::STRUCT({kinds})[]"
    return f"list_filter([{', '.join(structs)}], lambda m: m IS NOT NULL)"


def _kind(name: str) -> str:
    if name == "measured_on":
        return "DATE"
    return "DOUBLE" if name in ("weight", "height", "muac", "head") else "VARCHAR"


def _programmes(outputs: dict[str, str]) -> str:
    marks = ", ".join(
        f"CASE WHEN {sql} THEN '{name.removeprefix('programme_')}' END"
        for name, sql in sorted(outputs.items())
        if name.startswith("programme_")
    )
    return f"list_filter([{marks}], lambda p: p IS NOT NULL)"


def _assistance(written: str) -> str:
    """The kinds of company that the form numbers, in the register's words; other numbers stay as written."""
    numbered = ", ".join(f"'{row.code}': '{row.meaning}'" for row in code_list("assistance").rows if row.code)
    words = f"MAP {{{numbered}}}"
    return f"list_transform(regexp_extract_all({written}, '[0-9]+'), lambda n: coalesce({words}[n], n))"


def _status(outputs: dict[str, str]) -> str | None:
    """Whether the row itself says that the person died; a list that says nothing says nothing."""
    said = []
    if "status" in outputs:
        said.append(outputs["status"])
    if "welfare_status" in outputs:
        said.append(f"CASE WHEN contains(upper({outputs['welfare_status']}), 'MENINGGAL') THEN 'dead' END")
    if "died_note" in outputs:
        note = f"upper({outputs['died_note']})"
        said.append(f"CASE WHEN contains({note}, 'MENINGGAL') AND NOT contains({note}, 'TIDAK') THEN 'dead' END")
    if "alive_note" in outputs:
        said.append(f"CASE WHEN upper({outputs['alive_note']}) IN ('TIDAK', 'MENINGGAL', 'T', '0') THEN 'dead' END")
    return f"coalesce({', '.join(said)})" if said else None


def _other(found: Recognised, extra: tuple[int, ...]) -> str | None:
    """Unknown columns, and known ones that no column of a record holds, as a JSON object of header to text."""
    kept = dict(found.unknown)
    for name, index in found.columns.items():
        own = {name, *(name.removeprefix(role.prefix) for role in found.layout.roles)}
        coded = found.layout.field(name).type is not FieldType.TEXT
        if not own & _RECORD_NAMES and not _USED.fullmatch(name) and (name.endswith("_written") or not coded):
            kept[fresh(found.headers[index], kept)] = index
    for index in extra:
        kept[fresh(_("kolom {letters}").format(letters=column_letters(index + 1)), kept)] = index
    if not kept:
        return None
    entries = ", ".join(f"{{'k': {quoted(header)}, 'v': c{index}}}" for header, index in kept.items())
    return f"nullif(to_json(map_from_entries(list_filter([{entries}], lambda e: e.v IS NOT NULL)))::VARCHAR, '{{}}')"
