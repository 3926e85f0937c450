"""What truly puts a family at risk of stunting on a day, by the rule that BKKBN's form states.

Targets: a pregnant wife, a child of 0-23 months, a child of 24-59 months; the form also lists every couple whose
wife is 15 to 49. Factors: unsafe main water; a latrine without septic tank, or none; and of a couple that the wife
is under 20, or 35 to 40; that the last two births are less than 24 months apart (twins are one birth); that three
children or more live in the family. Not using modern contraception stands beside these and is no factor alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Dates, Flags, Whole
from padan.demo.households import CHILD
from padan.demo.population import World
from padan.demo.snapshot import Snapshot

_PREGNANCY_DAYS = 270
FACTORS = ("water", "latrine", "too_young", "too_old", "too_close", "too_many")


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """One entry per family of the world, the empty ones included."""

    under_two: Flags
    two_to_five: Flags
    couple: Flags
    pregnant: Flags
    water: Flags
    latrine: Flags
    too_young: Flags
    too_old: Flags
    too_close: Flags
    too_many: Flags
    no_modern: Flags

    @property
    def target(self) -> Flags:
        """A pregnant wife or a child under five."""
        return self.pregnant | self.under_two | self.two_to_five

    @property
    def factor(self) -> Flags:
        """Any of the six factors."""
        return np.logical_or.reduce([getattr(self, name) for name in FACTORS])  # type: ignore[no-any-return]

    @property
    def at_risk(self) -> Flags:
        """A target family with a factor."""
        return self.target & self.factor


def full_months(since: Dates, until: Dates | np.datetime64) -> Whole:
    """Completed calendar months between two dates."""
    first, last = since.astype("datetime64[M]"), until.astype("datetime64[M]")
    day, last_day = (since - first.astype("datetime64[D]")), (until - last.astype("datetime64[D]"))
    return (last - first).astype(np.int64) - (last_day < day)


def _births_too_close(world: World, view: Snapshot) -> Flags:
    """Families whose last two births are less than two years apart."""
    child = np.flatnonzero(view.present & (view.relation == CHILD))
    births = np.unique(np.stack([view.family[child], world.people.born[child].astype(np.int64)]), axis=1)
    family, born = births[0], births[1].astype("datetime64[D]")
    last = np.r_[family[1:] != family[:-1], True][1:] & (family[1:] == family[:-1])
    out = np.zeros(len(view.village), dtype=bool)
    out[family[1:][last]] = full_months(born[:-1][last], born[1:][last]) < 24
    return out


def _expecting(world: World, on: np.datetime64) -> Flags:
    """Families that await a child on a day: one is still expected today, or was born within nine months."""
    families, people = world.families, world.people
    out = (families.pregnant_until >= on) & (families.pregnant_until < on + _PREGNANCY_DAYS)
    born = (people.born > on) & (people.born < on + _PREGNANCY_DAYS) & (people.family >= 0) & (people.relation == CHILD)
    out[people.family[born]] = True
    return out


def _with_member(view: Snapshot, who: Flags) -> Flags:
    """Families that any of ``who`` lives in."""
    out = np.zeros(len(view.village), dtype=bool)
    out[view.family[view.present & who]] = True
    return out


def risk_facts(world: World, view: Snapshot, on: np.datetime64) -> RiskFacts:
    """What is so on a day, when families are as ``view`` has them."""
    facts, people = world.families.facts, world.people
    known = np.minimum(people.born, on)
    months = full_months(known, on)
    wife = np.maximum(view.wife, 0)
    here = (view.wife >= 0) & (view.family[wife] == np.arange(len(view.wife))) & view.present[wife]
    years = months[wife] // 12
    couple = here & (years >= 15) & (years < 50)
    lives = _with_member(view, np.ones(len(months), dtype=bool))
    child = view.present & (view.relation == CHILD)
    count = np.bincount(view.family[child], minlength=len(view.wife))
    return RiskFacts(
        under_two=_with_member(view, months < 24),
        two_to_five=_with_member(view, (months >= 24) & (months < 60)),
        couple=couple,
        pregnant=couple & _expecting(world, on),
        water=facts.water_unsafe & lives,
        latrine=facts.latrine_unsafe & lives,
        too_young=couple & (years < 20),
        too_old=couple & (years >= 35) & (years <= 40),
        too_close=couple & _births_too_close(world, view),
        too_many=couple & (count >= 3),
        no_modern=couple & ~_expecting(world, on) & ~facts.modern_contraception,
    )
