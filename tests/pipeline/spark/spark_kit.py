"""The same build on any engine, and what to compare of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.conftest import SMALL_AS_OF

from padan.contracts import release, stages
from padan.contracts.schema import Table
from padan.pipeline.engine import Engine
from padan.pipeline.home import Home
from padan.pipeline.link.model import shipped
from padan.pipeline.spark import Built, build
from padan.pipeline.spark.building import Plan
from padan.pipeline.spark.receipts import local_footers, receipt_table

REGENCY = "64.02"

#: The tables that a build over many machines makes; rejects and changes are not made of records.
TABLES = tuple(t for t in (*release.TABLES, stages.STANDARD, stages.MENTION) if t.name not in ("reject", "change"))

#: So few that the small register is in several parts.
FEW = 150


def build_small(
    engine: Engine, home: Home, out: Path, within: str | None = REGENCY, ledger: tuple[str, ...] = ()
) -> Built:
    """The release of the small register's records on an engine; hardly anything is left to one task alone."""
    plan = Plan(SMALL_AS_OF, within, shipped(), ledger, alone=5, records_of_part=FEW)
    receipt = receipt_table(local_footers(home.records.glob("*.parquet")))
    return build(engine, engine.read(str(home.records)), receipt, str(out), plan)


def rows(path: Path, contract: Table) -> pa.Table:
    """A table, file or folder, in the order of its key."""
    found = pq.read_table(path).select(contract.names).cast(contract.schema)
    return found.sort_by([(name, "ascending") for name in contract.key])


def differing(home: Home, out: Path, tables: Iterable[Table] = TABLES) -> list[str]:
    """The tables of a build that are not those of the register's own release."""
    current = home.current_release()
    return [t.name for t in tables if not rows(out / t.name, t).equals(rows(current / f"{t.name}.parquet", t))]
