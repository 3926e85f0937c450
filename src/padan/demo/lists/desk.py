"""What every list-maker works with: the world, the rates, the answer key and the folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from padan.demo.chance import Dates, Flags, Texts, Whole, aside, chosen, either, stream
from padan.demo.dirt import written_cards, written_numbers
from padan.demo.growth import Births, Growth, Visits
from padan.demo.misspell import misspelt
from padan.demo.population import TODAY, World
from padan.demo.rates import ListRates, Rates
from padan.demo.snapshot import grandparents_cards
from padan.demo.truth import Truth


@dataclass(frozen=True, slots=True)
class Desk:
    """Shared by the writers of all lists."""

    world: World
    rates: Rates
    truth: Truth
    folder: Path
    growth: Growth

    @property
    def births(self) -> Births:
        """Size at birth of every person."""
        return self.growth.births

    @property
    def visits(self) -> Visits:
        """Every measurement of the year."""
        return self.growth.visits

    def chance(self, part: str) -> np.random.Generator:
        """The stream of one list."""
        return stream(self.world.seed, "list " + part)

    def names(self, rng: np.random.Generator, person: Whole, rates: ListRates) -> Texts:
        """Names of people as one list writes them."""
        people = self.world.people
        grown = people.born[person] < np.datetime64("2000-01-01")
        father = people.father[person]
        fathers = either(father >= 0, people.name[np.maximum(father, 0)], "")
        return misspelt(rng, people.name[person], people.female[person], grown, rates, fathers)

    def niks(
        self,
        rng: np.random.Generator,
        person: Whole,
        rates: ListRates,
        on: Dates | np.datetime64 = TODAY,
        *,
        spreadsheet: bool = True,
    ) -> Texts:
        """NIKs of people as one list writes them; those issued after ``on`` are not there yet."""
        people = self.world.people
        known = np.where(people.nik_since[person] <= on, people.nik[person], "")
        young = people.born[person] > np.datetime64("2020-11-10")
        missing = rng.random(len(person)) < np.where(young, rates.nik_missing_child, rates.nik_missing)
        hers = self._mothers_niks(rng, person, rates)
        known, missing = np.where(hers != "", hers, known), missing & (hers == "")
        return written_numbers(rng, known, rates, missing=missing, spreadsheet=spreadsheet)

    def _mothers_niks(self, rng: np.random.Generator, person: Whole, rates: ListRates) -> Texts:
        """The mother's NIK for children for whom one list has it in place of their own, "" for all others."""
        people = self.world.people
        mother = people.mother[person]
        hit = (people.born[person] > np.datetime64("2009-11-10")) & (mother >= 0)
        hit &= chosen(aside(rng), rates.nik_of_mother, len(person))
        return either(hit, people.nik[np.maximum(mother, 0)], "")

    def cards(
        self, rng: np.random.Generator, family: Whole, cards: Texts, before: Texts, rates: ListRates,
        *, spreadsheet: bool = False,
    ) -> Texts:  # fmt: skip
        """Family cards as one list writes them: at times that of the grandparents, where they live here."""
        old = grandparents_cards(self.world)[family]
        hit = (old != "") & chosen(aside(rng), rates.kk_of_grandparents, len(family))
        return written_cards(rng, either(hit, old, cards), before, rates, spreadsheet=spreadsheet)

    def districts(self, village: Whole) -> Whole:
        """Districts of villages."""
        return self.world.villages.district[village]

    def district(self, code: str) -> int:
        """The number of a district that every regency has on stage."""
        return int(np.flatnonzero(self.world.villages.district_code == code)[0])


def slug(name: str) -> str:
    """A name as part of a file name."""
    return "_".join(name.replace("/", " ").split())


def capitals(names: Texts) -> Texts:
    """Names in title case, as most hand-typed lists have them."""
    return np.array([name.title() if name else name for name in names], dtype=object)


def flags_as(flags: Flags, yes: int | str, no: int | str) -> Texts:
    """Flags in a list's own codes."""
    return np.where(flags, np.array([yes], dtype=object), np.array([no], dtype=object))


def upper(names: Texts) -> Texts:
    """Names in capitals."""
    return np.array([name.upper() for name in names], dtype=object)
