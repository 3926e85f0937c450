"""The step ``link`` on parts of the records: keys, pairs that share one, and what the evidence says of each pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from padan.contracts import stages
from padan.pipeline.engine import Engine, Frame, connect
from padan.pipeline.link.keys import KEYS, MOST_SHARED, key_columns
from padan.pipeline.link.model import Model
from padan.pipeline.link.people import People, columns_sql, from_columns
from padan.pipeline.link.scoring import FLOOR, score

_KEYED = pa.schema([("k", pa.int64()), ("key_number", pa.int32()), ("n", pa.int32()), ("bearers", pa.int32())])
_PAIR = pa.schema([("l", pa.int32()), ("r", pa.int32()), ("left_out", pa.string()), ("records", pa.int64())])


@dataclass(frozen=True, slots=True)
class Paired:
    """``people``, the columns that pairs are compared by, with ``n``; ``edge`` as its contract says; pairs compared and
    kept; records left out of each crowded key."""

    people: Frame
    edge: Frame
    compared: int
    kept: int
    crowded: dict[str, int]


def pair_all(engine: Engine, standard: Frame, model: Model) -> Paired:
    """Compare every two records of ``standard`` that share a key."""
    people = engine.kept("people", lambda: engine.step(standard, _people, people_schema()))
    keyed = engine.step(people, _keys, _KEYED)
    found = engine.kept("pairs", lambda: engine.step(keyed, _pairs, _PAIR, by="k"))
    pairs = engine.sql("SELECT DISTINCT l, r FROM {found} WHERE left_out IS NULL", found=found)
    sized = model.of_size(count(engine, standard))
    edge = engine.kept(
        "edge", lambda: engine.matched(pairs, people, _held, partial(_score, model=sized), stages.EDGE.schema)
    )
    left_out = engine.sql(
        "SELECT left_out, sum(records) AS records FROM {found} WHERE left_out IS NOT NULL GROUP BY left_out",
        found=found,
    )
    crowded = {row["left_out"]: int(row["records"]) for row in engine.collect(left_out).to_pylist()}
    return Paired(
        people,
        edge,
        count(engine, pairs),
        count(engine, edge),
        {name: crowded[name] for name in KEYS if name in crowded},
    )


def count(engine: Engine, frame: Frame) -> int:
    """The rows of a frame."""
    return int(engine.collect(engine.sql("SELECT count(*) AS c FROM {frame}", frame=frame))["c"][0].as_py())


def _people(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows of ``standard`` as the columns of :class:`padan.pipeline.link.people.People`, beside ``n``.

    Spark knows no unsigned numbers: the hashes keep their bits as signed ones.
    """
    with connect() as con:
        for batch in batches:
            con.register("standard", pa.Table.from_batches([batch]))
            yield from _signed(con.execute(f"SELECT n, {columns_sql()} FROM standard").to_arrow_table()).to_batches()


def _signed(found: pa.Table) -> pa.Table:
    columns = [c.combine_chunks().view(pa.int64()) if c.type == pa.uint64() else c for c in found.columns]
    return pa.table(columns, names=found.column_names)


@cache
def _unsigned_names() -> frozenset[str]:
    return frozenset(field.name for field in _columns_found() if field.type == pa.uint64())


@cache
def _columns_found() -> pa.Schema:
    with connect() as con:
        con.register("standard", stages.STANDARD.schema.empty_table())
        return con.execute(f"SELECT n, {columns_sql()} FROM standard").to_arrow_table().schema


@cache
def people_schema() -> pa.Schema:
    """The columns of people as they travel."""
    return _signed(_columns_found().empty_table()).schema


def _unsigned(table: pa.Table) -> pa.Table:
    columns = [
        table[name].combine_chunks().view(pa.uint64()) if name in _unsigned_names() else table[name]
        for name in table.column_names
    ]
    return pa.table(columns, names=table.column_names)


