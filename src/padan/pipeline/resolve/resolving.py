"""From linked records to the register's tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from padan.contracts import release
from padan.pipeline.decisions import Decision
from padan.pipeline.engine import statements
from padan.pipeline.link.honest.calibration import Calibration
from padan.pipeline.link.model import Model, shipped
from padan.pipeline.resolve.calibrating import calibrate
from padan.pipeline.resolve.claims import make_claims
from padan.pipeline.resolve.families import settle_families
from padan.pipeline.resolve.people import settle_people

TABLES = (
    "record",
    "link",
    "rejoined",
    "person",
    "family",
    "membership",
    "claim",
    "measurement",
    "answer",
    "welfare",
    "dwelling",
    "screening",
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """How many people and families the register holds, and what the weights of its pairs are worth."""

    people: int
    families: int
    calibration: Calibration


def resolve(con: duckdb.DuckDBPyConnection, model: Model | None = None, decisions: Iterable[Decision] = ()) -> Resolved:
    """Make the register's tables in ``con`` from ``intake``, ``standard``, ``mention``, ``edge`` and ``cluster``.

    Also needs ``receipts`` (receipt_id, file, received_at) and ``ledger`` (record_id, person_id, family_id as
    last given; empty at first). A table ``decision`` (a, b, verdict), where there is one, is obeyed. How common names
    are is the ``model``'s to say; the shipped one by default. ``decisions``: all ever made, of which the answers to
    drawn pairs bend the probabilities.
    """
    settle_people(con, model or shipped())
    settle_families(con)
    con.execute(statements(__package__, "ids"))
    make_claims(con)
    con.execute(statements(__package__, "tables"))
    calibration = calibrate(con, decisions)
    for name in TABLES:
        release.table(name).check(con.sql(f"SELECT * FROM {name} LIMIT 0").to_arrow_table().schema)
    counts = con.execute("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM family)").fetchall()[0]
    people, families = counts
    return Resolved(people, families, calibration)
