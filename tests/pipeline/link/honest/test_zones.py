"""Three zones from stated costs, and from a queue or a precision that is wanted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from padan.kernel.errors import InvalidValueError
from padan.pipeline.link.honest.zones import Costs, Zones, expected, zones_for, zones_for_precision, zones_for_queue

_COST = st.floats(0.01, 1000)


@settings(deadline=None)
@given(_COST, _COST, _COST, st.floats(0, 1))
def test_the_cheapest_is_done(wrong: float, missed: float, review: float, p: float) -> None:
    costs = Costs(wrong, missed, review)
    prices = [p * missed, review, (1 - p) * wrong]
    done = int(zones_for(costs).of([p])[0])
    assert prices[done] <= min(prices) + 1e-6 * max(prices)


@pytest.mark.parametrize(
    ("wrong", "missed", "review", "apart", "joined"),
    [
        (100, 20, 1, 0.05, 0.99),
        (500, 20, 1, 0.05, 0.998),
        (100, 100, 1, 0.01, 0.99),
        # Asking costs more than either error can: nothing is asked.
        (1, 1, 1, 0.5, 0.5),
        (3, 1, 5, 0.75, 0.75),
    ],
)
def test_thresholds(wrong: float, missed: float, review: float, apart: float, joined: float) -> None:
    zones = zones_for(Costs(wrong, missed, review))
    assert (zones.apart, zones.joined) == pytest.approx((apart, joined))


def test_what_zones_lead_to() -> None:
    told = expected(Zones(0.1, 0.9), [0.05, 0.08, 0.5, 0.9, 0.95])
    assert (told.apart, told.asked, told.joined) == (2, 1, 2)
    assert told.wrong_merges == pytest.approx(0.15)
    assert told.missed == pytest.approx(0.13)
    assert told.precision == pytest.approx(1 - 0.15 / 2)
    assert expected(Zones(0.1, 0.9), []).precision == 1.0


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 1), max_size=80), st.integers(0, 40))
def test_queue_is_never_longer_than_wanted(p: list[float], most: int) -> None:
    zones = zones_for_queue(np.array(p), Costs(), most)
    assert expected(zones, p).asked <= most
    if expected(zones_for(Costs()), p).asked <= most:
        assert zones == zones_for(Costs())


def test_longer_queue_leaves_fewer_errors() -> None:
    p = np.random.default_rng(1).random(2_000)
    errors = []
    for most in (0, 200, 800, 1800):
        told = expected(zones_for_queue(p, Costs(), most), p)
        errors.append(told.wrong_merges * 100 + told.missed * 20)
    assert errors == sorted(errors, reverse=True)


@settings(deadline=None, max_examples=60)
@example([0.9374704790951218] * 3, 0.9374704790951218)  # their mean, summed up, is a hair less than each
@given(st.lists(st.floats(0, 1), max_size=60), st.floats(0.5, 0.999))
def test_lowest_threshold_that_keeps_the_precision(p: list[float], precision: float) -> None:
    zones = zones_for_precision(p, precision, 0.05)
    told = expected(zones, p)
    assert told.precision >= precision - 1e-9 or not told.joined or zones.joined == 1.0
    for lower in [each for each in p if each < zones.joined]:
        assert expected(Zones(0.0, lower), p).precision < precision


@pytest.mark.parametrize("costs", [(0, 1, 1), (1, -1, 1), (1, 1, float("nan")), (float("inf"), 1, 1)])
def test_impossible_costs_are_refused(costs: tuple[float, float, float]) -> None:
    with pytest.raises(InvalidValueError, match="Biaya"):
        Costs(*costs)


def test_impossible_zones_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="apart"):
        Zones(0.9, 0.1)
