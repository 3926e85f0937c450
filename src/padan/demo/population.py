"""The invented regency: villages, families and people with everything that is true of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo import facts, identity, names, regency, twins
from padan.demo.chance import Dates, Flags, Numbers, Texts, Whole, chosen, stream
from padan.demo.events import MONTH, NEVER, Past, draw_events
from padan.demo.households import CHILD, NOBODY, YEAR, Homes, draw_homes
from padan.demo.naming import NameWorld
from padan.demo.rates import LifeRates
from padan.demo.worlds import KUTAI

#: Who was born before this day has a NIK, twin or not.
LATELY = np.datetime64("2020-01-01")
#: The day on which everything is told.
TODAY = np.datetime64("2026-11-10")


@dataclass(frozen=True, slots=True)
class People:
    """One entry per person; -1 and NaT where there is none. People outside (family -1) exist only by name."""

    family: Whole
    relation: Whole
    female: Flags
    born: Dates
    died: Dates
    mother: Whole
    father: Whole
    joined: Dates
    old_family: Whole
    old_relation: Whole
    name: Texts
    nik: Texts
    nik_since: Dates
    birthplace: Texts

    def nik_on(self, on: Dates | np.datetime64) -> Texts:
        """NIKs as issued by a day, "" before."""
        return np.where(self.nik_since <= on, self.nik, "")


@dataclass(frozen=True, slots=True)
class Families:
    """One entry per family, the former ones (nobody lives there now) last."""

    head: Whole
    wife: Whole
    village: Whole
    village_before: Whole
    moved: Dates
    card: Texts
    card_before: Texts
    card_since: Dates
    culture: Whole
    pregnant_until: Dates
    facts: facts.Facts


@dataclass(frozen=True, slots=True)
class World:
    """The whole truth."""

    seed: int
    villages: regency.Villages
    families: Families
    people: People
    names: NameWorld = KUTAI

    @property
    def christian(self) -> Flags:
        """Of which peoples the faith is Christian; ``Families.culture`` counts into it."""
        return np.array([culture.christian for culture in self.names.cultures], dtype=bool)

    @property
    def living(self) -> Flags:
        """Who lives in the regency now."""
        return (self.people.family >= 0) & np.isnat(self.people.died)

    @property
    def under_five(self) -> Flags:
        """Living children under five."""
        return self.living & (self.age_years(TODAY) < 5)

    def age_years(self, on: np.datetime64) -> Numbers:
        """Age in years on a day."""
        return (on - self.people.born).astype(np.int64) / YEAR


def _dates(since_1970: Whole) -> Dates:
    """Days since 1970 as dates; ``NEVER`` is NaT."""
    return since_1970.astype("datetime64[D]")


def _outside_parents(homes: Homes, past: Past) -> Whole:
    """Add parents who live in no family here, so that every parent has a name; siblings share them.

    Returns the family that each person belongs to by blood, for those outside that of a child.
    """
    kin = homes.family
    for female in (False, True):
        known, other = (homes.mother, homes.father) if female else (homes.father, homes.mother)
        child = np.flatnonzero((known[: len(homes.family)] == NOBODY) & (homes.family >= 0))
        shared = np.where(other[child] >= 0, other[child], child)
        keys, first, group = np.unique(shared, return_index=True, return_inverse=True)
        start = len(homes.family)
        known[child] = start + group
        size = len(keys)
        kin = np.r_[kin, kin[child[first]]]
        nobody = np.full(size, NOBODY, dtype=np.int64)
        never = np.full(size, NEVER, dtype=np.int64)
        homes.family = np.r_[homes.family, nobody]
        homes.relation = np.r_[homes.relation, nobody]
        homes.female = np.r_[homes.female, np.full(size, female)]
        homes.born = np.r_[homes.born, homes.born[child[first]] - int(27 * YEAR)]
        homes.mother, homes.father = np.r_[homes.mother, nobody], np.r_[homes.father, nobody]
        past.joined, past.died = np.r_[past.joined, never], np.r_[past.died, never]
        past.old_family = np.r_[past.old_family, nobody]
        past.old_relation = np.r_[past.old_relation, nobody]
    return kin


def _people(
    seed: int,
    rates: LifeRates,
    homes: Homes,
    past: Past,
    villages: regency.Villages,
    families: Families,
    world: NameWorld,
) -> People:
    rng = stream(seed, "people")
    home = _outside_parents(homes, past)
    count = len(home)
    born = _dates(homes.born)
    old = np.where(born < np.datetime64("1966-01-01"), rates.unknown_birthday, 0.0)
    born = identity.registered_birthdays(rng, born, old)
    since = identity.first_issue(rng, born, TODAY)
    culture = families.culture[home]
    grown = born < np.datetime64("2008-01-01")
    foreign = grown & chosen(rng, rates.from_other_province, len(families.head))[home]
    foreign |= grown & (families.village_before[home] == NOBODY) & chosen(rng, 0.9, count)
    village = np.where(families.village_before[home] >= 0, families.village_before[home], families.village[home])
    place = np.where(~grown & (since > families.moved[home]), families.village[home], village)
    homelands = [each.homelands for each in world.cultures]
    prefix, birthplace = identity.issuing_district(rng, villages, place, since, homelands, culture, foreign)
    first, second = twins.pairs_of(homes.born, homes.mother)
    together = twins.alike(seed, rates, first)
    first, second = first[together], second[together]
    for column in (prefix, birthplace, since, born):
        column[second] = column[first]
    nik = twins.numbered(identity.with_serials(rng, prefix + identity.six_digits(born, homes.female)), first, second)
    since = twins.late(seed, rates, since, second[born[second] > LATELY], TODAY + 60)
    name = names.draw_names(seed, world, culture, homes.female, ~grown)
    child = (homes.relation == CHILD) & ~grown
    name = names.pass_on(seed, rates, world.among_siblings, name, homes.family, child, homes.father)
    name = twins.named(seed, name, homes.female, first, second)
    name = names.by_custom(seed, world, name, culture, homes.born, homes.mother, homes.father)
    nik[homes.family == NOBODY] = ""
    return People(
        family=homes.family,
        relation=homes.relation,
        female=homes.female,
        born=born,
        died=_dates(past.died),
        mother=homes.mother,
        father=homes.father,
        joined=_dates(past.joined),
        old_family=past.old_family,
        old_relation=past.old_relation,
        name=name,
        nik=nik,
        nik_since=since,
        birthplace=birthplace,
    )


def _extended(values: Whole, more: Whole) -> Whole:
    return np.r_[values, more]


def _families(
    seed: int,
    rates: LifeRates,
    homes: Homes,
    past: Past,
    villages: regency.Villages,
    village: Whole,
    culture: Whole,
) -> Families:
    rng = stream(seed, "families")
    former = past.former_of
    count = len(village)
    no_former = np.full(len(former), NOBODY, dtype=np.int64)
    near = rng.choice(len(villages.share), len(former), p=villages.share)
    village_now = _extended(village, near)
    card_since = _extended(past.card_since, np.full(len(former), NEVER))
    early = (TODAY.astype(np.int64) - rng.integers(1000, 6500, len(village_now))).astype("datetime64[D]")
    since = np.where(card_since == NEVER, early, _dates(card_since))
    children = np.bincount(homes.family[homes.relation == CHILD], minlength=count)
    strain = 0.12 * (children - 2).clip(0) + np.where(homes.wife < 0, 0.35, 0.0)
    strain = np.r_[strain, np.full(len(former), 0.5)]
    return Families(
        head=_extended(homes.head, homes.wife[former]),
        wife=_extended(homes.wife, no_former),
        village=village_now,
        village_before=_extended(past.village_before, near),
        moved=np.r_[_dates(past.moved), np.full(len(former), np.datetime64("NaT", "D"))],
        card=identity.card_numbers(rng, villages, village_now, since),
        card_before=identity.card_numbers(rng, villages, _extended(past.village_before, near), early),
        card_since=since,
        culture=_extended(culture, culture[former]),
        pregnant_until=_pregnancies(rng, rates, homes, len(former)),
        facts=facts.draw_facts(rng, village_now, len(villages.share), strain),
    )


def _pregnancies(rng: np.random.Generator, rates: LifeRates, homes: Homes, former: int) -> Dates:
    """The day on which a child now expected is due, NaT for none."""
    today = int(TODAY.astype(np.int64))
    wife_age = np.where(homes.wife >= 0, (today - homes.born[homes.wife]) / YEAR, 99.0)
    infant = np.zeros(len(homes.head), dtype=bool)
    infant[homes.family[(homes.born > today - 10 * MONTH) & (homes.family >= 0)]] = True
    due = today + rng.integers(5, 265, len(homes.head))
    expects = ~infant & (wife_age < 43) & chosen(rng, rates.pregnant, len(infant))
    due = np.where(expects, due, NEVER)
    return _dates(np.r_[due, np.full(former, NEVER)])


def invent_world(families: int, seed: int, rates: LifeRates, world: NameWorld = KUTAI) -> World:
    """Families and people over the villages of the regency; equal arguments give an equal world."""
    rng = stream(seed, "world")
    villages = regency.villages(families, rng)
    village = rng.choice(len(villages.share), families, p=villages.share)
    culture = rng.choice(len(world.cultures), families, p=world.shares)
    homes = draw_homes(seed, rates, families, int(TODAY.astype(np.int64)))
    past = draw_events(seed, rates, homes, village, culture, villages.share, int(TODAY.astype(np.int64)))
    units = _families(seed, rates, homes, past, villages, village, culture)
    people = _people(seed, rates, homes, past, villages, units, world)
    return World(seed, villages, units, people, world)
