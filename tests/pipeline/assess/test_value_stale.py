"""The gap of values older than their source's cycle, and its agreement with the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.assess.gap_kit import AS_OF, child, couple, found, gaps, poor, screened, weighed
from tests.pipeline.register_kit import Register

from padan.contracts import release
from padan.pipeline import engine
from padan.pipeline.assess import kind
from padan.pipeline.assess.assessing import gaps_of, prepare
from padan.reference.cycles import cycles
from padan.rules.freshness import Answer, Dated, judge

LIMITS = {source: cycle.stale_after_days for source, cycle in cycles().items()}


@pytest.fixture(scope="module")
def engine_of_twins() -> Iterator[duckdb.DuckDBPyConnection]:
    with engine.connect() as con:
        yield con


def ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("days", "expected"), [(LIMITS["dtsen"], 0), (LIMITS["dtsen"] + 1, 1)])
def test_a_decile_older_than_a_quarter_and_a_month(register: Register, days: int, expected: int) -> None:
    made = gaps(register, "value_stale", couple("dtsen-a", true_at=ago(days), **poor(7)))
    assert [(g.evidence["subject"], g.agency) for g in made] == [("welfare", "dinsos")] * expected
    assert all("umurnya 124 hari (batas 123 hari)" in gap.text for gap in made)


def test_a_newer_decile_makes_the_family_fresh(register: Register) -> None:
    rows = [couple("dtsen-a", true_at=ago(300), **poor()), couple("dtsen-b", true_at=ago(10), **poor())]
    assert gaps(register, "value_stale", *rows) == []


def test_an_unknown_decile_is_not_stale(register: Register) -> None:
    assert gaps(register, "value_stale", couple("dtsen-a", true_at=ago(300), desil_quality="unknown")) == []


def test_a_screening_of_two_years_ago(register: Register) -> None:
    (gap,) = gaps(register, "value_stale", screened("krs-a", 7, true_at=ago(730), couple=True))
    assert (gap.evidence["subject"], gap.agency, gap.records) == ("screening", "dp2kb", ["krs-a.1.7.head"])


def test_children_who_are_not_weighed_are_another_gap(register: Register) -> None:
    rows = [*couple("opensid-a"), child("opensid-a", 4, "RIZKY", "2024-08-20")]
    assert gaps(register, "value_stale", rows, weighed("eppgbm-a", 5, "RIZKY", "2024-08-20", ago(200))) == []


SOURCES = st.sampled_from(["dtsen", "krs", "eppgbm", "opensid", "puskesmas_fhir", "office"])
DATED = st.tuples(st.integers(0, 5), SOURCES, st.integers(-40, 800))


@settings(deadline=None, max_examples=60)
@given(st.lists(DATED, max_size=25))
def test_the_column_form_agrees_with_the_rule(
    engine_of_twins: duckdb.DuckDBPyConnection, values: list[tuple[int, str, int]]
) -> None:
    """The twin: the same values judged one family at a time."""
    con = engine_of_twins
    said: dict[str, list[Dated]] = defaultdict(list)
    welfare = []
    for number, (family, source, days) in enumerate(values):
        at = AS_OF - timedelta(days=days)
        said[f"F{family}"].append(Dated(source, at))
        welfare.append({"family_id": f"F{family}", "source": source, "true_at": at, "desil_high": 3,
                        "record_id": f"r{number}"})  # fmt: skip
    _tables(con, welfare, [{"family_id": family, "members": 2} for family in said])
    prepare(con, AS_OF)
    query = f"SELECT family_id, evidence->>'source', (evidence->>'age_days')::INT FROM ({gaps_of(kind('value_stale'))})"
    made = {row[0]: row[1:] for row in con.execute(query).fetchall()}
    judged = {family: judge(dated, LIMITS, AS_OF) for family, dated in said.items()}
    stale = {f: (j.newest.source, j.age_days) for f, j in judged.items() if j.answer is Answer.STALE and j.newest}
    assert made == stale


def _tables(con: duckdb.DuckDBPyConnection, welfare: list[dict], families: list[dict]) -> None:
    rows = {"welfare": welfare, "family": families}
    for table in (release.PERSON, release.FAMILY, release.CLAIM, release.RECORD, release.MEASUREMENT,
                  release.WELFARE, release.SCREENING, release.ANSWER):  # fmt: skip
        given_rows = pa.Table.from_pylist(rows.get(table.name, []), schema=_loose(table.schema))
        con.register("given_rows", given_rows)
        con.execute(f"CREATE OR REPLACE TABLE {table.name} AS SELECT * FROM given_rows")
        con.unregister("given_rows")
    con.execute("CREATE OR REPLACE TABLE intake AS SELECT NULL::VARCHAR AS record_id, NULL::VARCHAR AS status LIMIT 0")


def _loose(schema: pa.Schema) -> pa.Schema:
    """The schema with every column nullable: a test gives only what it is about."""
    return pa.schema([field.with_nullable(True) for field in schema])


def test_an_empty_register_has_no_stale_values(register: Register) -> None:
    _tables(register.con, [], [])
    assert found(register, "value_stale", date(2026, 1, 1)) == []
