"""The numbers that decide on measurements fit together."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from padan.reference.quality import gains, held, limits, scales, score_classes, score_parts
from padan.rules.growth.credibility.units import _CAUSES


@pytest.mark.parametrize("measure", ["weight", "length"])
def test_at_most_one_scale_explains_a_value(measure: str) -> None:
    """The bounds of what can be meant span less than the step from one scale to the next."""
    numbers = limits()
    span = numbers[f"{measure}_ratio_high"] / numbers[f"{measure}_meant_low"]
    times = sorted([1.0, *(scale.times for scale in scales() if scale.measure == measure)])

    assert numbers[f"{measure}_ratio_low"] <= numbers[f"{measure}_meant_low"] < 1 < numbers[f"{measure}_ratio_high"]
    assert all(second / first > span for first, second in pairwise(times))


def test_each_scale_has_a_known_cause_of_its_measure() -> None:
    assert all(scale.cause in _CAUSES and scale.cause.startswith(scale.measure) for scale in scales())


@pytest.mark.parametrize("bands", [gains("weight"), gains("length"), held("weight"), held("length"), held("both")])
def test_bands_begin_at_birth_and_go_up(bands) -> None:
    assert bands[0].from_days == 0
    assert [band.from_days for band in bands] == sorted({band.from_days for band in bands})
    assert all(band.value > 0 for band in bands)


def test_growth_slows_with_age_and_may_stand_still_longer() -> None:
    for measure in ("weight", "length"):
        rates = [band.value for band in gains(measure)]
        days = [band.value for band in held(measure)]
        assert rates == sorted(rates, reverse=True)
        assert days == sorted(days)


def test_each_part_of_the_score_grades_every_value_and_costs_more_as_it_widens() -> None:
    for grades in score_parts().values():
        assert (grades[-1].low, grades[0].points) == (0, 0)
        assert grades[-1].high in (1, math.inf)
        assert [grade.points for grade in grades] == sorted(grade.points for grade in grades)
        assert all(narrow.low >= wide.low for narrow, wide in pairwise(grades))
        assert all(narrow.high <= wide.high for narrow, wide in pairwise(grades))
        assert len({grade.least for grade in grades}) == 1
    assert sum(grades[-1].points for grades in score_parts().values()) == 90


def test_classes_of_the_score_cover_every_score() -> None:
    assert [(kind.name, kind.most) for kind in score_classes()] == [
        ("excellent", 9),
        ("good", 14),
        ("acceptable", 24),
        ("problematic", math.inf),
    ]
