"""What is said of one measurement: drawn tables of one child's card."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from tests.rules.growth.credibility.invented import expected_length, expected_weight, visits

from padan.rules.growth.credibility import Cause, Visits, findings
from padan.rules.growth.credibility.causes import has

NAN = math.nan


def card(*rows: tuple[float, float, float], position: list[int] | None = None) -> Visits:
    """One child's card: age in days, weight in kg, length in cm. Medians and z are of a child of that age."""
    day, weight, length = (np.array(column) for column in zip(*rows, strict=True))
    return visits(np.ones(len(day)), day, day / 30.4375, weight, length, position=position)


def causes(of: Visits) -> list[set[str]]:
    mask = findings(of).mask
    return [{cause.name for cause in Cause if int(row) & cause.bit} for row in mask]


def likely(of: Visits) -> list[str]:
    return [Cause(code).name for code in findings(of).likely]


# A boy of 9.1 kg and 72.4 cm at 300 days; the columns are what was written.
@pytest.mark.parametrize(
    ("weight", "length", "cause", "meant_weight", "meant_length"),
    [
        # written     written       likely cause       meant
        (9.1, 72.4, "NONE", NAN, NAN),
        (9100.0, 72.4, "WEIGHT_UNIT", 9.1, NAN),
        (0.0091, 72.4, "WEIGHT_UNIT", 9.1, NAN),
        (91.0, 72.4, "WEIGHT_DECIMAL", 9.1, NAN),
        (910.0, 72.4, "WEIGHT_DECIMAL", 9.1, NAN),
        (0.91, 72.4, "WEIGHT_DECIMAL", 9.1, NAN),
        (9.1, 724.0, "LENGTH_UNIT", NAN, 72.4),
        (9.1, 0.724, "LENGTH_UNIT", NAN, 72.4),
        (9.1, 7.24, "LENGTH_DECIMAL", NAN, 72.4),
        (9.1, 7240.0, "LENGTH_DECIMAL", NAN, 72.4),
        (72.4, 9.1, "SWAPPED", 9.1, 72.4),
        (9100.0, 724.0, "WEIGHT_UNIT", 9.1, 72.4),
        (25.0, 72.4, "IMPLAUSIBLE", NAN, NAN),
        (9.1, 180.0, "IMPLAUSIBLE", NAN, NAN),
        (0.0, 72.4, "IMPLAUSIBLE", NAN, NAN),
        (9.1, -1.0, "IMPLAUSIBLE", NAN, NAN),
        (math.inf, 72.4, "IMPLAUSIBLE", NAN, NAN),
        (NAN, 72.4, "NONE", NAN, NAN),
        (NAN, NAN, "NONE", NAN, NAN),
    ],
)
def test_a_value_that_cannot_be_is_explained(
    weight: float, length: float, cause: str, meant_weight: float, meant_length: float
) -> None:
    found = findings(card((300, weight, length)))

    assert Cause(found.likely[0]).name == cause
    assert found.weight[0] == pytest.approx(meant_weight, nan_ok=True)
    assert found.length[0] == pytest.approx(meant_length, nan_ok=True)


def test_what_explains_an_implausible_value_comes_first() -> None:
    found = findings(card((300, 9100, 724)))

    assert {c.name for c in Cause if found.mask[0] & c.bit} == {"WEIGHT_UNIT", "LENGTH_UNIT", "IMPLAUSIBLE"}
    assert Cause(found.likely[0]) is Cause.WEIGHT_UNIT


def test_a_flag_alone_is_implausible_and_not_explained() -> None:
    thin = card((300, 5.0, 84.0))

    assert any(flag[0] for flag in thin.flag.values())
    assert causes(thin) == [{"IMPLAUSIBLE"}]


def test_without_age_or_sex_nothing_is_called_impossible() -> None:
    known = card((300, 9100.0, 72.4))
    unknown = dataclasses.replace(
        known,
        age_days=np.array([NAN]),
        median_weight=np.array([NAN]),
        median_length=np.array([NAN]),
        z={name: np.array([NAN]) for name in known.z},
        flag={name: np.array([False]) for name in known.flag},
    )

    assert likely(unknown) == ["NONE"]


