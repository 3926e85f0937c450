"""What events come to: drawn tables, and for any events the same answer in any order, never more than the claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.delivery import Around, Ending, Label, Line, Outcome, Told, altered, lines_of, settle
from padan.rules.package import Instead, Portion, Whom

NOW = datetime(2026, 12, 5, 1, 0, tzinfo=UTC)
#: 10 kg of rice, of which 12 kg of maize can take the place, and 30 eggs.
LINES = (Line("beras", "kg", 10, {("jagung", "kg"): Fraction(12, 10)}), Line("telur", "butir", 30))


def event(key: str, minute: int = 0, item: str = "beras", unit: str = "kg", amount: int = 10, **more: Any) -> Told:
    usual: dict[str, Any] = {"id": f"#{key}", "outcome": Outcome.HANDED}
    return Told(
        key=key, handed_at=NOW + timedelta(minutes=minute), item=item, unit=unit, amount=amount, **{**usual, **more}
    )


def come_to(told: Sequence[Told], lines: Sequence[Line] = LINES, **around: Any) -> list[str]:
    """The label of each, in their order; of a conflict why."""
    found = settle(lines, told, Around(altered(told), **around))
    return [why or label for label, why in (found[each.id] for each in told)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # all at once, or bit by bit
        ([event("a")], ["counted"]),
        ([event("a", 0, amount=4), event("b", 1, amount=6)], ["counted", "counted"]),
        ([event("a"), event("b", item="telur", unit="butir", amount=30)], ["counted", "counted"]),
        # two phones hand out the same month: the earlier hour counts, whichever arrived first
        ([event("a", 1), event("b", 0)], ["surplus", "counted"]),
        (
            [event("a", 0, amount=6), event("b", 1, amount=6), event("c", 2, amount=4)],
            ["counted", "surplus", "counted"],
        ),
        # at one hour the key decides
        ([event("b"), event("a")], ["surplus", "counted"]),
        # more than the claim at once counts not at all
        ([event("a", amount=11)], ["surplus"]),
        # no claim to this item, in this unit
        ([event("a", item="gula")], ["not_entitled"]),
        ([event("a", unit="karung")], ["not_entitled"]),
        # maize for rice, and not for eggs
        ([event("a", item="jagung", amount=12, instead_of="beras")], ["counted"]),
        ([event("a", item="jagung", amount=13, instead_of="beras")], ["surplus"]),
        ([event("a", item="jagung", amount=6, instead_of="beras"), event("b", 1, amount=5)], ["counted", "counted"]),
        ([event("a", item="jagung", amount=6, instead_of="beras"), event("b", 1, amount=6)], ["counted", "surplus"]),
        ([event("a", item="jagung", amount=1, instead_of="telur")], ["not_entitled"]),
        ([event("a", item="jagung", amount=12)], ["not_entitled"]),
        # nobody came, or nobody wanted it
        ([event("a", amount=0, outcome=Outcome.ABSENT), event("b", 1)], ["noted", "counted"]),
        ([event("a", amount=0, outcome=Outcome.REFUSED)], ["noted"]),
        ([event("a", amount=3, outcome=Outcome.PARTIAL)], ["counted"]),
        # one key with two contents: the earlier one stands, until somebody ends it
        ([event("a", 1, id="#2"), event("a", 0, id="#1", amount=4)], ["altered", "counted"]),
        ([event("a", 1, id="#2"), event("a", 0, id="#1", ending=Ending.VOID)], ["counted", "void"]),
        # a correction waits for the end of what it corrects
        ([event("a"), event("b", 1, amount=8, corrects="a")], ["counted", "waits"]),
        # what a person ended gives room to others
        ([event("a", ending=Ending.VOID), event("b", 1)], ["void", "counted"]),
        ([event("a"), event("b", 1, ending=Ending.LOST)], ["counted", "lost"]),
        ([event("a"), event("b", 1, ending=Ending.RECOVERED)], ["counted", "recovered"]),
    ],
)
def test_drawn(told: list[Told], expected: list[str]) -> None:
    assert come_to(told) == expected


def test_a_correction_counts_once_the_other_is_void() -> None:
    told = [event("a", ending=Ending.VOID), event("b", 1, amount=8, corrects="a")]
    assert come_to(told, void=frozenset({"a"})) == ["void", "counted"]


def test_a_family_that_is_in_no_list_or_left_its_place_has_no_claim() -> None:
    assert come_to([event("a")], lines=()) == ["not_entitled"]
    assert come_to([event("a"), event("b", amount=0, outcome=Outcome.ABSENT)], freed=True) == ["freed", "noted"]


def test_lines_of_a_package() -> None:
    """Rice for the family and for each of four members is one line; maize is worth what the portion of the family says,
    and nobody is under two."""
    package = [
        (Portion("beras", "kg", 10, instead=(Instead("jagung", "kg", 12),)), 10),
        (Portion("beras", "kg", 2, Whom.MEMBER), 8),
        (Portion("beras", "kg", 1, Whom.UNDER_TWO, instead=(Instead("susu", "kotak", 1),)), 0),
        (Portion("telur", "butir", 30, Whom.UNDER_FIVE, instead=(Instead("tempe", "papan", 5),)), 60),
    ]
    rice, eggs = lines_of(package)
    assert (rice.full, rice.instead) == (18, {("jagung", "kg"): Fraction(12, 10)})
    assert (eggs.full, eggs.instead) == (60, {("tempe", "papan"): Fraction(10, 60)})
    assert lines_of([(Portion("telur", "butir", 30, Whom.UNDER_TWO), 0)]) == ()


EVENTS = st.builds(
    event,
    key=st.sampled_from("abcd"),
    minute=st.integers(0, 3),
    item=st.sampled_from(["beras", "jagung", "telur", "gula"]),
    unit=st.sampled_from(["kg", "butir"]),
    amount=st.integers(1, 15),
    id=st.uuids().map(str),
    outcome=st.sampled_from(list(Outcome)),
    instead_of=st.sampled_from(["", "", "beras"]),
    corrects=st.sampled_from(["", "", "a"]),
    ending=st.sampled_from([None, None, None, *Ending]),
)


@given(st.lists(EVENTS, max_size=12, unique_by=lambda each: each.id), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_and_nobody_more_than_the_claim(told: list[Told], chance: Any) -> None:
    labels = settle(LINES, told, Around(altered(told)))
    chance.shuffle(told)
    assert settle(LINES, told, Around(altered(told))) == labels
    counted = [each for each in told if labels[each.id][0] is Label.COUNTED]
    rice = sum(Fraction(each.amount) for each in counted if each.item == "beras")
    maize = sum(Fraction(each.amount, 12) * 10 for each in counted if each.item == "jagung")
    assert rice + maize <= 10
    assert sum(each.amount for each in counted if each.item == "telur") <= 30
    assert not any(each.item == "gula" or each.ending or each.corrects for each in counted)
    assert len({each.key for each in counted}) == len(counted), "one key counted twice"


@given(st.lists(EVENTS, max_size=8, unique_by=lambda each: each.id), EVENTS)
def test_what_comes_later_by_its_hour_changes_nothing_before_it(told: list[Told], late: Told) -> None:
    last = event("z", 9, id="#z", item=late.item, unit=late.unit, amount=late.amount)
    before = settle(LINES, told, Around(altered(told)))
    after = settle(LINES, [*told, last], Around(altered([*told, last])))
    assert {id_: found for id_, found in after.items() if id_ != "#z"} == before
