"""Clustering against the simplest thing that could be right: groups as sets, every rule asked of every member."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.link.clustering import ALIKE, TWICE_BY_NAME, TWICE_IN_ONE_LIST, Records, cluster
from padan.pipeline.link.evidence import SLIPS
from padan.pipeline.link.scoring import FLOOR

#: One number, a slip of it, its twin's (the serial alone differs), another twin's, and somebody else's.
NIKS = (6402131203900001, 6402181203900001, 6402131203900002, 6402131203900952, 3578152507850044)
LEAST = 2.0

Edge = tuple[int, int, float, float]


@dataclass(frozen=True)
class Case:
    """Edges and what is known of each record: its promising list, proved NIK and the list's own id (0: nothing)."""

    edges: list[Edge]
    lists: list[int]
    proved: list[int]
    same: list[int]
    decided: Sequence[tuple[int, int, str]] = ()

    def clustered(self) -> list[int]:
        l, r = (np.array([edge[side] for edge in self.edges], dtype=np.int32) for side in (0, 1))  # noqa: E741
        weight, by_name = (np.array([edge[part] for edge in self.edges], dtype=float) for part in (2, 3))
        lists, same = (np.array(x, dtype=np.uint64) for x in (self.lists, self.same))
        records = Records(lists, np.array(self.proved, dtype=np.int64), same)
        return cluster(records, l, r, weight, by_name, LEAST, self.decided).tolist()

    def certain(self) -> list[tuple[int, int]]:
        return [(self.same.index(own), n) for n, own in enumerate(self.same) if own and self.same.index(own) != n]


def differing(a: int, b: int) -> int:
    return len([1 for x, y in zip(str(a), str(b), strict=True) if x != y])


def twins(a: int, b: int) -> bool:
    return str(a)[:12] == str(b)[:12]


def one_number(a: int, b: int, niks: list[int], others: list[int]) -> bool:
    of_two = twins(a, b) and a != b and min(niks.count(a), others.count(b)) > 1
    return differing(a, b) <= SLIPS and not of_two


def forbidden(
    one: set[int], other: set[int], case: Case, proved: list[int], weight: float = 0.0, by_name: float = 0.0
) -> bool:
    if any(verdict == "apart" and ({a, b} & one and {a, b} & other) for a, b, verdict in case.decided):
        return True
    niks, others = ([proved[n] for n in group if proved[n]] for group in (one, other))
    promised = any(case.lists[a] and case.lists[a] == case.lists[b] for a in one for b in other)
    twice = (
        weight >= TWICE_IN_ONE_LIST and by_name >= TWICE_BY_NAME and not any(twins(a, b) for a in niks for b in others)
    )
    if promised and not twice and not (by_name >= 0 and set(niks) & set(others)):
        return True
    return bool(niks and others) and not any(one_number(a, b, niks, others) for a in niks for b in others)


def average(one: set[int], other: set[int], edges: Iterable[Edge]) -> float:
    """Of all pairs between two groups, one that was not kept counting as one at the floor; records that no kept pair
    of their own component speaks of do not count."""
    weight_of = {frozenset((a, b)): weight for a, b, weight, _ in edges}
    some, others = ([n for n in group if any(n in pair for pair in weight_of)] for group in (one, other))
    bits = [weight_of.get(frozenset((a, b)), FLOOR) for a in some for b in others]
    return sum(bits) / len(bits) if bits else FLOOR


def join(group_of: dict[int, set[int]], a: int, b: int) -> None:
    both = group_of[a] | group_of[b]
    group_of.update(dict.fromkeys(both, both))


def what_numbers_prove(case: Case, decided: Iterable[set[int]]) -> list[int]:
    """The proved numbers; none of a person whom somebody decided to bear numbers that cannot be one."""
    proved = list(case.proved)
    for group in decided:
        niks = [case.proved[n] for n in group if case.proved[n]]
        if not all(one_number(a, b, niks, niks) for a, b in combinations(set(niks), 2)):
            for n in group:
                proved[n] = 0
    return proved


