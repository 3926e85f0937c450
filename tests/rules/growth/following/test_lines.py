"""Lines crossed and the slope of half a year."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from tests.rules.growth.following.stories import followed


def test_lines_crossed_since_the_visit_before_and_since_the_best_of_half_a_year() -> None:
    crossed = followed("""
        date        waz    flag
        2025-01-10  0.10   -
        2025-02-10  -0.40  -
        2025-03-10  -1.00  -
        2025-04-10  -1.01  -
        2025-05-10  -      -
        2025-06-10  -2.50  -
        2025-07-10  9.00   waz
        2025-08-10  -0.90  -
        2025-08-20  -0.90  -
    """).crossings["weight_for_age"]
    assert crossed.down.tolist() == [0, 1, 0, 1, 0, 1, 0, 0, 0]
    assert crossed.up.tolist() == [0, 0, 0, 0, 0, 0, 0, 2, 0]
    # the visit of January is more than 183 days before August
    assert crossed.down_from_best.tolist() == [0, 1, 1, 2, 0, 3, 0, 0, 0]
    best = [np.nan, 0.10, 0.10, 0.10, np.nan, 0.10, np.nan, -0.40, -0.90]
    assert crossed.best == pytest.approx(best, nan_ok=True)


def test_a_z_on_a_line_is_above_it() -> None:
    crossed = followed("date haz\n2025-01-10 -1.99\n2025-02-10 -2.00\n2025-03-10 -2.01\n2025-04-10 -2.00")
    assert crossed.crossings["length_for_age"].down.tolist() == [0, 0, 1, 0]
    assert crossed.crossings["length_for_age"].up.tolist() == [0, 0, 0, 1]


def test_two_rows_of_one_day_cross_nothing_between_them() -> None:
    crossed = followed("date whz\n2025-01-10 1.50\n2025-02-10 0.50\n2025-02-10 -0.50").crossings["weight_for_length"]
    # which of the two stands first does not hang on the input; both are compared with January
    assert crossed.down.tolist() == [0, 1, 2]
    assert crossed.best[1:].tolist() == [1.5, 1.5]


def test_the_slope_of_a_straight_fall() -> None:
    slope = followed("""
        date        haz
        2025-01-01  -1.00
        2025-01-31  -1.10
        2025-03-02  -1.20
        2025-04-01  -1.30
    """).slope["length_for_age"]
    assert slope.visits.tolist() == [1, 2, 3, 4]
    assert [isnan(x) for x in slope.per_month] == [True, True, False, False]
    # -0.1 in 30 days
    assert slope.per_month[2:] == pytest.approx(-0.1 * 30.4375 / 30)
    assert slope.error[2:] == pytest.approx(0)


def test_the_standard_error_by_hand() -> None:
    slope = followed("date waz\n2025-01-01 0.00\n2025-01-31 0.30\n2025-03-02 0.00").slope["weight_for_age"]
    # x -30, 0, 30 days about the mean, y -0.1, 0.2, -0.1: slope 0, left over 0.06, SE sqrt(0.06 / 1 / 1800) a day
    assert slope.per_month[2] == pytest.approx(0)
    assert slope.error[2] == pytest.approx(np.sqrt(0.06 / 1800) * 30.4375)


def test_three_values_of_one_day_have_no_slope() -> None:
    slope = followed("date waz\n2025-01-01 0.00\n2025-01-01 0.30\n2025-01-01 0.60").slope["weight_for_age"]
    assert slope.visits.tolist() == [1, 2, 3]
    assert np.isnan(slope.per_month).all()
    assert np.isnan(slope.error).all()


def test_visits_older_than_the_window_are_left_aside() -> None:
    slope = followed("date waz\n2025-01-01 3.00\n2025-06-01 0.00\n2025-07-03 0.10\n2025-07-04 0.10").slope
    # 183 days before 3 July is 1 January
    assert slope["weight_for_age"].visits.tolist() == [1, 2, 3, 3]
