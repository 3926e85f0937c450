"""What cannot be a need or a pledge is refused, and what a pledge allows is drawn."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from tests.rules.allocation.allocation_kit import (
    KUKAR,
    SAMBOJA,
    TANJUNG,
    WONOTIRTO,
    Row,
    allows,
    needs,
    pledges_of,
    rows_of,
)

from padan.kernel.errors import InvalidValueError
from padan.rules.allocation import Needs, Pledge
from padan.rules.allocation.allowed import allowed
from padan.rules.allocation.setting import steps

PLEDGE = Pledge("P", "G", 1_000_000)


@pytest.mark.parametrize(
    "wrong",
    [{"value": 0}, {"units": 0}, {"tier": 0}, {"area": ""}],
    ids=["no value", "no units", "no tier", "no place"],
)
def test_a_need_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError, match="B belum lengkap"):
        needs([Row("A"), replace(Row("B"), **wrong)])


def test_a_need_comes_once() -> None:
    with pytest.raises(InvalidValueError, match="dua kali"):
        needs([Row("A"), Row("A", kind="water")])


def test_columns_are_as_long_and_cannot_be_changed() -> None:
    made = needs([Row("A"), Row("B")])
    columns = {each.name: getattr(made, each.name) for each in fields(made)}
    with pytest.raises(ValueError, match="differ in length"):
        Needs(**columns | {"tier": columns["tier"][:1]})
    with pytest.raises(ValueError):
        made.value[0] = 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": 0}, "kurang dari 1"),
        ({"per_family": 0}, "kurang dari 1"),
        ({"most_needs": 0}, "kurang dari 1"),
        ({"ages": (6, 6)}, "umurnya kosong"),
        ({"ages": (-1, 6)}, "umurnya kosong"),
        ({"unit": "day"}, "bukan satu jenis"),
        ({"areas": ("Samboja",)}, "Kode wilayah"),
        ({"site": "Samboja"}, "Kode wilayah"),
    ],
)
def test_a_pledge_that_cannot_be(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        replace(PLEDGE, **wrong)


@settings(deadline=None)
@given(rows_of(8), pledges_of(5))
def test_what_is_allowed_is_what_each_restriction_alone_allows(rows: list[Row], pledges: list[Pledge]) -> None:
    made = needs(rows)
    may = allowed(made, pledges)
    for n, row in enumerate(rows):
        found = may.may[may.class_of[n]] & may.fits(row.value, row.units)
        assert found.tolist() == [allows(pledge, row) for pledge in pledges]


def test_steps_of_a_road() -> None:
    drawn = [
        ("", 0),
        (WONOTIRTO, 0),
        (TANJUNG, 1),
        (SAMBOJA, 1),
        ("64.02.07.2002", 2),
        (KUKAR, 2),
        ("64.01.01.2001", 3),
        ("31", 4),
    ]
    assert [steps(WONOTIRTO, site) for site, _steps in drawn] == [expected for _site, expected in drawn]


def test_rows_are_taken_in_their_order() -> None:
    taken = needs([Row("A"), Row("B"), Row("C")]).taken(np.array([2, 0]))
    assert taken.need_id.tolist() == ["C", "A"]
