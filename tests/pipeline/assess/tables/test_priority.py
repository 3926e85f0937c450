"""The table ``priority``: who needs help most, on families drawn by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.pipeline.assess.families_kit import (
    assess_again,
    assessed_register,
    child_id,
    family_of,
    household,
    screening,
    weighings,
)
from tests.pipeline.assess.gap_kit import poor
from tests.pipeline.register_kit import Register, Row

BORN = "2024-08-20"
#: A boy of 21 months: how he stands after one visit of 9 June 2026 (kg, cm).
HEALTHY, STUNTED, SEVERELY_STUNTED = (11.0, 84.0), (9.8, 78.0), (9.2, 74.0)
WASTED, SEVERELY_WASTED = (9.2, 84.0), (8.2, 84.0)


def growing(number: int, figures: tuple[float, float]) -> Row:
    """The boy's visit."""
    return weighings(number, 2, BORN, {"measured_on": "2026-06-09", "weight": figures[0], "height": figures[1]})


#: Families from the first to the last, each with its tier and its signs; family n stands in place n.
ORDER: list[tuple[str, Any, int, list[str]]] = [
    ("severely wasted", lambda n: [*household(n), growing(n, SEVERELY_WASTED)], 6, ["severely_wasted", "wasted"]),
    ("wasted, and nobody helps", lambda n: [*household(n), growing(n, WASTED)], 5, ["wasted"]),
    ("wasted, and helped already", lambda n: [*household(n, programmes=["pkh"]), growing(n, WASTED)], 5, ["wasted"]),
    ("severely stunted", lambda n: [*household(n), growing(n, SEVERELY_STUNTED)], 4, ["severely_stunted", "stunted"]),
    ("two stunted children",
     lambda n: [*household(n, children=(BORN, BORN)), growing(n, STUNTED), _twin_sister(n)], 3, ["stunted"]),
    ("stunted in the poorest family", lambda n: [*household(n, **poor(1)), growing(n, STUNTED)], 3, ["stunted"]),
    ("stunted in a poor family", lambda n: [*household(n, **poor(4)), growing(n, STUNTED)], 3, ["stunted"]),
    ("stunted, welfare unknown", lambda n: [*household(n), growing(n, STUNTED)], 3, ["stunted"]),
    ("stunted in a family that is not poor", lambda n: [*household(n, **poor(9)), growing(n, STUNTED)], 3, ["stunted"]),
    ("at risk by two factors", lambda n: household(n, water="surface", disposal="pit"), 2, ["at_risk"]),
    ("at risk, child of 5 months", lambda n: household(n, children=("2026-01-10",), water="surface"), 2, ["at_risk"]),
    ("at risk, child of 50 months", lambda n: household(n, children=("2022-04-10",), water="surface"), 2, ["at_risk"]),
    ("at risk by nobody's knowledge", lambda n: household(n, water=None), 1, ["at_risk_unknown"]),
    ("not at risk", lambda n: [*household(n), growing(n, HEALTHY)], 0, []),
    ("not at risk and helped", lambda n: [*household(n, programmes=["pkh"]), growing(n, HEALTHY)], 0, []),
]  # fmt: skip


def _twin_sister(number: int) -> Row:
    return weighings(number, 3, BORN, {"measured_on": "2026-06-09", "weight": 9.6, "height": 77.0})


@pytest.fixture(scope="module")
def drawn() -> Iterator[tuple[Register, dict[str, list[dict[str, Any]]]]]:
    """A register of these families."""
    rows = [draw(number) for number, (_why, draw, *_rest) in enumerate(ORDER, 1)]
    with assessed_register(*rows) as made:
        yield made


def test_the_order_of_drawn_families(drawn: tuple[Register, dict[str, list[dict[str, Any]]]]) -> None:
    register, tables = drawn
    by_family = {row["family_id"]: row for row in tables["priority"]}
    found = [by_family[family_of(register, number)] for number in range(1, len(ORDER) + 1)]
    told = [(row["tier"], row["signs"]) for row in found]
    assert told == [(tier, signs) for _why, _draw, tier, signs in ORDER]
    places = {row["rank"]: why for row, (why, *_rest) in zip(found, ORDER, strict=True)}
    assert [places[rank] for rank in sorted(places)] == [why for why, *_rest in ORDER]


def test_what_put_them_there(drawn: tuple[Register, dict[str, list[dict[str, Any]]]]) -> None:
    register, tables = drawn
    by_family = {row["family_id"]: row for row in tables["priority"]}
    poorest = by_family[family_of(register, 6)]
    assert json.loads(poorest["parts"]) == {
        "tier": 3,
        "findings": 1,
        "unaided": 2,
        "poverty": 5,
        "factors": 0,
        "youngest": 38,
    }
    assert poorest["children"] == [child_id(register, 6, 2, BORN, "L")]
    two = by_family[family_of(register, 5)]
    assert two["children"] == sorted(child_id(register, 5, place, BORN, sex) for place, sex in ((2, "L"), (3, "P")))
    assert json.loads(two["parts"])["findings"] == 2
    assert json.loads(by_family[family_of(register, 3)]["parts"])["unaided"] == 0
    assert by_family[family_of(register, 14)]["children"] == []


