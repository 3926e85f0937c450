"""Invented persons in invented households of one regency: who lives where, born when, named and numbered how."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from benchmarks.linkage.names import NONE, Words, names_of
from benchmarks.linkage.profiles import Profile

AS_OF = np.datetime64("2026-11-21")
REGENCY = 5271
"""The first four digits of every village; invented people, whatever the number means elsewhere."""
DISTRICTS, VILLAGES = 24, 280
YEAR = 365.25
CHILD_DAYS = 1826
"""Days before the fifth birthday."""


@dataclass(slots=True)
class Persons:
    """Columns of n persons; names are (n, 4) numbers of words."""

    household: np.ndarray
    village: np.ndarray
    """Number of the village, from 0 on."""
    woman: np.ndarray
    born: np.ndarray
    name: np.ndarray
    mother: np.ndarray
    nik: np.ndarray
    kk: np.ndarray
    parent_nik: np.ndarray
    """The NIK of the mother, else of the head of the household; 0 for those who are no child of the house."""

    def take(self, rows: np.ndarray) -> Persons:
        """The persons of these rows."""
        return Persons(*(getattr(self, field.name)[rows] for field in fields(self)))

    @property
    def age_days(self) -> np.ndarray:
        return (AS_OF - self.born).astype(np.int64)


@dataclass(slots=True)
class _Houses:
    village: np.ndarray
    clan: np.ndarray
    woman_heads: np.ndarray
    head_born: np.ndarray
    wife_born: np.ndarray
    with_wife: np.ndarray
    children: np.ndarray


def _days(years: np.ndarray) -> np.ndarray:
    return (years * YEAR).astype("timedelta64[D]")


def _houses(draw: np.random.Generator, many: int) -> _Houses:
    size = draw.gamma(2.5, 1.0, VILLAGES)
    age = np.clip(draw.gamma(11, 4.0, many), 19, 88)
    woman_heads = draw.random(many) < 0.14
    with_wife = ~woman_heads & (draw.random(many) < 0.87)
    children = np.where(with_wife | woman_heads, draw.poisson(1.65, many), 0)
    younger = np.clip(draw.normal(3.2, 3.4, many), -6, 18)
    return _Houses(
        village=draw.choice(VILLAGES, many, p=size / size.sum()),
        clan=draw.integers(0, 1_000_000, many),
        woman_heads=woman_heads,
        head_born=AS_OF - _days(age),
        wife_born=AS_OF - _days(np.maximum(age - younger, 17)),
        with_wife=with_wife,
        children=np.minimum(children, 7),
    )


def _children_born(draw: np.random.Generator, mother_born: np.ndarray, house: np.ndarray, twins: float) -> np.ndarray:
    """Birth dates of the children of each house, the youngest at home until about twenty-five."""
    mother_age = (AS_OF - mother_born).astype(np.int64) / YEAR
    oldest = np.clip(mother_age - 18, 0.2, 25)
    born = AS_OF - _days(draw.random(len(house)) ** 1.2 * oldest)
    twin = np.flatnonzero((draw.random(len(house)) < twins) & np.r_[False, house[1:] == house[:-1]])
    born[twin] = born[twin - 1]
    return born


def numbered(draw: np.random.Generator, district: np.ndarray, born: np.ndarray, woman: np.ndarray) -> np.ndarray:
    """NIKs: where it was issued, the birth date (day + 40 for women), a serial among those who share these."""
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    month = born.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (born - born.astype("datetime64[M]")).astype(np.int64) + 1
    stem = ((district * 100 + day + 40 * woman) * 100 + month) * 100 + year % 100
    order = np.lexsort((draw.random(len(stem)), stem))
    ordered = stem[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    serial = np.empty(len(stem), np.int64)
    serial[order] = np.arange(len(stem)) - np.repeat(starts, np.diff(np.r_[starts, len(stem)])) + 1
    return stem * 10_000 + serial


def _named(
    draw: np.random.Generator, words: Words, profile: Profile, village: np.ndarray, woman: np.ndarray, clan: np.ndarray
) -> np.ndarray:
    """Names in the style of the village; a village in ten has people of any style."""
    style = village % len(profile.styles)
    mixed = village % 10 == 9
    style = np.where(mixed, draw.integers(0, len(profile.styles), len(village)), style)
    out = np.full((len(village), 4), NONE, np.int32)
    for number, name in enumerate(profile.styles):
        rows = style == number
        out[rows] = names_of(words, draw, name, woman[rows], clan[rows], profile.one_word)
    return out


def persons(draw: np.random.Generator, words: Words, profile: Profile, many: int) -> Persons:
    """``many`` persons of one regency, households whole but for the last."""
    houses = _houses(draw, int(many / 3.1) + 50)
    h = np.arange(len(houses.village))
    wives, kids = h[houses.with_wife], np.repeat(h, houses.children)
    elders = h[draw.random(len(h)) < 0.13]
    mother_born = np.where(houses.with_wife, houses.wife_born, houses.head_born)
    elder_born = houses.head_born[elders] - _days(draw.uniform(18, 36, len(elders)))
    house = np.concatenate([h, wives, kids, elders])
    woman = np.concatenate([houses.woman_heads, np.ones(len(wives), bool), draw.random(len(kids)) < 0.487,
                            draw.random(len(elders)) < 0.7])  # fmt: skip
    born = np.concatenate([houses.head_born, houses.wife_born[wives],
                           _children_born(draw, mother_born[kids], kids, profile.twins), elder_born])  # fmt: skip
    married = np.arange(len(house)) // len(h) * 0
    married[len(h) : len(h) + len(wives)] = 500_009
    village = houses.village[house]
    name = _named(draw, words, profile, village, woman, houses.clan[house] + married)
    mother = _named(draw, words, profile, village, np.ones(len(house), bool), draw.integers(0, 1_000_000, len(house)))
    row_of_mother = np.where(houses.with_wife, len(h) + np.cumsum(houses.with_wife) - 1, h)
    first_kid = len(h) + len(wives)
    mother[first_kid : first_kid + len(kids)] = name[row_of_mother[kids]]
    nik = numbered(draw, _district_of_birth(draw, village), born, woman)
    parent_nik = np.zeros(len(house), np.int64)
    parent_nik[first_kid : first_kid + len(kids)] = nik[row_of_mother[kids]]
    made = Persons(house, village, woman, born, name, mother, nik, _cards(draw, houses.village)[house], parent_nik)
    chosen = np.argsort(house, kind="stable")[:many]
    return made.take(chosen)


def _district_of_birth(draw: np.random.Generator, village: np.ndarray) -> np.ndarray:
    """Six digits: mostly of the district of residence, some of the regency, some of anywhere."""
    chance = draw.random(len(village))
    district = np.where(chance < 0.78, village % DISTRICTS, draw.integers(0, DISTRICTS, len(village))) + 1
    anywhere = draw.integers(11, 92, len(village)) * 100 + draw.integers(1, 20, len(village))
    return np.where(chance < 0.89, REGENCY, anywhere) * 100 + district


def _cards(draw: np.random.Generator, village: np.ndarray) -> np.ndarray:
    """Numbers of family cards: district, date of issue, serial of the day."""
    issued = AS_OF - draw.integers(30, 5200, len(village)).astype("timedelta64[D]")
    return numbered(draw, REGENCY * 100 + village % DISTRICTS + 1, issued, np.zeros(len(village), bool))


def village_code(village: np.ndarray) -> np.ndarray:
    """Ten-digit codes of village numbers."""
    return (REGENCY * 100 + village % DISTRICTS + 1) * 10_000 + 2001 + village // DISTRICTS
