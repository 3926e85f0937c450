"""Calibrated probabilities: from the shipped curve, and bent by what people decided."""

from __future__ import annotations

import numpy as np
import pytest
from tests.pipeline.link.honest.honest_kit import TRUE_CURVE, many_weights, pairs_of, truth_of

from padan.pipeline.link.honest.calibration import (
    BINS,
    LEAST_DECISIONS,
    SIDES,
    Answers,
    Calibration,
    Side,
    parse,
    recalibrated,
    reliability,
    shipped,
    written,
)
from padan.pipeline.link.honest.curve import AS_WEIGHED, Curve
from padan.pipeline.link.honest.reading import Pairs
from padan.pipeline.link.honest.sample import draw

_KNOTS = tuple(float(each) for each in range(-4, 32, 2))
_SIDE = Side(Curve(_KNOTS, _KNOTS), tuple(0.5 for _ in _KNOTS))
WRONG = Calibration(_SIDE, _SIDE, _SIDE, "model", 1000)


def answers(weight: np.ndarray, same: np.ndarray, joined: np.ndarray | bool = True, sampling: float = 1.0) -> Answers:
    flags = np.broadcast_to(np.asarray(joined), weight.shape)
    return Answers(weight, same, flags, np.full(len(weight), sampling))


def gaps(calibration: Calibration, pairs: Pairs, same: np.ndarray) -> float:
    found = reliability(calibration.probability(pairs.weight, pairs.joined), same)
    return max(abs(each.gap) for each in found if each.pairs >= 400)


def test_decisions_on_a_stratified_sample_mend_a_wrong_curve() -> None:
    pairs = pairs_of(many_weights(60_000))
    same = truth_of(pairs)
    drawn = draw(pairs, WRONG.probability(pairs.weight, pairs.joined), 2_000)
    at = drawn.place
    after = recalibrated(WRONG, Answers(pairs.weight[at], same[at], pairs.joined[at], 1 / drawn.fraction))
    assert after.decisions == 2_000
    before, now = gaps(WRONG, pairs, same), gaps(after, pairs, same)
    assert before > 0.3
    assert now < before / 3


def test_too_few_decisions_change_nothing() -> None:
    few = np.linspace(0, 20, LEAST_DECISIONS - 1)
    assert recalibrated(WRONG, answers(few, few > 3)) is WRONG
    enough = np.linspace(0, 20, LEAST_DECISIONS)
    assert recalibrated(WRONG, answers(enough, enough > 3)).decisions == LEAST_DECISIONS


def test_where_nobody_decided_the_curve_stays_where_it_was() -> None:
    low = np.full(400, 2.0)
    after = recalibrated(WRONG, answers(low, np.arange(400) % 2 == 0))
    assert after.probability(2.0, True) == pytest.approx(0.5, abs=0.03)
    far = np.arange(12.0, 31.0)
    assert after.probability(far, True) == pytest.approx(WRONG.probability(far, True), abs=0.002)


def test_decisions_bend_the_curve_of_the_pairs_that_they_are_about() -> None:
    low = np.full(400, 2.0)
    half, sides = np.arange(400) % 2 == 0, np.arange(400) < 300
    after = recalibrated(WRONG, answers(low, half & sides, sides))
    assert after.probability(2.0, True) == pytest.approx(0.5, abs=0.03)
    assert after.probability(2.0, False) == pytest.approx(0.04, abs=0.04)
    assert after.probability(2.0) == pytest.approx(3 / 8, abs=0.03)
    unasked = recalibrated(WRONG, answers(low, half, True))
    assert unasked.apart == WRONG.apart


def test_scale_of_the_sampling_weights_does_not_matter() -> None:
    weight = np.linspace(-4, 30, 300)
    same = np.arange(300) % 3 > 0
    one, other = (recalibrated(WRONG, answers(weight, same, sampling=scale)) for scale in (1.0, 250.0))
    assert one.joined.curve.odds == pytest.approx(other.joined.curve.odds, abs=1e-6)


def test_reliability_counts_every_pair_once_and_finds_a_wrong_curve() -> None:
    pairs = pairs_of(many_weights(30_000))
    same = truth_of(pairs)
    honest = reliability(TRUE_CURVE.probability(pairs.weight), same)
    assert sum(each.pairs for each in honest) == len(pairs)
    assert all(each.low in BINS and each.low <= each.expected <= each.high for each in honest)
    assert not any(each.contradicts(0.02) for each in honest)
    assert any(each.contradicts(0.02) for each in reliability(AS_WEIGHED.probability(pairs.weight), same))


def test_reliability_of_weighted_pairs() -> None:
    found = reliability([0.9, 0.9, 0.9], [True, True, False], [1.0, 1.0, 8.0])
    assert found[0].observed.share == pytest.approx(0.2)
    assert found[0].gap == pytest.approx(-0.7)
    assert found[0].observed.high - found[0].observed.low > 0.6


def test_written_and_read_back() -> None:
    assert parse(written(WRONG)) == WRONG


def test_shipped_curve_is_whole() -> None:
    calibration = shipped()
    sides = [getattr(calibration, name) for name in SIDES]
    assert all(len(side.spread) == len(side.curve.weights) for side in sides)
    assert calibration.pairs > 10_000
    assert calibration.decisions == 0
    assert calibration.probability(30.0) > 0.999
    assert calibration.probability(-4.0) < 0.5


def test_what_became_of_a_pair_tells_of_it() -> None:
    weight = np.linspace(0, 12, 50)
    joined, apart = (shipped().probability(weight, became) for became in (True, False))
    assert (joined > apart).all()
    assert (joined > 0.98).all()


def test_better_and_worse_curves_lie_on_both_sides() -> None:
    weight = np.linspace(-4, 30, 50)
    for joined in (True, False, None):
        worse, better = (WRONG.shifted(each).probability(weight, joined) for each in (-2, 2))
        assert (worse <= WRONG.probability(weight, joined)).all()
        assert (better >= WRONG.probability(weight, joined)).all()
