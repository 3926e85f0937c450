"""What WHO's standards expect in the middle."""

from __future__ import annotations

import numpy as np
import pytest

from padan.rules.growth.children import Children
from padan.rules.growth.medians import medians


@pytest.mark.parametrize(
    ("who", "sex", "age_days", "weight", "length"),
    [
        ("boy of 12 months", 1, 365.0, 9.6, 75.7),
        ("girl of 12 months", 2, 365.0, 8.9, 74.0),
        ("boy at birth", 1, 0.0, 3.3, 49.9),
        ("girl on the last day", 2, 1826.0, 18.2, 109.4),
        ("lying the day before two years", 1, 730.0, 12.1, 87.8),
        ("standing from two years on", 1, 731.0, 12.2, 87.1),
        ("half a day rounds up", 1, 730.5, 12.2, 87.1),
        ("too old", 1, 1827.0, None, None),
        ("not born", 1, -1.0, None, None),
        ("sex unknown", 0, 365.0, None, None),
        ("age unknown", 1, float("nan"), None, None),
    ],
)
def test_the_median_weight_and_length(who: str, sex: int, age_days: float, weight: float | None, length: float | None):
    found = medians(Children(sex=np.array([sex]), age_days=np.array([age_days])))

    assert [None if np.isnan(column[0]) else round(float(column[0]), 1) for column in found] == [weight, length], who
