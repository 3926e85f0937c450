"""What a health centre wrote down about each child that it registered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Flags, Texts, Whole, aside, chosen
from padan.demo.dirt import written_dates, written_sexes
from padan.demo.lists.children import parents_at_home
from padan.demo.lists.desk import Desk, capitals
from padan.demo.lists.places import codes_and_districts
from padan.demo.population import People


@dataclass(frozen=True, slots=True)
class Cells:
    """Identity of each child as the health centre registered it."""

    child: Whole
    mother: Whole
    nik: Texts
    mothers_nik: Texts
    card: Texts
    name: Texts
    mothers_name: Texts
    sex: Texts
    born: list[str | None]
    code: Texts
    district: Texts
    twin: Flags


def cells_of(desk: Desk, centre: str) -> Cells:
    """Identity cells of the children that one health centre weighed and registered."""
    rng = desk.chance("fhir " + centre)
    people, families, rates = desk.world.people, desk.world.families, desk.rates.fhir
    visits = desk.visits
    near = desk.world.villages.health_centre[visits.village] == centre
    child, first = np.unique(visits.child[near], return_index=True)
    village = visits.village[near][first]
    age = visits.age_months[near][first]
    kept = chosen(rng, desk.rates.fhir_registered, len(child))
    child, village, age = child[kept], village[kept], age[kept]
    mother, _ = parents_at_home(desk, child)
    home = people.family[child]
    names = capitals(desk.names(rng, child, rates))
    mothers_name = capitals(desk.names(rng, mother, rates))
    unnamed = (age < 4) & chosen(rng, desk.rates.infant_unnamed, len(child))
    born = written_dates(rng, people.born[child], rates)
    stale = chosen(aside(rng), rates.village_old_code, len(child))
    code, district = codes_and_districts(desk.world.villages, village, stale)
    return Cells(
        child=child,
        mother=mother,
        nik=desk.niks(rng, child, rates, spreadsheet=False),
        mothers_nik=desk.niks(rng, mother, rates, spreadsheet=False),
        card=desk.cards(rng, home, families.card[home], families.card_before[home], rates),
        name=np.where(unnamed, "By Ny " + mothers_name, names),
        mothers_name=mothers_name,
        sex=written_sexes(rng, people.female[child], rates, "male", "female"),
        born=[None if str(day) == "NaT" else str(day) for day in born],
        code=code,
        district=district,
        twin=_twins(people, child),
    )


def _twins(people: People, child: Whole) -> Flags:
    """Children whose mother bore another on the same day."""
    births = Counter(zip(people.mother.tolist(), people.born.tolist(), strict=True))
    pairs = zip(people.mother[child].tolist(), people.born[child].tolist(), strict=True)
    return np.array([births[pair] > 1 for pair in pairs], dtype=bool)
