"""From weighed pairs to people: drawn cases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tests.pipeline.link.link_kit import columns, person

from padan.pipeline.link.clustering import (
    ALIKE,
    TWICE_BY_NAME,
    TWICE_IN_ONE_LIST,
    Clusters,
    Records,
    cluster,
    could_be_one,
    of_twins,
)
from padan.pipeline.link.scoring import FLOOR

STRONG, SURE_NAME = TWICE_IN_ONE_LIST + 5, TWICE_BY_NAME + 1
#: Enough to link, not enough to say that one list holds a person twice.
FAIR, SOME_NAME = TWICE_IN_ONE_LIST - 1, TWICE_BY_NAME - 1
LEAST = FAIR - 2
#: Enough for a pair that was not kept besides.
VERY = 2 * LEAST - FLOOR + 1
NIK, SLIP, OTHER = 6402131203900001, 6402181203900001, 3578152507850044
#: The serial alone differs: a twin's, or a neighbour's of the same birthday.
TWIN = 6402131203900002
A, B, C = 1, 2, 3

Edge = tuple[int, int, float, float]


def people(
    edges: Sequence[Edge],
    lists: Sequence[int],
    proved: Sequence[int],
    same: Sequence[int] = (),
    decided: Sequence[tuple[int, int, str]] = (),
) -> list[int]:
    l, r = (np.array([edge[side] for edge in edges], dtype=np.int32) for side in (0, 1))  # noqa: E741
    weight, by_name = (np.array([edge[part] for edge in edges], dtype=float) for part in (2, 3))
    own = np.array(same or [0] * len(lists), dtype=np.uint64)
    records = Records(np.array(lists, dtype=np.uint64), np.array(proved, dtype=np.int64), own)
    return cluster(records, l, r, weight, by_name, LEAST, decided).tolist()


@pytest.mark.parametrize(
    ("what", "edges", "lists", "proved", "labels"),
    [
        ("nobody is linked", [], [0] * 3, [0] * 3, [0, 1, 2]),
        ("a pair", [(0, 2, FAIR, 0)], [0] * 3, [0] * 3, [0, 1, 0]),
        ("as weak as is asked", [(0, 1, LEAST, 0)], [0] * 2, [0] * 2, [0, 0]),
        ("too weak", [(0, 1, LEAST - 0.1, 0)], [0] * 2, [0] * 2, [0, 1]),
        ("one link does not chain", [(0, 1, FAIR, 0), (1, 2, FAIR, 0)], [0] * 3, [0] * 3, [0, 0, 2]),
        (
            "it does where the third pair speaks for it, too weak by itself",
            [(0, 1, FAIR, 0), (1, 2, FAIR, 0), (0, 2, LEAST - 1, 0)], [0] * 3, [0] * 3, [0, 0, 0],
        ),
        ("or where it is strong enough for both", [(0, 1, VERY, 0), (1, 2, VERY, 0)], [0] * 3, [0] * 3, [0, 0, 0]),
        (
            "two pairs are not chained by a single weak link",
            [(0, 1, STRONG, 0), (2, 3, STRONG, 0), (1, 2, FAIR, 0)], [0] * 4, [0] * 4, [0, 0, 2, 2],
        ),
        ("one row a person: two rows of a list stay apart", [(0, 1, FAIR, SOME_NAME)], [A, A], [0] * 2, [0, 1]),
        ("two lists may join", [(0, 1, FAIR, SOME_NAME)], [A, B], [0] * 2, [0, 0]),
        ("a duplicate in one list: strong and of one name", [(0, 1, STRONG, SURE_NAME)], [A] * 2, [0] * 2, [0, 0]),
        ("strong but of another name: twins", [(0, 1, STRONG, SOME_NAME)], [A] * 2, [0] * 2, [0, 1]),
        ("of one name but weak: namesakes", [(0, 1, FAIR, SURE_NAME)], [A] * 2, [0] * 2, [0, 1]),
        ("one proved NIK twice in a list", [(0, 1, FAIR, SOME_NAME)], [A] * 2, [NIK, NIK], [0, 0]),
        ("one proved NIK twice in a list under two names: twins, the one's typed for both",
         [(0, 1, STRONG, -1)], [A] * 2, [NIK, NIK], [0, 1]),
        ("in two lists it is a slip", [(0, 1, STRONG, -1)], [A, B], [NIK, NIK], [0, 0]),
        ("twins of like names in one list", [(0, 1, STRONG, SURE_NAME)], [A] * 2, [NIK, TWIN], [0, 1]),
        ("a slip in one list, strong and of one name", [(0, 1, STRONG, SURE_NAME)], [A] * 2, [NIK, SLIP], [0, 0]),
        ("proved NIKs far apart are two people", [(0, 1, STRONG, SURE_NAME)], [A, B], [NIK, OTHER], [0, 1]),
        ("proved NIKs a slip apart may be one", [(0, 1, STRONG, SURE_NAME)], [A, B], [NIK, SLIP], [0, 0]),
        ("a serial mistyped once may be one", [(0, 1, STRONG, SURE_NAME)], [A, B], [NIK, TWIN], [0, 0]),
        (
            "two serials that two lists each bear are two people",
            [(0, 1, STRONG, 9), (2, 3, STRONG, 9), (1, 2, STRONG - 1, 9)], [A, B, A, B], [NIK, NIK, TWIN, TWIN],
            [0, 0, 2, 2],
        ),
        ("an unproved one joins either", [(0, 1, FAIR, 0)], [A, B], [NIK, 0], [0, 0]),
        (
            "the weaker link of a chain between two rows of one list is cut",
            [(0, 1, FAIR, 0), (1, 2, FAIR - 1, 0)], [A, B, A], [0] * 3, [0, 0, 2],
        ),
        (
            "and the other way round",
            [(1, 2, FAIR, 0), (0, 1, FAIR - 1, 0)], [A, B, A], [0] * 3, [0, 1, 1],
        ),
        (
            "a chain between proved NIKs is cut",
            [(0, 1, STRONG, SURE_NAME), (1, 2, STRONG - 1, SURE_NAME)], [A, B, C], [NIK, 0, OTHER], [0, 0, 2],
        ),
        (
            "the strongest goes first wherever it stands",
            [(1, 2, STRONG - 1, SURE_NAME), (0, 1, STRONG, SURE_NAME)], [A, B, C], [NIK, 0, OTHER], [0, 0, 2],
        ),
        (
            "as strong as each other and of one name: the smaller numbers go first",
            [(1, 2, FAIR, SURE_NAME), (0, 1, FAIR, SURE_NAME)], [A, B, A], [0] * 3, [0, 0, 2],
        ),
        (
            "as strong as each other and not told by name: neither",
            [(1, 2, FAIR, SOME_NAME), (0, 1, FAIR, SOME_NAME)], [A, B, A], [0] * 3, [0, 1, 2],
        ),
        (
            "a newborn without a name and proved twins: neither",
            [(0, 2, STRONG, 0), (1, 2, STRONG - ALIKE / 2, 0)], [A, A, B], [NIK, TWIN, 0], [0, 1, 2],
        ),
        (
            "but the one that is told from the other",
            [(0, 2, STRONG, 0), (1, 2, STRONG - 2 * ALIKE, 0)], [A, A, B], [NIK, TWIN, 0], [0, 1, 0],
        ),
        (
            "two who may be one are no rivals",
            [(0, 2, STRONG, 0), (1, 2, STRONG, 0), (0, 1, STRONG, 0)], [0] * 3, [0] * 3, [0, 0, 0],
        ),
    ],
)  # fmt: skip
def test_who_is_one_person(
    what: str, edges: Sequence[Edge], lists: Sequence[int], proved: Sequence[int], labels: list[int]
):
    assert people(edges, lists, proved) == labels, what


def test_a_lists_own_word_goes_first_and_is_not_weighed():
    assert people([(1, 2, FAIR, 0)], [A, B, C], [0] * 3, [7, 0, 7]) == [0, 0, 0]


def test_a_lists_own_word_holds_within_one_list():
    assert people([], [A, A, A], [0] * 3, [7, 7, 8]) == [0, 0, 2]


def test_not_even_a_lists_own_word_joins_two_proved_numbers():
    """An id that a list gave to two people is a mistake of the list."""
    assert people([], [A, B], [NIK, OTHER], [7, 7]) == [0, 1]


SAME, APART = "same", "apart"


@pytest.mark.parametrize(
    ("what", "edges", "lists", "proved", "decided", "labels"),
    [
        ("same, without any evidence", [], [A, B], [0, 0], [(0, 1, SAME)], [0, 0]),
        ("same, in one list that promises", [], [A, A], [0, 0], [(0, 1, SAME)], [0, 0]),
        ("same, with two proved numbers", [], [A, B], [NIK, OTHER], [(0, 1, SAME)], [0, 0]),
        ("same, by way of a third", [], [A, B, C], [0] * 3, [(0, 2, SAME), (1, 2, SAME)], [0, 0, 0]),
        ("apart, however strong", [(0, 1, STRONG, SURE_NAME)], [A, B], [NIK, NIK], [(0, 1, APART)], [0, 1]),
        ("apart, not by way of a third either", [(0, 2, STRONG, 9), (1, 2, FAIR, 0)], [0] * 3, [0] * 3,
         [(0, 1, APART)], [0, 1, 0]),
        ("the other of a pair takes its part with it", [(1, 2, STRONG, 9)], [0] * 3, [0] * 3,
         [(0, 1, SAME), (0, 2, APART)], [0, 0, 2]),
        ("a decided person of two numbers takes a third", [(1, 2, FAIR, 0)], [A, B, C], [NIK, OTHER, 6402075203230001],
         [(0, 1, SAME)], [0, 0, 0]),
        ("one of one number does not", [(1, 2, FAIR, 0)], [A, B, C], [NIK, NIK, OTHER], [(0, 1, SAME)], [0, 0, 2]),
    ],
)  # fmt: skip
def test_what_people_decided_outranks_every_rule(
    what: str,
    edges: Sequence[Edge],
    lists: Sequence[int],
    proved: Sequence[int],
    decided: Sequence[tuple[int, int, str]],
    labels: list[int],
):
    assert people(edges, lists, proved, decided=decided) == labels, what


@pytest.mark.parametrize("place", range(3))
def test_numbers_of_one_decided_person_are_forgotten_whichever_record_bears_which(place: int):
    proved = [NIK, OTHER, 6402075203230001]
    turned = [*proved[place:], *proved[:place]]

    labels = people([(0, 3, STRONG, SURE_NAME)], [0] * 4, [*turned, 6402010101010001],
                    decided=[(0, 1, SAME), (1, 2, SAME)])  # fmt: skip

    assert labels == [0, 0, 0, 0]


def test_an_apart_over_a_lists_own_word():
    assert people([], [A, B], [0, 0], [7, 7], [(0, 1, APART)]) == [0, 1]


def test_decisions_that_contradict_each_other_are_refused():
    with pytest.raises(ValueError, match="decided to be one person and not to be"):
        people([], [A, B, C], [0] * 3, decided=[(0, 1, SAME), (1, 2, SAME), (0, 2, APART)])


def test_groups_that_nothing_forbids_are_left_as_they_are_beside_one_that_is_cut():
    edges = [(0, 5, FAIR, 0), (1, 2, FAIR, 0), (2, 3, FAIR - 1, 0)]

    assert people(edges, [0, A, B, A, 0, 0], [0] * 6) == [0, 1, 1, 3, 4, 0]


def test_joining_says_whether_both_are_together_now():
    clusters = Clusters([A, B, A], [0] * 3)

    assert clusters.join(0, 1, FAIR, 0)
    assert not clusters.join(1, 2, FAIR, 0)
    assert clusters.join(1, 0, FAIR, 0)
    assert clusters.root(0) == clusters.root(1) != clusters.root(2)


@pytest.mark.parametrize(
    ("some", "others", "one"),
    [
        ({NIK: 1}, {NIK: 3}, True),
        ({NIK: 2}, {SLIP: 2}, True),
        ({NIK: 1}, {6402132103900001: 1}, True),  # two neighbours exchanged
        ({NIK: 1}, {6402131203911101: 1}, False),
        ({NIK: 1}, {OTHER: 1}, False),
        ({OTHER: 1, NIK: 1}, {SLIP: 1}, True),
        # the serial alone differs
        ({NIK: 1}, {TWIN: 5}, True),
        ({NIK: 2}, {TWIN: 2}, False),
    ],
)
def test_numbers_that_could_be_slips_of_one(some: dict[int, int], others: dict[int, int], one: bool):
    assert could_be_one(some, others) is one
    assert could_be_one(others, some) is one


def test_numbers_of_twins():
    assert of_twins([NIK, OTHER], [TWIN])
    assert not of_twins([NIK], [SLIP, OTHER])
    assert not of_twins([], [NIK])


def test_what_the_rules_ask_of_a_record():
    """A NIK is proved where day, month and year agree with the birth date, and only then."""
    found = Records.of(
        columns([
            person(nik=str(NIK), birth=19900312, list_key="dtsen-1", same_key="x"),
            person(nik=str(NIK), birth=19900313, list_key="dtsen-1"),
            person(nik=str(NIK)),
            person(),
        ])
    )  # fmt: skip

    assert found.proved.tolist() == [NIK, 0, 0, 0]
    assert found.lists[0] == found.lists[1] != found.lists[2] == 0
    assert found.same[0] != 0 == found.same[1]
    assert len(found) == 4
