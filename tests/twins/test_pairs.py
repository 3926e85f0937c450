"""The pairs that are compared, against trying every two records."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.link.link_kit import Standard, columns, people

from padan.pipeline.link.keys import KEYS, Candidates, key_columns


def shared_values(person: Standard) -> dict[str, tuple | None]:
    """A person's value of each key, None where a part of it is missing."""
    first, *_ = words = (person["sound"] or "").split(" ")
    birth = person["birth"]
    made = {
        **person,
        "year": birth and birth // 10000,
        "month": birth and birth // 100,
        "day": birth and birth % 10000,
        "begin": first[:3] or None,
        "last": words[-1] or None,
        "ends": tuple(sorted((first, words[-1]))) if first else None,
    }
    values = {name: tuple(made[column] for column in columns) for name, columns in KEYS.items()}
    return {name: None if None in value else value for name, value in values.items()}


def simple_pairs(drawn: list[Standard], most: int) -> tuple[set[tuple[int, int]], dict[str, int]]:
    """All pairs that share a key which no more than ``most`` share; and how many records a crowded one leaves out."""
    keys = [shared_values(each) for each in drawn]
    bearers = Counter((name, value) for each in keys for name, value in each.items() if value is not None)
    found = {
        (a, b)
        for a, b in combinations(range(len(drawn)), 2)
        for name in KEYS
        if keys[a][name] is not None and keys[a][name] == keys[b][name] and bearers[name, keys[a][name]] <= most
    }
    crowded = Counter()
    for (name, _value), count in bearers.items():
        if count > most:
            crowded[name] += count
    return found, dict(crowded)


def found_pairs(drawn: list[Standard], most: int, chunk: int = 1000) -> tuple[list[tuple[int, int]], dict[str, int]]:
    candidates = Candidates.of(key_columns(columns(drawn)), most)
    chunks = list(candidates.pairs(chunk))
    return [(int(a), int(b)) for l, r in chunks for a, b in zip(l, r, strict=True)], candidates.crowded  # noqa: E741


@settings(deadline=None, max_examples=60)
@given(people(most=14), st.integers(2, 8), st.integers(1, 40))
def test_both_find_the_same_pairs_each_once(drawn: list[Standard], most: int, chunk: int):
    found, crowded = found_pairs(drawn, most, chunk)

    assert (set(found), crowded) == simple_pairs(drawn, most)
    assert len(found) == len(set(found))
    assert all(a < b for a, b in found)


@settings(deadline=None, max_examples=30)
@given(people(most=12), st.integers(2, 8), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_no_pair(drawn: list[Standard], most: int, chance):
    order = chance.sample(range(len(drawn)), len(drawn))
    straight, crowded = found_pairs(drawn, most)
    turned, crowded_too = found_pairs([drawn[n] for n in order], most)

    assert {frozenset(pair) for pair in straight} == {frozenset((order[a], order[b])) for a, b in turned}
    assert crowded == crowded_too
