"""The second pass over people never breaks a promise."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.resolve.joins import Join, Promises, choose

NIK, SLIP, OTHER, TWIN = 6402130505880001, 6402130505880011, 6402134808780009, 6402130505880002


def test_two_rows_of_one_list_are_two_people() -> None:
    promises = Promises({1: ["krs"], 2: ["krs"], 3: ["dtsen"]}, {})

    assert not promises.join(1, 2)
    assert promises.join(1, 3)
    assert not promises.join(3, 2), "what was joined keeps the promises of both"
    assert promises.root(3) == 1
    assert promises.join(1, 3)


def test_proved_numbers_far_apart_are_two_people() -> None:
    promises = Promises({}, {1: {NIK: 1}, 2: {OTHER: 1}, 3: {SLIP: 1}})

    assert not promises.may(1, 2)
    assert promises.may(1, 3)
    assert promises.may(1, 4)


def test_numbers_of_twins_that_are_borne_twice_are_two_people() -> None:
    promises = Promises({}, {1: {NIK: 2}, 2: {TWIN: 2}, 3: {TWIN: 1}})

    assert not promises.may(1, 2)
    assert promises.may(1, 3)


def test_whom_somebody_kept_apart_stays_apart() -> None:
    promises = Promises({}, {}, apart=[(1, 2)])

    assert not promises.join(1, 2)
    assert promises.join(1, 3)
    assert not promises.join(3, 2), "the decision holds for everybody joined with either"


def test_the_strongest_goes_first() -> None:
    promises = Promises({1: ["krs"], 2: ["krs"], 3: []}, {})
    weak, strong = Join(5.0, 1, 3, "same_couple"), Join(9.0, 2, 3, "same_couple")

    assert choose([weak, strong], promises) == [strong]


@given(
    lists=st.lists(st.lists(st.sampled_from("abc"), max_size=2), min_size=6, max_size=6),
    pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), max_size=12),
    data=st.data(),
)
@settings(deadline=None)
def test_order_changes_nothing(lists: list[list[str]], pairs: list[tuple[int, int, int]], data: st.DataObject) -> None:
    joins = [Join(float(w), min(a, b), max(a, b), "same_child") for a, b, w in pairs]
    shuffled = data.draw(st.permutations(joins))
    one, other = Promises(dict(enumerate(lists)), {}), Promises(dict(enumerate(lists)), {})

    assert choose(joins, one) == choose(shuffled, other)
    for person in range(6):
        assert one.root(person) == other.root(person)
        together = [lists[n] for n in range(6) if one.root(n) == one.root(person)]
        promised = [kind for each in together for kind in set(each)]
        assert len(promised) == len(set(promised))
