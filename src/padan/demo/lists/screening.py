"""What the family-planning agency finds when it screens families for stunting risk on a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Flags, Numbers, Whole, chosen
from padan.demo.households import CHILD, YEAR
from padan.demo.lists.desk import Desk
from padan.demo.snapshot import Snapshot, snapshot


@dataclass(frozen=True, slots=True)
class Screening:
    """What was found on one day, one entry per family; ``family`` counts into the world's families."""

    view: Snapshot
    family: Whole
    under_two: Flags
    under_five: Flags
    couple: Flags
    pregnant: Flags
    water: Flags
    latrine: Flags
    four: tuple[Flags, Flags, Flags, Flags]
    no_modern: Flags

    @property
    def at_risk(self) -> Flags:
        """Any of water, latrine and the four."""
        return self.water | self.latrine | np.logical_or.reduce(self.four)


def _youngest_two(desk: Desk, view: Snapshot, on: np.datetime64) -> tuple[Numbers, Numbers, Whole]:
    """Age in years of the youngest and second-youngest child of each family, and how many children it has."""
    families = len(view.village)
    child = np.flatnonzero(view.present & (view.relation == CHILD))
    age = desk.world.age_years(on)[child]
    family = view.family[child]
    order = np.lexsort((age, family))
    family, age = family[order], age[order]
    start = np.searchsorted(family, np.arange(families))
    count = np.bincount(family, minlength=families)
    padded = np.r_[age, 99.0, 99.0, 99.0]
    first = np.where(count > 0, padded[start], 99.0)
    second = np.where(count > 1, padded[np.minimum(start + 1, len(padded) - 1)], 199.0)
    return first, second, count


def screen(desk: Desk, on: np.datetime64, districts: Whole, part: str) -> Screening:
    """Screen the target families of some districts on a day; some villages were screened badly."""
    rng = desk.chance("krs " + part)
    families, facts = desk.world.families, desk.world.families.facts
    view = snapshot(desk.world, on, death_lag=90)
    first, second, count = _youngest_two(desk, view, on)
    wife = np.maximum(view.wife, 0)
    age = np.where(view.wife >= 0, desk.world.age_years(on)[wife], 99.0)
    couple = age < 50
    due = _due_children(desk, on)
    pregnant = couple & (((families.pregnant_until >= on) & (families.pregnant_until < on + 270)) | due)
    target = (couple | (first < 5)) & (view.village >= 0) & view.present[view.head]
    cover = np.clip(rng.normal(desk.rates.krs_covered, 0.12, len(desk.world.villages.share)), 0.2, 1.0)
    village = np.maximum(view.village, 0)
    target &= np.isin(desk.districts(village), districts) & chosen(rng, cover[village], len(village))
    family = np.flatnonzero(target & (view.family[view.head] == np.arange(len(village))))
    family = family[np.lexsort((family, view.village[family]))]
    four = (couple & (age < 20), couple & (age >= 35) & (age <= 40), second - first < 2, count >= 3)
    return Screening(
        view,
        family,
        first[family] < 2,
        _between(desk, view, on)[family],
        couple[family],
        pregnant[family],
        facts.water_unsafe[family],
        facts.latrine_unsafe[family],
        (four[0][family], four[1][family], four[2][family], four[3][family]),
        (couple & ~pregnant & ~facts.modern_contraception)[family],
    )


def _due_children(desk: Desk, on: np.datetime64) -> Flags:
    """Families to whom a child was born within nine months after the day."""
    people = desk.world.people
    expected = (people.born > on) & (people.born < on + 270) & (people.family >= 0) & (people.relation == CHILD)
    out = np.zeros(len(desk.world.families.village), dtype=bool)
    out[people.family[expected]] = True
    return out


def _between(desk: Desk, view: Snapshot, on: np.datetime64) -> Flags:
    """Families with a child of 24 to 59 months."""
    days = (on - desk.world.people.born).astype(np.int64)
    child = view.present & (days >= 2 * YEAR) & (days < 5 * YEAR)
    out = np.zeros(len(view.village), dtype=bool)
    out[view.family[child]] = True
    return out
