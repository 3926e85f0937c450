"""What the neighbours in one family of one list say of a row: parents and mates."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pipeline.register_kit import Register, Row, record

KK = "6402130101200001"


def family(receipt: str = "dtsen-1", **shared: Any) -> list[Row]:
    """Budi, his wife Siti, their child Rara and his mother Ani, on one card."""
    shared = {"kk": KK, **shared}
    return [
        record(receipt, 2, name="BUDI", sex="L", relation="head", **shared),
        record(receipt, 3, name="SITI", sex="P", relation="wife", **shared),
        record(receipt, 4, name="RARA", sex="P", relation="child", **shared),
        record(receipt, 5, name="ANI", sex="P", relation="parent", **shared),
    ]


def kin(register: Register) -> dict[str, tuple[str | None, str | None, str | None]]:
    return {
        name: (mother, father, mate)
        for name, mother, father, mate in register.rows("SELECT name, mother, father, mate FROM standard")
    }


def test_a_card_gives_the_children_parents_and_the_couple_each_other(register: Register):
    register.standardise(*family())

    assert kin(register) == {
        "BUDI": (None, None, "SITI"),
        "SITI": (None, None, "BUDI"),
        "RARA": ("SITI", "BUDI", None),
        "ANI": (None, None, None),
    }
    assert register.rows("SELECT DISTINCT mother_first, father_first FROM standard WHERE name = 'RARA'") == [
        ("SITI", "BUDI")
    ]


def test_a_woman_who_heads_a_family_is_the_mother(register: Register):
    rows = [
        record("dtsen-1", 2, name="SITI", sex="P", relation="head", kk=KK),
        record("dtsen-1", 3, name="RARA", relation="child", kk=KK),
        record("dtsen-1", 4, name="BUDI", sex="L", relation="husband", kk=KK),
    ]

    register.standardise(*rows)

    assert kin(register)["RARA"] == ("SITI", "BUDI", None)


def test_parents_that_the_row_names_come_before_the_cards(register: Register):
    rows = family()
    rows[2] |= {"mother_name": "DEWI"}

    register.standardise(*rows)

    assert kin(register)["RARA"] == ("DEWI", "BUDI", None)


def test_two_heads_on_one_card_settle_nothing(register: Register):
    register.standardise(*family(), record("dtsen-1", 6, name="AGUS", sex="L", relation="head", kk=KK))

    assert kin(register)["RARA"] == (None, None, None)
    assert kin(register)["BUDI"] == (None, None, None)


def test_a_measured_child_with_a_card_is_a_child_of_its_own_lists_family(register: Register):
    child = record("eppgbm-1", 2, "child", name="RARA", kk=KK)

    register.standardise(child, *family("dtsen-1"))

    by_record = register.table("standard")
    assert by_record["eppgbm-1.1.2.child"]["relation"] == "child"
    assert by_record["eppgbm-1.1.2.child"]["family_key"] == f"eppgbm-1|{KK}"
    assert by_record["dtsen-1.1.4.person"]["family_key"] == f"dtsen-1|{KK}"


def test_a_measured_child_without_a_card_has_no_family_yet(register: Register):
    register.standardise(record("eppgbm-1", 2, "child", name="RARA"))

    assert register.rows("SELECT family_key FROM standard") == [(None,)]


def test_a_screening_row_is_a_family(register: Register):
    rows = [
        record("krs-1", 2, "head", name="BUDI", relation="head", sex="L"),
        record("krs-1", 2, "wife", name="SITI", relation="wife", sex="P"),
        record("krs-1", 3, "head", name="AGUS", relation="head", sex="L"),
    ]

    register.standardise(*rows)

    assert dict(register.rows("SELECT name, family_key FROM standard")) == {
        "BUDI": "krs-1.1.2",
        "SITI": "krs-1.1.2",
        "AGUS": "krs-1.1.3",
    }
    assert kin(register)["SITI"] == (None, None, "BUDI")


@pytest.mark.parametrize(
    ("written", "together"),
    [
        ({"kk": None, "family_ref": "K17"}, True),
        ({"kk": None, "kk_quality": "last_digit_lost", "kk_written": KK[:15] + "0.0"}, True),
        ({"kk": None, "kk_quality": "malformed", "kk_written": KK + "1"}, True),
        # what many families bear tells no family apart
        ({"kk": None, "kk_quality": "placeholder", "kk_written": "1" * 16}, False),
        ({"kk": None, "kk_quality": "masked", "kk_written": "640213**********"}, False),
        ({"kk": None, "kk_quality": "region_only", "kk_written": "6402130000000000"}, False),
        ({"kk": None, "kk_quality": "malformed", "kk_written": "640213"}, False),
        ({"kk": None}, False),
    ],
)
def test_a_family_without_a_sound_card_number(register: Register, written: dict[str, Any], together: bool):
    register.standardise(*family(**written))

    keys = {key for (key,) in register.rows("SELECT family_key FROM standard")}
    assert keys == ({next(iter(keys))} if together else {None})
    assert (None not in keys) == together


def test_a_card_of_a_whole_village_makes_no_family(register: Register):
    rows = [
        record("dtsen-1", n, name=f"ORANG {n}", kk=KK, nik=f"64021301{n:08d}", birth_date="1990-05-05")
        for n in range(1, 70)
    ]

    register.standardise(*rows)

    assert register.rows("SELECT DISTINCT family_key FROM standard") == [(None,)]
