"""What happens to families: second marriages, children who leave with a card of their own, moves, deaths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Flags, Numbers, Whole, chosen, days, stream
from padan.demo.households import CHILD, CHILD_IN_LAW, GRANDCHILD, HEAD, NOBODY, WIFE, YEAR, Homes
from padan.demo.rates import LifeRates

NEVER = np.iinfo(np.int64).min
MONTH = YEAR / 12


@dataclass(slots=True)
class Past:
    """Where people and families were before. Dates are days since 1970, ``NEVER`` where nothing happened.

    Before the day ``joined`` a person stood in ``old_family`` (-1: in no list) as ``old_relation``.
    ``former_of`` are families whose wife had a family before; the former ones are numbered after all others.
    """

    joined: Whole
    old_family: Whole
    old_relation: Whole
    died: Whole
    former_of: Whole
    village_before: Whole
    moved: Whole
    card_since: Whole


def _second_marriages(rng: np.random.Generator, rates: LifeRates, homes: Homes, past: Past) -> None:
    """The eldest child is the wife's, or the husband's, from an earlier marriage."""
    children = np.flatnonzero(homes.relation == CHILD)
    family, first, size = np.unique(homes.family[children], return_index=True, return_counts=True)
    eligible = (homes.wife[family] >= 0) & (size >= 2)
    family, first = family[eligible], first[eligible]
    eldest, second = children[first], children[first + 1]
    room = homes.born[second] - homes.born[eldest] > 2.2 * YEAR
    draw = rng.random(len(family))
    hers = room & (draw < rates.wife_second_marriage)
    his = room & ~hers & (draw < rates.wife_second_marriage + rates.husband_second_marriage)
    homes.father[eldest[hers]] = NOBODY
    homes.mother[eldest[his]] = NOBODY
    former = len(homes.head) + np.arange(hers.sum())
    married = homes.born[second[hers]] - days(rng, 280, 400, int(hers.sum()))
    for person, relation in ((homes.wife[family[hers]], HEAD), (eldest[hers], CHILD)):
        past.joined[person] = married
        past.old_family[person] = former
        past.old_relation[person] = relation
    past.former_of = family[hers]


def _older_home(rng: np.random.Generator, homes: Homes, village: Whole, culture: Whole, young: int) -> int:
    """A home whose head could be a parent in home ``young``: of the same culture, near if possible."""
    gap = homes.born[homes.head[young]] - homes.born[homes.head]
    fits = np.flatnonzero((gap > 20 * YEAR) & (gap < 36 * YEAR) & (culture == culture[young]) & (homes.wife >= 0))
    near = fits[village[fits] == village[young]]
    pool = near if len(near) and rng.random() < 0.5 else fits
    return int(rng.choice(pool)) if len(pool) else NOBODY


def _splits(
    rng: np.random.Generator,
    rates: LifeRates,
    homes: Homes,
    past: Past,
    village: Whole,
    culture: Whole,
    today: int,
) -> None:
    """Young couples whose parents are people of the regency; some left the parents' card only lately."""
    age = (today - homes.born[homes.head]) / YEAR
    young = np.flatnonzero((homes.wife >= 0) & (age < 34) & (homes.father[homes.head] == NOBODY))
    young = young[past.joined[homes.wife[young]] == NEVER]
    for home in young[chosen(rng, rates.parents_known, len(young))]:
        parents = _older_home(rng, homes, village, culture, home)
        if parents == NOBODY:
            continue
        husbands = rng.random() < 0.6
        person = homes.head[home] if husbands else homes.wife[home]
        homes.father[person], homes.mother[person] = homes.head[parents], homes.wife[parents]
        if homes.born[person] - homes.born[homes.wife[parents]] < 15 * YEAR:
            homes.mother[person] = NOBODY
        if rng.random() < rates.split_lately:
            _leave_card(rng, rates, homes, past, home, parents, int(person), today)


def _leave_card(
    rng: np.random.Generator,
    rates: LifeRates,
    homes: Homes,
    past: Past,
    home: int,
    parents: int,
    person: int,
    today: int,
) -> None:
    since = today - int(rng.integers(20, int(rates.window_months * MONTH)))
    members = np.flatnonzero(homes.family == home)
    past.joined[members] = since
    past.old_family[members] = NOBODY
    with_spouse = rng.random() < 0.5
    for member in members:
        if member == person:
            past.old_family[member], past.old_relation[member] = parents, CHILD
        elif homes.relation[member] in (HEAD, WIFE) and with_spouse:
            past.old_family[member], past.old_relation[member] = parents, CHILD_IN_LAW
        elif homes.relation[member] == CHILD and homes.born[member] < since:
            past.old_family[member], past.old_relation[member] = parents, GRANDCHILD
        elif homes.relation[member] == CHILD:
            past.joined[member] = NEVER
    past.card_since[home] = since


def _moves(
    rng: np.random.Generator, rates: LifeRates, past: Past, village: Whole, villages: Numbers, today: int
) -> None:
    count = len(village)
    window = rates.window_months * MONTH
    draw = rng.random(count)
    settled = past.card_since == NEVER
    moves = settled & (draw < rates.moved)
    arrives = settled & ~moves & (draw < rates.moved + rates.arrived)
    renews = settled & ~moves & ~arrives & (draw < rates.moved + rates.arrived + rates.card_renewed)
    on = today - days(rng, 15, window, count)
    elsewhere = rng.choice(len(villages), count, p=villages)
    elsewhere = np.where(elsewhere == village, (elsewhere + 1) % len(villages), elsewhere)
    past.village_before = np.where(moves, elsewhere, np.where(arrives, NOBODY, village))
    past.moved = np.where(moves | arrives, on, NEVER)
    past.card_since = np.where(moves | arrives | renews, on, past.card_since)


def _deaths(rng: np.random.Generator, rates: LifeRates, homes: Homes, past: Past, today: int) -> None:
    age: Numbers = (today - homes.born) / YEAR
    yearly = np.select([age < 2.5, age < 15, age < 50, age < 65], [0.008, 0.0007, 0.002, 0.009], 0.045)
    window = rates.window_months * MONTH
    dies: Flags = chosen(rng, yearly * window / YEAR, len(age))
    on = today - np.minimum(days(rng, 5, window, len(age)), np.maximum(1, today - homes.born - 1))
    past.died = np.where(dies, on, NEVER)


def draw_events(
    seed: int, rates: LifeRates, homes: Homes, village: Whole, culture: Whole, shares: Numbers, today: int
) -> Past:
    """Draw what happened; parents in ``homes`` are filled in where the events make them known."""
    rng = stream(seed, "events")
    people, families = len(homes.family), len(homes.head)
    never = np.full(people, NEVER, dtype=np.int64)
    past = Past(
        joined=never,
        old_family=np.full(people, NOBODY, dtype=np.int64),
        old_relation=homes.relation.copy(),
        died=never.copy(),
        former_of=np.empty(0, dtype=np.int64),
        village_before=village.copy(),
        moved=np.full(families, NEVER, dtype=np.int64),
        card_since=np.full(families, NEVER, dtype=np.int64),
    )
    _second_marriages(rng, rates, homes, past)
    _splits(rng, rates, homes, past, village, culture, today)
    _moves(rng, rates, past, village, shares, today)
    _deaths(rng, rates, homes, past, today)
    return past
