"""Who lives with whom: heads, wives, children, grandparents and the second generation under one roof."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from padan.demo.chance import Flags, Numbers, Whole, chosen, days, stream
from padan.demo.rates import LifeRates

HEAD, WIFE, CHILD, CHILD_IN_LAW, GRANDCHILD, PARENT, PARENT_IN_LAW, RELATIVE = range(8)
RELATIONS = ("head", "wife", "child", "child_in_law", "grandchild", "parent", "parent_in_law", "relative")

YEAR = 365.25
NOBODY = -1
_MOST_BIRTHS = 6
_WANTED = (0.03, 0.14, 0.37, 0.27, 0.13, 0.06)


@dataclass(slots=True)
class Draft:
    """People as they are added, block by block; dates are days since 1970, missing people are -1."""

    family: list[Whole] = field(default_factory=list)
    relation: list[Whole] = field(default_factory=list)
    female: list[Flags] = field(default_factory=list)
    born: list[Whole] = field(default_factory=list)
    mother: list[Whole] = field(default_factory=list)
    father: list[Whole] = field(default_factory=list)
    count: int = 0

    def add(
        self,
        family: Whole,
        relation: int,
        female: Flags,
        born: Whole,
        mother: Whole | None = None,
        father: Whole | None = None,
    ) -> Whole:
        """Add people and return their numbers."""
        size = len(family)
        nobody = np.full(size, NOBODY, dtype=np.int64)
        self.family.append(family.astype(np.int64))
        self.relation.append(np.full(size, relation, dtype=np.int64))
        self.female.append(female)
        self.born.append(born.astype(np.int64))
        self.mother.append(nobody if mother is None else mother.astype(np.int64))
        self.father.append(nobody if father is None else father.astype(np.int64))
        self.count += size
        return np.arange(self.count - size, self.count, dtype=np.int64)


@dataclass(slots=True)
class Homes:
    """The columns of a finished draft, and the head and wife of each family (-1 without)."""

    family: Whole
    relation: Whole
    female: Flags
    born: Whole
    mother: Whole
    father: Whole
    head: Whole
    wife: Whole


@dataclass(frozen=True, slots=True)
class _Couples:
    """What the later steps need of the first generation."""

    born: Whole
    head: Whole
    wife: Whole
    woman_head: Flags
    lone_father: Flags
    childbearing_born: Whole


def _first_generation(draft: Draft, rng: np.random.Generator, rates: LifeRates, n: int, today: int) -> _Couples:
    family = np.arange(n)
    woman_head = chosen(rng, rates.woman_heads, n)
    couple = ~woman_head & chosen(rng, rates.couples, n)
    age = np.where(woman_head, rng.normal(46, 13, n), rng.normal(37.5, 12.5, n)).clip(20, 86)
    born = today - (age * YEAR).astype(np.int64) - days(rng, 0, YEAR, n)
    head = draft.add(family, HEAD, woman_head, born)
    wife_born = born + (rng.normal(3.5, 3.2, n) * YEAR).astype(np.int64)
    too_young = wife_born > today - 17.5 * YEAR
    wife_born = np.where(too_young, today - days(rng, 17.5 * YEAR, 20 * YEAR, n), wife_born)
    wife = np.full(n, NOBODY, dtype=np.int64)
    wife[couple] = draft.add(family[couple], WIFE, np.ones(couple.sum(), dtype=bool), wife_born[couple])
    lone_father = ~woman_head & ~couple & chosen(rng, 0.45, n)
    return _Couples(born, head, wife, woman_head, lone_father, np.where(woman_head, born, wife_born))


def _births(rng: np.random.Generator, couples: _Couples, today: int) -> tuple[Whole, Whole]:
    """Family and birth day of every child that still lives at home, in birth order within the family."""
    n = len(couples.born)
    wanted = rng.choice(_MOST_BIRTHS, n, p=_WANTED)
    fertile = (couples.wife >= 0) | couples.woman_head | couples.lone_father
    first_age: Numbers = rng.normal(22.5, 3.6, n).clip(16.5, 33)
    gaps = 1.15 + rng.gamma(2.0, 1.15, (n, _MOST_BIRTHS))
    gaps[:, 0] = 0.0
    born = couples.childbearing_born[:, None] + ((first_age[:, None] + np.cumsum(gaps, axis=1)) * YEAR).astype(np.int64)
    mothers_age = (born - couples.childbearing_born[:, None]) / YEAR
    leaves = rng.normal(24.5, 3.5, born.shape).clip(18, 40)
    at_home = (today - born) / YEAR < leaves
    real = (np.arange(_MOST_BIRTHS) < wanted[:, None]) & (born <= today) & (mothers_age < 44) & at_home
    real &= fertile[:, None]
    family, order = np.nonzero(real)
    return family, born[family, order]


def _children(draft: Draft, rng: np.random.Generator, rates: LifeRates, couples: _Couples, today: int) -> None:
    family, born = _births(rng, couples, today)
    twin = chosen(rng, rates.twins, len(family))
    family, born = np.r_[family, family[twin]], np.r_[born, born[twin]]
    by_home = np.lexsort((born, family))
    family, born = family[by_home], born[by_home]
    mother = np.where(couples.woman_head[family], couples.head[family], couples.wife[family])
    father = np.where(couples.woman_head[family], NOBODY, couples.head[family])
    draft.add(family, CHILD, rng.random(len(family)) < 0.487, born, mother, father)


def _grandparents(draft: Draft, rng: np.random.Generator, rates: LifeRates, couples: _Couples) -> list[tuple]:
    """Parents of the head or of the wife who live along; returns (child, father, mother) to be noted."""
    n = len(couples.born)
    home = np.flatnonzero(chosen(rng, rates.grandparent, n) & (couples.born > couples.born.min() + 15 * YEAR))
    of_wife = (couples.wife[home] >= 0) & chosen(rng, 0.35, len(home))
    child = np.where(of_wife, couples.wife[home], couples.head[home])
    child_born = np.where(of_wife, couples.childbearing_born[home], couples.born[home])
    kind = rng.choice(3, len(home), p=[0.62, 0.23, 0.15])
    noted = []
    for female, applies in ((True, kind != 1), (False, kind != 0)):
        for relation, side in ((PARENT_IN_LAW, of_wife), (PARENT, ~of_wife)):
            hit = np.flatnonzero(applies & side)
            older = days(rng, 18 * YEAR, 31 * YEAR, len(hit)) + (0 if female else int(2 * YEAR))
            added = draft.add(home[hit], relation, np.full(len(hit), female), child_born[hit] - older)
            noted.append((child[hit], female, added))
    return noted


def _second_generation(draft: Draft, rng: np.random.Generator, rates: LifeRates, couples: _Couples, today: int) -> None:
    """A grown child at home with a child of its own, and often with a husband or wife."""
    family, relation = np.concatenate(draft.family), np.concatenate(draft.relation)
    born, female = np.concatenate(draft.born), np.concatenate(draft.female)
    age = (today - born) / YEAR
    head_age = (today - couples.born[family]) / YEAR
    grown = (relation == CHILD) & (age > 19) & (age < 31) & (head_age > 44) & (head_age < 66)
    people = np.flatnonzero(grown)
    people = people[np.unique(family[people], return_index=True)[1]]
    people = people[chosen(rng, rates.grown_child_with_own, len(people))]
    married = ~female[people] | chosen(rng, 0.6, len(people))
    partner = np.full(len(people), NOBODY, dtype=np.int64)
    pairs = people[married]
    partner[married] = draft.add(
        family[pairs], CHILD_IN_LAW, ~female[pairs], born[pairs] + days(rng, -3 * YEAR, 2 * YEAR, len(pairs))
    )
    mother = np.where(female[people], people, partner)
    father = np.where(female[people], partner, people)
    oldest = np.minimum(6, age[people] - 18) * YEAR
    age_of_child = (rng.random(len(people)) * oldest).astype(np.int64) + 5
    draft.add(family[people], GRANDCHILD, rng.random(len(people)) < 0.487, today - age_of_child, mother, father)


def _relatives(draft: Draft, rng: np.random.Generator, rates: LifeRates, n: int, today: int) -> None:
    home = np.flatnonzero(chosen(rng, rates.relative, n))
    age = days(rng, 6 * YEAR, 30 * YEAR, len(home))
    draft.add(home, RELATIVE, rng.random(len(home)) < 0.5, today - age)


def draw_homes(seed: int, rates: LifeRates, families: int, today: int) -> Homes:
    """People in ``families`` homes. ``today`` counts days since 1970, as do all birth days."""
    rng = stream(seed, "homes")
    draft = Draft()
    couples = _first_generation(draft, rng, rates, families, today)
    _children(draft, rng, rates, couples, today)
    grandparents = _grandparents(draft, rng, rates, couples)
    _second_generation(draft, rng, rates, couples, today)
    _relatives(draft, rng, rates, families, today)
    homes = Homes(
        family=np.concatenate(draft.family),
        relation=np.concatenate(draft.relation),
        female=np.concatenate(draft.female),
        born=np.concatenate(draft.born),
        mother=np.concatenate(draft.mother),
        father=np.concatenate(draft.father),
        head=couples.head,
        wife=couples.wife,
    )
    for child, female, parent in grandparents:
        (homes.mother if female else homes.father)[child] = parent
    return homes
