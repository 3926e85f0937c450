"""Which ages, lengths and values a chart shows, and its ticks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.growth.chart.chart_kit import GIRL, chart, frame, point, tree

from padan.rules.growth.chart import INDICATORS
from padan.rules.growth.chart.frame import bounds, ticks_of_x, ticks_of_y

MONTH = 30.4375


@pytest.mark.parametrize(
    ("ages", "months"),
    [
        ((), (0, 60)),
        ((0,), (0, 6)),
        ((0, 182), (0, 6)),
        ((183,), (0, 12)),
        ((365,), (0, 12)),
        ((366,), (0, 24)),
        ((100, 730), (0, 24)),
        ((731,), (0, 36)),
        ((1095,), (0, 36)),
        ((731, 1100), (24, 60)),
        ((700, 1100), (0, 60)),
        ((1826,), (24, 60)),
        ((20, 1900), (0, 6)),
        ((-3, 20), (0, 6)),
        ((1900,), (0, 60)),
    ],
)
def test_the_narrowest_window_that_holds_the_ages_of_the_standard(
    ages: tuple[int, ...], months: tuple[int, int]
) -> None:
    drawn = chart("weight_for_age", *(point(age, 8.0) for age in ages))

    assert bounds(drawn).x == pytest.approx([month * MONTH for month in months])


@pytest.mark.parametrize(
    ("lengths", "age", "shown"),
    [
        ((), 100, (45, 110)),
        ((50.0,), 100, (45, 75)),
        ((75.0,), 400, (60, 90)),
        ((55.2, 84.9), 400, (50, 90)),
        ((109.0,), 400, (80, 110)),
        ((70.0, 200.0), 400, (55, 85)),
        ((83.0,), 800, (65, 95)),
        ((200.0,), 800, (65, 120)),
        ((119.5,), 1500, (90, 120)),
    ],
)
def test_at_least_30_cm_around_the_lengths_within_the_table(
    lengths: tuple[float, ...], age: int, shown: tuple[float, float]
) -> None:
    drawn = chart("weight_for_length", *(point(age, 9.0, length=length) for length in lengths))

    assert bounds(drawn).x == shown


def test_a_flagged_length_does_not_widen_the_window() -> None:
    drawn = chart("weight_for_length", point(400, 9, length=75.0), point(430, 9, None, length=46.0, flagged=True))

    assert bounds(drawn).x == (60, 90)


def test_a_window_can_be_asked_for() -> None:
    assert bounds(chart("weight_for_age", point(30, 4), window=(6, 24))).x == (6 * MONTH, 24 * MONTH)
    assert bounds(chart("weight_for_length", point(30, 4, length=54), window=(45, 60))).x == (45, 60)


@pytest.mark.parametrize(
    ("value", "flagged", "low", "high"),
    [
        (4.0, False, 1.6, 13.5),
        (1.0, False, 0.5, 13.6),
        (15.0, False, 1.5, 15.5),
        (50.0, False, 1.4, 17.6),
        (50.0, True, 1.6, 13.5),
    ],
)
def test_values_beyond_the_curves_widen_the_frame_a_little(
    value: float, flagged: bool, low: float, high: float
) -> None:
    """Girls' curves from birth to 12 months span 2.0 to 13.1 kg (WHO 2006), and a little room."""
    drawn = chart("weight_for_age", point(200, 8.0), point(360, value, None, flagged=flagged), sex=GIRL)

    assert bounds(drawn).y == pytest.approx((low, high), abs=0.1)


def test_a_point_beside_the_window_does_not_widen_the_frame() -> None:
    without, beside = (chart("weight_for_age", *more, window=(0, 6)) for more in ((), (point(300, 14),)))

    assert bounds(without).y == bounds(beside).y


@pytest.mark.parametrize(
    ("window", "labelled", "thin"),
    [
        ((0, 6), (0, 1, 2, 3, 4, 5, 6), 7),
        ((0, 12), tuple(range(13)), 13),
        ((0, 24), tuple(range(0, 25, 2)), 25),
        ((0, 36), tuple(range(0, 37, 3)), 37),
        ((24, 60), (24, 27, 30, 33, 36, 39, 42, 45, 48, 51, 54, 57, 60), 37),
        ((0, 60), tuple(range(0, 61, 6)), 31),
    ],
)
def test_ticks_of_age(window: tuple[float, float], labelled: tuple[float, ...], thin: int) -> None:
    drawn = chart("weight_for_age", window=window)

    ticks = ticks_of_x(drawn, bounds(drawn).x)

    assert ticks.labelled == labelled
    assert len(ticks.thin) == thin


def test_ticks_of_length() -> None:
    drawn = chart("weight_for_length", window=(47, 61))

    ticks = ticks_of_x(drawn, bounds(drawn).x)

    assert (ticks.labelled, ticks.thin) == ((50, 55, 60), tuple(range(47, 62)))


@pytest.mark.parametrize(
    ("span", "labelled"),
    [
        ((1.6, 13.7), (2, 4, 6, 8, 10, 12)),
        ((42, 99), (50, 60, 70, 80, 90)),
        ((40.0, 82.0), (40, 45, 50, 55, 60, 65, 70, 75, 80)),
        ((9, 20), (9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)),
        ((12.1, 17.2), (12.5, 13, 13.5, 14, 14.5, 15, 15.5, 16, 16.5, 17)),
    ],
)
def test_ticks_of_values(span: tuple[float, float], labelled: tuple[float, ...]) -> None:
    assert ticks_of_y(span).labelled == labelled


@settings(deadline=None)
@given(st.floats(0, 200), st.floats(0.5, 200))
def test_there_are_four_to_twelve_numbers_up_the_side(low: float, span: float) -> None:
    ticks = ticks_of_y((low, low + span))

    assert 3 <= len(ticks.labelled) <= 12
    assert all(low - 1e-5 <= y <= low + span + 1e-5 for y in ticks.thin)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_frame_stands_within_the_sheet(indicator: str) -> None:
    drawn = chart(indicator)
    root = tree(drawn)
    box = frame(drawn, root)
    _, _, width, height = map(float, root.attrib["viewBox"].split())

    assert 0 < box.left < box.left + box.width < width
    assert 0 < box.top < box.top + box.height < height
