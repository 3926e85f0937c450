"""Counting twice, the queue, and intervals for shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.link.honest.intervals import Interval, effective, jeffreys
from padan.pipeline.link.honest.missed import missed_by_keys
from padan.pipeline.link.honest.queue import Queue, lengths, predict
from padan.pipeline.link.honest.zones import Zones


def two_families(rng: np.random.Generator, n: int, together: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Which of ``n`` true pairs two families find; a share ``together`` is hard for both."""
    hard = rng.random(n) < together
    return tuple(rng.random(n) < np.where(hard, 0.2, chance) for chance in (0.8, 0.7))  # type: ignore[return-value]


def test_independent_families_tell_what_both_overlook() -> None:
    hits = 0
    for repeat in range(200):
        rng = np.random.default_rng(repeat)
        first, second = two_families(rng, 3_000)
        seen = first | second
        found = missed_by_keys(np.ones(seen.sum()), first[seen], second[seen])
        truth = (~seen).sum()
        hits += abs(found.pairs - truth) <= 2 * np.hypot(found.error, np.sqrt(truth))
    assert hits >= 180


def test_families_that_fail_together_overlook_more_than_is_said() -> None:
    first, second = two_families(np.random.default_rng(1), 20_000, together=0.2)
    seen = first | second
    assert missed_by_keys(np.ones(seen.sum()), first[seen], second[seen]).pairs < 0.7 * (~seen).sum()


def test_too_few_in_common_say_nothing() -> None:
    found = missed_by_keys(np.ones(6), np.array([True] * 6), np.array([True] * 3 + [False] * 3))
    assert (found.pairs, found.known) == (0.0, False)
    assert found.drawn(np.random.default_rng(0), 5).tolist() == [0.0] * 5


def test_draws_lie_around_the_number() -> None:
    both, only = np.array([True] * 50 + [False] * 20), np.array([True] * 50 + [True] * 20)
    found = missed_by_keys(np.ones(90), np.append(only, [True] * 20), np.append(both, [True] * 20)[:90])
    drawn = found.drawn(np.random.default_rng(0), 4000)
    assert found.known
    assert (drawn >= 0).all()
    assert np.median(drawn) == pytest.approx(found.pairs, rel=0.1, abs=0.1)


def by_hand(one: list[int], other: list[int], p: list[float], zones: Zones, records: int) -> tuple[int, int, int]:
    """The twin: groups by repeated merging of sets, questions as a set of pairs of groups."""
    group = {n: {n} for n in range(records)}
    for a, b, each in zip(one, other, p, strict=True):
        if each >= zones.joined:
            merged = group[a] | group[b]
            for n in merged:
                group[n] = merged
    asked = [(a, b) for a, b, each in zip(one, other, p, strict=True) if zones.apart <= each < zones.joined]
    open_ = [(a, b) for a, b in asked if b not in group[a]]
    questions = {frozenset((min(group[a]), min(group[b]))) for a, b in open_}
    return len(asked), len(questions), len({n for pair in open_ for n in pair})


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1)), max_size=30))
def test_queue_is_what_a_plain_count_gives(found: list[tuple[int, int, float]]) -> None:
    pairs = [(a, b, p) for a, b, p in found if a != b]
    one, other, p = ([each[i] for each in pairs] for i in range(3))
    zones = Zones(0.2, 0.7)
    queue = predict(np.array(one, dtype=np.int64), np.array(other, dtype=np.int64), p, zones, 10)
    assert (queue.pairs, queue.questions, queue.records) == by_hand(one, other, p, zones, 10)


def test_hours_and_share() -> None:
    queue = Queue(pairs=300, questions=120, records=200, of=12_000)
    assert queue.hours() == 4.0
    assert queue.hours(minutes=5) == 10.0
    assert queue.share == 0.01
    assert Queue(0, 0, 0, 0).share == 0.0


@given(st.lists(st.floats(0, 1), max_size=50), st.floats(0, 1), st.floats(0, 1))
def test_length_for_a_threshold_is_the_count(p: list[float], apart: float, joined: float) -> None:
    assert lengths(p, apart, [joined])[0] == sum(apart <= each < joined for each in p)


@pytest.mark.parametrize("share", [0.5, 0.95, 0.998])
def test_jeffreys_intervals_hold_the_share(share: float) -> None:
    rng = np.random.default_rng(2)
    found = [jeffreys(float(k), 300.0) for k in rng.binomial(300, share, 400)]
    assert np.mean([each.low <= share <= each.high for each in found]) >= 0.92


def test_intervals_at_the_ends() -> None:
    assert jeffreys(0, 0) == Interval(0.5, 0.0, 1.0)
    assert jeffreys(0, 20).low == 0.0
    assert jeffreys(20, 20).high == 1.0
    assert jeffreys(20, 20).low == pytest.approx(0.883, abs=0.001)  # beta quantile 0.025 of (20.5, 0.5)


def test_unequal_weights_are_worth_less() -> None:
    assert effective([3.0, 3.0, 3.0]) == pytest.approx(3)
    assert effective([9.0, 1.0]) == pytest.approx(100 / 82)
    assert effective([]) == 0.0
