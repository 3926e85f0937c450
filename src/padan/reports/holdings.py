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
from padan.kernel.sql import quoted
from padan.reports.arranged import BY, JOINED, arranged, rows_joined, rows_to_arrange
from padan.reports.register import Row

_OF_FAMILY: Final = ("welfare", "dwelling", "screening")
#: The scores of a weighing, in the order in which tables show them: BB/U, TB/U, BB/TB.
SCORES: Final = ("weight_for_age", "length_for_age", "weight_for_length")
_OPENING = threading.Lock()


class Holdings:
    """The tables of one release. Many threads may ask at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._arranged = arranged(folder)
        self._con = duckdb.connect()
        # A page asks for few rows: one thread answers as fast, and leaves the other cores to other readers.
        self._con.execute("SET threads = 1; SET parquet_metadata_cache = true")
        for table in (*release.TABLES, STANDARD):
            self._con.execute(f"CREATE VIEW {table.name} AS {_all_of(folder / f'{table.name}.parquet')}")
        for name in JOINED:
            copied = None if self._arranged is None else _all_of(self._arranged.file_joined(name))
            self._con.execute(f"CREATE VIEW {name} AS {copied or rows_joined(folder, name)}")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """The rows of a query, by column."""
        with self._con.cursor() as con:
            found = con.execute(sql, list(parameters))
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def claims(self, subject: str) -> list[Row]:
        """What lists say of a person or a family."""
        return self._of("claim", subject, "ORDER BY attribute, chosen DESC, value, source, true_at DESC")

    def memberships(self, family_id: str) -> list[Row]:
        """Who belongs or belonged to a family, since when and until when."""
        return self._of(
            "membership",
            family_id,
            """
            ORDER BY current DESC, CASE relation WHEN 'head' THEN 0 WHEN 'husband' THEN 1 WHEN 'wife' THEN 1
                WHEN 'spouse' THEN 1 WHEN 'child' THEN 2 ELSE 3 END, person_id
            """,
        )

    def records(self, person_id: str) -> list[Row]:
        """The rows of lists that were found to be the person."""
        return self._of("record", person_id, "ORDER BY source, file, sheet, row, role")

    def said_of_family(self, family_id: str) -> dict[str, list[Row]]:
        """What lists say of a family's welfare, dwelling and risk, by table, the newest first."""
        return {name: self._of(name, family_id, "ORDER BY true_at DESC, record_id") for name in _OF_FAMILY}

    def risk(self, family_id: str) -> Row | None:
        """A family by the rule of the family at risk."""
        return next(iter(self._of("risk", family_id, "")), None)

    def owed(self, family_id: str) -> list[Row]:
        """What is owed about a family and its people, the most overdue first."""
        order = "ORDER BY CASE state WHEN 'never' THEN 0 WHEN 'overdue' THEN 1 WHEN 'due' THEN 2 ELSE 3 END"
        return self._of("freshness", family_id, f"{order}, days_overdue DESC, obligation, subject_id")

    def gaps(self, identity: str) -> list[Row]:
        """Differences between lists about a person or a family."""
        return self._of("gap", identity, "ORDER BY kind, gap_id")

    def children(self, family_id: str) -> list[Row]:
        """How the children under five of a family grow."""
        return self._of("growth_state", family_id, "ORDER BY person_id")

    def growth(self, person_id: str) -> list[Row]:
        """A child's measurements, the oldest first, each with what the rules say of it (null where they say
        nothing: a row without figures)."""
        judged = {row["measurement_id"]: row for row in self._of("growth", person_id, "ORDER BY measurement_id")}
        weighed = self._of("measurement", person_id, "ORDER BY coalesce(measured_on, true_at), measurement_id")
        return [{**row, **judged[row["measurement_id"]]} for row in weighed if row["measurement_id"] in judged]

    def homes(self, people: Sequence[str]) -> list[Row]:
        """All families of these people, now and before."""
        return [row for person in people for row in self._of("home", person, "ORDER BY family_id")]

    def measurements(self, person_id: str) -> list[Row]:
        """A child's weighings, the newest first, each with its z-scores."""
        weighed = self._of("measurement", person_id, "ORDER BY measured_on DESC NULLS LAST, measurement_id")
        if not weighed:
            return []
        scores = {row["measurement_id"]: row for row in self._of("growth", person_id, "ORDER BY measurement_id")}
        nothing = dict.fromkeys(SCORES)
        return [{**row, **{name: scores.get(row["measurement_id"], nothing)[name] for name in SCORES}}
                for row in weighed]  # fmt: skip

    def _of(self, table: str, identity: str, order: str) -> list[Row]:
        """The rows of one person or family, from the copy that has them together, or from the table."""
        rows = f"({rows_to_arrange(self.folder, table)})"
        if self._arranged is not None:
            file = self._arranged.file_of(table, identity)
            if not file.is_file():
                return []
            rows = f"({_all_of(file)})"
        return self.rows(f"SELECT * FROM {rows} WHERE {BY[table]} = ? {order}", [identity])


def _all_of(file: Path) -> str:
    return f"SELECT * FROM read_parquet({quoted(file)}, hive_partitioning := false)"


def holdings(folder: Path) -> Holdings:
    """The tables of the release in a folder, opened once. A release never changes; its copies are made once."""
    with _OPENING:
        return _opened(folder, arranged(folder) is not None)


@lru_cache(maxsize=3)
def _opened(folder: Path, _is_arranged: bool) -> Holdings:
    return Holdings(folder)
