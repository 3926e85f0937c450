"""A release opened to be explained: its tables, the model that linked it, and the decisions that it knew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from padan.contracts.release import ANSWER, LINK, RECORD
from padan.contracts.stages import MENTION, STANDARD
from padan.kernel.errors import InvalidValueError
from padan.kernel.sql import quoted
from padan.kernel.texts import _
from padan.pipeline import engine
from padan.pipeline.decisions import Decision, anchored, settle
from padan.pipeline.link.honest.calibration import Calibration
from padan.pipeline.link.linking import THRESHOLD
from padan.pipeline.link.model import Model, weight_of
from padan.pipeline.release.manifest import read_manifest
from padan.pipeline.release.models import calibration_of, model_of

#: People whom ``resolve`` joined for what their families say; a release need not keep it.
REJOINED = "rejoined.parquet"


@dataclass(frozen=True)
class Opened:
    """``con`` has ``record``, ``link``, ``mention``, ``standard`` and ``rejoined``. ``holding`` are the decisions by
    which the release was made, ``later`` the last words said since on each pair."""

    con: duckdb.DuckDBPyConnection
    model: Model
    calibration: Calibration
    holding: tuple[Decision, ...]
    later: tuple[Decision, ...]

    def probability(self, weight: float, *, joined: bool) -> float:
        """The chance that a pair of this weight is one person, given what became of it."""
        return float(self.calibration.probability(weight, joined))

    @property
    def least(self) -> float:
        """From this many bits on a pair is joined."""
        return weight_of(THRESHOLD)

    def person(self, record: str) -> str:
        """The person of a record; an error when there is no such record."""
        found = self.con.execute("SELECT person_id FROM record WHERE record_id = ?", [record]).fetchall()
        if not found:
            raise InvalidValueError(
                _("Catatan {record} tidak ada di rilis ini").format(record=record),
                next_step=_("Nomor catatan tertulis di bagian Catatan pada `padan show`."),
            )
        return str(found[0][0])

    def listed(self, record: str) -> bool:
        """Whether the record is a row of a list, not a parent whom a child's row names."""
        return bool(self.con.execute("SELECT 1 FROM standard WHERE record_id = ?", [record]).fetchall())


def _answered(con: duckdb.DuckDBPyConnection, folder: Path) -> tuple[Decision, ...]:
    """What the release's answers said by their anchors."""
    con.execute(f"CREATE VIEW answer AS SELECT * FROM read_parquet({quoted(folder / f'{ANSWER.name}.parquet')})")
    return anchored(con, "answer")


@contextmanager
def opened(folder: Path, decisions: Sequence[Decision]) -> Iterator[Opened]:
    """Open the release in ``folder``. ``decisions`` are all ever made, in their order: the first ones, as many as the
    manifest counts, were known to the release. :class:`RegisterError` when the release is damaged."""
    manifest, model, calibration = read_manifest(folder), model_of(folder), calibration_of(folder)
    known = manifest.decisions
    later = {decision.pair: decision for decision in decisions[known:]}
    with engine.connect() as con:
        for table in (RECORD, LINK, MENTION, STANDARD):
            file = quoted(folder / f"{table.name}.parquet")
            con.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet({file})")
        con.execute("CREATE TABLE rejoined (record_a VARCHAR, record_b VARCHAR, weight DOUBLE, reason VARCHAR)")
        if (folder / REJOINED).is_file():
            con.execute(
                "INSERT INTO rejoined SELECT record_a, record_b, weight, reason FROM read_parquet(?)",
                [str(folder / REJOINED)],
            )
        records = con.execute("SELECT count(*) FROM standard").fetchall()[0][0]
        holding = settle((*_answered(con, folder), *decisions[:known])).holding
        yield Opened(con, model.of_size(records), calibration, holding, tuple(later.values()))
