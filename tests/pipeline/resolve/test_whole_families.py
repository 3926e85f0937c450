"""A child joins the family that it lives in; people and families are settled together."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pipeline.register_kit import SEBULU, TANJUNG_HARAPAN, Register, Row, record, together

KK, OTHER_KK = "6402130101200001", "6402130506250002"
RARA, LISTED = "eppgbm-1.1.2.child", "dtsen-1.1.4.person"
HEAD, WIFE = "dtsen-1.1.2.person", "dtsen-1.1.3.person"


def couple(first: int = 2, man: str = "SUPARDI WIBAWA", woman: str = "ROHDAH MULIA", kk: str | None = KK,
           receipt: str = "dtsen-1", **shared: Any) -> list[Row]:  # fmt: skip
    """Husband and wife of a list."""
    return [
        record(receipt, first, name=man, sex="L", birth_date="1988-05-05", relation="head", kk=kk, **shared),
        record(receipt, first + 1, name=woman, sex="P", birth_date="1990-03-12", relation="wife", kk=kk, **shared),
    ]


def neighbours(count: int = 8) -> list[Row]:
    """Other families of the village, whose names share no word with the couple's."""
    rows = []
    for n in range(count):
        letter = chr(65 + n)
        rows += couple(100 + 2 * n, f"JOKO {letter}ANGKASA", f"WULAN {letter}INDAH", f"640213010119{n + 1:04d}")
    return rows


def measured(row: int = 2, receipt: str = "eppgbm-1", **values: Any) -> Row:
    """A measured child of 2025."""
    given = {"name": "RARA KIRANA", "birth_date": "2025-07-25", "sex": "P", **values}
    return record(receipt, row, "child", **given)


def screened(row: int, man: str, woman: str, kk: str, **flags: bool) -> list[Row]:
    """A couple of the family-risk screening, in June 2026."""
    shared = {"kk": kk, **flags}
    return [
        record("krs-1", row, "head", name=man, sex="L", relation="head", **shared),
        record("krs-1", row, "wife", name=woman, sex="P", relation="wife", **shared),
    ]


@pytest.mark.parametrize(
    ("why", "named"),
    [
        ("only the mother", {"mother_name": "Rohdah Mulia"}),
        ("only the father", {"father_name": "Supardi Wibawa"}),
        ("both, one word each", {"mother_name": "Rohdah", "father_name": "Supardi"}),
        ("the father's name in the mother's cell", {"mother_name": "Supardi Wibawa"}),
        ("both cells exchanged", {"mother_name": "Supardi Wibawa", "father_name": "Rohdah Mulia"}),
        ("the beginning of his name, her whole name", {"mother_name": "Rohdah Mulia", "father_name": "Supar"}),
        ("initials", {"mother_name": "Rohdah M", "father_name": "Supardi W"}),
    ],
)
def test_a_child_whose_row_names(register: Register, why: str, named: dict[str, str]) -> None:
    register.resolve(*couple(), *neighbours(), measured(**named))

    assert together(register.families(), [HEAD, WIFE, RARA]), why


@pytest.mark.parametrize(
    ("why", "named"),
    [
        ("a name that nobody in the village bears", {"mother_name": "Fatmawati Harun"}),
        ("one word shared, one contradicts", {"mother_name": "Rohdah Kencana"}),
        (
            "a father of the list beside quite another mother",
            {"mother_name": "Fatmawati Harun", "father_name": "Supar"},
        ),
    ],
)
def test_a_child_of_nobody_in_the_lists(register: Register, why: str, named: dict[str, str]) -> None:
    register.resolve(*couple(), *neighbours(), measured(**named))

    assert together(register.families(), [HEAD, WIFE], [RARA]), why


def test_between_two_namesakes_nothing_is_settled(register: Register) -> None:
    register.resolve(
        *couple(), *couple(10, "AGUS SALIM", "ROHDAH MULIA", OTHER_KK), measured(mother_name="Rohdah Mulia")
    )

    families = register.families()
    assert families[RARA] not in {families[HEAD], families["dtsen-1.1.10.person"]}


