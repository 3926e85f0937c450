"""How posyandu workers write children down: the child, and both parents in one cell."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Dates, Flags, Texts, Whole, chosen, picker, texts
from padan.demo.dirt import written_dates, written_sexes
from padan.demo.lists.desk import Desk

_BETWEEN = (" / ", "/", " & ", " dan ", ", ", " - ")
_BETWEEN_SHARES = (40, 20, 14, 10, 9, 7)
_INFANT = ("By. Ny. ", "BY NY ", "By Ny. ", "Bayi Ny. ", "An. Ny. ")
_CASES = ("upper", "title", "upper", "title", "lower")


@dataclass(frozen=True, slots=True)
class Entries:
    """One way of writing each child; ``mother`` and ``father`` are -1 where the cell does not name them."""

    child: Whole
    nik: Texts
    name: Texts
    sex: Texts
    born: Dates
    parents: Texts
    mother: Whole
    father: Whole
    birth_weight: Texts
    birth_length: Texts


def parents_at_home(desk: Desk, child: Whole) -> tuple[Whole, Whole]:
    """Mother and father as a worker would name them: at times a step-parent for an absent parent."""
    rng = desk.chance("children step-parents")
    people, families = desk.world.people, desk.world.families
    home = people.family[child]
    steps = rng.random(len(child)) < 0.5
    father = people.father[child].copy()
    step = (people.family[father] < 0) & (families.wife[home] == people.mother[child]) & steps
    father[step] = families.head[home[step]]
    mother = people.mother[child].copy()
    step = (people.family[mother] < 0) & (families.head[home] == father) & (families.wife[home] >= 0) & steps
    mother[step] = families.wife[home[step]]
    absent = (people.family[father] < 0) & (rng.random(len(child)) < 0.6)
    return mother, np.where(absent, -1, father)


def _niks(desk: Desk, rng: np.random.Generator, child: Whole, mother: Whole) -> Texts:
    """The child's NIK, or the mother's, or hers with a digit more, or nothing."""
    rates, people = desk.rates, desk.world.people
    out = desk.niks(rng, child, rates.eppgbm)
    draw = rng.random(len(child))
    hers = people.nik[mother]
    known = hers != ""
    typed = known & (draw < rates.eppgbm_mothers_nik)
    longer = known & ~typed & (draw < rates.eppgbm_mothers_nik + rates.eppgbm_mothers_nik_digit)
    out[typed] = hers[typed]
    out[longer] = [f"{nik}{digit}" for nik, digit in zip(hers[longer], rng.integers(1, 4, longer.sum()), strict=True)]
    return out


def _parents(
    desk: Desk, rng: np.random.Generator, mother: Whole, father: Whole, case: Texts
) -> tuple[Texts, Whole, Whole]:
    rates = desk.rates
    one_only = chosen(rng, rates.parents_one_only, len(mother)) & (father >= 0)
    hers = one_only & chosen(rng, 0.7, len(mother))
    named_mother = np.where(one_only & ~hers, -1, mother)
    named_father = np.where(hers, -1, father)
    her_name = desk.names(rng, mother, rates.eppgbm)
    his_name = desk.names(rng, np.maximum(father, 0), rates.eppgbm)
    her_first = chosen(rng, rates.parents_mother_first, len(mother))
    between = np.array(rng.choice(_BETWEEN, len(mother), p=np.array(_BETWEEN_SHARES) / 100), dtype=object)
    cells = []
    for place, (her, his) in enumerate(zip(her_name, his_name, strict=True)):
        names = [his] * bool(named_father[place] >= 0) + [her] * bool(named_mother[place] >= 0)
        cells.append(cased(between[place].join(names[::-1] if her_first[place] else names), case[place]))
    return texts(cells), named_mother, named_father


def cased(name: str, case: str) -> str:
    """A name in capitals, in title case or in small letters."""
    return name.upper() if case == "upper" else name.title() if case == "title" else name.lower()


def cases(rng: np.random.Generator, centres: Texts) -> Texts:
    """How each child's name is cased: every health centre has its habit, kept by most."""
    kinds, number = np.unique(centres.astype(str), return_inverse=True)
    habit = np.array(_CASES, dtype=object)[rng.integers(0, len(_CASES), len(kinds))][number]
    return np.where(chosen(rng, 0.15, len(centres)), np.array(["upper"], dtype=object), habit)


def _infant_names(names: Texts, unnamed: Flags, mothers: Texts, pick: random.Random) -> Texts:
    out = names.copy()
    for place in np.flatnonzero(unnamed):
        mother = mothers[place] if pick.random() < 0.6 else mothers[place].split(" ")[0]
        out[place] = pick.choice(_INFANT) + mother.title()
    return out


def _sizes(desk: Desk, rng: np.random.Generator, child: Whole) -> tuple[Texts, Texts]:
    """Birth weight in kg or in g, birth length; some missing."""
    weight = desk.births.weight[child]
    in_kg = chosen(rng, 0.55, len(child))
    written = [
        f"{grams / 1000:g}".replace(".", ",") if kg else int(grams) for grams, kg in zip(weight, in_kg, strict=True)
    ]
    length = desk.births.length[child].astype(np.int64).astype(object)
    weights = texts(written)  # type: ignore[arg-type]
    weights[chosen(rng, 0.12, len(child))] = None
    length[chosen(rng, 0.15, len(child))] = None
    return weights, length


def write_entries(desk: Desk, part: str, child: Whole, centres: Texts, unnamed: Flags) -> Entries:
    """Write each child once; ``unnamed`` are infants who go by their mother's name."""
    rng = desk.chance("children " + part)
    people, rates = desk.world.people, desk.rates.eppgbm
    mother, father = parents_at_home(desk, child)
    case = cases(rng, centres)
    names = desk.names(rng, child, rates)
    names = texts([cased(name, kind) for name, kind in zip(names, case, strict=True)])
    parents, named_mother, named_father = _parents(desk, rng, mother, father, case)
    weights, lengths = _sizes(desk, rng, child)
    return Entries(
        child=child,
        nik=_niks(desk, rng, child, mother),
        name=_infant_names(names, unnamed, people.name[mother], picker(rng)),
        sex=written_sexes(rng, people.female[child], rates, "L", "P"),
        born=written_dates(rng, people.born[child], rates),
        parents=parents,
        mother=named_mother,
        father=named_father,
        birth_weight=weights,
        birth_length=lengths,
    )
