"""Every record's person: the linked ones, and the parents that children's rows name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import cast

import duckdb
import pyarrow as pa

from padan.pipeline.engine import statements
from padan.pipeline.link.model import Model
from padan.pipeline.resolve.households import group_families
from padan.pipeline.resolve.joins import Join, apply_joins, renumber
from padan.pipeline.resolve.likeness import NameRarity, Names, make_names, weigh_names
from padan.pipeline.resolve.sets import Sets


def settle_people(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make the table ``who`` (record_id, person, probability): every record and mention with its person's number."""
    con.execute("CREATE OR REPLACE TEMP TABLE put_together (a INTEGER, b INTEGER, weight DOUBLE, reason VARCHAR)")
    group_families(con)
    names = make_names(con, NameRarity(model.frequencies))
    join_couples(con, names)
    weigh_parents(con, names)
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
    join_children(con, names)
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
    stand_on_named(con)


def join_couples(con: duckdb.DuckDBPyConnection, names: Names) -> None:
    """Join the halves of couples that are one couple in two lists; make ``couple`` and what goes with it."""
    con.execute(statements(__package__, "couples"))
    con.execute(statements(__package__, "doubles"))
    weigh_names(con, names)
    con.execute(statements(__package__, "same_couple"))
    found = con.execute("SELECT weight, a, b FROM same_couple WHERE a <> b").fetchall()
    if apply_joins(con, [Join(weight, a, b, "same_couple") for weight, a, b in found]):
        group_families(con)
        con.execute(statements(__package__, "couples"))


def join_children(con: duckdb.DuckDBPyConnection, names: Names) -> None:
    """Join the children of one parent who are one child."""
    con.execute(statements(__package__, "children"))
    weigh_names(con, names)
    con.execute(statements(__package__, "same_child"))
    found = con.execute("SELECT weight, a, b, unnamed FROM same_child").fetchall()
    joins = [Join(weight, a, b, "same_child") for weight, a, b in _unambiguous(found)]
    bridges = con.execute("SELECT weight, a, b FROM bridge").fetchall()
    moved = apply_joins(con, joins + [Join(weight, a, b, "same_parent") for weight, a, b in bridges])
    if moved:
        _follow(con, moved)


def stand_on_named(con: duckdb.DuckDBPyConnection) -> None:
    """Make one person of each answer and the parent on whom it stands, whom a child's row only names."""
    found = con.execute("""
        SELECT a.person, m.person FROM intake i JOIN who a USING (record_id)
        JOIN mention n ON n.record_id = i.anchor JOIN who m ON m.record_id = i.anchor WHERE a.person <> m.person
    """).fetchall()
    if not found:
        return
    sets = Sets()
    for one, other in found:
        sets.join(one, other)
    moved = {person: cast("int", sets.root(person)) for pair in found for person in pair if sets.root(person) != person}
    renumber(con, moved)
    _follow(con, moved)
    con.register("moved", _numbers(moved))
    con.execute("UPDATE who SET person = m.new FROM moved m WHERE m.old = person")
    con.unregister("moved")


def _follow(con: duckdb.DuckDBPyConnection, moved: Mapping[int, int]) -> None:
    """Give people who got another number it also as parents and children, and make their families anew."""
    con.register("moved", _numbers(moved))
    for table in ("parent_of", "child_of"):
        for column in ("child", "person"):
            con.execute(f"UPDATE {table} SET {column} = m.new FROM moved m WHERE m.old = {column}")
    con.unregister("moved")
    group_families(con)


def _numbers(moved: Mapping[int, int]) -> pa.Table:
    return pa.table({"old": pa.array(list(moved), pa.int32()), "new": pa.array(list(moved.values()), pa.int32())})


def _unambiguous(found: list[tuple[float, int, int, bool]]) -> list[tuple[float, int, int]]:
    """An unnamed newborn that could be either of two children is neither: twins."""
    met = Counter(n for _weight, a, b, unnamed in found if unnamed for n in (a, b))
    return [(weight, a, b) for weight, a, b, unnamed in found if not unnamed or (met[a] == 1 and met[b] == 1)]


def weigh_parents(con: duckdb.DuckDBPyConnection, names: Names) -> None:
    """Make the tables ``part`` (child, couple, part, bits), ``best`` and ``parent_of``."""
    con.execute(statements(__package__, "candidates"))
    weigh_names(con, names)
    con.execute(statements(__package__, "weighing"))
    con.execute(statements(__package__, "parents"))
    weigh_names(con, names)
    con.execute(statements(__package__, "siblings"))


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
