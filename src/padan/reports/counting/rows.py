"""The rows behind the numbers of one release: families, gaps, and facts that are owed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import duckdb

from padan.kernel.scope import Scope
from padan.kernel.sql import quoted
from padan.reports.counting.making import ROWS, counted, rows_folder
from padan.reports.counting.measures import LATE, LATE_STATES, Asked, Known, Theme
from padan.reports.register import Row

_OPENING = threading.Lock()

#: Where the rows of a theme are, the column that names each of them for good, and the order in which they are listed.
_TABLES: Final = {
    Theme.TOTAL: ("family_row", "family_id", "area, head_name, family_id"),
    Theme.PAIR: ("family_row", "family_id", "area, head_name, family_id"),
    Theme.GAP: ("gap_row", "gap_id", "area, head_name, gap_id"),
    Theme.FRESH: ("fresh_row", "subject_id", "area, days_overdue DESC, name, subject_id"),
}
#: What two lists know of a family, as conditions; each ``?`` is a list, the first, the second, and again.
_KNOWN: Final = {
    Known.BOTH: "list_contains(sources, $a) AND list_contains(sources, $b)",
    Known.FIRST: "list_contains(sources, $a) AND NOT list_contains(sources, $b)",
    Known.SECOND: "list_contains(sources, $b) AND NOT list_contains(sources, $a)",
    Known.NEITHER: "NOT list_contains(sources, $a) AND NOT list_contains(sources, $b)",
    Known.CONTRADICTING: "list_contains(contradicting, $a || '+' || $b)",
    Known.STALE: "(list_contains(sources, $a) AND list_contains(stale, $a)) "
    "OR (list_contains(sources, $b) AND list_contains(stale, $b))",
}


class Rows:
    """The rows of one release. Many threads may ask at once."""

    def __init__(self, folder: Path) -> None:
        self._con = duckdb.connect()
        # As padan.reports.holdings: one thread answers a page as fast, and leaves the other cores to other readers.
        self._con.execute("SET threads = 1; SET parquet_metadata_cache = true")
        for name in ROWS:
            self._con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(folder / f'{name}.parquet')})")

    def listed(self, scope: Scope, asked: Asked, *, start: int, most: int) -> list[Row]:
        """Rows of what is asked for in the scope, by place and name, from number ``start`` (0) on."""
        table, key, order = _TABLES[asked.theme]
        condition, values = _condition(scope, asked)
        return self._rows(
            f"SELECT *, {key} AS id FROM {table} WHERE {condition} ORDER BY {order} LIMIT $most OFFSET $start",
            {**values, "most": most, "start": start},
        )

    def ids(self, scope: Scope, asked: Asked) -> frozenset[str]:
        """The ids of all of them: of families, of gaps, or of the people and families of whom something is owed."""
        table, key, _order = _TABLES[asked.theme]
        condition, values = _condition(scope, asked)
        found = self._rows(f"SELECT {key} AS id FROM {table} WHERE {condition}", values)
        return frozenset(row["id"] for row in found)

    def proposals(self, scope: Scope, asked: Asked) -> dict[str, int]:
        """Of the gaps that are asked for, how many tell each verdict of a village's meeting on proposing the family to
        the poor list; those without one are left out."""
        condition, values = _condition(scope, asked)
        found = self._rows(
            "SELECT json_extract_string(evidence, '$.proposal.verdict') AS verdict, count(*) AS many FROM gap_row "
            f"WHERE {condition} GROUP BY verdict HAVING verdict IS NOT NULL",
            values,
        )
        return {row["verdict"]: row["many"] for row in found}

    def of_ids(self, scope: Scope, asked: Asked, ids: Sequence[str]) -> list[Row]:
        """Those rows of what is asked for in the scope that have these ids."""
        table, key, order = _TABLES[asked.theme]
        condition, values = _condition(scope, asked)
        return self._rows(
            f"SELECT *, {key} AS id FROM {table} WHERE {condition} AND list_contains($ids, {key}) ORDER BY {order}",
            {**values, "ids": list(ids)},
        )

    def _rows(self, sql: str, values: dict[str, Any]) -> list[Row]:
        with self._con.cursor() as con:
            found = con.execute(sql, values)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _condition(scope: Scope, asked: Asked) -> tuple[str, dict[str, Any]]:
    """The condition that a row lies in the scope and is asked for, with its values."""
    inside, values = [], {}
    for number, code in enumerate(scope.codes):
        # What lies in a region comes after its dot, and before the character that follows the dot.
        inside.append(f"area = $c{number} OR (area > $c{number} || '.' AND area < $c{number} || '/')")
        values[f"c{number}"] = code
    place = f"({' OR '.join(inside) or 'false'})"
    what, more = _what(asked)
    return f"{place} AND ({what})", {**values, **more}


def _what(asked: Asked) -> tuple[str, dict[str, Any]]:
    if asked.theme is Theme.TOTAL:
        return "true", {}
    if asked.theme is Theme.PAIR:
        first, second = asked.item.split("+")
        condition = _KNOWN[Known(asked.state)] if asked.state else "true"
        values = {"a": first, "b": second}
        return condition, {name: value for name, value in values.items() if f"${name}" in condition}
    item, state = ("kind", "agency") if asked.theme is Theme.GAP else ("attribute", "state")
    if not asked.state:
        return f"{item} = $item", {"item": asked.item}
    if asked.state == LATE:
        return f"{item} = $item AND list_contains($states, {state})", {"item": asked.item, "states": [*LATE_STATES]}
    return f"{item} = $item AND {state} = $state", {"item": asked.item, "state": asked.state}


def rows(folder: Path, regency: str) -> Rows:
    """The rows of the release in a folder, taken apart first where nobody did. RegisterError where it is damaged."""
    counted(folder, regency)
    with _OPENING:
        return _opened(rows_folder(folder))


@lru_cache(maxsize=3)
def _opened(folder: Path) -> Rows:
    return Rows(folder)
