"""Which pairs are asked about, and in which order; against the same rules written down plainly."""

from __future__ import annotations

import itertools
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from padan.pipeline.home import Home
from padan.pipeline.link.honest.reading import Pairs, read_pairs
from padan.pipeline.link.honest.zones import Costs, zones_for
from padan.pipeline.release.models import calibration_of
from padan.reports.doubtful import SAMPLE_EVERY, doubtful, of_pairs, places_in_queue, ranked

Row = tuple[str, str, float, bool]


def pairs_of(rows: list[Row]) -> tuple[Pairs, np.ndarray]:
    """Compared pairs from record ids, probability, and whether they were joined."""
    columns = list(zip(*rows, strict=True))
    texts = [np.array(column, dtype=object) for column in columns[:2]]
    flags = np.zeros(len(rows), dtype=bool)
    pairs = Pairs(
        texts[0], texts[1], np.zeros(len(rows)), np.array(columns[3], dtype=bool),
        np.full(len(rows), "dtsen × krs", dtype=object), flags, flags, 99,
    )  # fmt: skip
    return pairs, np.array(columns[2], dtype=float)


def asked(rows: list[Row], **more: object) -> list[tuple[str, str]]:
    pairs, probability = pairs_of(rows)
    return [(pairs.record_a[d.at], pairs.record_b[d.at]) for d in doubtful(pairs, probability, **more)]  # type: ignore[arg-type]


SURE, DOUBT, UNLIKE = 0.999, 0.6, 0.01


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("a", "b", SURE, True)], []),
        ([("a", "b", UNLIKE, False)], []),
        ([("a", "b", DOUBT, True)], [("a", "b")]),
        ([("a", "b", DOUBT, False)], [("a", "b")]),
        # One question for two groups that surely belong together: the one whose answer costs most.
        ([("a", "b", SURE, True), ("a", "c", 0.5, False), ("b", "c", 0.7, False)], [("b", "c")]),
        ([("a", "b", SURE, True), ("a", "c", 0.5, True), ("b", "c", 0.7, True)], [("a", "c")]),
        # Doubtful by itself, but sure through a third.
        ([("a", "b", SURE, True), ("b", "c", SURE, True), ("a", "c", 0.7, True)], []),
        # Sure by weight, and kept apart all the same: their doubtful pairs are asked about.
        ([("a", "b", SURE, False), ("a", "c", 0.7, False)], [("a", "c")]),
    ],
)
def test_what_is_asked(rows: list[Row], found: list[tuple[str, str]]) -> None:
    assert asked(rows) == found


BETWEEN: list[Row] = [("a", "b", SURE, True), ("a", "c", 0.5, False), ("b", "c", 0.7, False)]


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ([], [("b", "c")]),
        ([("a", "c")], [("a", "c")]),
        ([("a", "c"), ("b", "c")], [("a", "c")]),
        ([("x", "y")], [("b", "c")]),
    ],
)
def test_of_two_groups_the_pair_that_was_asked_about_is_taken(
    known: list[tuple[str, str]], found: list[tuple[str, str]]
) -> None:
    assert asked(BETWEEN, known=known) == found


def test_a_known_pair_that_is_sure_now_still_answers_for_its_groups_and_is_not_asked_alone() -> None:
    rows = [("a", "b", SURE, True), ("a", "c", UNLIKE, False), ("b", "c", 0.7, False)]
    assert asked(rows, known=[("a", "c")]) == [("a", "c")]
    assert asked(rows[:2], known=[("a", "c")]) == []


def test_what_follows_from_decisions_is_not_asked() -> None:
    rows = [("a", "b", DOUBT, True), ("b", "c", DOUBT, True), ("a", "c", DOUBT, True)]
    known = [("a", "b"), ("b", "c")]
    assert asked(rows, known=known, same=known) == known
    assert len(asked(rows)) == 3


def test_each_side_holds_what_is_surely_the_same() -> None:
    pairs, probability = pairs_of(BETWEEN)
    assert [d.sides for d in doubtful(pairs, probability)] == [(("a", "b"), ("c",))]
    assert [d.sides for d in of_pairs(pairs, probability, [0, 1])] == [(("a",), ("b",)), (("a", "b"), ("c",))]