def test_between_two_namesakes_the_screening_knows_who_has_an_infant(register: Register) -> None:
    register.resolve(
        *screened(2, "SUPARDI WIBAWA", "ROHDAH MULIA", KK, has_under_two=True, has_under_five=False),
        *screened(3, "AGUS SALIM", "ROHDAH MULIA", OTHER_KK, has_under_two=False, has_under_five=False),
        measured(mother_name="Rohdah Mulia"),
    )

    assert together(register.families(), ["krs-1.1.2.head", "krs-1.1.2.wife", RARA], ["krs-1.1.3.head"])


def test_what_speaks_for_the_family_can_be_told(register: Register) -> None:
    register.resolve(
        *screened(2, "SUPARDI WIBAWA", "ROHDAH MULIA", KK, has_under_two=True), measured(mother_name="Rohdah Mulia")
    )

    parts = dict(register.rows("SELECT part, bits FROM part"))
    weights = register.rows("SELECT weight FROM weighed")
    assert set(parts) == {"mother", "place", "screened", "shape"}
    assert weights == [(round(sum(parts.values()), 3),)]


def test_families_compete_with_each_other_and_with_nobody(register: Register) -> None:
    """The twin of the probability: one family's couples count once, by their best."""
    others = [row for n in range(3) for row in couple(10 + 2 * n, f"AGUS {chr(65 + n)}LAMSYAH", "ROHDAH MULIA",
                                                      f"640213010118{n + 1:04d}")]  # fmt: skip
    register.resolve(*couple(), *others, measured(mother_name="Rohdah Mulia", father_name="Supardi"))

    weights: dict[int, float] = {}
    for family, weight in register.rows("SELECT family, weight FROM weighed"):
        weights[family] = max(weight, weights.get(family, weight))
    odds = {family: 2 ** min(weight, 40) for family, weight in weights.items()}
    ((family, found),) = register.rows("SELECT family, probability FROM best")
    assert len(odds) == 4
    assert family == max(odds, key=lambda each: odds[each])
    assert found == pytest.approx(odds[family] / (1 + sum(odds.values())), abs=1e-6)


def test_a_newborn_without_a_name_is_the_child_named_later(register: Register) -> None:
    register.resolve(
        *couple(),
        measured(name="By. Ny. Rohdah Mulia"),
        measured(3, "puskesmas_fhir-1", mother_name="Rohdah Mulia", father_name="Supardi Wibawa"),
    )

    assert together(register.people(), [RARA, "puskesmas_fhir-1.1.3.child"], [WIFE])


def test_a_newborn_who_could_be_either_twin_is_neither(register: Register) -> None:
    twins = [
        measured(row, "eppgbm-2", name=name, mother_name="Rohdah Mulia", father_name="Supardi Wibawa")
        for row, name in ((5, "FADLAN HAKIM"), (6, "ZULAIKHA INTAN"))
    ]
    register.resolve(*couple(), *twins, measured(name="By. Ny. Rohdah Mulia", sex=None))

    people = register.people()
    assert people["eppgbm-2.1.5.child"] != people["eppgbm-2.1.6.child"]
    assert people[RARA] not in {people["eppgbm-2.1.5.child"], people["eppgbm-2.1.6.child"]}


def test_a_child_on_two_cards_lives_with_its_parents(register: Register) -> None:
    """The grandparents' card shows the child still, and shows it last."""
    rara = {"name": "RARA KIRANA", "birth_date": "2025-07-25", "sex": "P", "nik": "6402136507250001"}
    register.resolve(
        *couple(),
        record("dtsen-1", 4, kk=KK, relation="child", **rara),
        *couple(10, "MASRUN HALIM", "SALMAH IDRUS", OTHER_KK, receipt="opensid-1"),
        record("opensid-1", 12, kk=OTHER_KK, relation="grandchild", true_at="2026-06-20", **rara),
    )

    assert together(register.families(), [HEAD, WIFE, LISTED, "opensid-1.1.12.person"], ["opensid-1.1.10.person"])


