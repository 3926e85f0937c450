"""Two releases compared: which people and families are new, gone, merged or split, and whose risk or growth changed.

Ids are compared by the records that bear them in both releases, so that any two can be compared; why an id changed is
told where the later release was built upon the earlier one and says so in its own table ``change``.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import duckdb

from padan.contracts.release import table
from padan.contracts.schema import Table
from padan.kernel.errors import RegisterError
from padan.kernel.scope import Scope
from padan.kernel.sql import quoted
from padan.kernel.texts import _
from padan.pipeline.engine import statements
from padan.pipeline.release import read_manifest
from padan.reports.register import Row

_READ: Final = ("record", "person", "family", "risk", "growth_state", "change")
#: Of one process of the server, for each comparison.
_MEMORY: Final = "1GB"
_OPENING = threading.Lock()


class What(StrEnum):
    """What a difference is of."""

    PERSON_NEW = "person_new"
    PERSON_GONE = "person_gone"
    PERSON_MERGED = "person_merged"
    PERSON_SPLIT = "person_split"
    FAMILY_NEW = "family_new"
    FAMILY_GONE = "family_gone"
    FAMILY_MERGED = "family_merged"
    FAMILY_SPLIT = "family_split"
    RISK = "risk"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``was`` and ``becomes`` are ids (empty: none) with their names; of risk and growth both ids are
    the same, and ``before`` and ``after`` the classes. ``area`` is the village, or the regency where no list says.
    ``because`` is a code of the table ``change``, empty where nobody knows."""

    what: What
    area: str
    was: str
    was_named: str
    becomes: str
    becomes_named: str
    before: str
    after: str
    because: str


class Comparison:
    """The differences of two releases. Many threads may ask at once."""

    def __init__(self, earlier: Path, later: Path, regency: str) -> None:
        spill = later.resolve().parents[1] / "work" / f"comparing-{os.getpid()}"
        self._con = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(spill)})
        for prefix, folder in (("a", earlier), ("b", later)):
            for name in _READ:
                file = quoted(_checked(folder, table(name)))
                self._con.execute(f"CREATE VIEW {prefix}_{name} AS SELECT * FROM read_parquet({file})")
        self._con.execute("CREATE TABLE asked AS SELECT ? AS regency, ? AS earlier", [regency, earlier.name])
        # What it takes on the way goes with the cursor.
        with self._con.cursor() as con:
            con.execute(statements(__package__, "comparing"))

    def totals(self, scope: Scope) -> dict[What, int]:
        """How many differences of each kind lie in the scope; all kinds, also those of which there are none."""
        found = self._rows("SELECT what, count(*) AS n FROM difference WHERE {} GROUP BY what", scope)
        return dict.fromkeys(What, 0) | {What(row["what"]): row["n"] for row in found}

    def by_village(self, scope: Scope) -> dict[str, dict[What, int]]:
        """The same for each village of the scope in which anything differs."""
        told: dict[str, dict[What, int]] = {}
        sql = "SELECT area, what, count(*) AS n FROM difference WHERE {} GROUP BY ALL ORDER BY area, what"
        for row in self._rows(sql, scope):
            told.setdefault(row["area"], dict.fromkeys(What, 0))[What(row["what"])] = row["n"]
        return told

    def listed(self, scope: Scope, what: What, *, start: int, most: int) -> list[Difference]:
        """Differences of one kind in the scope, by village and name, from number ``start`` (0) on."""
        found = self._rows(
            "SELECT * FROM difference WHERE {} AND what = ? ORDER BY area, coalesce(becomes_named, was_named), was, "
            "becomes LIMIT ? OFFSET ?",
            scope, [what.value, most, start],
        )  # fmt: skip
        return [_difference(row) for row in found]

    def _rows(self, sql: str, scope: Scope, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query in which ``{}`` stands for the condition of the scope; it comes first."""
        inside = " OR ".join("area = ? OR starts_with(area, ?)" for _code in scope.codes) or "false"
        codes = [text for code in scope.codes for text in (code, f"{code}.")]
        with self._con.cursor() as con:
            found = con.execute(sql.format(f"({inside})"), [*codes, *parameters])
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def compare(earlier: Path, later: Path, regency: str) -> Comparison:
    """The differences from one release (its folder) to another, worked out once. RegisterError where either is not
    there or damaged. A release never changes."""
    with _OPENING:
        return _compared(earlier, later, regency)


@lru_cache(maxsize=3)
def _compared(earlier: Path, later: Path, regency: str) -> Comparison:
    return Comparison(earlier, later, regency)


def _difference(row: Row) -> Difference:
    return Difference(
        What(row["what"]), row["area"],
        *(row[name] or "" for name in ("was", "was_named", "becomes", "becomes_named", "before", "after", "because")),
    )  # fmt: skip


def _checked(folder: Path, wanted: Table) -> Path:
    file = folder / f"{wanted.name}.parquet"
    read_manifest(folder)
    if not file.is_file():
        raise RegisterError(
            _("Rilis {name} rusak: tabel {table} tidak terbaca").format(name=folder.name, table=wanted.name),
            next_step=_("Susun rilis lagi."),
        )
    return file
