"""The world as a list-maker knew it: who stood on which card, in which village, on the day of asking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Dates, Flags, Texts, Whole
from padan.demo.households import HEAD, NOBODY
from padan.demo.population import World


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Per person: family, relation, whether listed. Per family: village, card, head and wife at that day."""

    family: Whole
    relation: Whole
    present: Flags
    village: Whole
    card: Texts
    head: Whole
    wife: Whole
    known: Dates

    def members(self, families: Flags) -> Whole:
        """People of the chosen families, sorted by family, head first."""
        people = np.flatnonzero(self.present & families[np.maximum(self.family, 0)])
        return people[np.lexsort((people, self.relation[people], self.family[people]))]


def snapshot(world: World, known: Dates | np.datetime64, *, death_lag: int = 0) -> Snapshot:
    """What is known on a day (or one day per family); deaths become known ``death_lag`` days late."""
    people, families = world.people, world.families
    asked: Dates = np.broadcast_to(np.asarray(known, dtype="datetime64[D]"), families.village.shape)
    home = np.maximum(people.family, 0)
    earlier = people.joined > asked[home]
    family = np.where(earlier, people.old_family, people.family)
    relation = np.where(earlier, people.old_relation, people.relation)
    at = asked[np.maximum(family, 0)]
    village = np.where(families.moved > asked, families.village_before, families.village)
    listed = (family >= 0) & (people.born <= at) & (village[np.maximum(family, 0)] >= 0)
    dead = people.died <= at - np.timedelta64(death_lag, "D")
    head, wife = families.head.copy(), families.wife.copy()
    listed &= ~dead
    widow = dead[head] & (wife >= 0) & ~dead[np.maximum(wife, 0)]
    head[widow], wife[widow] = wife[widow], NOBODY
    relation[head[widow]] = HEAD
    wife = np.where((wife >= 0) & listed[np.maximum(wife, 0)], wife, NOBODY)
    card = np.where(families.card_since > asked, families.card_before, families.card)
    return Snapshot(family, relation, listed, village, card, head, wife, asked)


def grandparents_cards(world: World) -> Texts:
    """Of each family the card of the head's parents, else of the wife's, "" where they have no other one here."""
    families, people = world.families, world.people
    out = np.full(len(families.head), "", dtype=object)
    for adult in (families.wife, families.head):
        for parents in (people.mother, people.father):
            parent = np.where(adult >= 0, parents[np.maximum(adult, 0)], NOBODY)
            home = np.where(parent >= 0, people.family[np.maximum(parent, 0)], NOBODY)
            there = (home >= 0) & (home != np.arange(len(out)))
            out[there] = families.card[home[there]]
    return out
