"""The steps ``resolve`` and ``assess`` on one bucket after the other: each bucket is a register of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from padan.contracts import intake, release, stages
from padan.pipeline.assess import assess
from padan.pipeline.engine import Engine, Frame, connect
from padan.pipeline.link.model import Model
from padan.pipeline.resolve import resolve
from padan.pipeline.spark.clusters import CLUSTER
from padan.pipeline.spark.parcels import PARCEL, pack, post, unpack
from padan.pipeline.spark.standardising import Standard, made_schemas
from padan.reference.who import VelocityTables

#: The ids that records were given in earlier releases, by the number of the release; null where one was gone.
LEDGER = pa.schema(
    [("record_id", pa.string()), ("number", pa.int32()), ("person_id", pa.string()), ("family_id", pa.string())]
)
#: What a release adds to the ledger.
CHANGED = pa.schema([(name, pa.string()) for name in ("record_id", "person_id", "family_id")])
RECEIPTS = pa.schema([("receipt_id", pa.string()), ("file", pa.string()), ("received_at", pa.date32())])

#: Tables of a release that are made of a bucket's records; the others are of whole files.
OF_FILES = ("reject", "receipt", "change")
OF_BUCKETS = (*(t for t in release.TABLES if t.name not in OF_FILES), stages.STANDARD, stages.MENTION)


@dataclass(frozen=True, slots=True)
class Linked:
    """All that buckets are made of: see the steps that make the frames. ``elsewhere`` is the bucket of what the ledger
    holds of records that are gone."""

    records: Standard
    edge: Frame
    cluster: Frame
    ledger: Frame
    bucket: Frame
    elsewhere: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What a release is judged by, the same in all buckets."""

    as_of: date
    velocity: VelocityTables
    receipts: pa.Table
    model: Model


def release_all(engine: Engine, linked: Linked, rules: Rules) -> Frame:
    """The parcels of every bucket's release: the tables :data:`OF_BUCKETS` and ``ledger``, its changed ids."""
    posted = _posted(engine, linked)
    union = " UNION ALL ".join(f"SELECT bucket, name, rows, payload FROM {{{name}}}" for name in posted)
    parcels = engine.kept("posted", lambda: engine.sql(union, **posted))
    return engine.kept("released", lambda: engine.step(parcels, partial(_release, rules=rules), PARCEL, by="bucket"))


def _posted(engine: Engine, linked: Linked) -> dict[str, Frame]:
    """Each table with its rows' buckets, as parcels."""
    rows = {**_of_records(linked), **_of_pairs(engine, linked)}
    posted = {}
    for name, (frame, schema, to, join) in rows.items():
        bucket = f"coalesce(b.bucket, '{linked.elsewhere}')"
        query = f"SELECT {bucket} AS bucket, {_list('t', schema)} FROM {{t}} t {join}"
        posted[name] = post(engine, name, engine.sql(query, t=frame, b=to), schema)
    return posted


#: A table's frame and schema, the frame of buckets, and how the two join.
_Posting = tuple[Frame, pa.Schema, Frame, str]


def _of_records(linked: Linked) -> dict[str, _Posting]:
    made, of, to = made_schemas(), linked.records, linked.bucket
    by_record = "JOIN {b} b ON b.record_id = t.record_id"
    return {
        "intake": (of.intake, intake.RECORD.schema, to, by_record),
        "standard": (of.standard, stages.STANDARD.schema, to, by_record),
        **{name: (getattr(of, name), made[name], to, by_record) for name in ("place", "named", "parents")},
        "mention": (
            of.mention, made["mention"], to, "JOIN {b} b ON b.record_id = coalesce(t.child_record_id, t.record_id)",
        ),
        # The ledger also tells of records that are gone.
        "ledger_history": (linked.ledger, LEDGER, to, f"LEFT {by_record}"),
    }  # fmt: skip


def _of_pairs(engine: Engine, linked: Linked) -> dict[str, _Posting]:
    numbered = engine.sql(
        "SELECT s.n, b.bucket FROM {s} s JOIN {b} b ON b.record_id = s.record_id",
        s=linked.records.standard,
        b=linked.bucket,
    )
    # A pair whose records live in two regencies was weighed too low to join them: each keeps its own. The CASE keeps
    # a planner from joining all records of a regency with each other first.
    inside = "JOIN {b} b ON b.n = t.l JOIN {b} c ON c.n = t.r WHERE CASE WHEN b.bucket = c.bucket THEN 1 ELSE 0 END = 1"
    return {
        "edge": (linked.edge, stages.EDGE.schema, numbered, inside),
        "cluster": (linked.cluster, CLUSTER, numbered, "JOIN {b} b ON b.n = t.n"),
    }


def _list(alias: str, schema: pa.Schema) -> str:
    return ", ".join(f"{alias}.{name}" for name in schema.names)


def _release(batches: Iterable[pa.RecordBatch], rules: Rules) -> Iterator[pa.RecordBatch]:
    """Every bucket of a part, one after the other."""
    with TemporaryDirectory(prefix="padan-") as folder:
        buckets: dict[str, Path] = {}
        for batch in batches:
            for bucket in pc.unique(batch["bucket"]).to_pylist():
                file = buckets.setdefault(bucket, Path(folder, f"bucket-{len(buckets)}.arrow"))
                with file.open("ab") as sink:
                    _append(sink, batch.filter(pc.equal(batch["bucket"], bucket)))
        for bucket, file in sorted(buckets.items()):
            with connect(spill=Path(folder, "spill")) as con:
                _load(con, file, rules)
                yield from _made(con, bucket, rules)


