"""Precision and recall with intervals that hold what they promise."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from tests.pipeline.link.honest.honest_kit import SOURCES, TRUE_CURVE, many_weights, pairs_of, truth_of

from padan.pipeline.link.honest.calibration import Calibration, Side
from padan.pipeline.link.honest.curve import Curve
from padan.pipeline.link.honest.estimates import Judged, quality
from padan.pipeline.link.honest.sample import bands_of, draw

_SIDE = Side(TRUE_CURVE, (0.3,) * len(TRUE_CURVE.weights))
CALIBRATION = Calibration(_SIDE, _SIDE, _SIDE, "model", 1)
#: A register whose links are worse than the curve says: the intervals must not believe the curve.
WORSE = Curve(TRUE_CURVE.weights, (-5.0, -3.0, -0.5, 3.5, 5.0, 6.0))
PAIRS = pairs_of(many_weights(12_000))
P = TRUE_CURVE.probability(PAIRS.weight)
BAND = bands_of(P, PAIRS.joined)


def judged(same: np.ndarray, count: int, seed: int) -> Judged:
    drawn = draw(PAIRS, P, count, seed=seed)
    return Judged(drawn.place, same[drawn.place], drawn.fraction, BAND[drawn.place])


@pytest.mark.parametrize("truth", [TRUE_CURVE, WORSE])
def test_95_percent_intervals_hold_the_truth_in_nine_of_ten_repeats(truth: Curve) -> None:
    held = defaultdict(list)
    for repeat in range(60):
        same = truth_of(PAIRS, seed=repeat, curve=truth)
        for found in quality(PAIRS, CALIBRATION, judged(same, 400, repeat), seed=repeat):
            own = PAIRS.between == found.between if found.between else np.ones(len(PAIRS), dtype=bool)
            right = same[own & PAIRS.joined].sum()
            precision = right / (own & PAIRS.joined).sum()
            recall = right / (same[own].sum() + found.missed.pairs)
            held[found.between, "precision"].append(found.precision.low <= precision <= found.precision.high)
            held[found.between, "recall"].append(found.recall.low <= recall <= found.recall.high)
    assert len(held) == 2 * (1 + len(SOURCES))
    assert {key: np.mean(each) for key, each in held.items() if np.mean(each) < 0.9} == {}


def test_more_answers_make_narrower_intervals() -> None:
    same = truth_of(PAIRS, curve=WORSE)
    wide, narrow = (quality(PAIRS, CALIBRATION, judged(same, count, 1))[0] for count in (200, 3000))
    assert narrow.precision.high - narrow.precision.low < (wide.precision.high - wide.precision.low) / 2
    assert (wide.judged, narrow.judged) == (200, 3000)


def test_all_answers_give_the_exact_share() -> None:
    same = truth_of(PAIRS)
    everything = np.arange(len(PAIRS))
    found = quality(PAIRS, CALIBRATION, Judged(everything, same, np.ones(len(PAIRS)), BAND))[0]
    assert found.precision.share == pytest.approx(same[PAIRS.joined].mean())


def test_without_answers_the_curve_speaks_and_says_how_many_people_it_asked() -> None:
    overall, *by_sources = quality(PAIRS, CALIBRATION)
    assert overall.judged == 0
    assert overall.precision.share == pytest.approx(P[PAIRS.joined].mean())
    assert overall.precision.low < overall.precision.share < overall.precision.high
    assert [each.joined for each in by_sources] == sorted((each.joined for each in by_sources), reverse=True)
    assert sum(each.joined for each in by_sources) == overall.joined == PAIRS.joined.sum()


def test_nothing_found_wrong_leaves_perfection_open() -> None:
    same = np.ones(len(PAIRS), dtype=bool)
    found = quality(PAIRS, CALIBRATION, judged(same, 200, 0))[0]
    assert found.precision.share == 1.0
    assert found.precision.high == 1.0
    assert 0.9 < found.precision.low < 1.0


def test_a_release_without_joined_pairs() -> None:
    lone = pairs_of(many_weights(500), least_joined=1000.0)
    (overall,) = quality(lone, CALIBRATION)
    assert (overall.joined, overall.precision.share) == (0, 1.0)
    assert overall.recall.share == 0.0
