"""Decisions by record number: closed over records that are gone, free of contradictions."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from tests.pipeline.decisions.decisions_kit import said

from padan.pipeline.decisions import APART, OPEN, SAME, load_decisions


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Records a, c, d, e, numbered in their order; b is gone."""
    with duckdb.connect() as con:
        con.execute("CREATE TABLE standard AS SELECT unnest(['a', 'c', 'd', 'e']) AS record_id, unnest(range(4)) AS n")
        yield con


def rows(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int, str]]:
    return con.execute("FROM decision ORDER BY ALL").fetchall()


def test_no_decisions_are_an_empty_table(con: duckdb.DuckDBPyConnection):
    found = load_decisions(con, [])

    assert rows(con) == []
    assert (found.same, found.apart, found.overruled, found.missing) == (0, 0, (), ())


def test_pairs_by_number(con: duckdb.DuckDBPyConnection):
    found = load_decisions(con, [said("d", "a", SAME), said("e", "c", APART), said("a", "c", OPEN)])

    assert rows(con) == [(0, 2, SAME), (1, 3, APART)]
    assert (found.same, found.apart, found.missing) == (1, 1, ())


def test_a_record_that_is_gone_still_says_what_it_said_of_others(con: duckdb.DuckDBPyConnection):
    decisions = [said("a", "b", SAME), said("b", "c", SAME), said("b", "d", APART)]

    found = load_decisions(con, decisions)

    assert rows(con) == [(0, 1, SAME), (0, 2, APART)]
    assert set(found.missing) == set(decisions)


def test_a_record_that_is_gone_and_alone_says_nothing(con: duckdb.DuckDBPyConnection):
    decision = said("a", "b", APART)

    found = load_decisions(con, [decision])

    assert rows(con) == []
    assert found.missing == (decision,)


def test_what_is_overruled_is_told_and_not_loaded(con: duckdb.DuckDBPyConnection):
    old = said("a", "d", APART)

    found = load_decisions(con, [old, said("a", "c", SAME), said("c", "d", SAME)])

    assert rows(con) == [(0, 1, SAME), (1, 2, SAME)]
    assert [o.decision for o in found.overruled] == [old]
