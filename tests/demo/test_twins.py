"""Twins: numbers next to each other, names alike, and never the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.demo.chance import texts
from padan.demo.households import NOBODY
from padan.demo.population import LATELY, TODAY, World, invent_world
from padan.demo.rates import LifeRates
from padan.demo.twins import many_twins, named, numbered, pairs_of


@pytest.fixture(scope="module")
def world() -> World:
    return invent_world(1000, 1, many_twins().life)


def _pairs(world: World) -> list[tuple[int, int]]:
    people = world.people
    first, second = pairs_of(people.born.astype(np.int64), people.mother)
    return list(zip(first.tolist(), second.tolist(), strict=True))


def test_a_thousand_pairs_live_in_a_thousand_families(world: World) -> None:
    assert len(_pairs(world)) >= 1000


def test_brothers_and_sisters_mostly_have_consecutive_numbers(world: World) -> None:
    people = world.people
    same = [(a, b) for a, b in _pairs(world) if people.female[a] == people.female[b]]
    mixed = [(a, b) for a, b in _pairs(world) if people.female[a] != people.female[b]]
    following = [int(people.nik[b]) - int(people.nik[a]) == 1 for a, b in same]
    assert np.mean(following) > 0.75
    assert 0.3 < len(mixed) / len(same) < 3
    beside = [people.nik[a][:6] == people.nik[b][:6] for a, b in mixed]
    assert np.mean(beside) > 0.75
    assert all(people.nik[a][6:12] != people.nik[b][6:12] for a, b in mixed)


def test_no_number_is_given_twice(world: World) -> None:
    niks = [nik for nik in world.people.nik if nik]
    assert len(niks) == len(set(niks))
    assert all(len(nik) == 16 and nik.isdigit() for nik in niks)


def test_most_names_are_alike(world: World) -> None:
    people = world.people
    shared = [bool(set(people.name[a].split()) & set(people.name[b].split())) for a, b in _pairs(world)]
    assert np.mean(shared) > 0.45


def test_some_young_second_twins_have_no_number_yet(world: World) -> None:
    people = world.people
    young = np.array([pair for pair in _pairs(world) if people.born[pair[0]] > LATELY])
    has = people.nik_on(TODAY)[young] != ""
    assert (has[:, 0] & ~has[:, 1]).mean() > 0.1
    grown = np.array([pair for pair in _pairs(world) if people.born[pair[0]] < np.datetime64("2015-01-01")])
    assert (people.nik_on(TODAY)[grown] != "").all()


def test_usual_twins_are_left_as_they_were() -> None:
    plain = LifeRates(twins=0.5)
    one, other = (invent_world(60, 4, rates) for rates in (plain, replace(plain, twins_alike=1.0)))
    pairs = np.array(_pairs(one))
    others = np.setdiff1d(np.arange(len(one.people.name)), pairs)
    assert len(pairs) > 20
    assert (one.people.name != other.people.name)[pairs].any()
    assert (one.people.born == other.people.born)[others].all()
    assert (one.people.name == other.people.name)[others].mean() > 0.95, "all but children who bear a twin's name"


@pytest.mark.parametrize(
    ("niks", "written"),
    [
        (("6402132707100004", "6402132707100009"), ("6402132707100004", "6402132707100005")),
        (("6402132707100004", "6402136707100002"), ("6402132707100004", "6402136707100002")),
        (("6402132707100004", "6402082707100002"), ("6402132707100004", "6402082707100002")),
    ],
)
def test_the_second_number_follows_where_both_begin_alike(niks: tuple[str, str], written: tuple[str, str]) -> None:
    assert tuple(numbered(texts(niks), np.array([0]), np.array([1]))) == written


@given(
    st.lists(st.tuples(st.sampled_from(["RAFA", "SITI NUR", "MUHAMMAD RIZKY P", "HASAN", "NG"]), st.booleans()),
             min_size=2, max_size=20),
    st.integers(0, 99),
)  # fmt: skip
@settings(deadline=None)
def test_names_of_twins_always_differ(people: list[tuple[str, bool]], seed: int) -> None:
    names, female = texts([name for name, _ in people]), np.array([woman for _, woman in people])
    first = np.arange(0, len(names) - 1, 2)
    out = named(seed, names, female, first, first + 1)
    assert (out[first] != out[first + 1]).all()
    assert all(out)


def test_pairs_are_children_of_one_mother_on_one_day() -> None:
    born, mother = np.array([5, 5, 5, 9, 5, 5]), np.array([NOBODY, 0, 0, 0, 3, NOBODY])
    first, second = pairs_of(born, mother)
    assert (first.tolist(), second.tolist()) == ([1], [2])
