"""No family holds a person in two eras, in whatever order its groups are put together; and a twin of the eras."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.engine import statements
from padan.pipeline.resolve.households import Families

GROUPS, PEOPLE = 8, 3
DAY = date(2026, 6, 1)


@given(
    st.dictionaries(st.tuples(st.integers(0, GROUPS - 1), st.integers(1, PEOPLE)), st.integers(0, 2)),
    st.lists(st.tuples(st.integers(0, GROUPS - 1), st.integers(0, GROUPS - 1))),
)
def test_no_family_holds_one_person_in_two_eras(eras: dict[tuple[int, int], int], pairs: list[tuple[int, int]]):
    families = Families([(group, person, era) for (group, person), era in eras.items()])
    for pair in pairs:
        families.join(*pair)

    held: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for (group, person), era in eras.items():
        held[families.root(group), person].add(era)
    assert all(len(each) == 1 for each in held.values())
    # Nor is anything kept apart without such a reason.
    for a, b in pairs:
        if families.root(a) != families.root(b):
            one, other = ({p: e for (r, p), (e,) in held.items() if r == families.root(g)} for g in (a, b))
            assert any(one[p] != other[p] for p in one.keys() & other.keys())


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in a group of a list on a day, with the card."""

    person: int
    group: str
    day: date
    kk: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A move on a day: with whom, or into the family of a key."""

    person: int
    day: date
    host: int | None
    key: str | None


#: A person's moves in their order, each with its era.
Numbered = dict[int, list[tuple[Moved, int]]]


def eras_of(lists: list[Listed], moves: list[Moved]) -> dict[tuple[int, str], int]:
    """By person and group of a list: in words as in ``resolve/moves.sql``, one row at a time."""
    numbered: Numbered = defaultdict(list)
    eras: dict[Listed, int] = {}
    for move in sorted(moves, key=lambda m: m.day):
        last, era = numbered[move.person][-1] if numbered[move.person] else (None, 0)
        era += last is None or (last.host, last.key) != (move.host, move.key)
        numbered[move.person].append((move, era))
        if move.key:
            eras[Listed(move.person, move.key, move.day, None)] = era
    answered = set(eras)
    for row in lists:
        eras[row] = max((era for move, era in numbered[row.person] if move.day < row.day), default=0)
    return {
        (row.person, row.group): _era(row, eras, numbered)
        for row in eras
        if row not in answered and numbered[row.person]
    }


def _era(row: Listed, eras: dict[Listed, int], numbered: Numbered) -> int:
    beside = {r.person for r in eras if r.group == row.group} - {row.person}
    move = next((m for m, era in numbered[row.person] if era == eras[row]), None)
    if move is None or (move.key is None and move.host in beside):
        return eras[row]
    fellows = {m.person for own in numbered.values() for m, _era in own if (m.host, m.key) == (move.host, move.key)}
    company = beside if move.key is None else beside - fellows
    shown = [
        eras[r] for r in eras
        if r.person == row.person and eras[r] < eras[row]
        and (any(o.group == r.group and o.person in company for o in eras)
            or (move.key is None and r.kk is not None and r.kk == row.kk))
    ]  # fmt: skip
    return max(shown, default=eras[row])


people = st.integers(1, 4)


@st.composite
def registers(draw: st.DrawFn) -> tuple[list[Listed], list[Moved]]:
    """Some lists of a few people, each list of one day, and some moves."""
    rows = []
    for number in range(draw(st.integers(1, 5))):
        day, kk = DAY + timedelta(draw(st.integers(0, 9))), draw(st.sampled_from([None, 1, 2]))
        rows += [Listed(p, f"g{number}", day, kk) for p in draw(st.sets(people, min_size=1))]
    moves = []
    for _number in range(draw(st.integers(1, 4))):
        person, day = draw(people), DAY + timedelta(draw(st.integers(0, 9)))
        host = draw(st.sampled_from([None, *({1, 2, 3, 4} - {person})]))
        moves.append(Moved(person, day, host, None if host else f"k{draw(st.integers(1, 2))}"))
    return rows, moves


@cache
def engine_of_all() -> duckdb.DuckDBPyConnection:
    """One engine for all examples."""
    return duckdb.connect()


@settings(deadline=None, max_examples=100)
@given(registers())
def test_eras_are_those_of_a_simple_twin(drawn: tuple[list[Listed], list[Moved]]):
    rows, moves = drawn
    con = engine_of_all()
    _load(con, rows, moves)
    con.execute(statements("padan.pipeline.resolve", "moves"))
    found = con.execute("SELECT person, family_key, era FROM era WHERE family_key LIKE 'g%'").fetchall()

    assert {(person, group): era for person, group, era in found} == eras_of(rows, moves)


def _load(con: duckdb.DuckDBPyConnection, rows: list[Listed], moves: list[Moved]) -> None:
    """What the step reads of it; an answer's row is named by its place, and stands in its family's group."""
    con.execute("""
        CREATE OR REPLACE TABLE intake (record_id TEXT, anchor TEXT, lives_with TEXT, new_family TEXT);
        CREATE OR REPLACE TABLE standard (n INT, record_id TEXT, family_key TEXT, relation TEXT, true_at DATE);
        CREATE OR REPLACE TABLE cluster (n INT, cluster INT);
        CREATE OR REPLACE TABLE member (person INT, family_key TEXT, record_id TEXT, true_at DATE, kk INT);
    """)
    for person in range(1, 5):
        con.execute("INSERT INTO standard VALUES (?, ?, NULL, NULL, NULL)", [person, f"p{person}"])
        con.execute("INSERT INTO cluster VALUES (?, ?)", [person, person])
    for n, move in enumerate(moves, 10):
        con.execute(
            "INSERT INTO intake VALUES (?, 'x', ?, ?)", [f"m{n}", f"p{move.host}" if move.host else None, move.key]
        )
        con.execute("INSERT INTO standard VALUES (?, ?, ?, NULL, ?)", [n, f"m{n}", move.key, move.day])
        con.execute("INSERT INTO cluster VALUES (?, ?)", [n, move.person])
        if move.key:
            con.execute("INSERT INTO member VALUES (?, ?, ?, ?, NULL)", [move.person, move.key, f"m{n}", move.day])
    for n, row in enumerate(rows):
        con.execute("INSERT INTO member VALUES (?, ?, ?, ?, ?)", [row.person, row.group, f"r{n}", row.day, row.kk])
