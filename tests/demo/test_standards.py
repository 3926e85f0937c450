"""WHO's curves as the demo uses them, against WHO's printed tables (one decimal)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.demo import standards


@pytest.mark.parametrize(
    ("value_at", "girl", "days", "z", "printed"),
    [
        (standards.length_at, False, 0, 0, 49.9),
        (standards.length_at, False, 0, -2, 46.1),
        (standards.length_at, False, 1826, -2, 100.7),
        (standards.length_at, False, 1826, -3, 96.1),
        (standards.weight_at, False, 0, 0, 3.3),
        (standards.weight_at, False, 0, 3, 5.0),
        (standards.weight_at, False, 365, -2, 7.7),
        (standards.weight_at, True, 730, 0, 11.5),
        (standards.weight_at, True, 730, -3, 8.1),
        (standards.weight_at, True, 730, 2, 14.8),
    ],
)
def test_values_are_those_that_who_prints(
    value_at: Callable[..., np.ndarray], girl: bool, days: int, z: float, printed: float
) -> None:
    found = value_at(np.array([girl]), np.array([days]), np.array([float(z)]))
    assert round(float(found[0]), 1) == printed


@given(st.booleans(), st.integers(0, 1826), st.floats(-5, 5), st.floats(-5, 5))
@settings(deadline=None)
def test_a_value_has_the_score_that_it_was_made_with(girl: bool, days: int, first: float, second: float) -> None:
    sex, age, haz, waz = np.array([girl]), np.array([days]), np.array([first]), np.array([second])
    assert standards.haz_of(sex, age, standards.length_at(sex, age, haz)) == pytest.approx(first, abs=1e-6)
    assert standards.waz_of(sex, age, standards.weight_at(sex, age, waz)) == pytest.approx(second, abs=1e-6)


@pytest.mark.parametrize("days", [200, 1000])
def test_weights_for_length_have_their_score(days: int) -> None:
    sex, age, length = np.array([True]), np.array([days]), np.array([72.4])
    for whz in (-4.0, -1.5, 0.0, 3.6):
        weight = standards.weight_for(sex, age, length, np.array([whz]))
        assert standards.whz_of(sex, age, length, weight) == pytest.approx(whz, abs=1e-6)


def test_there_is_no_score_beyond_the_tables_and_that_is_implausible() -> None:
    sex, days = np.zeros(3, dtype=bool), np.array([400, 400, 2000])
    found = standards.scores(sex, days, np.array([44.0, 75.0, 110.0]), np.array([9.0, 9.5, 18.0]))
    assert np.isnan(found[2][0])
    assert np.isfinite([z[1] for z in found]).all()
    assert np.isnan([z[2] for z in found]).all()
    assert standards.implausible(*found).tolist() == [True, False, True]
