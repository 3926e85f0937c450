"""How fast children grow: WHO's velocity standards, and the change of z where they do not reach."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pytest
from tests.rules.growth.following.stories import followed, visits

from padan.reference.weight_gain import correlations, thresholds
from padan.reference.who import Lms, Velocity, velocity_tables
from padan.rules.growth.following import Method, Reason, correlation, follow, velocity_z

TABLES = velocity_tables()
ONE = np.array([1], dtype=np.int8)

# (measure, months, sex, start month, gain, z): WHO's printed -2, median and +2 SD tables round to g and 0.1 cm
PRINTED = [
    ("weight", 1, 1, 0, 1023.0, 0.0),
    ("weight", 1, 1, 0, 321.0, -2.0),
    ("weight", 1, 1, 0, 1608.0, 2.0),
    ("length", 2, 1, 22, 1.7, 0.0),
    ("length", 2, 1, 22, 0.1, -2.0),
    ("length", 2, 2, 20, 3.5, 2.0),
]


@pytest.mark.parametrize(("measure", "months", "sex", "start", "gain", "z"), PRINTED)
def test_lines_that_who_prints(measure: str, months: int, sex: int, start: int, gain: float, z: float) -> None:
    sexes, starts = np.array([sex], dtype=np.int8), np.array([float(start)])
    found = velocity_z(TABLES[measure, months], sexes, starts, np.array([gain]), 0.5)
    assert found[0] == pytest.approx(z, abs=0.06)


def test_the_gain_of_weight_has_its_delta_added() -> None:
    table = TABLES["weight", 1]
    at = 9 - table.figures.first
    median = table.figures.m[1, at] - table.delta[1]
    assert table.delta[1] == 400
    assert velocity_z(table, np.array([2], dtype=np.int8), np.array([9.0]), np.array([median]), 0.5)[
        0
    ] == pytest.approx(0)


#: A table by hand: median 100, 120, 140 at months 3, 4, 5; L 1 and S 0.1, so 10 % of the median are one z.
LINEAR = Velocity(
    "weight",
    1,
    Lms("by_hand", "month", 3, np.ones((2, 3)), np.array([[100.0, 120, 140]] * 2), np.full((2, 3), 0.1)),
    np.zeros(2),
)


@pytest.mark.parametrize(
    ("sex", "start", "gain", "z"),
    [
        (1, 3.0, 110, 1.0),
        (2, 3.5, 110, 0.0),  # half way between 100 and 120
        (1, 4.25, 125, 0.0),
        (1, 5.0, 126, -1.0),
        (1, 5.5, 126, -1.0),  # the last row serves half a month more
        (1, 5.51, 126, nan),
        (1, 2.99, 100, nan),
        (0, 4.0, 120, nan),
        (1, nan, 120, nan),
        (1, 4.0, nan, nan),
        (1, 3.0, 0, -10.0),  # straight on beyond the lines
        (1, 3.0, -50, -15.0),
        (1, 3.0, 150, 5.0),
    ],
)
def test_start_age_between_months(sex: int, start: float, gain: float, z: float) -> None:
    found = velocity_z(LINEAR, np.array([sex], dtype=np.int8), np.array([start]), np.array([float(gain)]), 0.5)[0]
    assert isnan(found) if isnan(z) else found == pytest.approx(z)


def test_no_growth_has_a_z_where_who_has_no_line_of_minus_three() -> None:
    # boys from 22 months over 2: L 0.9497, M 1.7133, S 0.48129; -2 SD is 0.13 cm and -1 SD 0.90 cm
    starts, sexes = np.full(4, 22.0), np.ones(4, dtype=np.int8)
    found = velocity_z(TABLES["length", 2], sexes, starts, np.array([0.2, 0.0, -0.4, -0.8]), 0.5)
    assert found == pytest.approx([-1.90, -2.17, -2.69, -3.21], abs=0.01)


def test_a_power_of_nought_is_a_logarithm() -> None:
    figures = replace(LINEAR.figures, l=np.zeros((2, 3)))
    found = velocity_z(replace(LINEAR, figures=figures), ONE, np.array([3.0]), np.array([100 * np.exp(0.1)]), 0.5)
    assert found[0] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("second", "method", "days"),
    [
        ("2025-04-04", Method.CONDITIONAL, 25),
        ("2025-04-05", Method.VELOCITY_1_MONTH, 26),
        ("2025-04-14", Method.VELOCITY_1_MONTH, 35),
        ("2025-04-15", Method.CONDITIONAL, 36),
        ("2025-05-02", Method.CONDITIONAL, 53),
        ("2025-05-03", Method.VELOCITY_2_MONTHS, 54),
        ("2025-05-16", Method.VELOCITY_2_MONTHS, 67),
        ("2025-05-17", Method.CONDITIONAL, 68),
        ("2025-03-25", Method.CONDITIONAL_EXTRAPOLATED, 15),
        ("2025-09-15", Method.CONDITIONAL, 189),
        ("2025-09-16", Method.CONDITIONAL_EXTRAPOLATED, 190),
        ("2026-03-10", Method.CONDITIONAL_EXTRAPOLATED, 365),
    ],
)
def test_which_method_serves_which_interval(second: str, method: Method, days: int) -> None:
    pace = followed(f"date weight waz\n2025-03-10 5.0 -0.50\n{second} 6.0 -0.50").pace["weight"]
    assert (pace.method[1], pace.days[1], pace.reason[1]) == (method, days, Reason.NONE)
    assert pace.gain[1] == 1000


def test_a_gain_is_taken_in_proportion_to_the_table_s_interval() -> None:
    # boys from 3 months: the median is 617 g (1017 less delta) in 30.4375 days, so 710 g in 35 days
    median = TABLES["weight", 1].figures.m[0, 3] - 400
    born = "2024-10-10"  # 91 days, 2.99 months, before the first visit
    pace = followed(
        f"date weight waz\n2025-01-09 6.000 0.00\n2025-02-13 {6 + median * 35 / 30437.5:.3f} 0.00", born
    ).pace
    assert pace["weight"].method[1] == Method.VELOCITY_1_MONTH
    assert pace["weight"].z[1] == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("first", "second", "grams"),
    [
        ("2025-01-10", "2025-02-07", 1023),  # 28 days from birth, as WHO's first row
        ("2025-01-10", "2025-02-14", 1279),  # 35 days: 1023 x 35 / 28
        ("2025-02-07", "2025-03-12", 1196),  # 33 days from 4 weeks: WHO's second row is of 32.875 days
    ],
)
def test_the_first_month_of_who_is_of_four_weeks(first: str, second: str, grams: int) -> None:
    pace = followed(f"date weight waz\n{first} 3.000 0.00\n{second} {3 + grams / 1000:.3f} 0.00").pace["weight"]
    assert pace.method[1] == Method.VELOCITY_1_MONTH
    assert pace.z[1] == pytest.approx(0, abs=0.02)


def test_of_several_visits_the_one_nearest_to_the_interval_is_compared_with() -> None:
    pace = followed("""
        date        length  haz
        2025-05-10  60.0    -1.00
        2025-05-15  60.5    -1.00
        2025-06-20  62.0    -1.00
        2025-07-12  63.0    -1.00
    """).pace["length"]
    # 61 days before 12 July is 12 May: the 10th (63 days) is nearer than the 15th (58 days)
    assert (pace.days[3], pace.method[3]) == (63, Method.VELOCITY_2_MONTHS)
    assert pace.gain[3] == pytest.approx(3.0)


def test_of_two_visits_as_near_the_later_is_compared_with() -> None:
    limits = replace(thresholds(), velocity_tolerance_1_month_days=15)
    table = visits("date weight waz\n2025-05-01 6.0 0.00\n2025-05-02 6.5 0.00\n2025-06-01 7.0 0.00")
    assert follow(table, limits=limits).pace["weight"].days[2] == 30
    two = visits("date weight waz\n2025-05-01 6.0 0.00\n2025-05-01 6.5 0.00\n2025-05-31 7.0 0.00")
    assert follow(two, limits=limits).pace["weight"].gain[2] == 500


def test_heights_are_given_their_seven_millimetres_back() -> None:
    # 2025-01-10 + 731 days is 2027-01-11: a length before, a height after
    pace = followed("date length haz\n2026-11-08 85.0 -1.00\n2027-01-11 86.0 -1.00").pace["length"]
    assert pace.gain[1] == pytest.approx(1.7)
    assert pace.method[1] == Method.VELOCITY_2_MONTHS


def test_conditional_change_by_hand() -> None:
    # a boy born 2022-01-10, weighed at 1096 and 1127 days: start 36.008 months, interval 1.01848 months
    pace = followed("date weight waz\n2025-01-10 13.0 -0.50\n2025-02-10 12.9 -0.80", born="2022-01-10").pace["weight"]
    fisher = 1.404 + 0.381 * np.log(37.0082) - 0.533 * np.log(1.01848)
    r = np.tanh(fisher)
    assert pace.z[1] == pytest.approx((-0.8 + 0.5 * r) / np.sqrt(1 - r * r), abs=1e-4)
    assert pace.z[1] == pytest.approx(-2.43, abs=0.01)
    assert pace.method[1] == Method.CONDITIONAL_EXTRAPOLATED


@pytest.mark.parametrize(
    ("end", "method"), [("2027-01-25", Method.CONDITIONAL), ("2027-01-26", Method.CONDITIONAL_EXTRAPOLATED)]
)
def test_beyond_two_years_of_age_it_is_an_extrapolation(end: str, method: Method) -> None:
    # 24.5 months are 745.7 days: day 745 is 2027-01-25
    assert followed(f"date weight waz\n2026-10-10 11.0 -0.50\n{end} 11.5 -0.50").pace["weight"].method[1] == method


WHY = {
    "nothing measured": ("2025-05-10 6.0 -1.00 -", "2025-07-10 - - -", 1, Reason.NOT_MEASURED),
    "not credible": ("2025-05-10 6.0 -1.00 -", "2025-07-10 16 6.00 waz", 1, Reason.FLAGGED),
    "first": ("2025-05-10 - - -", "2025-07-10 7.0 -1.00 -", 1, Reason.FIRST),
    "the earlier not credible": ("2025-05-10 16 6.00 waz", "2025-07-10 7.0 -1.00 -", 1, Reason.EARLIER_FLAGGED),
    "too close": ("2025-06-26 6.9 -1.00 -", "2025-07-10 7.0 -1.00 -", 1, Reason.TOO_CLOSE),
    "too long ago": ("2024-07-09 6.9 -1.00 -", "2025-07-10 7.0 -1.00 -", 1, Reason.TOO_LONG_AGO),
    "sex unknown": ("2025-05-10 6.0 - -", "2025-07-10 7.0 - -", 0, Reason.SEX),
    "no z at one of the two": ("2025-03-10 5.0 - -", "2025-07-10 7.0 -1.00 -", 1, Reason.NO_STANDARD),
}


@pytest.mark.parametrize(("first", "second", "sex", "reason"), WHY.values(), ids=WHY)
def test_why_there_is_no_pace(first: str, second: str, sex: int, reason: Reason) -> None:
    pace = followed(f"date weight waz flag\n{first}\n{second}", born="2024-07-01", sex=sex).pace["weight"]
    assert (pace.method[1], pace.reason[1]) == (Method.NONE, reason)
    assert isnan(pace.z[1])


def test_age_unknown() -> None:
    pace = followed("date weight waz\n2025-05-10 6.0 -\n2025-07-10 7.0 -", born=None).pace["weight"]
    assert (pace.method[1], pace.reason[1]) == (Method.NONE, Reason.AGE)


def test_more_tables_serve_when_they_are_there() -> None:
    four = Velocity("weight", 4, LINEAR.figures, np.zeros(2))
    table = visits("date weight waz\n2025-05-10 6.0 -1.00\n2025-09-09 6.1 -1.00")
    assert follow(table).pace["weight"].method[1] == Method.CONDITIONAL
    with_four = follow(table, tables={**TABLES, ("weight", 4): four}).pace["weight"]
    # 100 g in 122 days; the table's median at 3.94 months is 118.8 g, its SD 11.9 g
    assert with_four.method[1] == Method.VELOCITY_4_MONTHS
    assert with_four.z[1] == pytest.approx((100 * 121.75 / 122 - 118.84) / 11.884, abs=0.01)


def test_the_correlation_falls_with_the_interval_and_rises_with_age() -> None:
    for model in correlations().values():
        ages, intervals = np.meshgrid(np.linspace(0, 60, 61), np.linspace(0.5, 12, 24), indexing="ij")
        r = correlation(model, ages, intervals)
        assert ((r > 0.05) & (r < 1)).all()
        assert (np.diff(r, axis=0) > 0).all()
        assert (np.diff(r, axis=1) < 0).all()
