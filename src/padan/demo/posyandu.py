"""Posyandu: where children are weighed, and what becomes of the figures there.

Most posyandu are honest. Some are rough: they read the length to half a centimetre. In a few the figures are
made up, in one of three ways: last month's with a constant gain, everybody about normal, or a few round pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo import standards
from padan.demo.chance import Flags, Numbers, Texts, Whole, texts
from padan.demo.rates import GrowthRates
from padan.demo.words import POSTS

HONEST, ROUGH, COPIED, FLAT, HEAPED = "honest", "rough", "copied", "flat", "heaped"
INVENTED = (COPIED, FLAT, HEAPED)

#: About so many children go to one posyandu; a village with more has several.
_CHILDREN_AT_ONE = 40
#: Fewer measured children say too little to judge a posyandu by.
ENOUGH = 15
_AT_LEAST = 4
#: Posyandu are chosen by what was measured from April to October.
_MONTHS_COUNTED = (4, 10)


@dataclass(frozen=True, slots=True)
class Posyandu:
    """One entry per posyandu; ``first`` counts into them by village, ``children`` how many were measured."""

    village: Whole
    name: Texts
    kind: Texts
    children: Whole
    first: Whole
    number_in: Whole

    def of(self, village: Whole, family: Whole) -> Whole:
        """Where children of families are weighed when they live in a village; siblings go together."""
        return self.first[village] + family % self.number_in[village]


def _layout(villages: int, residents: Whole) -> tuple[Whole, Whole, Whole]:
    """Of each posyandu its village and its place in it; of each village how many it has."""
    number = np.clip(-(-residents // _CHILDREN_AT_ONE), 1, len(POSTS))
    village = np.repeat(np.arange(villages), number)
    place = np.arange(len(village)) - np.repeat(np.cumsum(number) - number, number)
    return village, place, number


def draw_posyandu(
    rng: np.random.Generator, rates: GrowthRates, residents: Whole, child: Whole, village: Whole, family: Whole,
    month: Whole,
) -> Posyandu:  # fmt: skip
    """Posyandu of villages with so many ``residents`` under five, and of which kind each is.

    ``child``, ``village``, ``family`` and ``month`` tell of every visit; kinds are planted where enough
    children were measured to be judged by.
    """
    where, place, number = _layout(len(residents), residents)
    name = texts([POSTS[(v * 3 + k) % len(POSTS)] for v, k in zip(where.tolist(), place.tolist(), strict=True)])
    first = np.cumsum(number) - number
    at = first[village] + family % number[village]
    recent = (month >= _MONTHS_COUNTED[0]) & (month <= _MONTHS_COUNTED[1])
    measured = np.unique(np.stack([at[recent], child[recent]]), axis=1)[0]
    children = np.bincount(measured, minlength=len(where))
    kind = np.full(len(where), HONEST, dtype=object)
    order = rng.permutation(np.flatnonzero(children >= ENOUGH))
    made_up = min(max(_AT_LEAST, round(rates.posyandu_invented * len(where))), len(order) * 9 // 20)
    rough = max(_AT_LEAST, round(rates.posyandu_rough * len(where)))
    kind[order[:made_up]] = np.resize(np.array(INVENTED, dtype=object), len(order[:made_up]))
    kind[order[made_up : made_up + rough]] = ROUGH
    return Posyandu(where, name, kind, children, first, number)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a posyandu's book says of some visits, and what is needed to make such figures up."""

    child: Whole
    month: Whole
    female: Flags
    days: Whole
    weight: Numbers
    length: Numbers


def _copied(rng: np.random.Generator, book: Figures, at: Whole) -> tuple[Numbers, Numbers]:
    """The first figures of each child with a constant gain for every visit since; each posyandu has its own."""
    order = np.lexsort((book.month, book.child))
    starts = np.r_[True, book.child[order][1:] != book.child[order][:-1]]
    place = np.arange(len(order))
    begin = np.maximum.accumulate(np.where(starts, place, 0))
    visits, first = np.empty(len(order), dtype=np.int64), np.empty(len(order), dtype=np.int64)
    visits[order], first[order] = place - begin, order[begin]
    gain = np.where(rng.random(at.max(initial=0) + 1) < 0.5, 0.1, 0.2)[at]
    grow = np.where(rng.random(at.max(initial=0) + 1) < 0.5, 0.5, 0.8)[at]
    return book.weight[first] + gain * visits, book.length[first] + grow * visits


def _flat(rng: np.random.Generator, book: Figures) -> tuple[Numbers, Numbers]:
    """Everybody a little below the median, with next to no spread."""
    count = len(book.child)
    length = standards.length_at(book.female, book.days, rng.normal(-0.4, 0.15, count))
    return standards.weight_at(book.female, book.days, rng.normal(-0.4, 0.15, count)), length


def _heaped(rng: np.random.Generator, book: Figures) -> tuple[Numbers, Numbers]:
    """Whole centimetres and half kilograms, the same pair for children of about one age."""
    about = (book.days // 180) * 180 + 90
    boys = np.zeros(len(about), dtype=bool)
    low = np.full(len(about), -0.6)
    step = rng.integers(0, 2, len(about))
    length = np.round(standards.length_at(boys, about, low)) + step
    return np.round(2 * standards.weight_at(boys, about, low)) / 2 + 0.5 * step, length


def made_up(rng: np.random.Generator, posyandu: Posyandu, at: Whole, book: Figures) -> tuple[Numbers, Numbers]:
    """Weights and lengths as the books say: the measured ones, or made-up ones where that is the habit."""
    weight, length = book.weight.copy(), book.length.copy()
    for kind in INVENTED:
        hit = np.flatnonzero(posyandu.kind[at] == kind)
        part = Figures(
            book.child[hit], book.month[hit], book.female[hit], book.days[hit], book.weight[hit], book.length[hit]
        )
        found = _copied(rng, part, at[hit]) if kind == COPIED else (_flat if kind == FLAT else _heaped)(rng, part)
        weight[hit], length[hit] = np.round(found[0], 1), np.round(found[1], 1)
    return weight, length
