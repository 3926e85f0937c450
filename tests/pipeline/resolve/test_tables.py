"""The register's tables: shape, keys, and what stands in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.pipeline.register_kit import TANJUNG_HARAPAN, WONOTIRTO, Register, Row, record

from padan.contracts import release
from padan.pipeline.link.honest.calibration import shipped
from padan.pipeline.resolve import Resolved
from padan.pipeline.resolve.resolving import TABLES

KK = "6402130101200001"
BUDI = "6402130505880001"


def weighing(on: str, **values: Any) -> dict[str, Any]:
    return {"measured_on": date.fromisoformat(on), **values}


def village() -> list[Row]:
    """A family in three lists, one screening of it, and a child whom only the cadre knows."""
    shared = {"kk": KK, "desil_low": 2, "desil_high": 2, "desil_quality": "exact", "water": "sumur", "latrine": None}
    rara: dict[str, Any] = {"name": "RARA", "nik": "6402136507230001", "birth_date": "2023-07-25"}
    return [
        record("dtsen-1", 2, name="BUDI", sex="L", relation="head", nik=BUDI, programmes=["pkh"], **shared),
        record("dtsen-1", 3, name="SITI", sex="P", relation="wife", nik="6402135203900001", **shared),
        record("dtsen-1", 4, **rara, relation="child", **shared),
        record("krs-1", 2, "head", name="BUDI", relation="head", kk=KK, nik=BUDI, risk_claimed=True),
        record("krs-1", 2, "wife", name="SITI", relation="wife", kk=KK, nik="6402135203900001", risk_claimed=True),
        record("krs-1", 3, "wife", name="RATNA", relation="wife", risk_claimed=False),
        record("eppgbm-1", 2, "child", **rara, mother_name="SITI", village_code_written=TANJUNG_HARAPAN,
               measurements=[weighing("2026-02-10", weight=11.2, height=88.0), weighing("2026-03-10", weight=11.4)]),
        record("eppgbm-1", 3, "child", name="DODO", measurements=[weighing("2026-02-10", weight=9.1)]),
    ]  # fmt: skip


@pytest.fixture
def resolved(register: Register) -> Register:
    register.resolve(*village())
    return register


def test_tables_are_as_their_contracts_say(resolved: Register):
    for contract in map(release.table, TABLES):
        found = resolved.con.sql(f"SELECT * FROM {contract.name}").to_arrow_table()

        contract.check(found.schema)
        assert found.num_rows or contract.name in ("rejoined", "answer"), contract.name
        keys = resolved.rows(f"SELECT {', '.join(contract.key)} FROM {contract.name}")
        assert len(keys) == len(set(keys)), contract.name
        for column in contract.columns:
            if column.required:
                assert found.column(column.name).null_count == 0, (contract.name, column.name)


def test_every_record_and_every_named_parent_is_in_the_register(resolved: Register):
    assert {name for (name,) in resolved.rows("SELECT record_id FROM record")} == {
        *(row["record_id"] for row in village()),
        "eppgbm-1.1.2.mother",
    }
    assert resolved.rows("SELECT count(DISTINCT person_id) FROM record") == resolved.rows("SELECT count(*) FROM person")


def test_a_record_keeps_what_was_written_and_where(resolved: Register):
    found = resolved.table("record")["eppgbm-1.1.2.child"]

    kept = {
        "file": "eppgbm-1.csv", "sheet": "", "row": 2, "role": "child", "name": "RARA", "nik": "6402136507230001",
        "true_at": date(2026, 6, 1), "village_code": TANJUNG_HARAPAN,
    }  # fmt: skip
    assert {name: found[name] for name in kept} == kept


def test_a_named_parent_is_a_record_of_the_childs_row(resolved: Register):
    found = resolved.table("record")["eppgbm-1.1.2.mother"]

    assert (found["row"], found["role"], found["sex"], found["name"]) == (2, "mother", "P", "SITI")
    assert (found["nik"], found["nik_quality"]) == (None, "missing")


def test_counts(resolved: Register):
    people = resolved.rows("SELECT count(*), sum(record_count) FROM person")[0]

    assert people == (5, 9)
    assert resolved.rows("SELECT count(*), sum(members) FROM family") == [(3, 5)]


def test_a_person_shows_the_chosen_values_and_the_sources(resolved: Register):
    rara = resolved.people()["eppgbm-1.1.2.child"]
    found = resolved.con.sql(f"SELECT * FROM person WHERE person_id = '{rara}'").to_arrow_table().to_pylist()[0]

    assert found["name"] == "RARA"
    assert found["birth_date"] == date(2023, 7, 25)
    assert found["sources"] == ["dtsen", "eppgbm"]
    assert found["sex"] == "P"  # no list says it, her proved number does
    assert found["record_count"] == 2


def test_measurements_stand_one_by_one_with_the_age_on_that_day(resolved: Register):
    rara = resolved.people()["eppgbm-1.1.2.child"]

    assert resolved.rows(f"""
        SELECT measurement_id, measured_on, weight, height, age_days FROM measurement WHERE person_id = '{rara}'
        ORDER BY measurement_id
    """) == [
        ("eppgbm-1.1.2.child.1", date(2026, 2, 10), 11.2, 88.0, 931),
        ("eppgbm-1.1.2.child.2", date(2026, 3, 10), 11.4, None, 959),
    ]
    assert resolved.rows("SELECT age_days FROM measurement WHERE record_id = 'eppgbm-1.1.3.child'") == [(None,)]


def test_a_screening_row_is_one_screening(resolved: Register):
    assert sorted(resolved.rows("SELECT record_id, risk_claimed FROM screening")) == [
        ("krs-1.1.2.head", True),
        ("krs-1.1.3.wife", False),
    ]


def test_welfare_and_dwelling_stand_with_the_family(resolved: Register):
    family = resolved.families()["dtsen-1.1.2.person"]

    assert resolved.rows("SELECT DISTINCT family_id FROM welfare") == [(family,)]
    assert resolved.rows("SELECT count(*), count(DISTINCT water), count(latrine) FROM dwelling") == [(3, 1, 0)]
    assert resolved.rows(f"SELECT desil_low, desil_high FROM family WHERE family_id = '{family}'") == [(2, 2)]


def test_a_family_of_which_no_list_tells_the_welfare_has_none(resolved: Register):
    """No desil is unknown, never desil 1."""
    dodo = resolved.families()["eppgbm-1.1.3.child"]

    assert resolved.rows(f"SELECT desil_low, desil_high FROM family WHERE family_id = '{dodo}'") == [(None, None)]


def test_a_link_says_whether_both_ended_as_one_person(resolved: Register):
    people = resolved.people()

    links = resolved.rows("SELECT record_a, record_b, joined, match_probability FROM link")
    assert links
    for a, b, joined, probability in links:
        assert a < b
        assert joined == (people[a] == people[b])
        assert 0 <= probability <= 1


def test_a_village_is_the_one_of_the_newest_row(register: Register):
    rara: dict[str, Any] = {"name": "RARA", "nik": "6402136507230001", "birth_date": "2023-07-25"}

    register.resolve(
        record("dtsen-1", 2, **rara, true_at="2025-01-01", village_code_written=WONOTIRTO),
        record("opensid-1", 2, **rara, true_at="2026-01-01", village_code_written=TANJUNG_HARAPAN),
        record("eppgbm-1", 2, "child", **rara, village_code_written=None),
    )

    assert register.rows("SELECT village_code FROM person") == [(TANJUNG_HARAPAN,)]


def test_membership_tells_since_when_and_by_whom(register: Register):
    rows = [
        record(receipt, 2, name="BUDI", kk=KK, relation="head", nik="6402130505880001", true_at=day)
        for receipt, day in (("dtsen-1", "2024-01-01"), ("dtsen-2", "2026-01-01"), ("opensid-1", "2025-01-01"))
    ]

    register.resolve(*rows)

    assert register.rows("SELECT relation, first_seen, last_seen, current, sources FROM membership") == [
        ("head", date(2024, 1, 1), date(2026, 1, 1), True, ["dtsen", "opensid"])
    ]


def test_an_empty_register_has_empty_tables(register: Register):
    assert register.resolve() == Resolved(people=0, families=0, calibration=shipped())
    for name in TABLES:
        assert register.rows(f"SELECT count(*) FROM {name}") == [(0,)]
