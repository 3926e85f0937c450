"""Ids that stay when files are added, and what becomes of them when people are merged or told apart."""

from __future__ import annotations

from typing import Any

from tests.pipeline.register_kit import Register, Row, record, together

KK = "6402130101200001"
BUDI: dict[str, Any] = {"name": "BUDI SANTOSO", "nik": "6402130505880001", "birth_date": "1988-05-05", "sex": "L"}
SITI: dict[str, Any] = {"name": "SITI AMINAH", "nik": "6402135203900001", "birth_date": "1990-03-12", "sex": "P"}
RARA: dict[str, Any] = {"name": "RARA", "nik": "6402136507230001", "birth_date": "2023-07-25", "sex": "P"}

Ledger = list[tuple[str, str, str]]


def family(receipt: str, first: int = 2) -> list[Row]:
    return [
        record(receipt, first, **BUDI, kk=KK, relation="head"),
        record(receipt, first + 1, **SITI, kk=KK, relation="wife"),
        record(receipt, first + 2, **RARA, kk=KK, relation="child"),
    ]


def given(register: Register) -> Ledger:
    """What the ledger holds after this release."""
    return register.rows("SELECT record_id, person_id, family_id FROM record")


def test_the_same_files_give_the_same_ids(register: Register):
    rows = [*family("dtsen-1"), *family("opensid-1")]

    register.resolve(*rows)
    first = given(register)
    register.resolve(*rows[::-1])

    assert sorted(given(register)) == sorted(first)


def test_ids_say_what_they_are_of(register: Register):
    register.resolve(*family("dtsen-1"))

    for _record, person, family_id in given(register):
        assert (person[0], family_id[0], len(person), len(family_id)) == ("P", "F", 16, 16)


def test_ids_stay_when_files_are_added(register: Register):
    """Also when the new file's records come first in the order of ids."""
    register.resolve(*family("opensid-1"))
    before = given(register)

    register.resolve(
        *family("dtsen-1"), *family("opensid-1"), record("eppgbm-1", 2, "child", **RARA, mother_name="SITI AMINAH"),
        ledger=before,
    )  # fmt: skip

    after = {record_id: (person, family_id) for record_id, person, family_id in given(register)}
    for record_id, person, family_id in before:
        assert after[record_id] == (person, family_id)
        assert after[record_id.replace("opensid", "dtsen")] == (person, family_id)
    assert after["eppgbm-1.1.2.child"] == after["opensid-1.1.4.person"]


def test_two_who_turn_out_one_keep_the_id_of_the_one_with_more_records(register: Register):
    rows = [record("dtsen-1", 2, **RARA), *(record(f"eppgbm-{n}", 2, "child", **RARA) for n in range(2))]
    ledger = [
        ("dtsen-1.1.2.person", "P00000000000000A", "F00000000000000A"),
        ("eppgbm-0.1.2.child", "P00000000000000B", "F00000000000000B"),
        ("eppgbm-1.1.2.child", "P00000000000000B", "F00000000000000B"),
    ]

    register.resolve(*rows, ledger=ledger)

    assert set(register.people().values()) == {"P00000000000000B"}
    assert set(register.families().values()) == {"F00000000000000B"}


def test_among_equals_the_id_that_sorts_first_stays(register: Register):
    rows = [record("dtsen-1", 2, **RARA), record("eppgbm-1", 2, "child", **RARA)]
    ledger = [
        ("dtsen-1.1.2.person", "P00000000000000B", "F00000000000000B"),
        ("eppgbm-1.1.2.child", "P00000000000000A", "F00000000000000A"),
    ]

    register.resolve(*rows, ledger=ledger)

    assert set(register.people().values()) == {"P00000000000000A"}


def test_one_who_turns_out_two_leaves_the_id_with_the_larger_part(register: Register):
    rows = [record("dtsen-1", 2, **SITI), record("opensid-1", 2, **SITI), record("dtsen-1", 3, **BUDI)]
    ledger = [(row["record_id"], "P00000000000000A", "F00000000000000A") for row in rows]

    register.resolve(*rows, ledger=ledger)

    people = register.people()
    assert people["dtsen-1.1.2.person"] == people["opensid-1.1.2.person"] == "P00000000000000A"
    assert people["dtsen-1.1.3.person"] != "P00000000000000A"


def test_the_part_that_leaves_never_gets_the_id_that_others_keep(register: Register):
    """The id was founded by the very record that leaves: it may not be founded by it again."""
    rows = [record("dtsen-1", 2, **BUDI), record("opensid-1", 2, **SITI), record("opensid-2", 2, **SITI)]
    register.resolve(rows[0])
    founded = given(register)[0]
    ledger = [(row["record_id"], founded[1], founded[2]) for row in rows]

    register.resolve(*rows, ledger=ledger)

    people, families = register.people(), register.families()
    assert people["opensid-1.1.2.person"] == founded[1]
    assert people["dtsen-1.1.2.person"] != founded[1]
    assert families["dtsen-1.1.2.person"] != families["opensid-1.1.2.person"] == founded[2]


def test_an_id_of_somebody_gone_is_not_given_to_a_newcomer(register: Register):
    """Its records were withdrawn; the ledger remembers."""
    register.resolve(record("dtsen-1", 2, **BUDI))
    before = given(register)

    register.resolve(record("dtsen-2", 2, **SITI), ledger=before)

    assert {person for _record, person, _family in given(register)}.isdisjoint({before[0][1]})


def test_no_two_people_or_families_share_an_id(register: Register):
    rows = [
        *family("dtsen-1"), *family("opensid-1"),
        record("eppgbm-1", 2, "child", name="DODO", birth_date="2021-02-03", mother_name="WULANDARI"),
        record("puskesmas_fhir-1", 3, "mother", name="ANI", child_ref="A2"),
    ]  # fmt: skip

    register.resolve(*rows)

    for kind in ("person", "family"):
        assert register.rows(f"SELECT count(*) = count(DISTINCT {kind}_id) FROM {kind}_ids") == [(True,)]


def test_a_member_who_leaves_takes_no_family_id_along(register: Register):
    """Two families that were one on an old card get an id each."""
    grown = {"name": "RATNA", "nik": "6402134404990001", "birth_date": "1999-04-04", "sex": "P"}
    mate = {"name": "EKO", "nik": "6402131212970001", "birth_date": "1997-12-12", "sex": "L"}
    old = [*family("dtsen-1"), record("dtsen-1", 5, **grown, kk=KK, relation="child")]
    register.resolve(*old)
    before = given(register)
    own = {"kk": "6402130506250002"}

    register.resolve(
        *old, record("opensid-1", 2, **mate, **own, relation="head"),
        record("opensid-1", 3, **grown, **own, relation="wife"), ledger=before,
    )  # fmt: skip

    families = register.families()
    assert families["dtsen-1.1.2.person"] == before[0][2]
    assert together(
        families,
        [f"dtsen-1.1.{n}.person" for n in (2, 3, 4)],
        ["dtsen-1.1.5.person", "opensid-1.1.2.person", "opensid-1.1.3.person"],
    )