def simple_cluster(case: Case) -> list[int]:
    group_of = {n: {n} for n in range(len(case.lists))}
    for a, b, verdict in case.decided:
        if verdict == "same":
            join(group_of, a, b)
    proved = what_numbers_prove(case, list(group_of.values()))
    for a, b in case.certain():
        if group_of[a] is not group_of[b] and not forbidden(group_of[a], group_of[b], case, proved, 99, 99):
            join(group_of, a, b)
    kept = kept_within(case)
    for a, b, weight, by_name in sorted(kept, key=lambda e: (-e[2], e[0], e[1])):
        one, other = group_of[a], group_of[b]
        if weight < LEAST or one is other:
            continue
        if forbidden(one, other, case, proved, weight, by_name):
            continue
        bits = average(one, other, kept)
        if bits < LEAST - 1e-6:
            continue
        groups = {min(group): group for group in group_of.values()}.values()
        either = by_name < TWICE_BY_NAME and any(
            average(mine, third, kept) > bits - ALIKE and forbidden(its, third, case, proved)
            for mine, its in ((one, other), (other, one))
            for third in groups
            if third is not one and third is not other and touching(mine, third, kept)
        )
        if not either:
            join(group_of, a, b)
    return [min(group_of[n]) for n in range(len(case.lists))]


def touching(one: set[int], other: set[int], edges: Iterable[Edge]) -> bool:
    return any((a in one and b in other) or (a in other and b in one) for a, b, *_ in edges)


def kept_within(case: Case) -> list[Edge]:
    """The pairs inside what strong pairs, the lists' own words and decisions hang together."""
    group_of = {n: {n} for n in range(len(case.lists))}
    decided = [(a, b) for a, b, verdict in case.decided if verdict == "same"]
    for a, b in [*case.certain(), *decided, *((a, b) for a, b, weight, _ in case.edges if weight >= LEAST)]:
        join(group_of, a, b)
    return [edge for edge in case.edges if group_of[edge[0]] is group_of[edge[1]]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(1, 14))
    number = st.integers(0, count - 1)
    weight = st.sampled_from([LEAST - 4, LEAST - 1, LEAST, 6.0, TWICE_IN_ONE_LIST - 0.5, TWICE_IN_ONE_LIST, 15.0])
    by_name = st.sampled_from([-2.0, TWICE_BY_NAME - 0.5, TWICE_BY_NAME, 9.0])
    drawn = draw(st.lists(st.tuples(number, number, weight, by_name), max_size=25))
    edges = {(min(a, b), max(a, b)): (w, n) for a, b, w, n in drawn if a != b}

    def each(*values: int) -> list[int]:
        return draw(st.lists(st.sampled_from(values), min_size=count, max_size=count))

    return Case([(*pair, *w) for pair, w in edges.items()], each(0, 1, 2, 3), each(0, 0, *NIKS), each(0, 0, 0, 0, 8, 9))


@st.composite
def decided_cases(draw: st.DrawFn) -> Case:
    """A case and decisions without contradiction: people are dealt into groups, "same" within, "apart" between."""
    case = draw(cases())
    numbers = range(len(case.lists))
    group = draw(st.lists(st.integers(0, 3), min_size=len(numbers), max_size=len(numbers)))
    pairs = list(combinations(numbers, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)) if pairs else []
    return replace(case, decided=[(a, b, "same" if group[a] == group[b] else "apart") for a, b in chosen])


@settings(deadline=None, max_examples=400)
@given(cases())
def test_both_find_the_same_people(case: Case):
    assert case.clustered() == simple_cluster(case)


@settings(deadline=None, max_examples=400)
@given(decided_cases())
def test_both_find_the_same_people_with_decisions(case: Case):
    assert case.clustered() == simple_cluster(case)


