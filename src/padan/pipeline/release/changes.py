"""Merges, splits and moves of ids between releases, each with why: from the ledger, so nothing can be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from padan.kernel.errors import InvalidValueError, RegisterError
from padan.kernel.texts import _
from padan.pipeline import engine
from padan.pipeline.decisions import Decision, read
from padan.pipeline.engine import statements
from padan.pipeline.home import Home
from padan.pipeline.receive import receipts
from padan.pipeline.receive.records import load_records
from padan.pipeline.release.ledger import Page, pages, read_ledger
from padan.pipeline.release.manifest import read_manifest


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one id: ``kind`` is merged, split, moved, new or gone; ``subject`` person or family.

    ``because``: decision, file (new records), withdrawn (records gone), people (a family's people changed), model or
    others (what changed around them). ``receipts`` are the files that brought or took records.
    """

    subject: str
    kind: str
    from_id: str | None
    to_id: str | None
    records: int
    because: str
    decided_by: tuple[str, ...]
    decided_on: date | None
    receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the ids: after the ledger's file ``number``, with ``decisions`` decisions known."""

    release_id: str
    number: int
    model_version: str
    decisions: int


def moment_of(home: Home, release_id: str) -> Moment:
    """The ids as they stand in a release that is kept or that wrote in the ledger; an error that names those known."""
    try:
        manifest = read_manifest(home.releases / release_id)
    except RegisterError:
        own = [page for page in pages(home) if page.release_id == release_id]
        if own:
            return _moment(own[-1])
        known = sorted({page.release_id for page in pages(home)})
        raise InvalidValueError(
            _("Rilis {name} tidak dikenal").format(name=release_id),
            next_step=_("Yang dikenal: {known}.").format(known=", ".join(known) or _("belum ada")),
        ) from None
    return Moment(release_id, manifest.ledger, manifest.model_version, manifest.decisions)


def moment_before(home: Home, release_id: str, at: int | None = None) -> Moment | None:
    """The last state of the ids before a release's own first words; None when it is the first.

    A release that wrote nothing comes after all, or after the ledger's file ``at``.
    """
    written = pages(home)
    own = min((page.number for page in written if page.release_id == release_id), default=None)
    earlier = [page for page in written if (own is None or page.number < own) and (at is None or page.number <= at)]
    return _moment(earlier[-1]) if earlier else None


def _moment(page: Page) -> Moment:
    return Moment(page.release_id, page.number, page.model_version, page.decisions)


def changes_between(home: Home, before: Moment, after: Moment) -> list[Change]:
    """Every change of an id from one state to another, in either direction of time."""
    with engine.connect() as con:
        read_ledger(con, home)
        for name, moment in (("ids_before", before), ("ids_after", after)):
            con.execute(f"CREATE TABLE {name} AS {_state(moment.number)}")
        _load_moving(con, home)
        _tell(con, before, after, read(home))
        rows = con.execute("FROM told_changes").fetchall()
    return [_change(*row) for row in rows]


def _change(*row: Any) -> Change:
    subject, kind, from_id, to_id, records, because, by, on, receipts = row
    return Change(subject, kind, from_id, to_id, records, because, tuple(by), on, tuple(receipts))


def make_changes(
    con: duckdb.DuckDBPyConnection, home: Home, release_id: str, decisions: Sequence[Decision], model_version: str
) -> None:
    """Make the table ``change`` of a release that is being built: what it changes since the one before it.

    Needs ``record_group``, ``person_ids``, ``family_ids`` and ``ledger_history``. Empty for the first release.
    """
    after = Moment(release_id, 0, model_version, len(decisions))
    before = moment_before(home, release_id)
    con.execute(f"CREATE OR REPLACE TABLE ids_before AS {_state(before.number if before else 0)}")
    con.execute(
        """
        CREATE OR REPLACE TABLE ids_after AS SELECT g.record_id, p.person_id, f.family_id
        FROM record_group g JOIN person_ids p USING (person) JOIN family_ids f USING (family) WHERE ?
        """,
        [before is not None],
    )
    _load_moving(con, home)
    _tell(con, before or after, after, decisions)
    con.execute(
        "CREATE OR REPLACE TABLE change AS SELECT *, ? AS release_before FROM told_changes",
        [before.release_id if before else ""],
    )
    con.execute("DROP TABLE ids_before; DROP TABLE ids_after; DROP TABLE told_changes; DROP TABLE moving")


def living_id(home: Home, old: str) -> str | None:
    """The id in the release in force of the person or family that bore ``old``: itself when it lives, else that of
    most records which bore it; None when it was never given or nobody of it is left."""
    number = read_manifest(home.current_release()).ledger
    column = "family_id" if old.startswith("F") else "person_id"
    with engine.connect() as con:
        read_ledger(con, home)
        found = con.execute(
            f"""
            SELECT {column} FROM ({_state(number)})
            SEMI JOIN (SELECT record_id FROM ledger_history WHERE {column} = $old) USING (record_id)
            GROUP BY {column} ORDER BY {column} = $old DESC, count(*) DESC, {column} LIMIT 1
            """,
            {"old": old},
        ).fetchall()
    return found[0][0] if found else None


def _state(number: int) -> str:
    """The ids of the records that are there by the last word on each, in the ledger's files up to ``number``."""
    return f"""
        SELECT record_id, arg_max_null(person_id, number) AS person_id, arg_max_null(family_id, number) AS family_id
        FROM ledger_history WHERE number <= {number}
        GROUP BY record_id HAVING arg_max_null(person_id, number) IS NOT NULL
    """


def _load_moving(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """The answers by which somebody whom the register knew lives elsewhere, from the files that brought them."""
    files = [home.records / f"{r.receipt_id}.parquet" for r in receipts(home) if r.source == "office"]
    load_records(con, "answered", files)
    con.execute("""
        CREATE OR REPLACE TABLE moving AS
        SELECT record_id, anchor, decided_by AS said_by, decided_on AS said_on FROM answered
        WHERE anchor IS NOT NULL AND coalesce(lives_with, new_family) IS NOT NULL;
        DROP TABLE answered;
    """)


def _tell(con: duckdb.DuckDBPyConnection, before: Moment, after: Moment, decisions: Sequence[Decision]) -> None:
    first, last = sorted((before.decisions, after.decisions))
    turned = list({decision.pair: decision for decision in decisions[first:last]}.values())
    table = pa.table(
        {
            "record_a": pa.array([d.record_a for d in turned], pa.string()),
            "record_b": pa.array([d.record_b for d in turned], pa.string()),
            "said_by": pa.array([d.by for d in turned], pa.string()),
            "said_on": pa.array([d.on.date() for d in turned], pa.date32()),
        }
    )
    con.register("turned", table)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE other_model AS SELECT ? AS changed", [before.model_version != after.model_version]
    )
    con.execute(statements(__package__, "changes"))
    con.unregister("turned")