def _keys(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """One row for each key of each record; where more than a key may have bear one here already, one row tells how
    many, so that no key, however many bear it, brings more than :data:`MOST_SHARED` rows of a part to one machine.
    """
    columns: dict[str, list[np.ndarray]] = {name: [] for name in KEYS}
    numbers = []
    for batch in batches:
        people = from_columns(_unsigned(pa.Table.from_batches([batch]).drop_columns(["n"])))
        for name, values in key_columns(people).items():
            columns[name].append(values)
        numbers.append(batch["n"].to_numpy())
    if not numbers:
        return
    n = np.concatenate(numbers)
    for number, parts in enumerate(columns.values()):
        yield _combined(np.concatenate(parts), number, n)


def _combined(values: np.ndarray, number: int, n: np.ndarray) -> pa.RecordBatch:
    there = np.flatnonzero(values)
    keys, place, bearers = np.unique(values[there], return_inverse=True, return_counts=True)
    crowd = bearers > MOST_SHARED
    single = there[~crowd[place]]
    k = np.concatenate([values[single], keys[crowd]]).view(np.int64)
    rows = {
        "k": k,
        "key_number": np.full(len(k), number, np.int32),
        "n": np.concatenate([n[single], np.full(int(crowd.sum()), -1, np.int32)]).astype(np.int32),
        "bearers": np.concatenate([np.ones(len(single)), bearers[crowd]]).astype(np.int32),
    }
    return pa.record_batch([pa.array(rows[name]) for name in _KEYED.names], _KEYED)


def _pairs(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The pairs of records that share a key, and the keys that too many share."""
    held = list(batches)
    if not held:
        return
    table = pa.Table.from_batches(held)
    k, number, n, bearers = (table[name].to_numpy() for name in _KEYED.names)
    order = np.lexsort((n, k, number))
    k, number, n, bearers = k[order], number[order], n[order], bearers[order]
    new = np.append(True, (k[1:] != k[:-1]) | (number[1:] != number[:-1]))
    group = np.cumsum(new) - 1
    total = np.bincount(group, weights=bearers)
    crowded = total > MOST_SHARED
    yield _left_out(number[new][crowded], total[crowded])
    fits = ~crowded[group]
    yield from _within(n[fits], group[fits])


def _left_out(numbers: np.ndarray, totals: np.ndarray) -> pa.RecordBatch:
    summed = np.bincount(numbers, weights=totals, minlength=len(KEYS)).astype(np.int64)
    there = np.flatnonzero(summed)
    names = pa.array([list(KEYS)[number] for number in there], pa.string())
    nobody = pa.nulls(len(there), pa.int32())
    return pa.record_batch([nobody, nobody, names, pa.array(summed[there])], _PAIR)


def _within(n: np.ndarray, group: np.ndarray) -> Iterator[pa.RecordBatch]:
    """Pairs of neighbours in the order of the groups first, then those two apart and so on."""
    at = np.arange(len(n))
    for apart in range(1, MOST_SHARED):
        at = at[at + apart < len(n)]
        at = at[group[at] == group[at + apart]]
        if not len(at):
            return
        nothing = pa.nulls(len(at), pa.string()), pa.nulls(len(at), pa.int64())
        yield pa.record_batch([pa.array(n[at]), pa.array(n[at + apart]), *nothing], _PAIR)


def _held(people: pa.Table) -> People:
    return from_columns(_unsigned(people))


def _score(
    people: People, left: NDArray[np.int64], right: NDArray[np.int64], pairs: pa.RecordBatch, model: Model
) -> Iterator[pa.RecordBatch]:
    found = score(people.take(left), people.take(right), model)
    rows = [pairs["l"], pairs["r"], pa.array(found.weight), pa.array(found.by_name)]
    kept = pa.array(found.weight >= FLOOR)
    yield from pa.table(rows, schema=stages.EDGE.schema).filter(kept).to_batches()
