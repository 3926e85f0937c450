"""The writing of SVG: numbers, paths, the thinning of curves, names kept apart."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.growth.chart.chart_kit import read_path

from padan.rules.growth.chart.markup import TOLERANCE, element, number, path, simplified, spread


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (-0.001, "0"), (1.0, "1"), (12.5, "12.5"), (-3.456, "-3.46"), (100.0, "100"), (0.05, "0.05")],
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


def test_elements() -> None:
    assert (
        element("g", "<a/>", clip_path="url(#x)", fill=None, width=1.50, n=3)
        == '<g clip-path="url(#x)" width="1.5" n="3"><a/></g>'
    )
    assert element("path", d='"<&>') == '<path d="&quot;&lt;&amp;&gt;"/>'


def test_a_path_tells_steps() -> None:
    assert path([(1, 2), (3.5, 1), (3.5, 1)]) == "M1,2l2.5-1l0,0"
    assert path([(1, 2), (2, 2)], closed=True) == "M1,2l1,0Z"
    assert path([], closed=True) == ""


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=1, max_size=200))
def test_steps_never_drift_from_the_places(places: list[tuple[float, float]]) -> None:
    (found,) = read_path(path(places))

    np.testing.assert_allclose(found, places, atol=0.00501)


@settings(deadline=None)
@given(st.lists(st.floats(-50, 50), min_size=1, max_size=80))
def test_a_thinned_curve_keeps_near_every_place(heights: list[float]) -> None:
    x, y = np.arange(len(heights), dtype=float), np.array(heights)

    kept = simplified(x, y)

    assert {kept[0], kept[-1]} == {(x[0], y[0]), (x[-1], y[-1])}
    assert np.abs(np.interp(x, *zip(*kept, strict=True)) - y).max() <= TOLERANCE + 1e-9


def test_a_straight_line_is_two_places() -> None:
    x = np.arange(1000.0)

    assert simplified(x, 2 * x + 1) == [(0.0, 1.0), (999.0, 1999.0)]


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([], []),
        ([50], [50]),
        ([10, 50, 90], [10, 50, 90]),
        ([50, 50], [45, 55]),
        ([40, 45, 50], [35, 45, 55]),
        ([0, 0], [0, 10]),
        ([100, 100, 100], [80, 90, 100]),
    ],
)
def test_names_are_moved_apart_evenly(wanted: list[float], placed: list[float]) -> None:
    assert spread(wanted, 10, 0, 100) == pytest.approx(placed)


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), max_size=12), st.floats(0.1, 30))
def test_names_never_touch_and_never_leave(wanted: list[float], gap: float) -> None:
    placed = spread(sorted(wanted), gap, 0, 100)

    least = min(gap, 100 / max(1, len(wanted) - 1))
    assert all(b - a >= least - 1e-6 for a, b in pairwise(placed))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in placed)
