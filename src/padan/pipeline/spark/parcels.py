"""Several tables as rows of one: what a step makes, and what belongs together in one bucket.

A step gives one table, and rows of different tables must travel together to the machine that resolves their bucket.
So tables are cut in pieces, and each piece is a row: its bucket, its table's name and its rows as an Arrow stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from padan.pipeline.engine import Engine, Frame

PARCEL = pa.schema([("bucket", pa.string()), ("name", pa.string()), ("rows", pa.int64()), ("payload", pa.binary())])

#: Rows of one parcel, at most: under a megabyte of the widest table, because Spark reads some hundreds of them at once.
MOST_ROWS = 2_000

#: Rows that one task holds back in order to make full parcels of them.
_HELD = 200_000


def pack(name: str, table: pa.Table, bucket: str = "") -> Iterator[pa.RecordBatch]:
    """A table as parcels, each a batch of its own; none when it has no rows."""
    for start in range(0, table.num_rows, MOST_ROWS):
        piece, sink = table.slice(start, MOST_ROWS), pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(piece)
        row = ([bucket], [name], [piece.num_rows], [sink.getvalue().to_pybytes()])
        yield pa.record_batch([pa.array(v, t) for v, t in zip(row, PARCEL.types, strict=True)], PARCEL)


def unpack(payload: bytes) -> pa.Table:
    """The rows of one parcel."""
    with pa.ipc.open_stream(payload) as reader:
        return reader.read_all()


def open_parcels(engine: Engine, parcels: Frame, name: str, schema: pa.Schema, *, bucket: bool = False) -> Frame:
    """The table ``name`` out of parcels; with ``bucket``, that column before the others."""
    of_name = engine.sql(f"SELECT bucket, payload FROM {{parcels}} WHERE name = '{name}'", parcels=parcels)
    out = pa.schema([("bucket", pa.string()), *schema]) if bucket else schema
    return engine.step(of_name, partial(_open, out=out, bucket=bucket), out)


def _open(batches: Iterable[pa.RecordBatch], out: pa.Schema, bucket: bool) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for place, payload in zip(batch["bucket"], batch["payload"], strict=True):
            table = unpack(payload.as_py())
            if bucket:
                table = table.add_column(0, "bucket", pa.repeat(place, table.num_rows))
            yield from table.cast(out).to_batches()


def post(engine: Engine, name: str, frame: Frame, schema: pa.Schema) -> Frame:
    """A frame with a column ``bucket`` beside those of ``schema`` as parcels for those buckets."""
    return engine.step(frame, partial(_post, name=name, schema=schema), PARCEL)


def _post(batches: Iterable[pa.RecordBatch], name: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(each.num_rows for each in held) >= _HELD:
            yield from _by_bucket(held, name, schema)
            held = []
    yield from _by_bucket(held, name, schema)


def _by_bucket(held: list[pa.RecordBatch], name: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    if not held:
        return
    table = pa.Table.from_batches(held)
    rows = table.select(schema.names).cast(schema)
    for bucket in pc.unique(table["bucket"]).to_pylist():
        yield from pack(name, rows.filter(pc.equal(table["bucket"], bucket)), bucket)
