"""Families as the release's own table has them, read apart from what was counted: a tier to hold numbers against."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb

from padan.kernel.scope import Scope
from padan.kernel.sql import quoted
from padan.reports.counting.measures import unplaced


def families_by_area(folder: Path, regency: str) -> Counter[str]:
    """How many families the release in ``folder`` has in each place, whether or not somebody lives in them."""
    return Counter(dict(_asked(folder, "area, count(*)", regency, "GROUP BY area")))


def families_in(folder: Path, regency: str, scope: Scope, *, lived_in: bool = False) -> frozenset[str]:
    """The ids of those in a scope; with ``lived_in`` only those in which somebody lives."""
    found = _asked(folder, "area, family_id", regency, "WHERE members > 0" if lived_in else "")
    return frozenset(str(family) for area, family in found if scope.covers(area))


def _asked(folder: Path, columns: str, regency: str, rest: str) -> list[tuple[str, int | str]]:
    file = quoted(folder / "family.parquet")
    placed = f"SELECT *, coalesce(village_code, {quoted(unplaced(regency))}) AS area FROM read_parquet({file})"
    with duckdb.connect() as con:
        return con.execute(f"SELECT {columns} FROM ({placed}) {rest}").fetchall()
