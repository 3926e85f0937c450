"""Who lives with whom: groups of the lists put together into families, and each person's home."""

from __future__ import annotations

import duckdb

from padan.pipeline.engine import statements
from padan.pipeline.resolve.households import register_numbers
from padan.pipeline.resolve.sets import Sets


def settle_families(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``listed`` (who was listed in which family, when), ``home`` (person, family, relation) and
    ``answered_in`` (record_id, family: of which family an answer tells)."""
    con.execute(statements(__package__, "homes"))
    people = [row[0] for row in con.execute("SELECT person FROM homeless").fetchall()]
    first = con.execute("SELECT count(*) + 1 FROM household").fetchall()[0][0]
    register_numbers(con, "new_home", {"person": people, "family": _new_homes(con, people, first)})
    con.execute("""
        CREATE OR REPLACE TABLE home AS
        SELECT * FROM housed
        UNION ALL
        SELECT n.person, n.family, CASE
            WHEN n.person IN (SELECT child FROM parenthood) THEN 'child'
            WHEN n.person IN (SELECT parent FROM parenthood WHERE role = 'mother') THEN 'wife'
            WHEN n.person IN (SELECT parent FROM parenthood WHERE role = 'father') THEN 'husband' END
        FROM new_home n
    """)
    con.execute(statements(__package__, "answered"))


def _new_homes(con: duckdb.DuckDBPyConnection, people: list[int], first: int) -> list[int]:
    """Families of those whom no list of families knows: children with the parents that their rows name."""
    sets = Sets()
    known = set(people)
    for child, parent in con.execute("SELECT child, parent FROM parenthood ORDER BY ALL").fetchall():
        if child in known and parent in known:
            sets.join(child, parent)
    roots = [sets.root(person) for person in people]
    numbers = {root: first + i for i, root in enumerate(dict.fromkeys(roots))}
    return [numbers[root] for root in roots]
