"""A release of many people: the tables of a small one copied under other ids, names, numbers and birth dates."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import duckdb

from padan.contracts import release
from padan.contracts.schema import Table
from padan.contracts.stages import MENTION, STANDARD
from padan.pipeline.release.writing import hash_of, write_table

NAME = "2026-11-28-seribu-ribu"

#: Ids of people, families and gaps; lists of them; ids that begin with a receipt.
_PEOPLE = {"person_id", "family_id", "subject_id", "head_person_id", "gap_id"}
_LISTS = {"people"}
_RECORDS = {"record_id", "measurement_id", "record_a", "record_b", "receipt_id", "child_record_id"}
_NAMES = {"name", "sound", "first", "mother", "father", "mate", "head_name", "mother_name", "father_name"}
#: Tables that no page of the benchmark reads stay as they are.
_WHOLE = {"reject", "receipt", "change", "measurement_quality", "rejoined"}


def copied(source: Path, target: Path, copies: int) -> dict[str, int]:
    """Write the release into ``target``; the rows of each table. Villages stay: each has more people."""
    target.mkdir(parents=True)
    con = duckdb.connect()
    con.execute("SET preserve_insertion_order = false")
    con.execute(f"CREATE TABLE copy AS SELECT unnest(range({copies}))::INTEGER AS c")
    con.execute(f"CREATE MACRO vowels(c) AS {_vowels()}[c % 120 + 1]")
    rows = {}
    for table in (*release.TABLES, STANDARD, MENTION):
        path = source / f"{table.name}.parquet"
        con.execute(f"CREATE VIEW {table.name} AS {_copy_of(table, path)}")
        rows[table.name] = write_table(con, table, target)
    manifest = json.loads((source / "manifest.json").read_text("utf-8"))
    hashes = {file.name: hash_of(file) for file in sorted(target.glob("*.parquet"))}
    told = {**manifest, "release_id": target.name, "tables": {**manifest["tables"], **rows}, "hashes": hashes}
    (target / "manifest.json").write_text(json.dumps(told), "utf-8")
    for name in ("model.json", "calibration.json"):
        (target / name).write_bytes((source / name).read_bytes())
    return rows


def _vowels() -> str:
    return str(["".join(each) for each in permutations("AIUEO")])


def _copy_of(table: Table, path: Path) -> str:
    if table.name in _WHOLE:
        return f"SELECT * FROM read_parquet('{path}')"
    made = [f"{_changed(name)} AS {name}" for name in table.names]
    return f"SELECT {', '.join(made)} FROM read_parquet('{path}') t CROSS JOIN copy"


def _changed(name: str) -> str:
    """A column as copy ``c`` has it; the first copy is the population itself."""
    value = f't."{name}"'
    changed = None
    if name in _PEOPLE:
        changed = f"left({value}, 1) || upper(left(md5({value} || c), 15))"
    elif name in _LISTS:
        changed = f"list_transform({value}, x -> left(x, 1) || upper(left(md5(x || c), 15)))"
    elif name in _RECORDS:
        changed = f"printf('%04x', c) || substr({value}, 5)"
    elif name == "n":
        changed = f"({value} + c * 1000000)::INTEGER"
    elif name in _NAMES:
        changed = f"translate({value}, 'AIUEO', vowels(c))"
    elif name in ("nik", "kk"):
        changed = f"left({value}, 2) || printf('%04d', 1000 + c) || substr({value}, 7)"
    return value if changed is None else f"CASE WHEN c = 0 THEN {value} ELSE {changed} END"