def test_one_couple_screened_without_numbers_is_the_listed_couple(register: Register) -> None:
    register.resolve(*couple(), *screened(2, "SUPARDI WIBAWA", "ROHDAH MULIA", OTHER_KK), *neighbours())

    assert together(register.people(), [HEAD, "krs-1.1.2.head"], [WIFE, "krs-1.1.2.wife"])


@pytest.mark.parametrize(
    ("why", "woman", "named"),
    [
        ("a slip in the middle of a rare word", "ROHDAHWATI", {"mother_name": "ROHBAHWATI"}),
        ("the third word is another", "ROHDAH MULIA SARI", {"mother_name": "Rohdah Mulia Wati"}),
        ("written together", "NUR HAYATI", {"mother_name": "Nurhayati"}),
        (
            "a whole name of three words, in another village",
            "ROHDAH MULIA KENCANA",
            {"mother_name": "Rohdah Mulia Kencana", "village_code_written": SEBULU},
        ),
    ],
)
def test_couples_that_are_looked_at_for_a_child(
    register: Register, why: str, woman: str, named: dict[str, str]
) -> None:
    register.resolve(*couple(woman=woman), *neighbours(), measured(**named))

    assert register.rows("SELECT count(*) FROM candidate") == [(1,)], why


def test_a_card_whose_list_says_nobodys_part_has_parents_all_the_same(register: Register) -> None:
    grown = [
        record("puskesmas_fhir-2", row, name=name, sex=sex, birth_date=born, kk=KK)
        for row, name, sex, born in ((2, "SUPARDI WIBAWA", "L", "1988-05-05"), (3, "ROHDAH MULIA", "P", "1990-03-12"))
    ]
    register.resolve(*grown, *neighbours(), measured(mother_name="Rohdah Mulia", father_name="Supardi Wibawa"))

    assert together(register.families(), ["puskesmas_fhir-2.1.3.person", RARA])


def test_a_child_whose_mother_no_list_knows_lives_with_its_brothers_and_sisters(register: Register) -> None:
    """The card shows the brother with his father; of her only their rows tell."""
    brother = {"name": "BAGAS WIRA", "birth_date": "2023-02-11", "sex": "L", "nik": "6402131102230001"}
    register.resolve(
        *couple()[:1],
        record("dtsen-1", 4, kk=KK, relation="child", **brother),
        measured(3, mother_name="Sulastri Ningrum", **brother),
        measured(mother_name="Sulastri Ningrum"),
        *neighbours(),
    )

    assert together(register.families(), [HEAD, LISTED, "eppgbm-1.1.3.child", RARA])


@pytest.mark.parametrize("stranger", [
    measured(9, name="BAGAS", birth_date="2023-01-02", mother_name="Kartini", village_code_written=TANJUNG_HARAPAN),
    record("dtsen-1", 90, name="ROHDAH ANGGUN", sex="P", relation="head", kk="6402130101209999",
           village_code_written=TANJUNG_HARAPAN),
])  # fmt: skip
def test_a_record_that_has_nothing_to_do_with_it_changes_nothing(register: Register, stranger: Row) -> None:
    rows = [*couple(), *neighbours(), measured(mother_name="Rohdah Mulia", father_name="Supar")]
    register.resolve(*rows)
    before = register.people(), register.families()

    register.resolve(*rows, stranger)

    after = register.people(), register.families()
    assert all({key: new[key] for key in old} == old for old, new in zip(before, after, strict=True))


def test_the_order_of_rows_changes_nothing(register: Register) -> None:
    rows = [
        *couple(), *neighbours(), *screened(2, "SUPARDI WIBAWA", "ROHDAH MULIA", OTHER_KK),
        measured(mother_name="Rohdah Mulia"), measured(3, name="By. Ny. Rohdah", birth_date="2026-01-05"),
    ]  # fmt: skip
    register.resolve(*rows)
    before = register.people(), register.families()

    register.resolve(*reversed(rows))

    assert (register.people(), register.families()) == before
