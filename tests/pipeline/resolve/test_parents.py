"""Which person is the parent whom a child's row names?"""

from __future__ import annotations

from typing import Any

import pytest
from tests.pipeline.register_kit import SEBULU, TANJUNG_HARAPAN, Register, Row, record, together

MOTHER_NIK = "6402135203900001"
KK, OTHER_KK = "6402130101200001", "6402130101200099"
RARA, MOTHER = "eppgbm-1.1.2.child", "eppgbm-1.1.2.mother"
FATHER = "eppgbm-1.1.2.father"
SITI, BUDI = "dtsen-1.1.3.person", "dtsen-1.1.2.person"


def family(**shared: Any) -> list[Row]:
    """Budi and Siti, listed."""
    shared = {"kk": KK, **shared}
    return [
        record("dtsen-1", 2, name="BUDI SANTOSO", sex="L", birth_date="1988-05-05", relation="head", **shared),
        record(
            "dtsen-1", 3, name="SITI ROKAYAH", sex="P", birth_date="1990-03-12", relation="wife",
            **{"nik": MOTHER_NIK, **shared},
        ),
    ]  # fmt: skip


def neighbours(count: int = 30) -> list[Row]:
    """Other families of the village: one name is not the whole village's."""
    women = ("DEWI", "RATNA", "WATI", "LINA", "SRI")
    men = ("AGUS", "JOKO", "HENDRA", "TONO", "EKO")
    rows = []
    for n in range(count):
        shared = {"kk": f"640213010119{n + 1:04d}"}
        rows += [
            record("dtsen-1", 100 + 2 * n, name=f"{men[n % 5]} NOMOR{n}", sex="L", relation="head",
                   birth_date=f"19{70 + n % 20}-07-07", **shared),
            record("dtsen-1", 101 + 2 * n, name=f"{women[n % 5]} BINTANG{n}", sex="P", relation="wife",
                   birth_date=f"19{72 + n % 20}-08-08", **shared),
        ]  # fmt: skip
    return rows


def elsewhere() -> list[Row]:
    """Hundreds of women of another kecamatan: what is rare can only be seen among many."""
    return [
        record("dtsen-1", 1000 + n, name=f"DEWI {chr(65 + n % 26)}{chr(65 + n // 26 % 26)}ANI", sex="P",
               birth_date=f"19{60 + n % 30}-0{n % 9 + 1}-{n % 28 + 1:02d}", village_code_written=SEBULU)
        for n in range(400)
    ]  # fmt: skip


def child(row: int = 2, **values: Any) -> Row:
    """A measured child of 2023 who names her mother."""
    given = {"name": "RARA", "birth_date": "2023-07-25", "mother_name": "Siti Rokayah", **values}
    return record("eppgbm-1", row, "child", **given)


def test_by_number(register: Register):
    """The number settles it, whatever the village and however the name is written."""
    register.resolve(
        child(mother_name="St. Rokayah", mother_nik=MOTHER_NIK, village_code_written=SEBULU), *family(), *neighbours()
    )

    assert together(register.people(), [SITI, MOTHER], [BUDI], [RARA])


def test_a_number_under_quite_another_name_is_not_believed(register: Register):
    register.resolve(
        child(mother_name="Wulandari", mother_nik=MOTHER_NIK, village_code_written=SEBULU), *family(), *neighbours()
    )

    assert together(register.people(), [SITI], [MOTHER])


@pytest.mark.parametrize("written", ["Siti Rokayah", "Siti", "Siti Rokaya", "Rokayah"])
def test_in_the_childs_own_listed_family(register: Register, written: str):
    """The same child stands on a card of the welfare list: the woman of that name there is the mother."""
    listed = record("dtsen-1", 4, name="RARA", birth_date="2023-07-25", kk=KK, relation="child")

    register.resolve(child(mother_name=written, kk=KK), listed, *family(), *neighbours())

    assert together(register.people(), [SITI, MOTHER], [RARA, "dtsen-1.1.4.person"])


def test_by_the_couple_in_the_village(register: Register):
    """Both parents are named as a listed couple is, loosely written."""
    register.resolve(child(mother_name="Siti Rokaya", father_name="Budi Santosa"), *family(), *neighbours())

    assert together(register.people(), [SITI, MOTHER], [BUDI, FATHER])


def test_by_a_rare_name_alone(register: Register):
    register.resolve(child(), *family(), *neighbours(), *elsewhere())

    assert together(register.people(), [SITI, MOTHER])


