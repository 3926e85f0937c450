"""Which number can be whose, and what a number says of its bearer."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pipeline.register_kit import Register, record

#: Women's NIKs: 40 is added to the day.
MOTHER = "6402135203900001"
CHILD = "6402135203230002"


def only(register: Register, **values: Any) -> dict[str, Any]:
    """One child's record, standardised."""
    register.standardise(record("eppgbm-1", 2, "child", **{"name": "RARA", **values}))
    return register.table("standard")["eppgbm-1.1.2.child"]


@pytest.mark.parametrize(
    ("nik", "birth_date", "agrees"),
    [
        (CHILD, "2023-03-12", 3),
        (CHILD, "2023-03-13", 2),
        (CHILD, "2023-12-03", 1),
        ("6402131203230002", "2023-03-12", 3),
        (CHILD, "2022-04-13", 0),
        (CHILD, None, None),
        (None, "2023-03-12", None),
    ],
)
def test_parts_of_the_date_in_which_nik_and_birth_date_agree(
    register: Register, nik: str | None, birth_date: str | None, agrees: int | None
):
    found = only(register, nik=nik, birth_date=birth_date)

    assert found["nik_agrees"] == agrees
    assert found["nik"] == nik
    assert found["nik15"] == (nik[:15] if nik else None)


@pytest.mark.parametrize(
    ("nik", "birth_date", "own"),
    [
        (MOTHER, "2023-07-25", False),
        # a generation apart, but too much of the date agrees to be another's
        (MOTHER, "2023-03-12", True),
        # ten years apart: a slip of the pen, not a parent
        (CHILD, "2013-07-25", True),
        # nobody's parent was born eighty years before
        ("6402135203430001", "2023-07-25", True),
        # the bearer is too old for a measured child's mother to be meant
        (MOTHER, "2004-07-25", True),
    ],
)
def test_a_number_from_the_parents_generation_is_the_parents(register: Register, nik: str, birth_date: str, own: bool):
    found = only(register, nik=nik, birth_date=birth_date)

    assert found["nik"] == (nik if own else None)
    assert found["nik15"] == (nik[:15] if own else None)
    assert found["kin_nik"] == (None if own else nik)
    assert own or found["nik_agrees"] is None


@pytest.mark.parametrize(
    ("values", "kin_nik"),
    [
        ({"mother_nik": MOTHER}, MOTHER),
        # what is written as hers comes before what was typed for the child
        ({"mother_nik": MOTHER, "nik": "6402135203900009", "birth_date": "2023-07-25"}, MOTHER),
        ({"nik_digits": MOTHER, "nik_quality": "mother_plus_digit"}, MOTHER),
        ({"nik_digits": MOTHER[:15], "nik_quality": "last_digit_lost"}, None),
    ],
)
def test_the_mothers_number(register: Register, values: dict[str, str], kin_nik: str | None):
    assert only(register, **values)["kin_nik"] == kin_nik


@pytest.mark.parametrize(
    ("quality", "digits", "kept"),
    [
        ("last_digit_lost", CHILD[:15], CHILD[:15]),
        ("temporary", "0640213100800012", None),
        ("masked", CHILD[:6], None),
        ("region_only", CHILD[:6], None),
        ("mother_plus_digit", MOTHER, None),
        ("missing", None, None),
    ],
)
def test_fifteen_digits_survive_a_spreadsheet(register: Register, quality: str, digits: str | None, kept: str | None):
    found = only(register, nik_quality=quality, nik_digits=digits)

    assert (found["nik"], found["nik15"]) == (None, kept)


@pytest.mark.parametrize(
    ("birth_date", "birth"),
    [
        (None, 20230312),
        # 1 January stands for some day of the year
        ("2023-01-01", 20230312),
        ("2022-01-01", 20220101),
        ("2023-07-25", 20230725),
    ],
)
def test_a_rounded_number_still_tells_the_birth_date(register: Register, birth_date: str | None, birth: int):
    found = only(register, nik_quality="last_digit_lost", nik_digits=CHILD[:15], birth_date=birth_date)

    assert (found["birth"], found["nik"], found["nik_agrees"]) == (birth, None, None)


