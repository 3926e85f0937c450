"""Probabilities by hand, from printed tables and against exact sums."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.rules.growth.credibility.tails import at_least_p, chi_square_p, normal_two_sided, proportion_p, spread_p


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def test_the_normal_tail_is_the_printed_one() -> None:
    assert normal_two_sided(column(0, 1.96, -1.96, 2.5758, math.nan)) == pytest.approx(
        [1, 0.05, 0.05, 0.01, math.nan], abs=1e-5, nan_ok=True
    )


# Upper critical values as printed in every statistics book.
@pytest.mark.parametrize(
    ("degrees", "statistic", "p"),
    [(1, 3.841, 0.05), (5, 11.070, 0.05), (5, 15.086, 0.01), (11, 19.675, 0.05), (11, 31.264, 0.001), (11, 0, 1)],
)
def test_chi_square_is_the_printed_one(degrees: int, statistic: float, p: float) -> None:
    assert chi_square_p(column(statistic), degrees)[0] == pytest.approx(p, rel=2e-3)


@pytest.mark.parametrize(
    ("count", "total", "expected", "p"),
    [
        # 60 boys of 100: (10 - 0.5) / 5 = 1.9
        (60, 100, 0.5, 0.05743),
        (40, 100, 0.5, 0.05743),
        (50, 100, 0.5, 1.0),
        # 58 of 100 at 0.4595: (12.05 - 0.5) / 4.984 = 2.3186
        (58, 100, 0.85 / 1.85, 0.02043),
        (0, 0, 0.5, math.nan),
    ],
)
def test_a_ratio_is_tested_with_the_correction_for_continuity(
    count: float, total: float, expected: float, p: float
) -> None:
    assert proportion_p(column(count), column(total), expected)[0] == pytest.approx(p, abs=5e-5, nan_ok=True)


def exactly_at_least(count: int, total: int, share: float) -> float:
    return math.fsum(math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(count, total + 1))


@given(st.data())
@settings(deadline=None)
def test_the_binomial_bound_is_never_below_the_truth(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 150))
    count = data.draw(st.integers(0, total))
    share = data.draw(st.sampled_from([0.02, 0.1, 0.35, 0.5, 0.75]))

    bound = at_least_p(column(count), column(total), share)[0]

    assert exactly_at_least(count, total, share) * (1 - 1e-9) <= bound <= 1


@pytest.mark.parametrize(
    ("count", "total", "share", "p"), [(20, 20, 0.5, 9.5367e-7), (18, 20, 0.5, 2.0123e-4), (38, 40, 0.75, 1.0157e-3)]
)
def test_far_out_the_binomial_bound_is_near_the_truth(count: int, total: int, share: float, p: float) -> None:
    exact = exactly_at_least(count, total, share)

    assert exact == pytest.approx(p, rel=0.01)
    assert at_least_p(column(count), column(total), share)[0] == pytest.approx(exact, rel=0.05)


def test_no_trial_has_no_probability() -> None:
    assert math.isnan(at_least_p(column(0), column(0), 0.5)[0])


# Lower critical values of chi-square with 20 degrees of freedom: 10.851 (0.05), 8.260 (0.01), 5.921 (0.001).
@pytest.mark.parametrize(("statistic", "p"), [(10.851, 0.05), (8.260, 0.01), (5.921, 0.001)])
def test_the_bound_of_a_small_spread_is_just_above_the_printed_probability(statistic: float, p: float) -> None:
    bound = spread_p(column(statistic / 20 * 0.8**2), column(20), 0.8)[0]

    assert p * 0.999 <= bound <= p * 2.2


@pytest.mark.parametrize(
    ("variance", "degrees", "p"),
    [
        (0.0, 10, 0.0),
        (0.64, 10, 1.0),
        (4.0, 10, 1.0),
        (math.nan, 10, math.nan),
        (0.1, 0, math.nan),
        (0.1, -1, math.nan),
    ],
)
def test_a_spread_that_is_large_or_not_known_says_nothing(variance: float, degrees: float, p: float) -> None:
    assert spread_p(column(variance), column(degrees), 0.8)[0] == pytest.approx(p, nan_ok=True)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8))
@settings(deadline=None)
def test_a_column_is_what_its_cells_are(cells: list[tuple[int, int]]) -> None:
    count, total = column(*(min(cell) for cell in cells)), column(*(max(cell) for cell in cells))

    for function in (lambda k, n: at_least_p(k, n, 0.3), lambda k, n: proportion_p(k, n, 0.3)):
        together = function(count, total)
        alone = [function(count[i : i + 1], total[i : i + 1])[0] for i in range(len(cells))]
        np.testing.assert_array_equal(together, alone)
