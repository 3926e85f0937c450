"""How the invented children grow, and when somebody measures them.

The medians and standard deviations are rounded from the WHO 2006 standards at a few ages and joined by
straight lines: near enough to look real, not a reference to compute anything from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from padan.demo.chance import Dates, Flags, Numbers, Whole, chosen, stream
from padan.demo.households import YEAR
from padan.demo.population import TODAY, World
from padan.demo.rates import Rates

_AGES = (0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60)
_HEIGHT = {
    False: (49.9, 54.7, 58.4, 61.4, 67.6, 72.0, 75.7, 82.3, 87.8, 96.1, 103.3, 110.0),
    True: (49.1, 53.7, 57.1, 59.8, 65.7, 70.1, 74.0, 80.7, 86.4, 95.1, 102.7, 109.4),
}
_HEIGHT_SD = (1.9, 1.9, 2.0, 2.0, 2.1, 2.2, 2.4, 2.7, 3.1, 3.7, 4.2, 4.6)
_WEIGHT = {
    False: (3.3, 4.5, 5.6, 6.4, 7.9, 8.9, 9.6, 10.9, 12.2, 14.3, 16.3, 18.3),
    True: (3.2, 4.2, 5.1, 5.8, 7.3, 8.2, 8.9, 10.2, 11.5, 13.9, 16.1, 18.2),
}
_WEIGHT_SD = (0.42, 0.5, 0.6, 0.7, 0.85, 0.95, 1.05, 1.2, 1.35, 1.7, 2.1, 2.5)

MONTHS_MEASURED = np.arange(1, 12)


@dataclass(frozen=True, slots=True)
class Visits:
    """Measurements of 2026: weight in kg, height in cm, z-scores against the rounded medians."""

    child: Whole
    month: Whole
    on: Dates
    village: Whole
    age_months: Numbers
    weight: Numbers
    height: Numbers
    waz: Numbers
    haz: Numbers
    whz: Numbers


@dataclass(frozen=True, slots=True)
class Births:
    """Birth weight in g and length in cm of every person; only children have real ones."""

    weight: Whole
    length: Numbers


def _curve(values: Mapping[bool, Sequence[float]], age: Numbers, female: Flags) -> Numbers:
    return np.where(female, np.interp(age, _AGES, values[True]), np.interp(age, _AGES, values[False]))


def births(world: World) -> Births:
    """Birth weights and lengths; smaller in poor families."""
    rng = stream(world.seed, "births")
    count = len(world.people.family)
    poverty = world.families.facts.poverty[np.maximum(world.people.family, 0)]
    size = rng.normal(-0.2, 1.0, count) - 0.15 * poverty
    weight = ((3200 + 430 * size).clip(900, 4900) / 10).astype(np.int64) * 10
    return Births(weight, np.round((49.3 + 1.9 * size).clip(32, 56), 0))


def _posyandu_days(world: World, rng: np.random.Generator) -> Dates:
    """The day on which each village weighs in each month: an array of villages by months."""
    count = len(world.villages.share)
    day = np.where(MONTHS_MEASURED < 11, rng.integers(2, 25, (count, 1)), rng.integers(2, 9, (count, 1)))
    months = np.datetime64("2026-01", "M") + (MONTHS_MEASURED - 1)
    return months.astype("datetime64[D]")[None, :] + (day - 1).astype("timedelta64[D]")


def _participation(world: World, rng: np.random.Generator, rates: Rates) -> Numbers:
    """Share of the children that each village weighs in a month; in bad villages next to none."""
    count = len(world.villages.share)
    spread = rng.beta(8 * rates.eppgbm_attendance, 8 * (1 - rates.eppgbm_attendance), count)
    return np.where(chosen(rng, rates.eppgbm_bad_villages, count), spread * 0.15, spread)


def _stature(world: World, rng: np.random.Generator, child: Whole, age: Numbers) -> tuple[Numbers, Numbers]:
    """Height-for-age that falls off in the first two years, more so in poor families, and relative weight."""
    people = world.people
    count = len(people.family)
    poverty = world.families.facts.poverty[np.maximum(people.family, 0)]
    start = rng.normal(-0.15, 0.85, count)
    fall = -(1.15 + 0.50 * poverty + rng.normal(0, 0.35, count)).clip(-0.2, 3.4)
    relative = rng.normal(-0.35, 0.8, count) - 0.15 * poverty
    haz = (start[child] + fall[child] * (1 - np.exp(-age / 12))).clip(-4.8, 3.0)
    return haz, relative[child]


def visits(world: World, rates: Rates) -> Visits:
    """Every measurement of children under five in 2026, by child and month."""
    rng = stream(world.seed, "growth")
    people, families = world.people, world.families
    young = np.flatnonzero((people.family >= 0) & (people.born > np.datetime64("2021-01-01")))
    home = people.family[young]
    day = _posyandu_days(world, rng)
    moved = families.moved[home][:, None] > day[families.village[home]]
    place = np.where(moved, families.village_before[home][:, None], families.village[home][:, None])
    on = np.take_along_axis(day[np.maximum(place, 0)], np.arange(len(MONTHS_MEASURED))[None, :, None], axis=2)[..., 0]
    comes = _participation(world, rng, rates)[np.maximum(place, 0)] * rng.beta(5, 1, len(young))[:, None] * 1.15
    born, died = people.born[young][:, None], people.died[young][:, None]
    there = (rng.random(on.shape) < comes) & (place >= 0) & (on > born) & ~(died <= on) & (on <= TODAY)
    there &= (on - born).astype(np.int64) < 5 * YEAR
    row, month = np.nonzero(there)
    child = young[row]
    return _measured(world, rng, child, MONTHS_MEASURED[month], on[row, month], place[row, month])


def _measured(world: World, rng: np.random.Generator, child: Whole, month: Whole, on: Dates, village: Whole) -> Visits:
    female = world.people.female[child]
    age = (on - world.people.born[child]).astype(np.int64) / (YEAR / 12)
    haz, relative = _stature(world, rng, child, age)
    height_sd, weight_sd = np.interp(age, _AGES, _HEIGHT_SD), np.interp(age, _AGES, _WEIGHT_SD)
    height = np.round(_curve(_HEIGHT, age, female) + haz * height_sd + rng.normal(0, 0.5, len(age)), 1)
    fitting = np.interp(height, _HEIGHT[False], _WEIGHT[False])
    whz = (relative + rng.normal(0, 0.25, len(age))).clip(-4.5, 4.5)
    weight = np.round((fitting * (1 + 0.085 * whz)).clip(1.6, 33), 1)
    waz = (weight - _curve(_WEIGHT, age, female)) / weight_sd
    haz = (height - _curve(_HEIGHT, age, female)) / height_sd
    return Visits(child, month, on, village, age, weight, height, waz, haz, whz)
