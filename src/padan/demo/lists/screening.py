"""What the family-planning agency finds when it screens families for stunting risk on a day."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from padan.demo.chance import Flags, Whole, chosen
from padan.demo.lists.desk import Desk
from padan.demo.risk import FACTORS, RiskFacts, risk_facts
from padan.demo.snapshot import Snapshot, snapshot


@dataclass(frozen=True, slots=True)
class Screening:
    """What was found on one day, one entry per family; ``family`` counts into the world's families.

    ``true`` is what was so, ``said`` what the form has; they differ in the answers that were given wrong.
    """

    view: Snapshot
    on: np.datetime64
    family: Whole
    true: RiskFacts
    said: RiskFacts

    @property
    def four(self) -> tuple[Flags, Flags, Flags, Flags]:
        """Too young, too old, too close, too many, as said."""
        said = self.said
        return said.too_young, said.too_old, said.too_close, said.too_many


def _answers(desk: Desk, rng: np.random.Generator, true: RiskFacts) -> RiskFacts:
    """The answers of the form: some are not so. The four are asked of couples only."""
    given = {}
    for field in fields(true):
        given[field.name] = getattr(true, field.name).copy()
        if field.name in FACTORS:
            dwelling = field.name in ("water", "latrine")
            share = desk.rates.krs_answer_wrong if dwelling else desk.rates.krs_four_wrong
            wrong = chosen(rng, share, len(given[field.name]))
            given[field.name] ^= wrong if dwelling else wrong & true.couple
    given["too_old"] &= ~given["too_young"]
    return RiskFacts(**given)


def screen(desk: Desk, on: np.datetime64, districts: Whole, part: str) -> Screening:
    """Screen the target families of some districts on a day; some villages were screened badly."""
    rng = desk.chance("krs " + part)
    view = snapshot(desk.world, on, death_lag=90)
    facts = risk_facts(desk.world, view, on)
    target = (facts.couple | facts.target) & (view.village >= 0) & view.present[view.head]
    cover = np.clip(rng.normal(desk.rates.krs_covered, 0.12, len(desk.world.villages.share)), 0.2, 1.0)
    village = np.maximum(view.village, 0)
    target &= np.isin(desk.districts(village), districts) & chosen(rng, cover[village], len(village))
    family = np.flatnonzero(target & (view.family[view.head] == np.arange(len(village))))
    family = family[np.lexsort((family, view.village[family]))]
    true = RiskFacts(**{field.name: getattr(facts, field.name)[family] for field in fields(facts)})
    return Screening(view, on, family, true, _answers(desk, desk.chance("krs answers " + part), true))