def test_a_name_that_many_women_of_the_village_bear_settles_nothing(register: Register):
    namesakes = [
        record("dtsen-1", 50 + n, name="SITI ROKAYAH", sex="P", relation="wife", kk=f"640213010118{n + 1:04d}",
               birth_date=f"19{80 + n}-0{n + 1}-11", nik=f"6402135{n + 1}0{n + 1}{80 + n}{n + 1:04d}")
        for n in range(6)
    ]  # fmt: skip

    register.resolve(child(), *namesakes, *neighbours(), *elsewhere())

    people = register.people()
    assert people[MOTHER] not in {people[row["record_id"]] for row in namesakes}


def test_a_namesake_in_another_village_is_somebody_else(register: Register):
    register.resolve(child(village_code_written=TANJUNG_HARAPAN), *family(), *neighbours(), *elsewhere())

    assert together(register.people(), [SITI], [MOTHER])


@pytest.mark.parametrize("born", ["2015-03-12", "1935-03-12"])
def test_an_adult_of_the_wrong_age_is_refused(register: Register, born: str):
    rows = family()
    rows[1] = record("dtsen-1", 3, name="SITI ROKAYAH", sex="P", birth_date=born, relation="wife", kk=KK)

    register.resolve(child(), *rows, *neighbours(), *elsewhere())

    assert together(register.people(), [SITI], [MOTHER])


def test_a_man_of_that_name_is_no_mother(register: Register):
    rows = [
        record("dtsen-1", 3, name="SITI ROKAYAH", sex="L", birth_date="1990-03-12", relation="head", kk=OTHER_KK),
    ]

    register.resolve(child(), *rows, *neighbours(), *elsewhere())

    assert together(register.people(), [SITI], [MOTHER])


def test_nobody_in_a_list_is_a_person_of_their_own_shared_by_siblings(register: Register):
    register.resolve(
        child(2, mother_name="Wulandari", father_name="Gunawan"),
        child(3, name="DODO", birth_date="2021-02-03", mother_name="Wulandari", father_name="Gunawan"),
        child(4, name="DIDI", birth_date="2022-11-01", mother_name="Kartini"),
        *neighbours(),
    )

    assert together(
        register.people(),
        [MOTHER, "eppgbm-1.1.3.mother"],
        [FATHER, "eppgbm-1.1.3.father"],
        ["eppgbm-1.1.4.mother"],
        [RARA],
        ["eppgbm-1.1.3.child"],
    )


def test_all_rows_of_one_child_mean_one_mother(register: Register):
    rows = [child(row, local_id=None, nik="6402136507230001", mother_name=name) for row, name in
            ((2, "Wulandari"), (3, "Wulandary"), (4, "Wulan"))]  # fmt: skip
    rows = [{**row, "receipt_id": f"eppgbm-{n}", "record_id": f"eppgbm-{n}.1.2.child"} for n, row in enumerate(rows)]

    register.resolve(*rows, *neighbours())

    people = register.people()
    assert together(people, [f"eppgbm-{n}.1.2.child" for n in range(3)], [f"eppgbm-{n}.1.2.mother" for n in range(3)])


def test_rows_of_one_child_that_name_two_women_mean_two(register: Register):
    rows = [
        {**child(nik="6402136507230001", mother_name=name), "receipt_id": f"eppgbm-{n}",
         "record_id": f"eppgbm-{n}.1.2.child"}
        for n, name in enumerate(("Siti Rokayah", "Hartini"))
    ]  # fmt: skip

    register.resolve(*rows, *family(), *neighbours(), *elsewhere())

    people = register.people()
    assert people["eppgbm-0.1.2.mother"] == people[SITI]
    assert people["eppgbm-1.1.2.mother"] != people[SITI]


def test_a_parents_own_row_whose_child_is_in_no_file(register: Register):
    register.resolve(
        record("puskesmas_fhir-1", 2, "mother", name="SITI", child_ref="A1"),
        record("puskesmas_fhir-1", 3, "mother", name="ANI", child_ref="A2"),
        record("puskesmas_fhir-1", 4, "child", name="DODO", local_id="A2"),
    )

    people = register.people()
    assert len(set(people.values())) == 3
    assert register.rows("SELECT count(*) FROM person") == [(3,)]


def test_the_mother_is_the_childs_mother_in_the_register(register: Register):
    register.resolve(child(), *family(), *neighbours())

    rara = register.people()[RARA]
    assert register.rows(f"SELECT mother_name FROM person WHERE person_id = '{rara}'") == [("Siti Rokayah",)]


def test_how_sure_it_is_goes_with_the_record(register: Register):
    register.resolve(child(mother_nik=MOTHER_NIK), child(3, name="DODO", mother_name="Kartini"), *family())

    sure = dict(register.rows("SELECT record_id, match_probability FROM record"))
    assert sure[MOTHER] > 0.99
    assert sure["eppgbm-1.1.3.mother"] == 1.0
    assert all(0 < probability <= 1 for probability in sure.values())
