"""Every record's person: the linked ones, and the parents that children's rows name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import duckdb
import pyarrow as pa

from padan.pipeline.engine import statements


class Sets:
    """Things put together in sets; ``root`` is the smallest thing of its set."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, thing: Hashable) -> Hashable:
        """The thing that stands for the set of ``thing``."""
        parent = self._parent
        while parent.get(thing, thing) != thing:
            parent[thing] = parent.get(parent[thing], parent[thing])
            thing = parent[thing]
        return thing

    def join(self, a: Hashable, b: Hashable) -> None:
        """Put the sets of ``a`` and ``b`` together."""
        a, b = self.root(a), self.root(b)
        if a != b:
            small, great = sorted((a, b))  # type: ignore[type-var]
            self._parent[great] = small


def settle_people(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``who`` (record_id, person, probability): every record and mention with its person's number."""
    con.execute(statements(__package__, "parents"))
    unknown = con.execute("""
        SELECT record_id, child, role FROM parent_of WHERE person IS NULL ORDER BY record_id
    """).fetchall()
    alike = con.execute("SELECT a, b FROM same_parent").fetchall()
    first = con.execute("SELECT coalesce(max(n), 0) + 1 FROM standard").fetchall()[0][0]
    table = pa.table(
        {
            "record_id": pa.array([row[0] for row in unknown], pa.string()),
            "person": pa.array(_new_people(unknown, alike, first), pa.int32()),
        }
    )
    con.register("new_people", table)
    con.execute("""
        CREATE OR REPLACE TABLE who AS
        SELECT s.record_id, c.cluster AS person, c.probability FROM standard s JOIN cluster c USING (n)
        UNION ALL
        SELECT record_id, person::INTEGER, probability FROM parent_of WHERE person IS NOT NULL
        UNION ALL
        SELECT record_id, person, 1.0 FROM new_people
        UNION ALL
        -- A parent's own row whose child is in no file: a person, though nobody knows whose parent.
        SELECT m.record_id, (SELECT coalesce(max(n), 0) FROM standard) + 1000000000
            + row_number() OVER (ORDER BY m.record_id), 1.0
        FROM mention m WHERE m.record_id NOT IN (SELECT record_id FROM parent_of)
    """)
    con.unregister("new_people")


def _new_people(mentions: list[tuple], alike: Iterable[tuple[str, str]], first: int) -> list[int]:
    """Numbers for parents whom no list knows: one for each child and role, shared where two mentions are alike."""
    sets = Sets()
    of_child: dict[tuple[int, str], str] = {}
    for record_id, child, role in mentions:
        sets.join(of_child.setdefault((child, role), record_id), record_id)
    for a, b in alike:
        sets.join(a, b)
    roots = [sets.root(record_id) for record_id, _child, _role in mentions]
    numbers = {root: first + i for i, root in enumerate(dict.fromkeys(roots))}
    return [numbers[root] for root in roots]
