"""The parents whom a child's row names: records of their own."""

from __future__ import annotations

from tests.pipeline.register_kit import SEBULU, WONOTIRTO, Register, record

MOTHER_NIK = "6402135203900001"


def test_one_mention_for_each_named_parent(register: Register):
    register.standardise(
        record("eppgbm-1", 2, "child", name="RARA", mother_name="Hj. Siti", father_name="Budi"),
        record("eppgbm-1", 3, "child", name="DODO", mother_name="Ani"),
        record("eppgbm-1", 4, "child", name="DIDI"),
    )

    found = register.table("mention")
    assert set(found) == {"eppgbm-1.1.2.mother", "eppgbm-1.1.2.father", "eppgbm-1.1.3.mother"}
    assert found["eppgbm-1.1.2.mother"] == {
        "record_id": "eppgbm-1.1.2.mother",
        "child_record_id": "eppgbm-1.1.2.child",
        "child_same_key": None,
        "role": "mother",
        "name": "SITI",
        "sound": "SITI",
        "nik": None,
        "birth": None,
        "village": WONOTIRTO,
        "other_parent": "BUDI",
    }


def test_a_number_without_a_name_is_a_mention_too(register: Register):
    register.standardise(record("eppgbm-1", 2, "child", name="RARA", mother_nik=MOTHER_NIK))

    assert [(row["role"], row["name"], row["nik"]) for row in register.table("mention").values()] == [
        ("mother", None, MOTHER_NIK)
    ]


def test_an_infant_without_a_name_mentions_its_mother(register: Register):
    register.standardise(record("eppgbm-1", 2, "child", name="By. Ny. Siti"))

    assert [row["name"] for row in register.table("mention").values()] == ["SITI"]


def test_a_parent_with_a_row_of_its_own_is_mentioned_there_only(register: Register):
    register.standardise(
        record("puskesmas_fhir-1", 2, "child", name="RARA", local_id="A1", mother_name="SITI", father_name="BUDI"),
        record(
            "puskesmas_fhir-1", 3, "mother", name="Ny. Siti", nik=MOTHER_NIK, child_ref="A1",
            birth_date="1990-03-12", village_code_written=None,
        ),
    )  # fmt: skip

    found = register.table("mention")
    assert set(found) == {"puskesmas_fhir-1.1.2.father", "puskesmas_fhir-1.1.3.mother"}
    assert found["puskesmas_fhir-1.1.3.mother"] == {
        "record_id": "puskesmas_fhir-1.1.3.mother",
        "child_record_id": None,
        "child_same_key": "puskesmas_fhir|A1",
        "role": "mother",
        "name": "SITI",
        "sound": "SITI",
        "nik": MOTHER_NIK,
        "birth": 19900312,
        "village": WONOTIRTO,
        "other_parent": None,
    }


def test_a_parents_own_village_stands(register: Register):
    register.standardise(
        record("puskesmas_fhir-1", 2, "child", name="RARA", local_id="A1"),
        record("puskesmas_fhir-1", 3, "mother", name="SITI", child_ref="A1", village_code_written=SEBULU),
    )

    assert register.rows("SELECT village FROM mention") == [(SEBULU,)]


def test_a_child_is_compared_with_the_parents_of_its_own_rows(register: Register):
    """The parent who points to the child gives the child's row its mother."""
    register.standardise(
        record("puskesmas_fhir-1", 2, "child", name="RARA", local_id="A1"),
        record("puskesmas_fhir-1", 3, "mother", name="Ny. Siti", child_ref="A1"),
    )

    assert register.rows("SELECT record_id, mother FROM standard") == [("puskesmas_fhir-1.1.2.child", "SITI")]


def test_another_lists_id_points_to_nobody_here(register: Register):
    register.standardise(
        record("eppgbm-1", 2, "child", name="RARA", local_id="A1", mother_name="ANI"),
        record("puskesmas_fhir-1", 3, "mother", name="SITI", child_ref="A1"),
    )

    found = register.table("mention")
    assert found["eppgbm-1.1.2.mother"]["name"] == "ANI"
    assert found["puskesmas_fhir-1.1.3.mother"]["village"] == WONOTIRTO
