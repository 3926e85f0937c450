"""Standard records written by hand: what linking starts from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa
from tests.pipeline.register_kit import DAY, WONOTIRTO

from padan.contracts.stages import STANDARD
from padan.pipeline.standardise.names import sound_of

Standard = dict[str, Any]


def person(name: str | None = "BUDI SANTOSO", **values: Any) -> Standard:
    """A standard record; what follows from other columns is filled in as standardising would."""
    out: Standard = dict.fromkeys(STANDARD.names)
    out |= {"source": "dtsen", "role": "person", "infant": name is None, "name": name, "true_at": DAY}
    out |= {"village": WONOTIRTO, **values}
    out["sound"] = values.get("sound", " ".join(map(sound_of, name.split())) if name else None)
    out["first"] = (out["sound"] or "").split(" ")[0] or None
    for parent in ("mother", "father", "mate"):
        out[f"{parent}_first"] = out[parent].split(" ")[0] if out[parent] else None
    if out["village"]:
        out["district"] = out["village"][:8]
    if out["nik"]:
        out["nik15"] = out["nik15"] or out["nik"][:15]
    if out["birth"]:
        out |= _dated(out["birth"], out["nik"])
    return out


def _dated(birth: int, nik: str | None) -> Standard:
    year, month, day = birth // 10000, birth // 100 % 100, birth % 100
    dated: Standard = {
        "birth_sorted": year * 10000 + min(month, day) * 100 + max(month, day),
        "birth_vague": birth % 10000 in (101, 1231),
    }
    if nik:
        parts = (int(nik[6:8]) % 40 == day, int(nik[8:10]) == month, int(nik[10:12]) == year % 100)
        dated["nik_agrees"] = sum(parts)
    return dated


def put(con: duckdb.DuckDBPyConnection, people: Iterable[Standard]) -> None:
    """Make the table ``standard`` of these people, numbered in their order."""
    rows = [
        {**each, "n": n, "record_id": f"r{n:04d}", "receipt_id": each["receipt_id"] or "r"}
        for n, each in enumerate(people)
    ]
    con.register("standard_by_hand", pa.Table.from_pylist(rows, schema=STANDARD.schema))
    con.execute("CREATE OR REPLACE TABLE standard AS SELECT * FROM standard_by_hand ORDER BY n")
    con.unregister("standard_by_hand")
