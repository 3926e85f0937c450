"""Our answer beside BKKBN's list."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from padan.reference.krs import rule_on
from padan.rules.risk import (
    NO,
    UNKNOWN,
    YES,
    Agreement,
    assess,
    claimed_risk,
    compare,
    compare_parts,
    families,
)

ON = date(2026, 6, 15)
RULE = rule_on(ON)


def answers(*values: int) -> np.ndarray:
    return np.array(values, np.int8)


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        (YES, YES, Agreement.AGREES),
        (NO, NO, Agreement.AGREES),
        (YES, NO, Agreement.ONLY_OURS),
        (NO, YES, Agreement.ONLY_THEIRS),
        (UNKNOWN, YES, Agreement.UNKNOWN),
        (NO, UNKNOWN, Agreement.UNKNOWN),
        (UNKNOWN, UNKNOWN, Agreement.UNKNOWN),
    ],
)
def test_compare(ours: int, theirs: int, agreement: Agreement) -> None:
    found = compare(answers(ours), answers(theirs))
    assert found.tolist() == [agreement]
    assert found.dtype == np.int8


def test_each_target_and_factor() -> None:
    risk = assess(families(2, youngest_born=["2025-01-01"] * 2, water_unsafe=[YES, NO]), RULE, ON)
    found = compare_parts(risk, {"under_two": answers(NO, YES), "water_unsafe": answers(YES, YES)})
    assert {name: column.tolist() for name, column in found.items()} == {
        "under_two": [Agreement.ONLY_OURS, Agreement.AGREES],
        "water_unsafe": [Agreement.AGREES, Agreement.ONLY_THEIRS],
    }
    with pytest.raises(KeyError):
        compare_parts(risk, {"colour": answers(YES, YES)})


def test_a_list_that_does_not_say_at_risk_says_so_by_its_columns() -> None:
    stated = families(3, has_under_two=[YES, YES, YES], water_unsafe=[YES, YES, UNKNOWN])
    assert claimed_risk(stated, answers(UNKNOWN, NO, UNKNOWN), RULE, ON).tolist() == [YES, NO, UNKNOWN]


def test_in_words() -> None:
    assert len({agreement.words for agreement in Agreement}) == 4
    assert Agreement.ONLY_THEIRS.words == "berisiko menurut daftar BKKBN, tidak menurut data"
