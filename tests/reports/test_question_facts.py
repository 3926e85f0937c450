"""What is shown of a question, against the tables of the release; and that it gives nothing away."""

from __future__ import annotations

import json
from collections.abc import Sequence

import duckdb
import pytest

from padan.pipeline.home import Home
from padan.pipeline.link.honest.reading import Pairs, read_pairs
from padan.pipeline.release.models import calibration_of
from padan.reports.doubtful import Doubtful, of_pairs
from padan.reports.evidence_words import bars, told_evidence, weighed_of
from padan.reports.question_facts import COMPARED, Facts, digest_of, facts_of


@pytest.fixture(scope="module")
def pairs(small_release: Home) -> Pairs:
    return read_pairs(small_release.current_release())


@pytest.fixture(scope="module")
def doubts(small_release: Home, pairs: Pairs) -> list[Doubtful]:
    """Every ninth pair, whatever it is worth."""
    probability = calibration_of(small_release.current_release()).probability(pairs.weight, pairs.joined)
    return of_pairs(pairs, probability, range(0, len(pairs), 9))


@pytest.fixture(scope="module")
def facts(small_release: Home, pairs: Pairs, doubts: list[Doubtful]) -> list[Facts]:
    return list(facts_of(small_release.current_release(), asked(pairs, doubts), doubts, "64.02"))


def asked(pairs: Pairs, doubts: Sequence[Doubtful]) -> list[tuple[str, str]]:
    return [(pairs.record_a[d.at], pairs.record_b[d.at]) for d in doubts]


def query(home: Home, sql: str) -> list[tuple]:
    with duckdb.connect() as con:
        for name in ("record", "person", "family", "standard", "link"):
            con.execute(f"CREATE VIEW {name} AS FROM '{home.current_release() / name}.parquet'")
        return con.execute(sql).fetchall()


def test_the_weight_told_is_the_weight_that_linked(facts: list[Facts], pairs: Pairs, doubts: list[Doubtful]) -> None:
    assert len(facts) == len(doubts) > 50
    for found, doubt in zip(facts, doubts, strict=True):
        weighed = weighed_of(found.shown["weighed"])
        assert weighed.total == pytest.approx(pairs.weight[doubt.at], abs=1e-4)
        assert len(told_evidence(weighed)) == 4
        assert all(-1 <= bar.share <= 1 for bar in bars(weighed))


def test_who_depends_on_it_and_where_it_belongs(
    small_release: Home, facts: list[Facts], pairs: Pairs, doubts: list[Doubtful]
) -> None:
    rows = {
        record: (family, members, village, lives)
        for record, family, members, village, lives in query(
            small_release,
            """SELECT record_id, r.family_id, members, r.village_code, p.village_code FROM record r
            JOIN person p USING (person_id) JOIN family f ON f.family_id = r.family_id""",
        )
    }
    for found, pair in zip(facts, asked(pairs, doubts), strict=True):
        assert found.people == sum(dict(rows[record][:2] for record in pair).values())
        for area, record in zip((found.area_a, found.area_b), pair, strict=True):
            _family, _members, village, lives = rows[record]
            for code in (village or lives or "64.02", lives or "64.02"):
                assert area == "" or code == area or code.startswith(f"{area}.")


def test_the_families_are_those_of_the_lists(small_release: Home, facts: list[Facts], doubts: list[Doubtful]) -> None:
    keys = dict(query(small_release, "SELECT record_id, family_key FROM standard"))
    names = dict(query(small_release, "SELECT record_id, name FROM record"))
    seen = 0
    for found, doubt in zip(facts, doubts, strict=True):
        for side, records in zip(found.shown["sides"], doubt.sides, strict=True):
            own = {keys[record] for record in records} - {None}
            near = {names[record] for record, key in keys.items() if key in own and record not in records}
            assert {member["name"] for member in side["family"]} <= near
            seen += bool(side["family"])
    assert seen > 10


def test_the_digest_is_of_the_compared_values_of_both_sides(facts: list[Facts]) -> None:
    for found in facts:
        values = [side["values"] for side in found.shown["sides"]]
        assert set(values[0]) == set(COMPARED)
        assert found.digest == digest_of(values)
        changed = json.loads(json.dumps(values))
        changed[1]["nik"] = ["6402131203850009"]
        assert digest_of(changed) != found.digest


def test_the_same_questions_give_the_same_facts_in_any_company(
    small_release: Home, facts: list[Facts], pairs: Pairs, doubts: list[Doubtful]
) -> None:
    some = doubts[::7]
    again = facts_of(small_release.current_release(), asked(pairs, some), some, "64.02")
    assert [found.shown for found in again] == [found.shown for found in facts[::7]]


def test_nothing_shown_tells_what_the_machine_made_of_a_pair(facts: list[Facts]) -> None:
    for found in facts:
        assert set(found.shown) == {"sides", "weighed"}
        for side in found.shown["sides"]:
            told = json.dumps({name: part for name, part in side.items() if name != "values"})
            assert "person_id" not in told
            assert "joined" not in told
