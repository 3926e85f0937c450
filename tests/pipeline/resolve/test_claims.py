"""Every value with its source and its dates, and which one the register shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.pipeline.register_kit import Register, Row, record

from padan.pipeline.resolve.claims import OF_FAMILY, OF_PERSON
from padan.reference.precedence import attributes, precedence

KK = "6402130101200001"
NIK = "6402136507230001"
#: One child in every list: the number holds the rows together whatever else they say.
RARA: dict[str, Any] = {"name": "RARA", "nik": NIK, "birth_date": "2023-07-25", "sex": "P", "kk": KK}


def rara(receipt: str, **changes: Any) -> Row:
    role = "child" if receipt.startswith(("eppgbm", "puskesmas")) else "person"
    return record(receipt, 2, role, **{**RARA, **changes})


def shown(register: Register, attribute: str) -> list[tuple[str, str]]:
    """The chosen values of an attribute, with their sources."""
    return register.rows(
        f"SELECT value, source FROM claim WHERE attribute = '{attribute}' AND chosen ORDER BY subject_id"
    )


def test_every_claimed_attribute_has_its_precedence():
    assert {*OF_PERSON, *OF_FAMILY} <= set(attributes())


@pytest.mark.parametrize("attribute", ["name", "birth_place"])
def test_under_the_rule_rank_the_better_source_wins_whatever_its_age(register: Register, attribute: str):
    best, other = (row.source for row in precedence(attribute)[1:3])
    assert {row.rule for row in precedence(attribute)} == {"rank"}

    register.resolve(
        rara(f"{best}-1", **{attribute: "RARA SATU"}, true_at="2020-01-01", birth_date="2019-07-25"),
        rara(f"{other}-1", **{attribute: "RARA DUA"}, birth_date="2019-07-25"),
    )

    assert shown(register, attribute) == [("RARA SATU", best)]


def test_among_rows_of_one_source_the_newest_wins(register: Register):
    register.resolve(
        rara("opensid-1", name="RARA SATU", true_at="2025-01-01"),
        rara("opensid-2", name="RARA DUA", true_at="2026-01-01"),
    )

    assert shown(register, "name") == [("RARA DUA", "opensid")]


def test_under_the_rule_newest_the_newest_day_wins(register: Register):
    assert {row.source: row.rule for row in precedence("status")}["opensid"] == "newest"

    register.resolve(
        rara("opensid-1", status="alive", true_at="2025-01-01"),
        rara("dtsen-1", status="moved", true_at="2026-01-01"),
    )

    assert shown(register, "status") == [("moved", "dtsen")]


def test_an_infants_row_shows_its_name_only_for_want_of_a_better(register: Register):
    register.resolve(
        rara("opensid-1", name="By. Ny. Siti"),
        rara("eppgbm-1", name="RARA"),
    )

    assert ("RARA", "eppgbm") in shown(register, "name")
    assert register.rows("SELECT name FROM person WHERE birth_date IS NOT NULL") == [("RARA",)]


def test_an_infants_row_is_better_than_nothing(register: Register):
    register.resolve(rara("opensid-1", name="By. Ny. Siti"))

    assert ("By. Ny. Siti", "opensid") in shown(register, "name")


@pytest.mark.parametrize(
    ("doubtful", "quality"),
    [("2023-01-01", "exact"), ("2023-12-31", "exact"), ("2023-07-20", "unsettled")],
)
def test_a_real_birth_date_wins_over_a_first_of_january(register: Register, doubtful: str, quality: str):
    best, worst = precedence("birth_date_under_five")[1].source, precedence("birth_date_under_five")[-1].source

    register.resolve(
        rara(f"{best}-1", birth_date=doubtful, birth_date_quality=quality),
        rara(f"{worst}-1", birth_date="2023-07-25"),
    )

    assert shown(register, "birth_date") == [("2023-07-25", worst)]


def test_for_a_young_child_the_birth_date_has_a_ranking_of_its_own(register: Register):
    old, young = (
        [row.source for row in precedence(attribute) if row.source in ("dtsen", "puskesmas_fhir")]
        for attribute in ("birth_date", "birth_date_under_five")
    )
    assert (old[0], young[0]) == ("dtsen", "puskesmas_fhir")

    for year, best in ((2023, young[0]), (2010, old[0])):
        nik = f"640213650{7}{year % 100:02d}0001"
        register.resolve(
            rara("dtsen-1", nik=nik, birth_date=f"{year}-07-24"),
            rara("puskesmas_fhir-1", nik=nik, birth_date=f"{year}-07-25"),
        )
        assert [source for _value, source in shown(register, "birth_date")] == [best]


def test_every_claim_has_its_four_dates(register: Register):
    register.resolve(
        rara("eppgbm-1", true_at="2026-02-28", collected_at="2026-02-10", entered_at="2026-02-12"),
    )

    assert register.rows(
        "SELECT DISTINCT true_at, collected_at, entered_at, received_at FROM claim WHERE attribute = 'name'"
    ) == [(date(2026, 2, 28), date(2026, 2, 10), date(2026, 2, 12), date(2026, 7, 1))]


def test_one_value_is_shown_for_each_attribute_of_each_subject(register: Register):
    register.resolve(
        rara("opensid-1", address="JALAN A"), rara("dtsen-1", address="JALAN B", desil_low=2, desil_high=2),
        rara("eppgbm-1", mother_name="SITI"), rara("puskesmas_fhir-1", mother_name="SITI A"),
    )  # fmt: skip

    assert (
        register.rows("""
        SELECT subject_id, attribute FROM claim GROUP BY ALL HAVING count(*) FILTER (chosen) <> 1
    """)
        == []
    )
    assert register.rows("SELECT count(*) > 1 FROM claim WHERE attribute = 'mother_name'") == [(True,)]


def test_values_are_of_the_family_where_they_are_the_familys(register: Register):
    register.resolve(
        record("dtsen-1", 2, name="BUDI", kk=KK, relation="head", address="JALAN A", desil_low=2, desil_high=2),
        record("dtsen-1", 3, name="SITI", kk=KK, relation="wife", address="JALAN A", desil_low=6, desil_high=10),
    )

    kinds = dict(register.rows("SELECT DISTINCT attribute, subject FROM claim"))
    assert kinds["address"] == kinds["kk"] == kinds["desil"] == kinds["village"] == "family"
    assert kinds["name"] == kinds["relation"] == "person"
    assert sorted(register.rows("SELECT value FROM claim WHERE attribute = 'desil'")) == [("2",), ("6-10",)]


def test_a_parent_who_is_only_named_claims_name_and_number(register: Register):
    register.resolve(rara("eppgbm-1", mother_name="Hj. Siti", mother_nik="6402135203900001"))

    mother = register.people()["eppgbm-1.1.2.mother"]
    assert sorted(register.rows(f"SELECT attribute, value, record_id FROM claim WHERE subject_id = '{mother}'")) == [
        ("name", "SITI", "eppgbm-1.1.2.mother"),
        ("nik", "6402135203900001", "eppgbm-1.1.2.mother"),
    ]


def test_what_is_not_written_is_not_claimed(register: Register):
    register.resolve(record("dtsen-1", 2, name="BUDI", desil_quality="unknown", programmes=[]))

    claimed = {attribute for (attribute,) in register.rows("SELECT attribute FROM claim")}
    assert claimed == {"name", "village"}
