"""The drawn curves are WHO's: read back from the drawing and compared with the published tables."""

from __future__ import annotations

import numpy as np
import pytest
from tests.rules.growth.chart.chart_kit import BOY, GIRL, SVG, chart, curves, frame, point, texts, tree, value_at

from padan.rules.growth.arithmetic import ARITHMETIC
from padan.rules.growth.chart import INDICATORS, Lines
from padan.rules.growth.chart.markup import TOLERANCE
from padan.rules.growth.chart.standard import levels, parts
from padan.rules.growth.children import Compat
from padan.rules.growth.lms import deviation

MONTH = 30.4375

#: WHO Child Growth Standards 2006, simplified field tables (one decimal).
#: indicator, sex, age in months or length in cm, SD, value
PUBLISHED = [
    ("weight_for_age", BOY, 0, 0, 3.3),
    ("weight_for_age", BOY, 12, 0, 9.6),
    ("weight_for_age", BOY, 12, -2, 7.7),
    ("weight_for_age", BOY, 12, -3, 6.9),
    ("weight_for_age", GIRL, 24, -2, 9.0),
    ("weight_for_age", GIRL, 60, 0, 18.2),
    ("length_for_age", GIRL, 12, -3, 66.3),
    ("length_for_age", GIRL, 12, -2, 68.9),
    ("length_for_age", GIRL, 24, -2, 80.0),
    ("length_for_age", BOY, 12, 0, 75.7),
    ("length_for_age", BOY, 60, -2, 100.7),
    ("length_for_age", BOY, 60, 0, 110.0),
    ("weight_for_length", BOY, 75, 0, 9.5),
    ("weight_for_length", BOY, 75, -3, 7.5),
    ("bmi_for_age", GIRL, 60, 2, 18.8),
    ("head_for_age", BOY, 12, 0, 46.1),
    ("arm_for_age", GIRL, 12, 0, 14.2),
]


@pytest.mark.parametrize(("indicator", "sex", "at", "z", "value"), PUBLISHED)
def test_a_curve_passes_the_published_value(indicator: str, sex: int, at: float, z: int, value: float) -> None:
    drawn = chart(indicator, sex=sex)
    root = tree(drawn)
    box = frame(drawn, root)

    found = value_at(curves(drawn, root)[z + 3], at if drawn.by_length else at * MONTH)

    off = 2 * TOLERANCE * (box.y[1] - box.y[0]) / box.height
    assert found == pytest.approx(value, abs=0.05 + off)


def test_the_height_of_a_girl_of_24_months_is_07_cm_less_than_her_length() -> None:
    drawn = chart("length_for_age", sex=GIRL)

    lying, standing = curves(drawn, tree(drawn))[1]

    assert lying[-1] == pytest.approx((730.5, 79.95), abs=0.06)
    assert standing[0] == pytest.approx((730.5, 79.28), abs=0.06)


@pytest.mark.parametrize(("indicator", "strokes"), list(zip(INDICATORS, (2, 1, 1, 2, 1, 1), strict=True)))
@pytest.mark.parametrize("lines", Lines)
def test_no_curve_leaves_the_standard(indicator: str, strokes: int, lines: Lines) -> None:
    drawn = chart(indicator, lines=lines, sex=GIRL)
    root = tree(drawn)
    box = frame(drawn, root)
    found = curves(drawn, root)

    assert len(found) == len(levels(lines))
    for z, curve in zip(levels(lines), found, strict=True):
        assert len(curve) == strokes
        for part, stroke in zip(parts(drawn), curve, strict=True):
            drawn_values = np.interp(part.x, *zip(*stroke, strict=True))
            off = np.abs(drawn_values - part.at(z)) / (box.y[1] - box.y[0]) * box.height
            assert off.max() < TOLERANCE + 0.05  # and the rounding to two decimals where the curve is steep


def test_the_formula_is_that_of_the_z_scores() -> None:
    (part,) = parts(chart("weight_for_age"))

    for z in (-3, -2, -1, 0, 1, 2, 3):
        expected = deviation(z, part.l, part.m, part.s * part.l, ARITHMETIC[Compat.NONE])
        np.testing.assert_allclose(part.at(z), expected, rtol=1e-12)


def test_centiles_are_where_the_normal_distribution_has_them() -> None:
    assert levels(Lines.CENTILES) == pytest.approx((-1.8808, -1.0364, 0, 1.0364, 1.8808), abs=1e-4)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (Lines.Z, ["−3 SD", "−2 SD", "−1 SD", "median", "+1 SD", "+2 SD", "+3 SD"]),
        (Lines.CENTILES, ["P3", "P15", "P50", "P85", "P97"]),
    ],
)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_curve_has_its_name_at_its_end_and_none_touch(indicator: str, lines: Lines, names: list[str]) -> None:
    drawn = chart(indicator, lines=lines)
    root = tree(drawn)
    box = frame(drawn, root)

    ends = {e.text: float(e.attrib["y"]) for e in root.iter(f"{SVG}text") if e.text in names}

    assert list(ends) == names
    heights = sorted(ends.values())
    assert list(ends.values()) == heights[::-1]
    assert min(np.diff(heights)) >= 0.95 * 11
    assert all(box.top <= y - 0.35 * 10.45 + 0.01 and y - 0.35 * 10.45 <= box.top + box.height + 0.01 for y in heights)


def test_lying_and_standing_are_parted_at_24_months_only_where_both_are_shown() -> None:
    both, lying = tree(chart("length_for_age", point(800, 85))), tree(chart("length_for_age", point(400, 75)))

    assert [{"telentang", "berdiri"} <= set(texts(root)) for root in (both, lying)] == [True, False]


def test_a_window_beyond_the_standard_has_no_curves() -> None:
    root = tree(chart("weight_for_age", window=(72, 84)))

    assert "median" not in texts(root)
    assert "72" in texts(root)
