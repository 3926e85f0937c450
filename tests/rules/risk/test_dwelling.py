"""Water and latrine from the words of every list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from padan.reference import codes
from padan.reference.krs import rule_on, safety
from padan.rules.risk import Answer, latrine_unsafe, water_unsafe

RULE = rule_on(date(2026, 6, 15))
NO, YES, UNKNOWN = Answer.NO, Answer.YES, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("source", "written", "unsafe"),
    [
        ("dtsen", "1", NO),
        ("dtsen", "2", NO),
        ("dtsen", "3", NO),
        ("dtsen", "4", NO),
        ("dtsen", "5", NO),
        ("dtsen", "6", YES),
        ("dtsen", "7", YES),
        ("dtsen", "8", YES),
        ("dtsen", "9", YES),
        ("dtsen", "10", YES),
        ("dtsen", "11", YES),
        ("dtsen", "Air kemasan/isi ulang", NO),
        ("dtsen", "Ledeng/PAM", NO),
        ("dtsen", "Sumur Terlindungi", NO),
        ("dtsen", "Sungai", YES),
        ("dtsen", "Tidak tahu", UNKNOWN),
    ],
)
def test_main_drinking_water(source: str, written: str, unsafe: int) -> None:
    assert water_unsafe([codes.code_list("water").meaning(source, written)], RULE).tolist() == [unsafe]


def test_water_that_nobody_wrote_or_knows() -> None:
    assert water_unsafe([None, "no such water", "piped", None], RULE).tolist() == [UNKNOWN, UNKNOWN, NO, UNKNOWN]


def test_a_rule_that_takes_protected_springs_for_safe() -> None:
    wider = replace(RULE, also_safe_water=("protected_spring", "rain"))
    asked = ["protected_spring", "rain", "unprotected_spring"]
    assert water_unsafe(asked, wider).tolist() == [NO, NO, YES]
    assert water_unsafe(asked, RULE).tolist() == [YES, YES, YES]


@pytest.mark.parametrize(
    ("latrine", "disposal", "unsafe"),
    [
        ("own", "septic_tank", NO),
        ("shared", "septic_tank", NO),
        ("own", "treatment_plant", NO),
        ("own_septic", None, NO),
        (None, "septic_tank", NO),
        ("own", "pit", YES),
        ("own_no_septic", None, YES),
        ("none", None, YES),
        ("unused", None, YES),
        ("none", "septic_tank", YES),
        ("own_septic", "water_body", YES),
        (None, "open_ground", YES),
        ("own", None, UNKNOWN),
        ("shared", "unknown", UNKNOWN),
        (None, None, UNKNOWN),
    ],
)
def test_latrine(latrine: str | None, disposal: str | None, unsafe: int) -> None:
    assert latrine_unsafe([latrine], [disposal]).tolist() == [unsafe]


@pytest.mark.parametrize("name", ["water", "latrine", "disposal"])
def test_every_word_of_the_register_is_judged_as_its_code_list_says(name: str) -> None:
    listed = codes.code_list(name)
    assert safety(name) == {meaning: listed.extra(meaning, "safe") for meaning in listed.meanings}
