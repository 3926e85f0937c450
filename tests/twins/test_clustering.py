"""Clustering against the simplest thing that could be right: groups as sets, every rule asked of every member."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.link.clustering import SLIPS, TWICE_BY_NAME, TWICE_IN_ONE_LIST, cluster

NIKS = ("6402131203900001", "6402131203900007", "6402131203900072", "6402132507850044")

Edge = tuple[int, int, float, float]


def differing(a: str, b: str) -> int:
    return len([1 for i in range(16) if a[i] != b[i]])


def may_join(
    one: set[int], other: set[int], edge: tuple[float, float], lists: Sequence[str | None], proved: Sequence[str | None]
) -> bool:
    weight, by_name = edge
    niks, other_niks = ({proved[n] for n in group} - {None} for group in (one, other))
    promised = any(lists[a] is not None and lists[a] == lists[b] for a in one for b in other)
    twice = weight >= TWICE_IN_ONE_LIST and by_name >= TWICE_BY_NAME
    if promised and not twice and not (niks & other_niks):
        return False
    return not niks or not other_niks or any(differing(a, b) <= SLIPS for a in niks for b in other_niks)


def simple_cluster(
    edges: Sequence[Edge],
    certain: Sequence[tuple[int, int]],
    lists: Sequence[str | None],
    proved: Sequence[str | None],
) -> list[int]:
    group_of = {n: {n} for n in range(len(lists))}
    infinite = float("inf")
    for a, b, weight, by_name in [*((a, b, infinite, infinite) for a, b in certain), *edges]:
        one, other = group_of[a], group_of[b]
        if one is not other and may_join(one, other, (weight, by_name), lists, proved):
            both = one | other
            for n in both:
                group_of[n] = both
    return [min(group_of[n]) for n in range(len(lists))]


@st.composite
def records(draw: st.DrawFn) -> tuple[list[Edge], list[tuple[int, int]], list[str | None], list[str | None]]:
    count = draw(st.integers(1, 14))
    number = st.integers(0, count - 1)
    weight = st.sampled_from([3.0, 6.0, TWICE_IN_ONE_LIST - 0.5, TWICE_IN_ONE_LIST, 15.0])
    by_name = st.sampled_from([-2.0, TWICE_BY_NAME - 0.5, TWICE_BY_NAME, 9.0])
    drawn = draw(st.lists(st.tuples(number, number, weight, by_name), max_size=25))
    edges = {(min(a, b), max(a, b)): (w, n) for a, b, w, n in drawn if a != b}
    ordered = sorted(((a, b, w, n) for (a, b), (w, n) in edges.items()), key=lambda e: (-e[2], e[0], e[1]))
    certain = [pair for pair in draw(st.lists(st.tuples(number, number), max_size=2)) if pair[0] < pair[1]]
    lists = draw(st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=count, max_size=count))
    proved = draw(st.lists(st.sampled_from([None, None, *NIKS]), min_size=count, max_size=count))
    return ordered, certain, lists, proved


@settings(deadline=None, max_examples=400)
@given(records())
def test_both_find_the_same_people(drawn):
    assert cluster(*drawn) == simple_cluster(*drawn)


@settings(deadline=None)
@given(records())
def test_labels_are_a_partition_named_by_its_smallest_member(drawn):
    edges, certain, lists, proved = drawn

    labels = cluster(edges, certain, lists, proved)

    assert len(labels) == len(lists)
    for n, label in enumerate(labels):
        assert label <= n
        assert labels[label] == label


@settings(deadline=None)
@given(records())
def test_nobody_is_joined_without_a_chain_of_links(drawn):
    edges, certain, lists, proved = drawn
    near = {(a, b) for a, b, *_ in edges} | set(certain)
    labels = cluster(edges, certain, lists, proved)

    for label in set(labels):
        members = {n for n, other in enumerate(labels) if other == label}
        reached, waiting = {label}, [label]
        while waiting:
            here = waiting.pop()
            found = {n for n in members - reached if (min(n, here), max(n, here)) in near}
            reached |= found
            waiting += found
        assert reached == members


@settings(deadline=None)
@given(records())
def test_what_a_list_promises_is_never_broken_by_weak_evidence(drawn):
    """With only weak links, no person has two rows of one promising list, unless they bear one proved NIK."""
    edges, _certain, lists, proved = drawn
    weak = [(a, b, min(w, TWICE_IN_ONE_LIST - 0.5), n) for a, b, w, n in edges]

    labels = cluster(weak, [], lists, [None] * len(proved))

    promised = [(label, key) for label, key in zip(labels, lists, strict=True) if key is not None]
    assert len(promised) == len(set(promised))


@settings(deadline=None)
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_links_as_strong_as_each_other_and_alone_does_not_matter(drawn, chance: random.Random):
    """Where nothing forbids a join, any order of the links gives the same people."""
    edges, certain, lists, _proved = drawn
    free: list[str | None] = [None] * len(lists)
    shuffled = chance.sample(edges, len(edges))

    assert cluster(shuffled, certain, free, free) == cluster(edges, certain, free, free)


@pytest.mark.parametrize("seed", range(3))
def test_both_agree_on_a_larger_draw(seed: int):
    chance = random.Random(seed)
    count = 120
    edges = {}
    for _ in range(400):
        a, b = sorted(chance.sample(range(count), 2))
        edges[a, b] = (round(chance.uniform(2, 16), 1), round(chance.uniform(-4, 9), 1))
    ordered = sorted(((a, b, *w) for (a, b), w in edges.items()), key=lambda e: (-e[2], e[0], e[1]))
    lists = [chance.choice([None, *"abcdef"]) for _ in range(count)]
    proved = [chance.choice([None, None, None, *NIKS]) for _ in range(count)]

    labels = cluster(ordered, [], lists, proved)

    assert labels == simple_cluster(ordered, [], lists, proved)
    assert 1 < len(set(labels)) < count
