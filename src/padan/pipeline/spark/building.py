"""One build over any number of machines: standardise, link, resolve, assess, write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from pyspark.sql import SparkSession

from padan.contracts import intake
from padan.pipeline.engine import Engine, Frame
from padan.pipeline.link.linking import THRESHOLD
from padan.pipeline.link.model import Model, shipped, weight_of
from padan.pipeline.release.manifest import PIPELINE_VERSION
from padan.pipeline.release.velocity import velocity_in_force, velocity_version
from padan.pipeline.spark.closures import NOWHERE, buckets
from padan.pipeline.spark.clusters import cluster_all
from padan.pipeline.spark.components import ALONE
from padan.pipeline.spark.pairing import pair_all
from padan.pipeline.spark.parcels import open_parcels
from padan.pipeline.spark.receipts import footers, receipt_table
from padan.pipeline.spark.releasing import CHANGED, LEDGER, OF_BUCKETS, Linked, Rules, release_all
from padan.pipeline.spark.session import open_session
from padan.pipeline.spark.spark_engine import Spark
from padan.pipeline.spark.standardising import Standard, standardise_all

#: Records of one part of the step ``standardise``, about: some 300 MB while it works.
RECORDS_OF_PART = 100_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides the result of a build, beside the records.

    ``within`` is the regency of this register; None makes the release of a whole country, each regency's part a
    register of its own. ``ledger`` are the folders ``ledger`` of all earlier releases, oldest first. ``alone``: see
    :func:`padan.pipeline.spark.components.components`. ``records_of_part``: how large the parts of ``standardise`` are.
    """

    as_of: date
    within: str | None
    model: Model
    ledger: Sequence[str] = ()
    alone: int = ALONE
    records_of_part: int = RECORDS_OF_PART


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: rows of each table, pairs compared and kept, records left out of crowded keys."""

    tables: dict[str, int]
    compared: int
    kept: int
    crowded: dict[str, int]


def build_on_spark(
    records: str,
    out: str,
    as_of: date,
    *,
    checkpoints: str,
    within: str | None = None,
    ledger: Sequence[str] = (),
    session: SparkSession | None = None,
    parts: int | None = None,
    records_of_part: int = RECORDS_OF_PART,
) -> Built:
    """Build the release of the files of records at ``records`` (a path that Spark reads) into folders of Parquet
    below ``out``, one a table.

    ``checkpoints`` is a folder that outlives this run: what a run that died had finished is not done again, and a run
    with other files, another day, model or version starts anew. ``within``, ``ledger`` and ``records_of_part``: see
    :class:`Plan`. ``parts``: see :class:`padan.pipeline.spark.spark_engine.Spark`. RegisterError when a file is no file
    of records.
    """
    session = session or open_session()
    files = footers(session, records)
    plan = Plan(as_of, within, shipped(), ledger, records_of_part=records_of_part)
    engine = Spark(session, f"{checkpoints.rstrip('/')}/{name_of(files, plan)}", parts)
    return build(engine, engine.read(records), receipt_table(files), out, plan)


def name_of(files: Sequence[str], plan: Plan) -> str:
    """A name for all that decides the result: another one, other checkpoints."""
    rules = [PIPELINE_VERSION, plan.model.version, plan.as_of.isoformat(), plan.within, velocity_version()]
    told = json.dumps([rules, list(files), list(plan.ledger)])
    return f"{plan.as_of.isoformat()}-{hashlib.sha256(told.encode()).hexdigest()[:10]}"


def build(engine: Engine, records: Frame, receipt: pa.Table, out: str, plan: Plan) -> Built:
    """The build on any engine; see :func:`build_on_spark`. ``receipt`` is the table of that contract."""
    names = ", ".join(intake.RECORD.names)
    taken = engine.sql(f"SELECT {names} FROM {{records}}", records=records)
    held = sum(receipt["records"].to_pylist())
    standard = standardise_all(engine, taken, plan.within, max(1, -(-held // plan.records_of_part)))
    paired = pair_all(engine, standard.standard, plan.model)
    cluster = cluster_all(engine, paired.people, paired.edge, weight_of(THRESHOLD), plan.alone)
    ledger = _ledger(engine, plan)
    bucket = _bucket(engine, standard, cluster, ledger, plan)
    linked = Linked(standard, paired.edge, cluster, ledger, bucket, plan.within or NOWHERE)
    rules = Rules(plan.as_of, velocity_in_force(), receipt, plan.model)
    released = release_all(engine, linked, rules)
    tables = {"receipt": receipt.num_rows, **_written(engine, released, out, plan)}
    engine.write(engine.table(receipt), f"{out.rstrip('/')}/receipt")
    return Built(tables, paired.compared, paired.kept, paired.crowded)


def _ledger(engine: Engine, plan: Plan) -> Frame:
    """The ids of earlier releases, numbered from 1."""
    frame = engine.table(LEDGER.empty_table())
    for number, folder in enumerate(plan.ledger, 1):
        frame = engine.sql(
            f"""SELECT record_id, number, person_id, family_id FROM {{before}}
                UNION ALL SELECT record_id, CAST({number} AS INT), person_id, family_id FROM {{given}}""",
            before=frame,
            given=engine.read(folder),
        )
    return frame


def _bucket(engine: Engine, standard: Standard, cluster: Frame, ledger: Frame, plan: Plan) -> Frame:
    if plan.within is not None:
        return engine.sql(f"SELECT record_id, '{plan.within}' AS bucket FROM {{records}}", records=standard.intake)
    return buckets(engine, standard, cluster, ledger, alone=plan.alone)


def _written(engine: Engine, released: Frame, out: str, plan: Plan) -> dict[str, int]:
    """Write the tables; the rows of each. A country's tables say of each row in which regency's register it stands."""
    schemas = {**{table.name: table.schema for table in OF_BUCKETS}, "ledger": CHANGED}
    for name, schema in schemas.items():
        folder = f"{out.rstrip('/')}/{name}"
        engine.write(open_parcels(engine, released, name, schema, bucket=plan.within is None), folder)
    held = engine.sql("SELECT name, sum(rows) AS rows FROM {released} GROUP BY name", released=released)
    found = {row["name"]: int(row["rows"]) for row in engine.collect(held).to_pylist()}
    return {name: found.get(name, 0) for name in schemas}
