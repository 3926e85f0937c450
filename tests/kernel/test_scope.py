"""Scopes: what lies in what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.scope import Scope, holding, lies_in, of_regency, together, upward

REGENCY, DISTRICT, VILLAGE, NEIGHBOUR = "64.02", "64.02.13", "64.02.13.1008", "64.02.07"


@pytest.mark.parametrize(
    ("codes", "code", "covered"),
    [
        ((REGENCY,), VILLAGE, True),
        ((DISTRICT,), DISTRICT, True),
        ((DISTRICT,), REGENCY, False),
        ((DISTRICT,), NEIGHBOUR, False),
        (("64.02.1",), DISTRICT, False),  # no region: a code is cut between its groups
        ((VILLAGE, NEIGHBOUR), "64.02.07.2002", True),
        ((), VILLAGE, False),
        ((REGENCY,), "", False),
    ],
)
def test_what_a_scope_covers(codes: tuple[str, ...], code: str, covered: bool) -> None:
    assert Scope.of(codes).covers(code) is covered


def test_what_lies_in_another_is_not_said_twice() -> None:
    assert Scope.of([VILLAGE, DISTRICT, NEIGHBOUR, DISTRICT]).codes == (NEIGHBOUR, DISTRICT)
    assert not Scope()
    assert Scope.of([REGENCY])


_CODES = st.lists(st.lists(st.sampled_from(["11", "12", "13"]), min_size=1, max_size=4).map(".".join), max_size=5)


@given(_CODES, _CODES, st.lists(st.sampled_from(["11", "12", "13"]), min_size=1, max_size=4).map(".".join))
def test_scopes_are_sets_of_places(one: list[str], other: list[str], place: str) -> None:
    a, b = Scope.of(one), Scope.of(other)
    assert a.covers(place) is any(lies_in(place, code) for code in one)
    assert (a | b).covers(place) is (a.covers(place) or b.covers(place))
    assert together([a, b]) == a | b
    assert (a & b).covers(place) is (a.covers(place) and b.covers(place))
    assert Scope.of(a.codes) == a


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("64.02.13.1008", "64.02.07.2002", "64.02"), ("64.02.13.1008", "64.02.13.1008", "64.02.13.1008"),
        ("64.02", "64.02.13", "64.02"), ("64.02", "63.01", ""), ("64.02", "64.0", "64"), ("", "64", ""),
    ],
)  # fmt: skip
def test_the_smallest_region_that_holds_both(one: str, other: str, both: str) -> None:
    assert holding(one, other) == holding(other, one) == both


@pytest.mark.parametrize(
    ("code", "regions"),
    [
        ("64", ("64",)),
        ("64.02", ("64", "64.02")),
        ("64.02.13.1008", ("64", "64.02", "64.02.13", "64.02.13.1008")),
    ],
)
def test_a_region_and_those_that_it_lies_in(code: str, regions: tuple[str, ...]) -> None:
    assert upward(code) == regions


@pytest.mark.parametrize(
    ("codes", "left"),
    [(("64",), ("64",)), (("64.02", "64.01.05"), ("64.02",)), (("64.02.13", "64.02.07.2002"), ()), ((), ())],
)
def test_of_a_scope_what_is_a_regency_or_larger(codes: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert of_regency(Scope.of(codes)).codes == left
