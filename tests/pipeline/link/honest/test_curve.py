"""The curve from weight to probability: rising, near the plain second way, and invertible."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.link.honest.honest_kit import TRUE_CURVE, many_weights, pairs_of, truth_of

from padan.pipeline.link.honest.curve import AS_WEIGHED, Curve, fit_curve, knots_for


def pooled(weight: np.ndarray, same: np.ndarray) -> np.ndarray:
    """The twin: pool adjacent violators, a step curve, for each pair in the order of ``weight``."""
    order = np.argsort(weight, kind="stable")
    blocks: list[list[float]] = []
    for outcome in same[order].astype(float):
        blocks.append([outcome, 1.0])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            right, many = blocks.pop()
            blocks[-1][0] += right
            blocks[-1][1] += many
    steps = np.concatenate([np.full(int(n), right / n) for right, n in blocks])
    out = np.empty(len(weight))
    out[order] = steps
    return out


def test_fitted_curve_is_near_the_step_curve_and_the_truth() -> None:
    weight = many_weights(40_000)
    pairs = pairs_of(weight)
    same = truth_of(pairs)
    curve = fit_curve(weight, same)
    assert np.abs(curve.probability(weight) - pooled(weight, same)).mean() < 0.005
    assert np.abs(curve.probability(weight) - TRUE_CURVE.probability(weight)).max() < 0.06


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.floats(-5, 35), st.booleans()), min_size=1, max_size=60))
def test_more_weight_never_means_less_probability(judged: list[tuple[float, bool]]) -> None:
    curve = fit_curve([w for w, _same in judged], [same for _w, same in judged])
    p = curve.probability(np.linspace(-20, 50, 300))
    assert (np.diff(p) >= 0).all()
    assert ((p >= 0) & (p < 1)).all()


@settings(deadline=None, max_examples=40)
@given(st.floats(1e-4, 0.9995))
def test_weight_for_a_probability_and_back(probability: float) -> None:
    assert TRUE_CURVE.probability(TRUE_CURVE.weight_for(probability)) == pytest.approx(probability, abs=1e-9)


def test_no_weight_is_enough_for_more_than_the_data_showed() -> None:
    assert TRUE_CURVE.weight_for(0.99999999) == float("inf")
    assert TRUE_CURVE.probability(500.0) == TRUE_CURVE.probability(30.0)


@pytest.mark.parametrize("probability", [0.0, 1.0, -1.0, 2.0])
def test_impossible_probabilities_are_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="strictly between"):
        TRUE_CURVE.weight_for(probability)


def test_a_pair_that_stands_for_three_counts_like_three() -> None:
    weight, same = np.array([0.0, 1.0, 4.0, 6.0, 9.0]), np.array([0, 1, 0, 1, 1])
    amount = np.array([3.0, 1.0, 3.0, 1.0, 2.0])
    times = amount.astype(int)
    knots = knots_for(weight)
    once = fit_curve(weight, same, amount, knots=knots)
    often = fit_curve(np.repeat(weight, times), np.repeat(same, times), knots=knots)
    assert once.odds == pytest.approx(often.odds, abs=1e-3)


def test_order_of_pairs_changes_nothing() -> None:
    weight = many_weights(2_000)
    same = truth_of(pairs_of(weight))
    turned = np.random.default_rng(3).permutation(len(weight))
    assert fit_curve(weight, same).odds == pytest.approx(fit_curve(weight[turned], same[turned]).odds, abs=1e-4)


def test_weights_taken_at_their_word() -> None:
    assert AS_WEIGHED.probability([0.0, 1.0, -20.0]) == pytest.approx([0.5, 2 / 3, 1 / (1 + 2**20)])


@pytest.mark.parametrize(
    ("weights", "odds"), [((0.0,), (0.0,)), ((0.0, 1.0), (0.0,)), ((1.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (1.0, 0.0))]
)
def test_impossible_curves_cannot_be_built(weights: tuple[float, ...], odds: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="knots"):
        Curve(weights, odds)


def test_no_pairs_no_curve() -> None:
    with pytest.raises(ValueError, match="no pairs"):
        fit_curve([], [])
