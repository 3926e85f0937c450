"""Ids over many releases: what is merged, told apart and put together again, and what must never happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.pipeline.resolve.ids_kit import Ids, Releases, people, same_groups


@pytest.fixture(scope="module")
def engine_of_ids() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as con:
        yield con


@pytest.fixture
def releases(engine_of_ids: duckdb.DuckDBPyConnection) -> Releases:
    """A ledger with nothing in it."""
    return Releases(engine_of_ids)


def persons(ids: Ids) -> dict[str, str]:
    return {record: person for record, (person, _family) in ids.items()}


def test_an_un_merge_gives_both_their_ids_back(releases: Releases):
    apart = releases.release(people("ab", "c"))
    releases.release(people("abc"))

    assert releases.release(people("ab", "c")) == apart


def test_an_un_merge_is_exact_also_when_records_came_meanwhile(releases: Releases):
    """The one who lost the id has more records by now, and still gets its own id back."""
    before = releases.release(people("a", "b"))
    merged = releases.release(people("ab"))
    releases.release(people("abcdefg"))

    after = persons(releases.release(people("ag", "bcdef")))

    assert persons(merged)["a"] == persons(merged)["b"]
    assert (after["a"], after["g"]) == (persons(before)["a"],) * 2
    assert {after[record] for record in "bcdef"} == {persons(before)["b"]}


def test_a_merge_after_an_un_merge_gives_the_same_id_again(releases: Releases):
    releases.release(people("a", "b"))
    together_once = releases.release(people("ab"))
    releases.release(people("a", "b"))

    assert releases.release(people("ab")) == together_once


def test_told_apart_and_together_again_who_was_one_from_the_start(releases: Releases):
    first = releases.release(people("abc", "d"))
    apart = releases.release(people("ab", "c", "d"))

    assert releases.release(people("abc", "d")) == first
    assert releases.release(people("ab", "c", "d")) == apart


def test_a_part_gets_no_id_whose_own_records_are_mostly_elsewhere(releases: Releases):
    """One of three records of a merged-away id leaves: the two others still stand for that id."""
    releases.release(people("abcd", "xyz"))
    merged = persons(releases.release(people("abcdxyz")))
    old = persons(releases.pages[0])

    after = persons(releases.release(people("abcdxy", "z")))

    assert merged["x"] == old["a"]
    assert {after[r] for r in "abcdxy"} == {old["a"]}
    assert after["z"] not in (old["a"], old["x"])


def test_an_id_of_somebody_whose_file_is_gone_is_not_revived_for_another(releases: Releases):
    old = persons(releases.release(people("ab", "cde")))
    releases.release(people("a", "bcde"))
    releases.release(people("bcde"))

    after = persons(releases.release(people("b", "cde")))

    assert after["b"] != old["a"]
    assert persons(releases.release(people("a", "b", "cde"))) == {**after, "a": old["a"]}


def test_families_come_back_like_people(releases: Releases):
    first = releases.release(people("a", "b", "c"), {0: 10, 1: 10, 2: 20})
    releases.release(people("a", "b", "c"), {0: 10, 1: 10, 2: 10})

    assert releases.release(people("a", "b", "c"), {0: 7, 1: 7, 2: 1}) == first


PARTITIONS = st.lists(st.lists(st.integers(-1, 4), min_size=8, max_size=8), min_size=1, max_size=6)


def drawn(labels: Iterable[int], rename: int = 0) -> dict[str, int]:
    """A partition of the records a to h; -1 is a record that is not there."""
    there = {record: label for record, label in zip("abcdefgh", labels, strict=True) if label >= 0}
    return {record: (label * 7 + rename) % 5 for record, label in there.items()} or {"a": 0}


@settings(deadline=None, max_examples=examples(25))
@given(PARTITIONS)
def test_whatever_is_merged_and_split_every_person_has_one_id_and_every_id_one_person(engine_of_ids, history):
    releases = Releases(engine_of_ids)
    for labels in history:
        said = drawn(labels)
        families = {person: person // 2 for person in said.values()}

        given_ids = releases.release(said, families)

        groups: dict[int, set[str]] = {}
        for name, person in said.items():
            groups.setdefault(person, set()).add(name)
        assert same_groups(given_ids) == {frozenset(group) for group in groups.values()}
        assert len(same_groups(given_ids, 1)) == len(set(families.values()))


@settings(deadline=None, max_examples=examples(25))
@given(PARTITIONS, st.integers(0, 4))
def test_a_second_release_of_the_same_gives_the_same_ids_whatever_the_numbers(engine_of_ids, history, rename):
    releases = Releases(engine_of_ids)
    for labels in history:
        first = releases.release(drawn(labels))

    assert releases.release(drawn(labels, rename)) == first


@settings(deadline=None, max_examples=examples(40))
@given(st.lists(st.lists(st.integers(0, 4), min_size=8, max_size=8), min_size=2, max_size=6), st.data())
def test_who_is_with_whom_as_in_any_earlier_release_has_the_ids_of_that_release(engine_of_ids, history, data):
    """So an un-merge, a decision taken back, and a merge anew are exact, whatever else happened meanwhile."""
    releases = Releases(engine_of_ids)
    for labels in history:
        releases.release(drawn(labels))
    place = data.draw(st.integers(0, len(history) - 1))

    again = releases.release(drawn(history[place]))

    twins = [n for n, labels in enumerate(history) if same_groups(releases.pages[n]) == same_groups(again)]
    assert again == releases.pages[twins[-1]]


@settings(deadline=None, max_examples=examples(25))
@given(PARTITIONS)
def test_nobody_new_ever_gets_an_id_that_was_given_before(engine_of_ids, history):
    """Of the records of a person with an old id, at least one bore it before."""
    releases = Releases(engine_of_ids)
    bore: dict[str, set[str]] = {}
    for labels in history:
        found = persons(releases.release(drawn(labels)))
        for person in set(found.values()) & bore.keys():
            assert bore[person] & {record for record, own in found.items() if own == person}
        for record, person in found.items():
            bore.setdefault(person, set()).add(record)


@settings(deadline=None, max_examples=examples(25))
@given(PARTITIONS, st.integers(-1, 4))
def test_who_stays_as_before_keeps_the_id_whatever_happens_to_others(engine_of_ids, history, newcomer):
    releases = Releases(engine_of_ids)
    for labels in history:
        releases.release(drawn(labels))
    last = releases.pages[-1]
    bystanders = {**drawn(history[-1]), "x": 90, "y": 90, "z": 91}
    before = releases.release(bystanders)

    after = releases.release({**drawn([newcomer, *history[-1][1:]]), "x": 90, "y": 90, "z": 91, "new": 90})

    assert {r: before[r] for r in "xyz"} == {r: after[r] for r in "xyz"}
    assert after["new"] == after["x"]
    assert {r: before[r][0] for r in last} == persons(last)
