"""Single slips between the posyandu's book and the system: one figure each, and the answer key knows which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Flags, Numbers, Texts, Whole
from padan.demo.rates import GrowthRates

GRAMS, MILLIMETRES, EXCHANGED, DECIMAL = "grams", "millimetres", "exchanged", "decimal_slip"
CARRIED, SHRUNK, WRONG_CHILD = "carried_forward", "shrunk", "wrong_child"
FAULTS = (GRAMS, MILLIMETRES, EXCHANGED, DECIMAL, CARRIED, SHRUNK, WRONG_CHILD)

#: A fault that repeats needs a visit at most so many months earlier.
_LATELY = 2
#: Another child is told from this one by at least so many days of age.
_OTHER_AGE = 180


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for each visit: kg, cm, and the slip ("" for none)."""

    weight: Numbers
    length: Numbers
    fault: Texts


def previous_visit(child: Whole, month: Whole) -> Whole:
    """The visit of the same child before each visit, -1 for the first."""
    order = np.lexsort((month, child))
    out = np.full(len(child), -1, dtype=np.int64)
    same = child[order][1:] == child[order][:-1]
    out[order[1:][same]] = order[:-1][same]
    return out


def _drawn(rng: np.random.Generator, rates: GrowthRates, honest: Flags, lately: Flags) -> Texts:
    """Which slip happens at each visit; those that repeat an earlier visit only where there is one."""
    draw = rng.random(len(honest))
    out = np.full(len(honest), "", dtype=object)
    edge = 0.0
    for fault in FAULTS:
        share = getattr(rates, fault)
        hit = honest & (draw >= edge) & (draw < edge + share)
        out[hit & lately if fault in (CARRIED, SHRUNK) else hit] = fault
        edge += share
    return out


def _slipped(rng: np.random.Generator, weight: Numbers, length: Numbers, hit: Flags) -> None:
    """Move the decimal sign of the weight to the left or, less often, to the right; or of the length to the left."""
    kind = rng.choice(3, len(weight), p=(0.9, 0.05, 0.05))
    weight[hit & (kind == 0)] /= 10
    weight[hit & (kind == 1)] *= 10
    length[hit & (kind == 2)] /= 10


def _of_another(typed: Typed, weight: Numbers, length: Numbers, days: Whole, group: Whole) -> None:
    """Exchange the values of two children of one posyandu and month; no slip where there is no other child."""
    for visit in np.flatnonzero(typed.fault == WRONG_CHILD):
        others = np.flatnonzero((group == group[visit]) & (np.abs(days - days[visit]) >= _OTHER_AGE))
        others = others[typed.fault[others] == ""]
        if not len(others):
            typed.fault[visit] = ""
            continue
        other = others[0]
        typed.fault[other] = WRONG_CHILD
        typed.weight[[visit, other]] = weight[[other, visit]]
        typed.length[[visit, other]] = length[[other, visit]]


def typed_in(
    rng: np.random.Generator, rates: GrowthRates, weight: Numbers, length: Numbers, *, child: Whole, month: Whole,
    days: Whole, at: Whole, honest: Flags,
) -> Typed:  # fmt: skip
    """The figures (kg, cm) of visits as typed; slips only at ``honest`` ones. ``at`` is the posyandu of each."""
    before = previous_visit(child, month)
    lately = (before >= 0) & (month - month[before] <= _LATELY)
    lately &= (weight != weight[before]) & (length > length[before] - 1)
    typed = Typed(weight.copy(), length.copy(), _drawn(rng, rates, honest, lately))
    where = {fault: typed.fault == fault for fault in FAULTS}
    typed.weight[where[GRAMS]] *= 1000
    typed.length[where[MILLIMETRES]] *= 10
    typed.weight[where[EXCHANGED]], typed.length[where[EXCHANGED]] = length[where[EXCHANGED]], weight[where[EXCHANGED]]
    _slipped(rng, typed.weight, typed.length, where[DECIMAL])
    typed.weight[where[CARRIED]] = weight[before[where[CARRIED]]]
    typed.length[where[CARRIED]] = length[before[where[CARRIED]]]
    typed.length[where[SHRUNK]] = length[before[where[SHRUNK]]] - rng.uniform(2.5, 5.0, int(where[SHRUNK].sum()))
    _of_another(typed, weight, length, days, at * 12 + month)
    return Typed(np.round(typed.weight, 2), np.round(typed.length, 2), typed.fault)
