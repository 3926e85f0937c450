"""Which groups of the lists are one family."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import duckdb
import pyarrow as pa

from padan.pipeline.engine import statements
from padan.pipeline.resolve.sets import Sets


def group_families(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``member``, ``move``, ``era``, ``household`` (one row a group ``g``) and ``family_of_group``
    (g, family).

    Needs ``intake``, ``standard`` and ``cluster``.
    """
    for step in ("members", "moves", "families"):
        con.execute(statements(__package__, step))
    eras = con.execute("SELECT g, person, era FROM era JOIN household USING (family_key)").fetchall()
    families = Families(eras)
    for a, b in con.execute("SELECT a, b FROM same_family").fetchall():
        families.join(a, b)
    groups = [row[0] for row in con.execute("SELECT g FROM household ORDER BY g").fetchall()]
    register_numbers(con, "family_of_group", {"g": groups, "family": [families.root(g) for g in groups]})


class Families:
    """Groups put together in families, none of which holds a person in two eras.

    ``eras``: group, person and era of everybody who moved.
    """

    def __init__(self, eras: Iterable[tuple[int, int, int]]) -> None:
        self._sets = Sets()
        self._eras: dict[int, dict[int, int]] = {}
        for group, person, era in eras:
            self._eras.setdefault(group, {})[person] = era

    def root(self, group: int) -> int:
        """The group that stands for the family of ``group``."""
        return cast("int", self._sets.root(group))

    def join(self, a: int, b: int) -> None:
        """Put the families of the two groups together, unless somebody moved from the one to the other."""
        one, other = self._eras.get(self.root(a), {}), self._eras.get(self.root(b), {})
        if any(other.get(person, era) != era for person, era in one.items()):
            return
        self._sets.join(a, b)
        if one or other:
            self._eras[self.root(a)] = one | other


def register_numbers(con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Sequence]) -> None:
    """Make the table ``name`` of whole numbers."""
    table = pa.table({column: pa.array(values, pa.int32()) for column, values in columns.items()})
    con.register("table_to_copy", table)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM table_to_copy")
    con.unregister("table_to_copy")