def test_families_alike_stand_in_the_order_of_their_ids_whatever_the_order_of_the_rows(register: Register) -> None:
    register.resolve(*(row for number in range(1, 7) for row in household(number, water="surface")))
    first = assess_again(register)["priority"]
    assert [row["rank"] for row in sorted(first, key=lambda row: row["family_id"])] == [1, 2, 3, 4, 5, 6]
    assert len({row["parts"] for row in first}) == 1
    for name in ("family", "person", "dwelling", "claim"):
        register.con.execute(f"CREATE OR REPLACE TABLE {name} AS FROM {name} ORDER BY hash({name}::VARCHAR)")
    assert assess_again(register)["priority"] == first


#: What lists say of aid, and the part of the order that comes of it (2: on no list of aid).
AIDED: list[tuple[str, Any, int]] = [
    ("a programme", lambda n: household(n, programmes=["pkh"]), 0),
    ("a programme a year ago", lambda n: household(n, programmes=["pkh"], true_at="2025-07-02"), 0),
    ("a programme more than a year ago", lambda n: household(n, programmes=["pkh"], true_at="2025-07-01"), 2),
    ("food by the screening", lambda n: [*household(n), *screening(n, assistance=["supplementary_food"])], 0),
    ("no aid by the screening", lambda n: [*household(n), *screening(n, assistance=["none"])], 2),
    ("advice is no aid", lambda n: [*household(n), *screening(n, assistance=["counselling", "referral"])], 2),
    ("no list of aid has it", household, 2),
]


def visit(number: int, on: str, **figures: Any) -> Row:
    """The boy's visit on a day."""
    return weighings(number, 2, BORN, {"measured_on": on, **figures})


#: What a measurement of wasting says on 1 July 2026: the signs of the family.
URGENT: list[tuple[str, Any, list[str]]] = [
    ("severely wasted 183 days ago", lambda n: visit(n, "2025-12-30", weight=7.2, height=79.0),
     ["severely_wasted", "wasted"]),
    ("severely wasted 184 days ago: too long to know", lambda n: visit(n, "2025-12-29", weight=7.2, height=79.0), []),
    ("an arm of 11.4 cm and nothing else", lambda n: visit(n, "2026-06-09", muac=11.4), ["severely_wasted", "wasted"]),
    ("an arm of 11.5 cm and nothing else", lambda n: visit(n, "2026-06-09", muac=11.5), ["wasted"]),
    ("an arm of 12.5 cm and nothing else", lambda n: visit(n, "2026-06-09", muac=12.5), []),
    ("a thin arm half a year ago", lambda n: visit(n, "2025-12-29", muac=11.4), []),
    ("wasted by weight, severely by the arm", lambda n: visit(n, "2026-06-09", weight=9.2, height=84.0, muac=11.4),
     ["severely_wasted", "wasted"]),
]  # fmt: skip


def test_wasting_is_of_the_day_and_an_arm_tells_it_too() -> None:
    rows = [[*household(number), draw(number)] for number, (_why, draw, _signs) in enumerate(URGENT, 1)]
    with assessed_register(*rows) as (register, tables):
        signs = {row["family_id"]: row["signs"] for row in tables["priority"]}
        for number, (why, _draw, expected) in enumerate(URGENT, 1):
            assert signs[family_of(register, number)] == expected, why


def test_where_no_list_tells_of_aid_nothing_is_known_of_it() -> None:
    with assessed_register(household(1)) as (_register, tables):
        assert [json.loads(row["parts"])["unaided"] for row in tables["priority"]] == [1]


def test_whether_it_is_helped() -> None:
    rows = [draw(number) for number, (_why, draw, _unaided) in enumerate(AIDED, 1)]
    with assessed_register(*rows) as (register, tables):
        parts = {row["family_id"]: json.loads(row["parts"]) for row in tables["priority"]}
        for number, (why, _draw, unaided) in enumerate(AIDED, 1):
            assert parts[family_of(register, number)]["unaided"] == unaided, why


def test_each_resident_family_has_a_place(drawn: tuple[Register, dict[str, list[dict[str, Any]]]]) -> None:
    _register, tables = drawn
    assert sorted(row["rank"] for row in tables["priority"]) == list(range(1, len(ORDER) + 1))
    assert {row["family_id"] for row in tables["priority"]} == {row["family_id"] for row in tables["risk"]}
