"""What a release holds of one person or family beyond what the office keeps in its database: read from its folder.

Callers have found the person or the family within somebody's scope before they ask here.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import duckdb

from padan.contracts import release
from padan.contracts.stages import STANDARD
from padan.reports.register import Row

_OF_FAMILY: Final = ("welfare", "dwelling", "screening")
_OPENING = threading.Lock()


class Holdings:
    """The tables of one release. Many threads may ask at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._con = duckdb.connect()
        # A page asks for few rows: one thread answers as fast, and leaves the other cores to other readers.
        self._con.execute("SET threads = 1")
        for table in (*release.TABLES, STANDARD):
            path = str(folder / f"{table.name}.parquet").replace("'", "''")
            self._con.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet('{path}')")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """The rows of a query, by column."""
        with self._con.cursor() as con:
            found = con.execute(sql, list(parameters))
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def claims(self, subject: str) -> list[Row]:
        """What lists say of a person or a family."""
        return self.rows(
            "SELECT * FROM claim WHERE subject_id = ? ORDER BY attribute, chosen DESC, value, source, true_at DESC",
            [subject],
        )

    def memberships(self, family_id: str) -> list[Row]:
        """Who belongs or belonged to a family, since when and until when."""
        return self.rows(
            """
            SELECT person_id, relation, first_seen, last_seen, current, sources FROM membership WHERE family_id = ?
            ORDER BY current DESC, CASE relation WHEN 'head' THEN 0 WHEN 'husband' THEN 1 WHEN 'wife' THEN 1
                WHEN 'spouse' THEN 1 WHEN 'child' THEN 2 ELSE 3 END, person_id
            """,
            [family_id],
        )

    def records(self, person_id: str) -> list[Row]:
        """The rows of lists that were found to be the person."""
        return self.rows(
            "SELECT * FROM record WHERE person_id = ? ORDER BY source, file, sheet, row, role", [person_id]
        )

    def said_of_family(self, family_id: str) -> dict[str, list[Row]]:
        """What lists say of a family's welfare, dwelling and risk, by table, the newest first."""
        return {
            name: self.rows(f"SELECT * FROM {name} WHERE family_id = ? ORDER BY true_at DESC, record_id", [family_id])
            for name in _OF_FAMILY
        }

    def measurements(self, person_id: str) -> list[Row]:
        """A child's weighings, the newest first, each with its z-scores."""
        return self.rows(
            """
            SELECT m.measured_on, m.weight, m.height, m.source, m.posyandu, g.weight_for_age, g.length_for_age,
                g.weight_for_length
            FROM measurement m LEFT JOIN growth g USING (measurement_id) WHERE m.person_id = ?
            ORDER BY m.measured_on DESC NULLS LAST, m.measurement_id
            """,
            [person_id],
        )


def holdings(folder: Path) -> Holdings:
    """The tables of the release in a folder, opened once. A release never changes."""
    with _OPENING:
        return _opened(folder)


@lru_cache(maxsize=3)
def _opened(folder: Path) -> Holdings:
    return Holdings(folder)