# Age in days, kg, cm; what is said of the last row.
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # both equal to last month
        ([(60, 5.2, 57.0), (90, 5.2, 57.0)], {"CARRIED_BOTH", "CARRIED_LENGTH", "CARRIED_WEIGHT"}),
        ([(400, 9.5, 76.0), (430, 9.5, 76.0)], {"CARRIED_BOTH"}),
        ([(800, 11.8, 86.0), (830, 11.8, 86.0)], set()),
        ([(800, 11.8, 86.0), (830, 11.8, 86.0), (860, 11.8, 86.0)], {"CARRIED_BOTH"}),
        # a hundredth is a difference
        ([(400, 9.5, 76.0), (430, 9.51, 76.0)], set()),
        # length alone: 60 days in the second year, and a month is not enough
        ([(400, 9.5, 76.0), (430, 9.7, 76.0)], set()),
        ([(400, 9.5, 76.0), (430, 9.7, 76.0), (460, 9.8, 76.0)], {"CARRIED_LENGTH"}),
        ([(400, 9.5, 76.0), (430, 9.7, NAN), (460, 9.8, 76.0)], {"CARRIED_LENGTH"}),
        ([(800, 11.8, 86.0), (889, 12.0, 86.0)], set()),
        ([(800, 11.8, 86.0), (890, 12.0, 86.0)], {"CARRIED_LENGTH"}),
        # weight alone: a month in a young infant, four months above two years
        ([(60, 5.2, 57.0), (90, 5.2, 59.5)], {"CARRIED_WEIGHT"}),
        ([(800, 11.8, 86.0), (919, 11.8, 87.0)], set()),
        ([(800, 11.8, 86.0), (920, 11.8, 87.0)], {"CARRIED_WEIGHT"}),
        # shrinking: 2.77 x 0.6 cm = 1.66 cm is error
        ([(400, 9.5, 76.0), (430, 9.7, 74.4)], set()),
        ([(400, 9.5, 76.0), (430, 9.7, 74.3)], {"SHRANK"}),
        # growing: 2.4 cm a month from 12 months, and the error
        ([(400, 9.5, 76.0), (430, 9.7, 80.0)], set()),
        ([(400, 9.5, 76.0), (430, 9.7, 80.1)], {"LENGTH_JUMP"}),
        # the length had been copied for two months: it has had three months to grow
        ([(400, 9.5, 76.0), (430, 9.6, 76.0), (460, 9.7, 76.0), (490, 9.9, 81.0)], set()),
        # weight: 1.014 kg a month and 0.8 kg up; 15 % and 0.8 kg down within two months
        ([(400, 9.5, 76.0), (430, 11.29, 77.0)], set()),
        ([(400, 9.5, 76.0), (430, 11.31, 77.0)], {"WEIGHT_JUMP"}),
        ([(400, 9.5, 76.0), (430, 7.28, 77.0)], set()),
        ([(400, 9.5, 76.0), (430, 7.27, 77.0)], {"WEIGHT_JUMP"}),
        ([(400, 9.5, 76.0), (470, 7.27, 78.0)], set()),
        # two rows of one day are not compared with each other
        ([(400, 9.5, 76.0), (400, 9.5, 76.0)], set()),
        ([(400, 9.5, 76.0), (400, 9.5, 70.0)], set()),
    ],
)
def test_history_speaks_against_a_value(rows: list[tuple[float, float, float]], expected: set[str]) -> None:
    assert causes(card(*rows))[-1] == expected


@pytest.mark.parametrize(
    ("positions", "drop", "shrank"),
    [
        # lying then standing: 0.7 cm of the drop is the position
        ([1, 2], 2.3, False),
        ([1, 2], 2.4, True),
        ([1, 1], 1.6, False),
        ([1, 1], 1.7, True),
        ([2, 1], 0.9, False),
        ([2, 1], 1.0, True),
        # where a position is unknown, 0.7 cm more is allowed
        ([0, 1], 2.3, False),
        ([0, 1], 2.4, True),
    ],
)
def test_position_explains_a_smaller_length(positions: list[int], drop: float, shrank: bool) -> None:
    two = card((760, 11.8, 86.0), (790, 11.9, 86.0 - drop), position=positions)

    assert (causes(two)[1] == {"SHRANK"}) is shrank


