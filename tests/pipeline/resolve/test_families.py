"""Who lives with whom: families of several lists put together."""

from __future__ import annotations

from typing import Any

from tests.pipeline.register_kit import Register, Row, record, together

KK, NEW_KK = "6402130101200001", "6402130506250002"
BUDI: dict[str, Any] = {"name": "BUDI SANTOSO", "nik": "6402130505880001", "birth_date": "1988-05-05", "sex": "L"}
SITI: dict[str, Any] = {"name": "SITI AMINAH", "nik": "6402135203900001", "birth_date": "1990-03-12", "sex": "P"}
RARA: dict[str, Any] = {"name": "RARA", "nik": "6402136507230001", "birth_date": "2023-07-25", "sex": "P"}
AGUS: dict[str, Any] = {"name": "AGUS SALIM", "nik": "6402130707750001", "birth_date": "1975-07-07", "sex": "L"}
DEWI: dict[str, Any] = {"name": "DEWI LESTARI", "nik": "6402134808780001", "birth_date": "1978-08-08", "sex": "P"}
HEAD, WIFE, CHILD = {"relation": "head"}, {"relation": "wife"}, {"relation": "child"}


def card(receipt: str, first: int, kk: str | None, *members: dict[str, Any], **shared: Any) -> list[Row]:
    """A family of a list: one row a member."""
    return [record(receipt, first + n, **{**member, "kk": kk, **shared}) for n, member in enumerate(members)]


def families(register: Register, *rows: Row) -> dict[str, str]:
    """The family where each record's person lives, by receipt and row."""
    register.resolve(*rows)
    return {record_id.rsplit(".", 1)[0].replace(".1.", "."): f for record_id, f in register.families().items()}


def test_one_card_in_two_lists_is_one_family(register: Register):
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE),
        *card("opensid-1", 2, KK, BUDI | HEAD, SITI | WIFE, RARA | CHILD),
    )

    assert together(found, ["dtsen-1.2", "dtsen-1.3", "opensid-1.2", "opensid-1.3", "opensid-1.4"])
    assert register.rows("SELECT members, head_name FROM family") == [(3, "BUDI SANTOSO")]


def test_a_renewed_card_of_the_same_head_is_the_same_family(register: Register):
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, RARA | CHILD),
        *card("opensid-1", 2, NEW_KK, BUDI | HEAD, SITI | WIFE),
    )

    assert together(found, ["dtsen-1.2", "dtsen-1.3", "opensid-1.2", "opensid-1.3"])


def test_the_same_couple_either_way_round(register: Register):
    """One list has him as the head, the other her."""
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE),
        *card("opensid-1", 2, NEW_KK, SITI | HEAD, BUDI | {"relation": "husband"}, RARA | CHILD),
    )

    assert together(found, ["dtsen-1.2", "dtsen-1.3", "opensid-1.2", "opensid-1.3", "opensid-1.4"])


def test_a_widow_with_her_child_is_the_family_that_she_was(register: Register):
    """After the head's death the wife heads a new card with the children."""
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE, RARA | CHILD, true_at="2024-01-01"),
        *card("opensid-1", 2, NEW_KK, SITI | HEAD, RARA | CHILD),
    )

    assert together(found, ["dtsen-1.3", "dtsen-1.4", "opensid-1.2", "opensid-1.3"])


def test_a_card_number_of_two_whole_families_makes_them_not_one(register: Register):
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE),
        *card("opensid-1", 2, KK, AGUS | HEAD, DEWI | WIFE),
    )

    assert together(found, ["dtsen-1.2", "dtsen-1.3"], ["opensid-1.2", "opensid-1.3"])


def test_a_married_child_lives_in_its_own_family(register: Register):
    """The parents' old card still shows her; the newest list too: she leads a family, so she left."""
    grown = {"name": "RATNA", "nik": "6402134404990001", "birth_date": "1999-04-04", "sex": "P"}
    found = families(
        register,
        *card("opensid-1", 2, KK, AGUS | HEAD, DEWI | WIFE, grown | CHILD),
        *card("dtsen-1", 2, NEW_KK, BUDI | HEAD, grown | WIFE, true_at="2025-01-01"),
    )

    assert together(found, ["opensid-1.2", "opensid-1.3"], ["opensid-1.4", "dtsen-1.2", "dtsen-1.3"])
    ratna = register.people()["dtsen-1.1.3.person"]
    assert register.rows(f"SELECT relation, current FROM membership WHERE person_id = '{ratna}' ORDER BY current") == [
        ("child", False),
        ("wife", True),
    ]


def test_who_moved_lives_where_the_newest_list_says(register: Register):
    elder = {"name": "ANI", "nik": "6402134101500001", "birth_date": "1950-01-01", "sex": "P", "relation": "parent"}
    found = families(
        register,
        *card("dtsen-1", 2, KK, AGUS | HEAD, elder, true_at="2024-01-01"),
        *card("opensid-1", 2, NEW_KK, BUDI | HEAD, elder, true_at="2026-01-01"),
    )

    assert together(found, ["dtsen-1.2"], ["opensid-1.2", "opensid-1.3", "dtsen-1.3"])


def test_a_child_known_only_from_measurements_lives_with_its_mother(register: Register):
    measured = record("eppgbm-1", 2, "child", **RARA, mother_name="Siti Aminah", mother_nik=SITI["nik"])

    found = families(register, *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE), measured)

    assert together(found, ["dtsen-1.2", "dtsen-1.3", "eppgbm-1.2"])
    rara = register.people()["eppgbm-1.1.2.child"]
    assert register.rows(f"SELECT relation FROM person WHERE person_id = '{rara}'") == [("child",)]
    assert register.rows(f"SELECT sources FROM membership WHERE person_id = '{rara}'") == [(["eppgbm"],)]


