"""Worlds of names: other words, other frequencies, other customs, and always the same for a seed."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.demo.chance import texts
from padan.demo.coined import coined_names
from padan.demo.households import NOBODY
from padan.demo.names import by_custom, order_of_birth
from padan.demo.naming import Culture, NameWorld
from padan.demo.population import World, invent_world
from padan.demo.rates import LifeRates
from padan.demo.worlds import KUTAI, WORLDS, names_of
from padan.kernel.errors import InvalidValueError

STOCK = (("A",), ("B",))
ORDERED = Culture("bali", 1.0, STOCK, STOCK, STOCK, STOCK, (), by_birth=(("WAYAN",), ("MADE",), ("KETUT",)))
CLANS = Culture("batak", 1.0, STOCK, STOCK, STOCK, STOCK, (), clans=("LUBIS", "SINAGA", "GULTOM"))


def _world(names: str | NameWorld) -> World:
    return invent_world(120, 3, LifeRates(), names_of(names, 3))


@pytest.mark.parametrize("world", WORLDS)
def test_everybody_has_a_name_in_capitals(world: str) -> None:
    names = _world(world).people.name
    assert all(name and name == name.upper() == " ".join(name.split()) for name in names)


@pytest.mark.parametrize("world", [world for world in WORLDS if world != "kutai"])
def test_other_worlds_have_other_words(world: str) -> None:
    own, other = _world("kutai"), _world(world)
    words = [Counter(word for name in each.people.name for word in name.split()) for each in (own, other)]
    shared = sum((words[0] & words[1]).values()) / sum(words[1].values())
    assert shared < 0.75


def test_the_usual_world_is_that_of_the_regency() -> None:
    assert (invent_world(60, 3, LifeRates()).people.name == invent_world(60, 3, LifeRates(), KUTAI).people.name).all()


def test_an_unknown_world_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidValueError, match="rekaan"):
        names_of("atlantis", 1)


def test_a_world_of_ones_own_is_taken_as_it_is() -> None:
    mine = NameWorld("mine", (ORDERED,), ("X",))
    assert names_of(mine, 5) is mine


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=15)
def test_coined_words_are_pronounceable_and_repeatable(seed: int) -> None:
    world = coined_names(seed)
    assert world == coined_names(seed)
    assert sum(world.shares) == pytest.approx(1.0)
    for culture in world.cultures:
        assert sum(culture.counts) == pytest.approx(1.0)
        for first, more in (culture.men, culture.women, culture.boys, culture.girls):
            assert len(set(first)) == len(first)
            assert all(word.isalpha() and set(word) & set("AIUEO") and 3 <= len(word) <= 12 for word in first + more)


def test_another_seed_speaks_otherwise() -> None:
    one, other = (set(coined_names(seed).cultures[0].men[0]) for seed in (1, 2))
    assert len(one & other) < 0.1 * len(one)


def test_the_exponent_says_how_common_the_commonest_word_is() -> None:
    def top(zipf: float) -> float:
        names = coined_names(8, zipf=zipf, peoples=1)
        people = invent_world(150, 3, LifeRates(), names).people
        grown = people.name[~people.female & (people.born < np.datetime64("2000-01-01"))]
        return float(np.mean([names.cultures[0].men[0][0] in name.split() for name in grown]))

    assert top(1.3) > 5 * top(0.2)
    assert len(coined_names(8, peoples=4).cultures) == 4


def test_children_are_counted_from_the_eldest_of_their_mother() -> None:
    born, mother = np.array([10, 30, 20, 30, 5]), np.array([NOBODY, 0, 0, 0, NOBODY])
    assert order_of_birth(born, mother).tolist() == [0, 1, 0, 2, 0]
    assert order_of_birth(np.array([1]), np.array([NOBODY])).tolist() == [0]


@pytest.mark.parametrize(
    ("name", "order", "written"),
    [("I SUDANA", 0, "I WAYAN SUDANA"), ("NI SARI", 1, "NI MADE SARI"), ("AYU SARI", 2, "KETUT AYU SARI"),
     ("SARI", 3, "WAYAN SARI")],
)  # fmt: skip
def test_names_by_birth(name: str, order: int, written: str) -> None:
    names = texts(["X"] * order + [name] + ["MOTHER"])
    mother = np.array([len(names) - 1] * (order + 1) + [NOBODY])
    nobody = np.full(len(names), NOBODY)
    world = NameWorld("w", (ORDERED,), ())
    out = by_custom(1, world, names, np.zeros(len(names), int), np.arange(len(names)), mother, nobody)
    assert out[order] == written


def test_clans_pass_from_father_to_child_and_grandchild() -> None:
    count = 40
    names, father = texts([f"N{number}" for number in range(3 * count)]), np.full(3 * count, NOBODY)
    father[count : 2 * count], father[2 * count :] = np.arange(count), np.arange(count, 2 * count)
    nobody = np.full(3 * count, NOBODY)
    world = NameWorld("w", (CLANS,), ())
    out = by_custom(1, world, names, np.zeros(3 * count, int), np.arange(3 * count), nobody, father)
    clans = [name.split()[-1] for name in out]
    assert clans[:count] == clans[count : 2 * count] == clans[2 * count :]
    assert len(set(clans)) == 3
