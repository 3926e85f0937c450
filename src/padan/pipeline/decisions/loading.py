"""Decisions handed to the linking: by record number, free of contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import duckdb
import pyarrow as pa

from padan.pipeline.decisions.decision import APART, SAME, Decision
from padan.pipeline.decisions.settling import Overruled, settle


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the linking was told: pairs that are one person and pairs that are not; and of which decisions it was not
    told: ``overruled`` by newer ones, or with a record that the register does not hold (``missing``)."""

    same: int
    apart: int
    overruled: tuple[Overruled, ...]
    missing: tuple[Decision, ...]


def load_decisions(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> Loaded:
    """Make the table ``decision`` (a, b: record numbers of ``standard``, a < b; verdict "same" or "apart").

    A record that is gone still carries what it said of others: a = b and b = c hold a and c together also when b's
    file was withdrawn.
    """
    settled = settle(decisions)
    groups = _groups(settled.of(SAME))
    numbers = _numbers(con, {record for decision in settled.holding for record in decision.pair})
    present = {root: sorted(numbers[r] for r in group if r in numbers) for root, group in groups.items()}
    rows = {(a, b, SAME) for group in present.values() for a, b in pairwise(group)}
    root_of = {record: root for root, group in groups.items() for record in group}
    for pair in settled.of(APART):
        ends = [_stands_for(record, numbers, present.get(root_of.get(record, ""), [])) for record in pair]
        if ends[0] is not None and ends[1] is not None:
            rows.add((min(ends[0], ends[1]), max(ends[0], ends[1]), APART))
    _make(con, sorted(rows))
    return Loaded(
        same=sum(row[2] == SAME for row in rows),
        apart=sum(row[2] == APART for row in rows),
        overruled=settled.overruled,
        missing=tuple(d for d in settled.holding if not numbers.keys() >= set(d.pair)),
    )


def _groups(pairs: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    """Records put together by "same", by their smallest."""
    group: dict[str, set[str]] = {}
    for a, b in pairs:
        both = group.get(a, {a}) | group.get(b, {b})
        group.update(dict.fromkeys(both, both))
    return {min(each): each for each in group.values()}


def _numbers(con: duckdb.DuckDBPyConnection, records: set[str]) -> dict[str, int]:
    con.register("decided_records", pa.table({"record_id": pa.array(sorted(records), pa.string())}))
    found = con.execute("SELECT record_id, n FROM standard SEMI JOIN decided_records USING (record_id)").fetchall()
    con.unregister("decided_records")
    return dict(found)


def _stands_for(record: str, numbers: dict[str, int], group: list[int]) -> int | None:
    """The record's own number, else that of the first of its group that is there."""
    return numbers.get(record, group[0] if group else None)


def _make(con: duckdb.DuckDBPyConnection, rows: Sequence[tuple[int, int, str]]) -> None:
    table = pa.table(
        {
            "a": pa.array([row[0] for row in rows], pa.int32()),
            "b": pa.array([row[1] for row in rows], pa.int32()),
            "verdict": pa.array([row[2] for row in rows], pa.string()),
        }
    )
    con.register("decision_rows", table)
    con.execute("CREATE OR REPLACE TABLE decision AS SELECT * FROM decision_rows")
    con.unregister("decision_rows")