def test_else_with_its_father(register: Register):
    measured = record("eppgbm-1", 2, "child", **RARA, mother_name="Wulandari", father_nik=BUDI["nik"],
                      father_name="Budi Santoso")  # fmt: skip

    found = families(register, *card("dtsen-1", 2, KK, BUDI | HEAD), measured)

    assert together(found, ["dtsen-1.2", "eppgbm-1.2"])


def test_a_mother_whom_no_list_knows_lives_with_her_child(register: Register):
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, RARA | CHILD),
        record("eppgbm-1", 2, "child", **RARA, mother_name="Wulandari"),
    )

    people = register.people()
    assert together(found, ["dtsen-1.2", "dtsen-1.3", "eppgbm-1.2"])
    assert register.families()["eppgbm-1.1.2.mother"] == found["dtsen-1.2"]
    assert people["eppgbm-1.1.2.mother"] not in (people["dtsen-1.1.2.person"], people["eppgbm-1.1.2.child"])


def test_siblings_whom_no_list_of_families_knows_live_with_the_parents_they_name(register: Register):
    parents = {"mother_name": "Wulandari", "father_name": "Gunawan"}
    found = families(
        register,
        record("eppgbm-1", 2, "child", **RARA, **parents),
        record("eppgbm-1", 3, "child", name="DODO", birth_date="2021-02-03", **parents),
        record("eppgbm-1", 4, "child", name="DIDI", birth_date="2022-11-01", mother_name="Kartini"),
    )

    assert together(found, ["eppgbm-1.2", "eppgbm-1.3"], ["eppgbm-1.4"])
    assert sorted(register.rows("SELECT members, head_name FROM family")) == [(2, "KARTINI"), (4, "GUNAWAN")]


def test_children_alone_on_a_card_stay_together(register: Register):
    """No list has their parents, and their own rows name none."""
    found = families(
        register,
        record("eppgbm-1", 2, "child", **RARA, kk=KK),
        record("eppgbm-1", 3, "child", name="DODO", birth_date="2021-02-03", kk=KK),
        record("eppgbm-1", 4, "child", name="DIDI", birth_date="2022-11-01"),
    )

    assert together(found, ["eppgbm-1.2", "eppgbm-1.3"], ["eppgbm-1.4"])


def test_a_card_on_a_measurement_is_no_family_yet(register: Register):
    """The cadre copied the neighbours' card number; the mother's own family counts."""
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE),
        *card("dtsen-1", 4, NEW_KK, AGUS | HEAD, DEWI | WIFE),
        record("eppgbm-1", 2, "child", **RARA, kk=NEW_KK, mother_name="Siti Aminah", mother_nik=SITI["nik"]),
    )

    assert found["dtsen-1.2"] != found["dtsen-1.4"]
    assert register.people()["eppgbm-1.1.2.mother"] == register.people()["dtsen-1.1.3.person"]


def test_a_screened_couple_is_the_listed_family(register: Register):
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE, RARA | CHILD),
        record("krs-1", 2, "head", name="BUDI SANTOSO", relation="head", sex="L", kk=KK),
        record("krs-1", 2, "wife", name="SITI AMINAH", relation="wife", sex="P", kk=KK, nik=SITI["nik"]),
    )

    assert len(set(found.values())) == 1


def test_the_dead_and_the_moved_are_no_members(register: Register):
    families(
        register,
        *card("opensid-1", 2, KK, BUDI | HEAD | {"status": "dead"}, SITI | WIFE, RARA | CHILD),
    )

    assert register.rows("SELECT members, head_name FROM family") == [(2, "SITI AMINAH")]


def test_nobody_lives_in_two_families(register: Register):
    families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE, RARA | CHILD),
        *card("opensid-1", 2, NEW_KK, SITI | HEAD, RARA | CHILD),
        record("eppgbm-1", 2, "child", **RARA, mother_name="Dewi"),
    )

    assert register.rows("SELECT person_id FROM membership WHERE current GROUP BY ALL HAVING count(*) <> 1") == []
    assert (
        register.rows("""
        FROM person p ANTI JOIN (FROM membership WHERE current) m USING (person_id, family_id)
    """)
        == []
    )


def test_a_mother_who_married_again_left_her_first_husband(register: Register):
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE, RARA | CHILD, true_at="2024-01-01"),
        *card("opensid-1", 2, NEW_KK, AGUS | HEAD, SITI | WIFE, RARA | CHILD),
    )

    assert together(found, ["dtsen-1.2"], ["opensid-1.2", "opensid-1.3", "opensid-1.4", "dtsen-1.3"])


def moved_with_mother(register: Register, child: dict[str, Any], seen: str) -> bool:
    """Whether a child of Budi's card lives with its mother, whom a screening shows as Agus' wife."""
    found = families(
        register,
        *card("dtsen-1", 2, KK, BUDI | HEAD, SITI | WIFE, child | CHILD, true_at="2025-01-01"),
        record("krs-1", 2, "head", **AGUS, relation="head", kk=NEW_KK, true_at=seen),
        record("krs-1", 2, "wife", **SITI, relation="wife", kk=NEW_KK, true_at=seen),
    )
    return together(found, ["dtsen-1.2"], ["krs-1.2", "dtsen-1.3", "dtsen-1.4"])


def test_a_small_child_goes_with_its_mother_where_the_newer_list_has_no_children(register: Register):
    assert moved_with_mother(register, RARA, "2026-01-01")


def test_not_by_an_older_list(register: Register):
    assert not moved_with_mother(register, RARA, "2024-01-01")


def test_nor_a_child_of_school_age(register: Register):
    assert not moved_with_mother(register, RARA | {"nik": "6402136507130001", "birth_date": "2013-07-25"}, "2026-01-01")
