"""The invented people: sound identities, possible lives."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from padan.demo.chance import stream
from padan.demo.households import CHILD, YEAR
from padan.demo.identity import with_serials
from padan.demo.population import TODAY, World, invent_world
from padan.demo.rates import LifeRates, ListRates, Rates
from padan.demo.regency import SPLIT_FROM
from padan.demo.snapshot import snapshot


@pytest.fixture(scope="module")
def world() -> World:
    return invent_world(1500, 3, LifeRates())


def test_niks_are_sound_unique_and_tell_birth_and_sex(world: World) -> None:
    people = world.people
    here = people.family >= 0
    niks = people.nik[here]
    assert len(set(niks)) == len(niks)
    for nik, born, female in zip(niks, people.born[here].astype(str), people.female[here], strict=True):
        assert len(nik) == 16
        assert nik.isdigit()
        assert nik[12:] != "0000"
        assert int(nik[6:8]) == int(born[8:10]) + (40 if female else 0)
        assert nik[8:12] == born[5:7] + born[2:4]


def test_people_outside_the_regency_have_only_a_name(world: World) -> None:
    outside = world.people.family < 0
    assert set(world.people.nik[outside]) == {""}
    assert all(world.people.name[outside])


def test_grown_people_of_split_districts_keep_the_old_code(world: World) -> None:
    villages, people = world.villages, world.people
    split = np.isin(villages.district_code, list(SPLIT_FROM))
    home = np.maximum(people.family, 0)
    there = split[villages.district[world.families.village[home]]] & (people.family >= 0)
    grown = there & (people.born < np.datetime64("1990-01-01"))
    prefixes = {nik[:6] for nik in people.nik[grown]}
    assert prefixes & {"640213", "640208"}
    assert not prefixes & {"640220", "640219"}


def test_card_numbers_are_unique(world: World) -> None:
    assert len(set(world.families.card)) == len(world.families.card)


def test_mothers_are_of_an_age_to_bear(world: World) -> None:
    people = world.people
    child = np.flatnonzero((people.relation == CHILD) & (people.mother >= 0))
    child = child[people.family[people.mother[child]] >= 0]
    age = (people.born[child] - people.born[people.mother[child]]).astype(int) / YEAR
    assert age.min() > 14.5
    assert age.max() < 46


def test_nobody_dies_before_birth_or_is_born_after_today(world: World) -> None:
    people = world.people
    dead = ~np.isnat(people.died)
    assert (people.died[dead] >= people.born[dead]).all()
    assert people.born.max() <= TODAY


def test_life_holds_what_makes_linking_hard(world: World) -> None:
    people, families = world.people, world.families
    child = (people.relation == CHILD) & world.living
    same_day = np.unique(np.stack([people.mother[child], people.born[child].astype(int)]), axis=1, return_counts=True)
    assert (same_day[1] > 1).any(), "twins"
    assert (families.village != families.village_before).any(), "moves"
    assert ((people.old_family >= 0) & (people.old_family < 1500)).any(), "children who left the card"
    assert len(families.village) > 1500, "former families"
    assert np.isin(people.mother[child & world.under_five], people.mother[people.relation == CHILD]).any()


def test_under_fives_are_about_a_tenth(world: World) -> None:
    assert 0.07 < world.under_five.sum() / world.living.sum() < 0.13


def test_a_snapshot_before_a_split_shows_the_old_family(world: World) -> None:
    people = world.people
    split = np.flatnonzero((people.old_family >= 0) & ~np.isnat(people.joined) & world.living)[0]
    before = snapshot(world, people.joined[split] - 1)
    after = snapshot(world, people.joined[split])
    assert before.family[split] == people.old_family[split]
    assert after.family[split] == people.family[split]


def test_a_snapshot_leaves_out_who_was_not_born_yet(world: World) -> None:
    view = snapshot(world, np.datetime64("2026-01-01"))
    assert not view.present[world.people.born > np.datetime64("2026-01-01")].any()


def test_a_widow_becomes_the_head(world: World) -> None:
    families, people = world.families, world.people
    widowed = np.flatnonzero(~np.isnat(people.died[families.head]) & (families.wife >= 0))
    widowed = [f for f in widowed if np.isnat(people.died[families.wife[f]]) and people.family[families.wife[f]] == f]
    view = snapshot(world, TODAY)
    assert widowed
    assert all(view.head[family] == families.wife[family] for family in widowed)


def test_equal_heads_get_different_serials() -> None:
    heads = np.array(["640213010190"] * 50 + ["640207010190"] * 3, dtype=object)
    numbers = with_serials(stream(1, "x"), heads)
    assert len(set(numbers)) == 53
    assert all(number[:12] == head for number, head in zip(numbers, heads, strict=True))


@pytest.mark.parametrize("table", [LifeRates, ListRates, Rates])
def test_every_rate_names_its_source(table: type) -> None:
    for field in fields(table):
        if field.type in ("float", "tuple[float, ...]"):
            assert field.metadata["source"], field.name


def test_the_other_mix_is_clearly_different() -> None:
    plain, other = Rates(), Rates.other()
    assert other.eppgbm.nik_missing > plain.eppgbm.nik_missing + 0.1
    assert other.parents_one_only > 1.5 * plain.parents_one_only
    assert other.krs.name_abbreviated < plain.krs.name_abbreviated < other.krs.name_initial + 0.05
