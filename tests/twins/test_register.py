"""Two of the register's tables, worked out again in plain Python from the small invented register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from padan.pipeline import engine
from padan.pipeline.home import Home
from padan.pipeline.link import link
from padan.pipeline.receive import receipts
from padan.pipeline.release.ledger import read_ledger
from padan.pipeline.resolve import resolve
from padan.pipeline.standardise import standardise
from padan.reference.precedence import precedence_rows

Row = dict[str, Any]


@pytest.fixture(scope="module")
def resolved(small_release: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The small register, resolved again in an engine that keeps what lies between."""
    with engine.connect() as con:
        standardise(con, sorted(small_release.records.glob("*.parquet")), "64.02")
        link(con)
        con.execute("CREATE TABLE receipts (receipt_id VARCHAR, file VARCHAR, received_at DATE)")
        con.executemany(
            "INSERT INTO receipts VALUES (?, ?, ?)",
            [(r.receipt_id, r.file, r.received_at) for r in receipts(small_release)],
        )
        read_ledger(con, small_release)
        resolve(con)
        yield con


def all_rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    return con.sql(sql).to_arrow_table().to_pylist()


def families_by_address(standard: list[Row]) -> dict[str, str]:
    """Rows of one list without a card that share village and address and hold one head: the family key of each."""
    alone: dict[str, list[Row]] = defaultdict(list)
    for row in standard:
        if row["family_key"] is None and row["role"] == "person" and row["village"] and row["address"]:
            alone[f"{row['receipt_id']}|{row['village']}|{row['address']}"].append(row)
    keys = {}
    for key, rows in alone.items():
        relations = [row["relation"] for row in rows]
        married = sum(relation in ("wife", "husband", "spouse") for relation in relations)
        if 2 <= len(rows) <= 15 and relations.count("head") == 1 and married <= 1:
            keys |= {row["record_id"]: key for row in rows}
    return keys


def simple_membership(con: duckdb.DuckDBPyConnection) -> set[tuple]:
    """Who was seen where: in the families that somebody leads, and at home where no list of families knows them."""
    persons, families = dict(con.execute("FROM person_ids").fetchall()), dict(con.execute("FROM family_ids").fetchall())
    person_of = {row["record_id"]: row["person"] for row in all_rows(con, "FROM who")}
    group_of = {row["family_key"]: row["g"] for row in all_rows(con, "FROM household")}
    family_of = {row["g"]: row["family"] for row in all_rows(con, "FROM family_of_group")}
    home_of = {row["person"]: row for row in all_rows(con, "FROM home")}
    standard = all_rows(
        con,
        "SELECT s.record_id, s.family_key, s.relation, s.true_at, s.source, s.role, s.receipt_id, s.village, i.address "
        "FROM standard s JOIN intake i USING (record_id)",
    )

    seen = []
    by_address = families_by_address(standard)
    for row in standard:
        key = row["family_key"] or by_address.get(row["record_id"])
        if key is not None:
            seen.append((person_of[row["record_id"]], family_of[group_of[key]], row))
    newest: dict[tuple, Row] = {}
    for person, family, row in seen:
        if row["relation"] in ("head", "wife", "husband", "spouse"):
            newest[person, family] = row
    led = {family for _person, family in newest}
    seen = [each for each in seen if each[1] in led]

    told: dict[tuple[int, int], list[tuple[date, str, str | None, str]]] = defaultdict(list)
    for person, family, row in seen:
        told[person, family].append((row["true_at"], row["record_id"], row["relation"], row["source"]))
    in_lists = {row["person"] for row in all_rows(con, "FROM home_in_lists")}
    listed = {row["record_id"] for _person, _family, row in seen}
    origin = all_rows(con, "SELECT record_id, true_at, source FROM source_of")
    for row in origin:
        person = person_of[row["record_id"]]
        if person not in in_lists and row["record_id"] not in listed:
            home = home_of[person]
            told[person, home["family"]].append((row["true_at"], row["record_id"], home["relation"], row["source"]))

    out = set()
    for (person, family), facts in told.items():
        relations = [fact for fact in sorted(facts, key=lambda f: f[:2]) if fact[2] is not None]
        out.add(
            (
                persons[person],
                families[family],
                relations[-1][2] if relations else None,
                min(fact[0] for fact in facts),
                max(fact[0] for fact in facts),
                home_of[person]["family"] == family,
                tuple(sorted({fact[3] for fact in facts})),
            )
        )
    return out


def test_membership(resolved: duckdb.DuckDBPyConnection):
    found = resolved.execute("""
        SELECT person_id, family_id, relation, first_seen, last_seen, current, sources FROM membership
    """).fetchall()

    assert len(found) > 300
    assert {(*row[:-1], tuple(row[-1])) for row in found} == simple_membership(resolved)


def test_every_person_lives_in_one_family_and_was_seen_there(resolved: duckdb.DuckDBPyConnection):
    current = resolved.execute("SELECT person_id, family_id FROM membership WHERE current ORDER BY ALL").fetchall()

    assert current == resolved.execute("SELECT person_id, family_id FROM person ORDER BY ALL").fetchall()


RANKS = {(row.attribute, row.source): (row.rule, row.rank) for row in precedence_rows()}


def before(claim: Row, infants: set[str], qualities: dict[str, str]) -> tuple:
    """What is asked of claims of one attribute, one question after the other; the least answer is shown."""
    attribute, value, record_id = claim["attribute"], claim["value"], claim["record_id"]
    doubtful, ruled_as = False, attribute
    if attribute == "name":
        doubtful = record_id in infants
    if attribute == "birth_date":
        doubtful = value[5:] in ("01-01", "12-31") or qualities[record_id] not in ("exact", "serial")
        born, seen = date.fromisoformat(value), claim["true_at"]
        if (born.year + 5, born.month, born.day) > (seen.year, seen.month, seen.day):
            ruled_as = "birth_date_under_five"
    rule, rank = RANKS.get((ruled_as, claim["source"]), ("newest", 10_000))
    first = rank if rule == "rank" else 1000
    return doubtful, first, -claim["true_at"].toordinal(), rank, record_id


def test_the_value_that_is_shown(small_release: Home):
    folder = small_release.current_release()
    claims = pq.read_table(folder / "claim.parquet").to_pylist()
    infants = _infants(folder)
    qualities = {
        row["record_id"]: row["birth_date_quality"] for row in pq.read_table(folder / "record.parquet").to_pylist()
    }
    by_subject: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for claim in claims:
        by_subject[claim["subject_id"], claim["attribute"]].append(claim)

    assert len(by_subject) > 1_000
    for subject, several in by_subject.items():
        best = min(several, key=lambda claim: before(claim, infants, qualities))
        assert [claim["record_id"] for claim in several if claim["chosen"]] == [best["record_id"]], subject


def _infants(folder: Path) -> set[str]:
    return {row["record_id"] for row in pq.read_table(folder / "standard.parquet").to_pylist() if row["infant"]}


def test_a_person_shows_what_was_chosen(small_release: Home):
    folder = small_release.current_release()
    chosen = {
        (claim["subject_id"], claim["attribute"]): claim["value"]
        for claim in pq.read_table(folder / "claim.parquet").to_pylist()
        if claim["chosen"]
    }

    for person in pq.read_table(folder / "person.parquet").to_pylist():
        for attribute in ("name", "nik", "mother_name", "father_name", "status"):
            assert person[attribute] == chosen.get((person["person_id"], attribute))
        born = person["birth_date"]
        assert (born and born.isoformat()) == chosen.get((person["person_id"], "birth_date"))
