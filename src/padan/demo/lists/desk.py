"""What every list-maker works with: the world, the rates, the answer key and the folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from padan.demo.chance import Dates, Flags, Texts, Whole, stream
from padan.demo.dirt import written_numbers
from padan.demo.growth import Births, Growth, Visits
from padan.demo.misspell import misspelt
from padan.demo.population import TODAY, World
from padan.demo.rates import ListRates, Rates
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
        return misspelt(rng, people.name[person], people.female[person], grown, rates)

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
        return written_numbers(rng, known, rates, missing=missing, spreadsheet=spreadsheet)

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
