"""From weighed pairs to people: drawn cases."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from padan.pipeline.link.clustering import TWICE_BY_NAME, TWICE_IN_ONE_LIST, Clusters, cluster, could_be_one

STRONG, SURE_NAME = TWICE_IN_ONE_LIST + 5, TWICE_BY_NAME + 1
#: Enough to link, not enough to say that one list holds a person twice.
FAIR, SOME_NAME = TWICE_IN_ONE_LIST - 1, TWICE_BY_NAME - 1
NIK, SLIP, OTHER = "6402131203900001", "6402131203900007", "6402132507850044"

Edge = tuple[int, int, float, float]


@pytest.mark.parametrize(
    ("what", "edges", "lists", "proved", "labels"),
    [
        ("nobody is linked", [], [None] * 3, [None] * 3, [0, 1, 2]),
        ("a pair", [(0, 2, FAIR, 0)], [None] * 3, [None] * 3, [0, 1, 0]),
        ("a chain is one person", [(0, 1, FAIR, 0), (1, 2, FAIR, 0)], [None] * 3, [None] * 3, [0, 0, 0]),
        ("one row a person: two rows of a list stay apart", [(0, 1, FAIR, SOME_NAME)], ["a", "a"], [None] * 2, [0, 1]),
        ("two lists may join", [(0, 1, FAIR, SOME_NAME)], ["a", "b"], [None] * 2, [0, 0]),
        ("a duplicate in one list: strong and of one name", [(0, 1, STRONG, SURE_NAME)], ["a"] * 2, [None] * 2, [0, 0]),
        ("strong but of another name: twins", [(0, 1, STRONG, SOME_NAME)], ["a"] * 2, [None] * 2, [0, 1]),
        ("of one name but weak: namesakes", [(0, 1, FAIR, SURE_NAME)], ["a"] * 2, [None] * 2, [0, 1]),
        ("one proved NIK twice in a list", [(0, 1, FAIR, SOME_NAME)], ["a"] * 2, [NIK, NIK], [0, 0]),
        ("proved NIKs far apart are two people", [(0, 1, STRONG, SURE_NAME)], ["a", "b"], [NIK, OTHER], [0, 1]),
        ("proved NIKs a slip apart may be one", [(0, 1, STRONG, SURE_NAME)], ["a", "b"], [NIK, SLIP], [0, 0]),
        ("an unproved one joins either", [(0, 1, FAIR, 0)], ["a", "b"], [NIK, None], [0, 0]),
        (
            "the weaker link of a chain between two rows of one list is cut",
            [(0, 1, FAIR, 0), (1, 2, FAIR - 1, 0)], ["a", "b", "a"], [None] * 3, [0, 0, 2],
        ),
        (
            "and the other way round",
            [(1, 2, FAIR, 0), (0, 1, FAIR - 1, 0)], ["a", "b", "a"], [None] * 3, [0, 1, 1],
        ),
        (
            "a chain between proved NIKs is cut",
            [(0, 1, STRONG, SURE_NAME), (1, 2, STRONG - 1, SURE_NAME)], ["a", "b", "c"], [NIK, None, OTHER], [0, 0, 2],
        ),
    ],
)  # fmt: skip
def test_who_is_one_person(
    what: str,
    edges: Sequence[Edge],
    lists: Sequence[str | None],
    proved: Sequence[str | None],
    labels: list[int],
):
    assert cluster(edges, [], lists, proved) == labels, what


def test_a_lists_own_word_goes_first_and_is_not_weighed():
    labels = cluster([(1, 2, FAIR, 0)], [(0, 2)], ["a", "b", "c"], [None] * 3)

    assert labels == [0, 0, 0]


def test_a_lists_own_word_holds_within_one_list():
    assert cluster([], [(0, 1)], ["a", "a"], [None, None]) == [0, 0]


def test_not_even_a_lists_own_word_joins_two_proved_numbers():
    """An id that a list gave to two people is a mistake of the list."""
    assert cluster([], [(0, 1)], ["a", "b"], [NIK, OTHER]) == [0, 1]


def test_joining_says_whether_both_are_together_now():
    clusters = Clusters(["a", "b", "a"], [None] * 3)

    assert clusters.join(0, 1, FAIR, 0)
    assert not clusters.join(1, 2, FAIR, 0)
    assert clusters.join(1, 0, FAIR, 0)
    assert clusters.root(0) == clusters.root(1) != clusters.root(2)


@pytest.mark.parametrize(
    ("some", "others", "one"),
    [
        ({NIK}, {NIK}, True),
        ({NIK}, {SLIP}, True),
        ({NIK}, {"6402132103900001"}, True),  # two neighbours exchanged
        ({NIK}, {"6402131203911101"}, False),
        ({NIK}, {OTHER}, False),
        ({OTHER, NIK}, {SLIP}, True),
    ],
)
def test_numbers_that_could_be_slips_of_one(some: set[str], others: set[str], one: bool):
    assert could_be_one(some, others) is one
    assert could_be_one(others, some) is one
