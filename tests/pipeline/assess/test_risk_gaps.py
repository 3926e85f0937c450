"""Gaps between what BKKBN's list says of a family's risk and what the other lists say."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pipeline.assess.families_kit import (
    SAFE_HOME,
    assessed_register,
    family_of,
    gaps_by_family,
    household,
    screening,
)
from tests.pipeline.assess.gap_kit import found, gaps
from tests.pipeline.register_kit import SEBULU, Register

SAID_NO = {"has_under_two": True, "has_under_five": False, "couple": True, "pregnant_wife": False,
           "water_unsafe": False, "latrine_unsafe": False, "too_young": False, "too_old": False,
           "too_close": False, "too_many": False}  # fmt: skip
SAID_YES = {**SAID_NO, "latrine_unsafe": True}
NOTHING_TOLD: dict[str, Any] = dict.fromkeys(SAFE_HOME)
BOTH = ("at_risk_not_listed", "listed_not_at_risk")

#: A family (its water; what BKKBN's list says of it, if anything), and which of the two gaps it makes.
DRAWN: list[tuple[str, Any, str | None]] = [
    ("at risk, listed as not", lambda n: [*household(n, water="surface"), *screening(n, **SAID_NO)], BOTH[0]),
    ("at risk, left out", lambda n: household(n, water="surface"), BOTH[0]),
    ("at risk, listed so", lambda n: [*household(n, water="surface"), *screening(n, **SAID_YES)], None),
    ("at risk, the list says too little",
     lambda n: [*household(n, water="surface"), *screening(n, has_under_two=True)], None),
    ("not at risk, listed as one", lambda n: [*household(n), *screening(n, **SAID_YES)], BOTH[1]),
    ("not at risk, called one in a word", lambda n: [*household(n), *screening(n, risk_claimed=True)], BOTH[1]),
    ("not at risk, listed so", lambda n: [*household(n), *screening(n, **SAID_NO)], None),
    ("not at risk, left out", household, None),
    ("not known, listed as one", lambda n: [*household(n, **NOTHING_TOLD), *screening(n, **SAID_YES)], None),
    ("not known, left out", lambda n: household(n, **NOTHING_TOLD), None),
    ("the newer screening counts",
     lambda n: [*household(n), *screening(n, "2026-03-01", **SAID_YES), *screening(n, "2026-05-01", **SAID_NO)], None),
    ("a couple without a child, listed as one by another version of the rule",
     lambda n: [*household(n, water="surface", children=()), *screening(n, risk_claimed=True)], None),
    ("a factor without a target", lambda n: household(n, water="surface", children=()), None),
]  # fmt: skip


def test_families_of_which_the_lists_say_different_things() -> None:
    rows = [draw(number) for number, (_why, draw, _expected) in enumerate(DRAWN, 1)]
    with assessed_register(*rows) as (register, _tables):
        made = {code: gaps_by_family(register, code) for code in BOTH}
        for number, (why, _draw, expected) in enumerate(DRAWN, 1):
            family = family_of(register, number)
            assert [code for code in BOTH if family in made[code]] == ([expected] if expected else []), why
        assert all(gap.agency == "dp2kb" and len(gap.people) == 1 for gaps_ in made.values() for gap in gaps_.values())
        assert all(gap.text.endswith(".") and "None" not in gap.text for each in made.values() for gap in each.values())


def test_at_risk_and_listed_as_not(register: Register) -> None:
    (gap,) = gaps(register, BOTH[0], household(1, water="surface"), screening(1, **SAID_NO))
    assert gap.records == ["krs-2026-06-01.1.1.head"]
    assert gap.evidence["factors"] == ["water_unsafe"]
    assert gap.evidence["targets"] == ["under_two", "couple"]
    assert "sumber air minum utama tidak layak menurut daftar lain." in gap.text
    assert gap.text.endswith("Penapisan KRS 1 Juni 2026 menyebutnya tidak berisiko.")


@pytest.mark.parametrize(
    ("village", "end"),
    [
        ({}, "Keluarga ini tidak ada di penapisan KRS."),
        ({"village_code_written": SEBULU}, "Dari desa ini belum ada daftar penapisan yang diterima."),
    ],
)
def test_at_risk_and_left_out(register: Register, village: dict[str, Any], end: str) -> None:
    (gap,) = gaps(register, BOTH[0], household(1, water="surface"), screening(2, **SAID_NO, **village))
    assert (gap.evidence["claimed"], gap.records) == ("unlisted", [])
    assert gap.text.endswith(end)


def test_no_family_is_left_out_of_a_screening_that_was_not_received(register: Register) -> None:
    assert gaps(register, BOTH[0], household(1, water="surface")) == []
    assert gaps(register, BOTH[0], household(1, water="surface"), screening(2, "2026-07-02", **SAID_NO)) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (SAID_YES, "penapisan KRS 1 Juni 2026 menyebut tidak ada jamban, atau jamban tanpa tangki septik; "
                   "menurut daftar lain tidak ada faktor risiko."),
        ({"risk_claimed": True},
         "penapisan KRS 1 Juni 2026 menyebutnya berisiko; menurut daftar lain tidak ada faktor risiko."),
    ],
)  # fmt: skip
def test_listed_and_not_at_risk(register: Register, said: dict[str, Any], expected: str) -> None:
    (gap,) = gaps(register, BOTH[1], household(1), screening(1, **said))
    assert gap.records == ["krs-2026-06-01.1.1.head"]
    assert gap.text.endswith(expected)


def test_in_english(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "en")
    (gap,) = gaps(register, BOTH[0], household(1, water="surface"), screening(1, **SAID_NO), household(2),
                  screening(2, **SAID_YES), household(3), screening(3, risk_claimed=True))  # fmt: skip
    assert gap.text.endswith(" by the other lists. The screening of 1 June 2026 calls it not at risk.")
    texts = sorted(other.text.partition(": ")[2] for other in found(register, BOTH[1]))
    assert len(texts) == 2
    assert texts[0].startswith("the screening of 1 June 2026 calls it at risk; by the other lists")
    assert texts[1].startswith("the screening of 1 June 2026 names ")


def test_the_same_difference_keeps_its_id(register: Register) -> None:
    rows = [*household(1, water="surface"), *screening(1, **SAID_NO), *household(2), *screening(2, **SAID_YES)]
    first = {code: gaps(register, code, rows)[0].id for code in BOTH}
    ledger = register.rows("SELECT record_id, person_id, family_id FROM record")
    later = [*screening(1, "2026-06-20", **SAID_NO), *screening(2, "2026-06-20", **SAID_YES)]
    register.resolve(*rows, *later, ledger=ledger)
    again = {code: found(register, code) for code in BOTH}
    assert {code: [gap.id for gap in each] for code, each in again.items()} == {c: [i] for c, i in first.items()}
    assert [gap.evidence["screened_at"] for each in again.values() for gap in each] == ["2026-06-20"] * 2
