"""What people decided as the clustering asks it, against the plainest way to ask; and a clustering that holds to it."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.link.constraints import Constraints

Pair = tuple[int, int]
N = 12


def closed(same: Iterable[Pair]) -> dict[int, set[int]]:
    """Each record's group, by walking over the pairs until nothing is new."""
    groups = {}
    for n in range(N):
        group, size = {n}, 0
        while len(group) > size:
            size = len(group)
            group |= {x for pair in same for x in pair if group & set(pair)}
        groups[n] = group
    return groups


def plainly_forbidden(one: set[int], other: set[int], same: list[Pair], apart: list[Pair]) -> bool:
    groups = closed(same)
    wide, far = (set().union(*(groups[n] for n in members)) for members in (one, other))
    # An apart pair forbids where its ends stand in groups of which a member is on each side.
    return any((a in wide and b in far) or (b in wide and a in far) for a, b in apart)


PAIRS = st.lists(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda p: p[0] < p[1]), max_size=7)


@st.composite
def decided(draw: st.DrawFn) -> tuple[list[Pair], list[Pair]]:
    same = draw(PAIRS)
    groups = closed(same)
    return same, [(a, b) for a, b in draw(PAIRS) if b not in groups[a]]


def test_nothing_decided_forbids_nothing():
    none = Constraints()

    assert (none.n, none.certain(), none.forbids({1}, {2}), none.keeps_apart(1)) == (0, [], False, False)


def test_a_group_is_kept_apart_as_a_whole():
    found = Constraints(same=[(1, 2), (2, 3)], apart=[(3, 9)])

    assert found.certain() == [(1, 2), (1, 3)]
    assert found.forbids({1, 5}, {9, 4})
    assert found.forbids({9}, {2})
    assert not found.forbids({5}, {9})
    assert (found.n, found.keeps_apart(1), found.keeps_apart(5)) == (4, True, False)


def test_same_alone_forbids_nothing():
    assert not Constraints(same=[(1, 2)]).forbids({1}, {3})


def test_a_contradiction_is_refused():
    with pytest.raises(ValueError, match="decided to be one person and not to be"):
        Constraints(same=[(1, 2), (2, 3)], apart=[(3, 1)])


@settings(deadline=None, max_examples=300)
@given(decided(), st.permutations(range(N)), st.integers(1, N - 1), st.integers(1, N))
def test_both_forbid_the_same(pairs, order, middle, end):
    same, apart = pairs
    one, other = set(order[:middle]), set(order[middle : middle + end])

    assert Constraints(same, apart).forbids(one, other) == plainly_forbidden(one, other, same, apart)


@settings(deadline=None, max_examples=300)
@given(decided(), st.lists(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)), max_size=40))
def test_whatever_edges_come_the_decisions_hold(pairs, edges):
    """Joining greedily, certain pairs first and never what is forbidden, breaks no decision."""
    same, apart = pairs
    constraints = Constraints(same, apart)
    group_of = {n: {n} for n in range(N)}
    for place, (a, b) in enumerate([*constraints.certain(), *edges]):
        one, other = group_of[a], group_of[b]
        certain = place < len(constraints.certain())
        if one is not other and (certain or not constraints.forbids(one, other)):
            assert not constraints.forbids(one, other)
            both = one | other
            group_of.update(dict.fromkeys(both, both))

    assert all(b in group_of[a] for a, b in same)
    assert not any(b in group_of[a] for a, b in apart)


@settings(deadline=None)
@given(decided(), st.randoms(use_true_random=False))
def test_the_order_of_decisions_changes_nothing(pairs, chance: random.Random):
    same, apart = (chance.sample(each, len(each)) for each in pairs)
    turned = Constraints([(b, a) for a, b in same], [(b, a) for a, b in apart])
    straight = Constraints(*pairs)

    assert turned.certain() == straight.certain()
    assert turned.touched == straight.touched
    assert all(turned.forbids({a}, {b}) == straight.forbids({a}, {b}) for a in range(N) for b in range(N) if a != b)