@pytest.mark.parametrize(("joined", "cost"), [(True, 40.0), (False, 12.0)])
def test_what_the_machines_answer_costs(joined: bool, cost: float) -> None:
    pairs, probability = pairs_of([("a", "b", DOUBT, joined)])
    assert [d.cost for d in doubtful(pairs, probability)] == [pytest.approx(cost)]


def plainly(pairs: Pairs, probability: np.ndarray) -> set[tuple[str, str]]:
    """The questions, found one pair after another."""
    zones, costs = zones_for(Costs()), Costs()
    group: dict[str, set[str]] = {}
    rows = list(zip(pairs.record_a, pairs.record_b, probability, pairs.joined, strict=True))
    for a, b, p, joined in rows:
        if joined and p >= zones.joined:
            both = group.get(a, {a}) | group.get(b, {b})
            group.update(dict.fromkeys(both, both))
    best: dict[frozenset[str], tuple[float, tuple[str, str]]] = {}
    found = defaultdict(list)
    for a, b, p, joined in rows:
        ends = frozenset((min(group.get(a, {a})), min(group.get(b, {b}))))
        if zones.apart <= p < zones.joined and len(ends) == 2:
            cost = (1 - p) * costs.wrong_merge if joined else p * costs.missed
            found[ends].append((-cost, (a, b)))
    best = {ends: min(each) for ends, each in found.items()}
    return {pair for _cost, pair in best.values()}


def test_the_small_register_is_asked_as_written_down_plainly(small_release: Home) -> None:
    folder: Path = small_release.current_release()
    pairs = read_pairs(folder)
    probability = calibration_of(folder).probability(pairs.weight, pairs.joined)
    found = {(pairs.record_a[d.at], pairs.record_b[d.at]) for d in doubtful(pairs, probability)}
    assert len(found) > 2
    assert found == plainly(pairs, probability)


@pytest.mark.parametrize("seed", range(20))
def test_drawn_registers_are_asked_as_written_down_plainly(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ends = [(a, b) for a, b in itertools.combinations("abcdefghijklmno", 2) if rng.random() < 0.3]
    rows = [(a, b, float(rng.choice([0.01, 0.2, 0.6, 0.97, 0.995])), bool(rng.random() < 0.7)) for a, b in ends]
    assert set(asked(rows)) == plainly(*pairs_of(rows))


@pytest.mark.parametrize(("others", "sample"), [(20, 5), (20, 0), (0, 7), (3, 9), (40, 2)])
def test_the_sample_is_mixed_in_at_a_steady_rate(others: int, sample: int) -> None:
    worth = [float(n) for n in range(others + sample)]
    sampled = [n < sample for n in range(others + sample)]
    rank = ranked([(f"a{n}", f"b{n}") for n in range(others + sample)])
    places = places_in_queue(worth, sampled, rank)
    assert len(set(places)) == len(places)
    assert sorted((p for p, s in zip(places, sampled, strict=True) if not s), reverse=True) == [
        p for p, s in zip(places, sampled, strict=True) if not s
    ]
    for start in range(sample):
        block = range(start * SAMPLE_EVERY + 1, (start + 1) * SAMPLE_EVERY + 1)
        assert sum(s and p in block for p, s in zip(places, sampled, strict=True)) == 1


def test_no_counting_tells_the_sample_from_the_others() -> None:
    rank = ranked([(f"a{n}", f"b{n}") for n in range(500)])
    places = places_in_queue([1.0] * 500, [n < 100 for n in range(500)], rank)
    within = [(place - 1) % SAMPLE_EVERY for place in places[:100]]
    assert all(10 <= count <= 35 for count in map(within.count, range(SAMPLE_EVERY)))


def test_the_order_does_not_depend_on_the_order_of_rows() -> None:
    rows: list[Row] = [(a, b, DOUBT, False) for a, b in itertools.combinations("abcdef", 2)]
    assert set(asked(rows)) == set(asked(rows[::-1]))