@settings(deadline=None, max_examples=200)
@given(decided_cases())
def test_decisions_hold_whatever_the_evidence(case: Case):
    labels = case.clustered()

    for a, b, verdict in case.decided:
        assert (labels[a] == labels[b]) == (verdict == "same")


@settings(deadline=None)
@given(decided_cases(), st.randoms(use_true_random=False))
def test_the_order_of_decisions_does_not_matter(case: Case, chance: random.Random):
    shuffled = replace(case, decided=chance.sample(case.decided, len(case.decided)))

    assert shuffled.clustered() == case.clustered()


@settings(deadline=None)
@given(cases())
def test_labels_are_a_partition_named_by_its_smallest_member(case: Case):
    labels = case.clustered()

    assert len(labels) == len(case.lists)
    for n, label in enumerate(labels):
        assert label <= n
        assert labels[label] == label


@settings(deadline=None)
@given(cases())
def test_nobody_is_joined_without_a_chain_of_links(case: Case):
    near = {(a, b) for a, b, weight, _ in case.edges if weight >= LEAST} | set(case.certain())
    labels = case.clustered()

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
@given(cases())
def test_what_a_list_promises_is_never_broken_by_weak_evidence(case: Case):
    """With only weak links, no person has two rows of one promising list."""
    nothing = [0] * len(case.lists)
    weak = [(a, b, min(w, TWICE_IN_ONE_LIST - 0.5), n) for a, b, w, n in case.edges]

    labels = Case(weak, case.lists, nothing, nothing).clustered()

    promised = [(label, key) for label, key in zip(labels, case.lists, strict=True) if key]
    assert len(promised) == len(set(promised))


@settings(deadline=None)
@given(cases())
def test_no_person_bears_two_numbers_that_no_slip_explains(case: Case):
    """A chain of slips may be long; but every proved number of a person is a slip away from another of its."""
    labels = case.clustered()
    for label in set(labels):
        niks = {case.proved[n] for n, other in enumerate(labels) if other == label and case.proved[n]}
        assert len(niks) < 2 or all(any(differing(a, b) <= SLIPS for b in niks - {a}) for a in niks)


@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_edges_does_not_matter(case: Case, chance: random.Random):
    shuffled = replace(case, edges=chance.sample(case.edges, len(case.edges)))

    assert shuffled.clustered() == case.clustered()


@settings(deadline=None)
@given(cases(), cases())
def test_other_people_change_nobody(case: Case, other: Case):
    """Records that nothing ties to these leave them as they are, also where their lists are the same."""
    count = len(case.lists)
    moved = [(a + count, b + count, w, n) for a, b, w, n in other.edges]
    apart = [own + 10 if own else 0 for own in other.same]
    both = Case([*moved, *case.edges], case.lists + other.lists, case.proved + other.proved, case.same + apart)

    labels = both.clustered()

    assert labels[:count] == case.clustered()
    assert labels[count:] == [label + count for label in other.clustered()]


def a_larger_draw(seed: int) -> Case:
    chance = random.Random(seed)
    count = 120
    edges: dict[tuple[int, ...], tuple[float, float]] = {}
    for _ in range(400):
        edges[tuple(sorted(chance.sample(range(count), 2)))] = (
            round(chance.uniform(1, 16), 1),
            round(chance.uniform(-4, 9), 1),
        )

    def each(*values: int) -> list[int]:
        return [chance.choice(values) for _ in range(count)]

    return Case(
        [(a, b, *w) for (a, b), w in edges.items()], each(*range(7)), each(0, 0, 0, *NIKS), each(*[0] * 20, *range(12))
    )


@pytest.mark.parametrize("seed", range(3))
def test_both_agree_on_a_larger_draw(seed: int):
    case = a_larger_draw(seed)
    labels = case.clustered()

    assert labels == simple_cluster(case)
    assert 1 < len(set(labels)) < len(labels)


def test_an_empty_table():
    assert Case([], [], [], []).clustered() == []
