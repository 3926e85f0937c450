"""Ids over many releases without the steps before them: who is with whom is said outright."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import pyarrow as pa

from padan.pipeline.engine import statements

#: The person, and the family, of each record.
People = Mapping[str, int]
Ids = dict[str, tuple[str, str]]

_EMPTY = """
    CREATE OR REPLACE TABLE led_family (family INTEGER);
    CREATE OR REPLACE TABLE standard (record_id VARCHAR, family_key VARCHAR);
    CREATE OR REPLACE TABLE household (family_key VARCHAR, g INTEGER);
    CREATE OR REPLACE TABLE family_of_group (g INTEGER, family INTEGER);
    CREATE OR REPLACE TABLE answered_in (record_id VARCHAR, family INTEGER);
"""


class Releases:
    """A ledger in an engine, and the releases that write in it one after the other."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.pages: list[Ids] = []
        self.before: Ids = {}
        con.execute(_EMPTY)

    def release(self, people: People, families: Mapping[int, int] | None = None) -> Ids:
        """The ids given in a release in which ``people`` are the persons; a family for each unless said."""
        self._ledger()
        persons = sorted(set(people.values()))
        homes = families or {person: person for person in persons}
        self._make("who", {"record_id": list(people), "person": list(people.values())})
        self._make("home", {"person": persons, "family": [homes[person] for person in persons]})
        self.con.execute(statements("padan.pipeline.resolve", "ids"))
        found = self.con.execute("""
            SELECT record_id, person_id, family_id
            FROM record_group JOIN person_ids USING (person) JOIN family_ids USING (family)
        """).fetchall()
        now = {record: (person, family) for record, person, family in found}
        assert now.keys() == people.keys()
        self.pages.append(now)
        return now

    def _ledger(self) -> None:
        rows = [
            (record, number, *(ids or (None, None)))
            for number, (before, now) in enumerate(zip([{}, *self.pages], self.pages, strict=False), 1)
            for record in sorted(before.keys() | now.keys())
            if (ids := now.get(record)) != before.get(record)
        ]
        columns = ("record_id", "number", "person_id", "family_id")
        self._make("ledger_history", {name: [row[i] for row in rows] for i, name in enumerate(columns)})
        self.con.execute("""
            CREATE OR REPLACE TABLE ledger AS
            SELECT record_id, arg_max(person_id, number) AS person_id, arg_max(family_id, number) AS family_id
            FROM ledger_history WHERE person_id IS NOT NULL GROUP BY record_id
        """)

    def _make(self, name: str, columns: Mapping[str, list]) -> None:
        types = {"person": pa.int32(), "family": pa.int32(), "number": pa.int32()}
        table = pa.table({key: pa.array(values, types.get(key, pa.string())) for key, values in columns.items()})
        self.con.register("table_to_copy", table)
        self.con.execute(f"CREATE OR REPLACE TABLE {name} AS FROM table_to_copy")
        self.con.unregister("table_to_copy")


def people(*groups: str | Iterable[str]) -> dict[str, int]:
    """Persons from groups of records: ``people("ab", "c")``; numbered as the linking does, by their place."""
    return {record: number for number, group in enumerate(groups) for record in group}


def same_groups(ids: Ids, which: int = 0) -> set[frozenset[str]]:
    """The groups of records that bear one id."""
    groups: dict[str, set[str]] = {}
    for record, given in ids.items():
        groups.setdefault(given[which], set()).add(record)
    return {frozenset(group) for group in groups.values()}
