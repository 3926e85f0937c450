"""The clerical sample: everybody has a known chance, and the order of rows has none."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.link.honest.honest_kit import TRUE_CURVE, many_weights, pairs_of, truth_of

from padan.pipeline.link.honest.reading import Pairs
from padan.pipeline.link.honest.sample import allotted, bands_of, draw

PAIRS = pairs_of(many_weights(5_000))
P = TRUE_CURVE.probability(PAIRS.weight)


def turned(pairs: Pairs, order: np.ndarray) -> Pairs:
    columns = {f.name: getattr(pairs, f.name)[order] for f in fields(pairs) if f.name != "records"}
    return replace(pairs, **columns)


@pytest.mark.parametrize("count", [1, 7, 50, 200, 1000, 4_999, 9_000])
def test_as_many_as_asked_each_once(count: int) -> None:
    drawn = draw(PAIRS, P, count)
    assert len(drawn) <= min(max(count, 10), len(PAIRS))
    assert len(drawn) >= min(count, len(PAIRS)) * 0.9
    assert len(set(drawn.place.tolist())) == len(drawn)


def test_order_of_rows_changes_nothing() -> None:
    order = np.random.default_rng(4).permutation(len(PAIRS))
    one, other = draw(PAIRS, P, 200), draw(turned(PAIRS, order), P[order], 200)
    assert PAIRS.record_a[one.place].tolist() == PAIRS.record_a[order][other.place].tolist()
    assert one.fraction.tolist() == other.fraction.tolist()


def test_another_seed_draws_others() -> None:
    one, other = (set(draw(PAIRS, P, 200, seed=seed).place.tolist()) for seed in (0, 1))
    assert one != other


def test_every_pair_has_a_chance_and_the_weights_add_up_to_all() -> None:
    drawn = draw(PAIRS, P, 300)
    assert (1 / drawn.fraction).sum() == pytest.approx(len(PAIRS))


def test_weighted_answers_are_right_on_average() -> None:
    same = truth_of(PAIRS)
    found = []
    for seed in range(60):
        drawn = draw(PAIRS, P, 300, seed=seed)
        found.append(same[drawn.place] @ (1 / drawn.fraction))
    assert np.mean(found) == pytest.approx(same.sum(), rel=0.01)


def test_doubtful_pairs_get_more_than_their_share() -> None:
    drawn = draw(PAIRS, P, 200)
    doubtful = (P > 0.05) & (P < 0.95)
    assert doubtful[drawn.place].mean() > 3 * doubtful.mean()


def test_what_was_asked_before_is_not_asked_again() -> None:
    first = draw(PAIRS, P, 200)
    taken = np.zeros(len(PAIRS), dtype=bool)
    taken[first.place] = True
    second = draw(PAIRS, P, 200, taken=taken)
    assert not set(first.place.tolist()) & set(second.place.tolist())
    assert not len(draw(PAIRS, P, 200, taken=np.ones(len(PAIRS), dtype=bool)))


def test_bands_tell_joined_from_apart() -> None:
    assert bands_of([0.0, 0.0, 0.3, 1.0], np.array([False, True, False, True])).tolist() == [0, 1, 2, 9]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.integers(1, 500)), min_size=1, max_size=12),
    st.integers(0, 600),
    st.integers(0, 8),
)
def test_places_are_shared_out_whole(strata: list[tuple[float, int]], count: int, least: int) -> None:
    need, sizes = (np.array(side) for side in zip(*strata, strict=True))
    found = allotted(need, sizes, count, least)
    assert all(0 <= got <= size for got, size in zip(found, sizes, strict=True))
    if count >= len(strata):
        assert sum(found) == min(count, sizes.sum())