def _append(sink: object, batch: pa.RecordBatch) -> None:
    with pa.ipc.new_stream(sink, PARCEL) as writer:
        writer.write_batch(batch)


def _arrived(file: Path) -> Iterator[tuple[str, pa.Table]]:
    """The parcels of a bucket, one at a time."""
    with pa.OSFile(str(file)) as source:
        while source.tell() < source.size():
            with pa.ipc.open_stream(source) as reader:
                for batch in reader:
                    for name, payload in zip(batch["name"], batch["payload"], strict=True):
                        yield name.as_py(), unpack(payload.as_py())


def _load(con: duckdb.DuckDBPyConnection, file: Path, rules: Rules) -> None:
    """The bucket's tables as the steps of one machine leave them."""
    for name, schema in _loaded().items():
        _keep(con, f"arrived_{name}", schema.empty_table())
    for name, table in _arrived(file):
        con.register("parcel", table)
        con.execute(f"INSERT INTO arrived_{name} SELECT * FROM parcel")
        con.unregister("parcel")
    for name, order in _ORDER.items():
        con.execute(f"CREATE TABLE {name} AS SELECT * FROM arrived_{name} ORDER BY {order}; DROP TABLE arrived_{name}")
    con.execute(_RENUMBER)
    con.execute(_LEDGER)
    _keep(con, "receipts", rules.receipts.select(RECEIPTS.names).cast(RECEIPTS))


def _loaded() -> Mapping[str, pa.Schema]:
    made = made_schemas()
    return {
        "intake": intake.RECORD.schema,
        "standard": stages.STANDARD.schema,
        **{name: made[name] for name in ("mention", "place", "named", "parents")},
        "edge": stages.EDGE.schema,
        "cluster": CLUSTER,
        "ledger_history": LEDGER,
    }


_ORDER = {
    **dict.fromkeys(("intake", "standard", "mention", "place", "named", "parents", "ledger_history"), "record_id"),
    "edge": "l, r",
    "cluster": "n",
}

#: A bucket's records are numbered from 0, in the order that they have among all.
_RENUMBER = """
    CREATE TEMP TABLE renumbered AS SELECT n AS old, (row_number() OVER (ORDER BY n) - 1)::INTEGER AS new FROM standard;
    CREATE OR REPLACE TABLE standard AS
        SELECT s.* REPLACE (r.new AS n) FROM standard s JOIN renumbered r ON r.old = s.n ORDER BY r.new;
    CREATE OR REPLACE TABLE edge AS
        SELECT a.new AS l, b.new AS r, e.weight, e.by_name
        FROM edge e JOIN renumbered a ON a.old = e.l JOIN renumbered b ON b.old = e.r ORDER BY a.new, b.new;
    CREATE OR REPLACE TABLE cluster AS
        SELECT a.new AS n, b.new AS cluster, c.probability
        FROM cluster c JOIN renumbered a ON a.old = c.n JOIN renumbered b ON b.old = c.cluster ORDER BY a.new;
    DROP TABLE renumbered;
"""
_LEDGER = """
    CREATE TABLE ledger AS
        SELECT record_id, arg_max(person_id, number) AS person_id, arg_max(family_id, number) AS family_id
        FROM ledger_history WHERE person_id IS NOT NULL GROUP BY record_id;
"""

#: Ids that are new or changed since the ledger, or gone from it.
_CHANGED_IDS = """
    WITH last_word AS (
        SELECT record_id, arg_max_null(person_id, number) AS person_id, arg_max_null(family_id, number) AS family_id
        FROM ledger_history GROUP BY record_id
    ),
    now AS (
        SELECT g.record_id, p.person_id, f.family_id FROM record_group g
        JOIN person_ids p ON p.person = g.person JOIN family_ids f ON f.family = g.family
    )
    SELECT record_id, now.person_id, now.family_id FROM now FULL JOIN last_word l USING (record_id)
    WHERE l.person_id IS DISTINCT FROM now.person_id OR l.family_id IS DISTINCT FROM now.family_id
    ORDER BY record_id
"""


def _made(con: duckdb.DuckDBPyConnection, bucket: str, rules: Rules) -> Iterator[pa.RecordBatch]:
    resolve(con, rules.model)
    assess(con, rules.as_of, rules.velocity)
    for table in OF_BUCKETS:
        columns = ", ".join(f'"{name}"' for name in table.names)
        order = ", ".join(f'"{name}"' for name in table.key)
        found = con.execute(f"SELECT {columns} FROM {table.name} ORDER BY {order}").to_arrow_table()
        yield from pack(table.name, found.cast(table.schema), bucket)
    yield from pack("ledger", con.execute(_CHANGED_IDS).to_arrow_table(), bucket)


def _keep(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    con.register("table_to_copy", table)
    con.execute(f"CREATE TABLE {name} AS SELECT * FROM table_to_copy")
    con.unregister("table_to_copy")