@pytest.mark.parametrize(("bearers", "own"), [(3, True), (4, False)])
def test_a_number_of_many_people_identifies_nobody(register: Register, bearers: int, own: bool):
    rows = [
        record("dtsen-1", n, name=f"ORANG {n}", nik=CHILD, birth_date=f"2023-03-{n:02d}") for n in range(1, bearers + 1)
    ]

    register.standardise(*rows)

    found = register.table("standard").values()
    assert {row["nik"] for row in found} == ({CHILD} if own else {None})
    assert {row["nik15"] for row in found} == ({CHILD[:15]} if own else {None})


def test_one_person_in_many_rows_keeps_the_number(register: Register):
    rows = [record("eppgbm-1", n, "child", name="RARA", nik=CHILD, birth_date="2023-03-12") for n in range(9)]

    register.standardise(*rows)

    assert register.rows("SELECT DISTINCT nik FROM standard") == [(CHILD,)]


def test_a_card_of_a_whole_village_is_no_card(register: Register):
    shared, own = "6402130101200001", "6402130101200002"
    rows = [
        record("dtsen-1", n, name=f"ORANG {n}", kk=shared, birth_date="1990-05-05", nik=f"64021301{n:08d}")
        for n in range(1, 62)
    ]

    register.standardise(*rows, record("dtsen-1", 99, name="BUDI", kk=own))

    assert dict(register.rows("SELECT kk, count(*) FROM standard GROUP BY kk")) == {None: 61, own: 1}


@pytest.mark.parametrize(
    ("nik", "birth_date", "seen", "birth"),
    [
        # no date: the number holds one, and the row's day its century
        (CHILD, None, "2026-06-01", 20230312),
        (MOTHER, None, "2026-06-01", 19900312),
        ("6402131203260002", None, "2026-06-01", 20260312),
        ("6402131203270002", None, "2026-06-01", 19270312),
        (CHILD, None, "2022-06-01", 19230312),
        # 1 January and 31 December stand for "that year"
        (CHILD, "2023-01-01", "2026-06-01", 20230312),
        (CHILD, "2023-12-31", "2026-06-01", 20230312),
        (MOTHER, "1990-01-01", "2026-06-01", 19900312),
        # of another year the number says nothing
        (CHILD, "2022-01-01", "2026-06-01", 20220101),
        # a real date stands
        (CHILD, "2023-03-13", "2026-06-01", 20230313),
        (None, "2023-03-13", "2026-06-01", 20230313),
        (None, None, "2026-06-01", None),
    ],
)
def test_the_birth_date_from_the_number(
    register: Register, nik: str | None, birth_date: str | None, seen: str, birth: int | None
):
    assert only(register, nik=nik, birth_date=birth_date, true_at=seen)["birth"] == birth


def test_a_mothers_number_gives_the_child_no_birth_date(register: Register):
    found = only(register, nik=MOTHER, birth_date="2023-01-01")

    assert (found["birth"], found["birth_vague"]) == (20230101, True)


@pytest.mark.parametrize(
    ("birth_date", "sorted_", "vague"),
    [
        ("2023-03-12", 20230312, False),
        ("2023-12-03", 20230312, False),
        ("2023-12-31", 20231231, True),
        ("2023-01-01", 20230101, True),
        (None, None, None),
    ],
)
def test_dates_with_day_and_month_exchanged_look_alike(
    register: Register, birth_date: str | None, sorted_: int | None, vague: bool | None
):
    found = only(register, birth_date=birth_date)

    assert (found["birth_sorted"], found["birth_vague"]) == (sorted_, vague)


@pytest.mark.parametrize(
    ("sex", "nik", "birth_date", "known"),
    [
        ("L", CHILD, "2023-03-12", "L"),
        (None, CHILD, "2023-03-12", "P"),
        (None, "6402131203230002", "2023-03-12", "L"),
        # a number that does not agree proves nothing
        (None, CHILD, "2023-03-13", None),
        (None, None, "2023-03-12", None),
    ],
)
def test_sex_comes_from_a_proved_number_only(
    register: Register, sex: str | None, nik: str | None, birth_date: str, known: str | None
):
    assert only(register, sex=sex, nik=nik, birth_date=birth_date)["sex"] == known
