"""A second pass over people, with what their families say: joins that no pair of records alone could carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from padan.pipeline.decisions import APART
from padan.pipeline.link.clustering import could_be_one
from padan.pipeline.link.constraints import Constraints
from padan.pipeline.link.linking import decided_pairs


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """Two people (numbers of ``cluster``) who are one, with the weight in bits and what says so."""

    weight: float
    a: int
    b: int
    reason: str


@dataclass
class _Person:
    lists: set[str] = field(default_factory=set)
    proved: Counter[int] = field(default_factory=Counter)
    members: set[int] = field(default_factory=set)


class Promises:
    """Who may be one person: nobody whom somebody decided to keep apart, no two rows of a list that promises one row
    a person, no two proved NIKs.

    ``lists``: of each person the lists that promise; ``proved``: each proved NIK with the number of its bearers;
    ``apart``: pairs of people.
    """

    def __init__(
        self,
        lists: Mapping[int, Sequence[str]],
        proved: Mapping[int, Mapping[int, int]],
        apart: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._lists, self._proved = lists, proved
        self._decided = Constraints(apart=apart)
        self._root: dict[int, int] = {}
        self._people: dict[int, _Person] = {}

    def root(self, person: int) -> int:
        """The smallest person joined with ``person``."""
        while (parent := self._root.get(person, person)) != person:
            person = parent
        return person

    def may(self, a: int, b: int) -> bool:
        """Whether nothing forbids that the two are one."""
        one, other = self._person(self.root(a)), self._person(self.root(b))
        if self._decided.forbids(one.members, other.members) or not one.lists.isdisjoint(other.lists):
            return False
        return not (one.proved and other.proved) or could_be_one(one.proved, other.proved)

    def join(self, a: int, b: int) -> bool:
        """Make them one where nothing forbids it; whether they are one now."""
        a, b = sorted((self.root(a), self.root(b)))
        if a == b:
            return True
        if not self.may(a, b):
            return False
        one, other = self._person(a), self._person(b)
        one.lists |= other.lists
        one.proved += other.proved
        one.members |= other.members
        self._root[b] = a
        return True

    def _person(self, root: int) -> _Person:
        if root not in self._people:
            lists, proved = self._lists.get(root, ()), self._proved.get(root, {})
            self._people[root] = _Person(set(lists), Counter(proved), {root})
        return self._people[root]


def choose(joins: Iterable[Join], promises: Promises) -> list[Join]:
    """The joins that hold, the strongest first and never against a promise."""
    ordered = sorted(joins, key=lambda j: (-j.weight, j.a, j.b))
    return [join for join in ordered if promises.join(join.a, join.b)]


def apply_joins(con: duckdb.DuckDBPyConnection, joins: Iterable[Join]) -> dict[int, int]:
    """Put the people together in ``cluster`` and note in ``put_together`` (a, b, weight, reason) why.

    Returns the new number of every person who got one. ``a`` and ``b`` are the people's first records.
    """
    joins = sorted(joins)
    people = sorted({person for join in joins for person in (join.a, join.b)})
    promises = promises_of(con, people)
    held = choose(joins, promises)
    moved = {person: promises.root(person) for person in people if promises.root(person) != person}
    table = pa.table(
        {
            "a": pa.array([j.a for j in held], pa.int32()),
            "b": pa.array([j.b for j in held], pa.int32()),
            "weight": pa.array([j.weight for j in held], pa.float64()),
            "reason": pa.array([j.reason for j in held], pa.string()),
        }
    )
    con.register("held", table)
    con.execute("INSERT INTO put_together SELECT * FROM held")
    con.unregister("held")
    renumber(con, moved)
    return moved


def renumber(con: duckdb.DuckDBPyConnection, moved: dict[int, int]) -> None:
    """Give the records of joined people one number."""
    table = pa.table({"old": pa.array(list(moved), pa.int32()), "new": pa.array(list(moved.values()), pa.int32())})
    con.register("moved", table)
    con.execute("""
        CREATE OR REPLACE TABLE cluster AS
        SELECT n, coalesce(new, cluster) AS cluster, probability
        FROM cluster LEFT JOIN moved ON old = cluster ORDER BY n
    """)
    con.unregister("moved")


def promises_of(con: duckdb.DuckDBPyConnection, people: Sequence[int]) -> Promises:
    """What the lists promise of these people, and what was decided."""
    con.register("asked", pa.table({"cluster": pa.array(people, pa.int32())}))
    lists = con.execute("""
        SELECT c.cluster, list(DISTINCT s.list_key ORDER BY s.list_key)
        FROM standard s JOIN cluster c USING (n)
        WHERE s.list_key IS NOT NULL AND c.cluster IN (FROM asked) GROUP BY c.cluster
    """).fetchall()
    numbers = con.execute("""
        SELECT c.cluster, s.nik::BIGINT, count(*) FROM standard s JOIN cluster c USING (n)
        WHERE s.nik_agrees = 3 AND c.cluster IN (FROM asked) GROUP BY ALL ORDER BY ALL
    """).fetchall()
    con.unregister("asked")
    proved: dict[int, dict[int, int]] = {}
    for person, nik, bearers in numbers:
        proved.setdefault(person, {})[nik] = bearers
    return Promises(dict(lists), proved, kept_apart(con))


def kept_apart(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int]]:
    """The pairs of people whom somebody decided to be two."""
    records = [(a, b) for a, b, verdict in decided_pairs(con) if verdict == APART]
    if not records:
        return []
    person = dict(con.execute("SELECT n, cluster FROM cluster").fetchall())
    return sorted({(person[a], person[b]) for a, b in records})