def test_the_row_that_left_the_line_is_blamed_and_not_the_one_that_came_back() -> None:
    tall = card((400, 9.5, 76.0), (430, 9.7, 82.0), (460, 9.8, 77.5), (490, 10.0, 78.0))
    short = card((400, 9.5, 76.0), (430, 9.7, 70.0), (460, 9.8, 77.5), (490, 10.0, 78.0))
    light = card((400, 9.5, 76.0), (430, 6.0, 77.0), (460, 9.8, 77.5), (490, 10.0, 78.0))

    assert likely(tall) == ["NONE", "LENGTH_JUMP", "NONE", "NONE"]
    assert likely(short) == ["NONE", "SHRANK", "NONE", "NONE"]
    assert likely(light) == ["NONE", "WEIGHT_JUMP", "NONE", "NONE"]


def test_a_change_that_stays_is_said_once() -> None:
    assert likely(card((400, 9.5, 76.0), (430, 9.7, 70.0), (460, 9.8, 70.5))) == ["NONE", "SHRANK", "NONE"]


def test_an_explained_value_takes_part_in_history_as_it_was_meant() -> None:
    grams = card((400, 9500.0, 76.0), (430, 9.7, 77.0), (460, 9.8, 770.0), (490, 10.0, 78.0))

    assert likely(grams) == ["WEIGHT_UNIT", "NONE", "LENGTH_UNIT", "NONE"]


def test_a_value_that_nothing_explains_takes_no_part_in_history() -> None:
    assert likely(card((400, 9.5, 76.0), (430, 30.0, 77.0), (460, 9.8, 77.5))) == ["NONE", "IMPLAUSIBLE", "NONE"]


def at_z(*rows: tuple[float, float, float]) -> Visits:
    """One child's card by z: age in days, length-for-age, weight-for-age."""
    out = []
    for day, haz, waz in rows:
        months = day / 30.4375
        out.append((day, expected_weight(months) * (1 + 0.12 * waz), expected_length(months) * (1 + 0.04 * haz)))
    return card(*out)


@pytest.mark.parametrize(
    ("rows", "other"),
    [
        ([(400, -1.0, -1.0), (430, 1.0, 1.0), (460, -1.1, -0.9)], True),
        ([(400, 1.0, 1.0), (430, -1.0, -1.0), (460, 1.1, 0.9)], True),
        # only one of the two leaves the line
        ([(400, -1.0, -1.0), (430, 1.0, -0.9), (460, -1.1, -0.9)], False),
        # they leave in different directions
        ([(400, -1.0, 1.0), (430, 1.0, -1.0), (460, -1.0, 1.0)], False),
        # it does not come back
        ([(400, -1.0, -1.0), (430, 1.0, 1.0), (460, 1.1, 0.9)], False),
        # nothing after, nothing before
        ([(400, -1.0, -1.0), (430, 1.0, 1.0)], False),
        # too far apart
        ([(400, -1.0, -1.0), (430, 1.0, 1.0), (640, -1.1, -0.9)], False),
        # less than 1.5 z
        ([(400, -1.0, -1.0), (430, 0.4, 0.4), (460, -1.0, -1.0)], False),
    ],
)
def test_another_childs_measurement_leaves_the_line_and_returns(
    rows: list[tuple[float, float, float]], other: bool
) -> None:
    found = findings(at_z(*rows))

    assert has(found.mask, Cause.OTHER_CHILD).tolist() == [False, other, *[False] * (len(rows) - 2)]


def test_a_flagged_value_is_nobody_elses() -> None:
    three = at_z((400, -1.0, -1.0), (430, 1.0, 1.0), (460, -1.0, -1.0))
    flagged = dataclasses.replace(three, flag={name: np.array([False, True, False]) for name in three.flag})

    assert likely(flagged)[1] != "OTHER_CHILD"


def test_no_rows_give_no_findings() -> None:
    found = findings(card((300, 9.1, 72.4)).taken(np.array([], dtype=np.int64)))

    assert [len(column) for column in (found.mask, found.likely, found.weight, found.length)] == [0, 0, 0, 0]
