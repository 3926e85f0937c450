"""WHO's growth standards, both ways: the value at a z-score, and the z-score of a value.

Beyond 3 standard deviations the scale of weights is straight, as WHO has it: one more z is as wide as the step
from the second to the third. Lengths have L = 1, so that theirs is straight everywhere.
"""

from __future__ import annotations

import numpy as np

from padan.demo.chance import Flags, Numbers, Whole
from padan.reference.who import Lms, lms

#: From this day on children stand, and the tables are those of height.
STANDING = 731
#: A child is this much shorter standing than lying, in cm.
LYING_ADDS = 0.7

_OLDEST = 1826
#: What WHO calls implausible: length, weight and weight for length.
_FLAGS = ((-6.0, 6.0), (-6.0, 5.0), (-5.0, 5.0))


def _at(table: Lms, female: Flags, key: Whole) -> tuple[Numbers, Numbers, Numbers]:
    row, column = female.astype(np.int64), np.clip(key, table.first, table.last) - table.first
    return table.l[row, column], table.m[row, column], table.s[row, column]


def _value(table: Lms, female: Flags, key: Whole, z: Numbers) -> Numbers:
    power, median, spread = _at(table, female, key)
    steps = [median * (1 + power * spread * step) ** (1 / power) for step in (-3, -2, 2, 3)]
    inner = median * (1 + power * spread * np.clip(z, -3, 3)) ** (1 / power)
    low = steps[0] + (z + 3) * (steps[1] - steps[0])
    high = steps[3] + (z - 3) * (steps[3] - steps[2])
    return np.where(z < -3, low, np.where(z > 3, high, inner))


def _score(table: Lms, female: Flags, key: Whole, value: Numbers) -> Numbers:
    power, median, spread = _at(table, female, key)
    steps = [median * (1 + power * spread * step) ** (1 / power) for step in (-3, -2, 2, 3)]
    z = ((value / median) ** power - 1) / (power * spread)
    low = -3 + (value - steps[0]) / (steps[1] - steps[0])
    high = 3 + (value - steps[3]) / (steps[3] - steps[2])
    return np.where(z < -3, low, np.where(z > 3, high, z))


def length_at(female: Flags, days: Whole, haz: Numbers) -> Numbers:
    """Length (cm; height from day 731 on) of children of an age in days at a length-for-age z."""
    return _value(lms("length_for_age"), female, days, haz)


def haz_of(female: Flags, days: Whole, length: Numbers) -> Numbers:
    """Length-for-age z; the reverse of :func:`length_at`."""
    return _score(lms("length_for_age"), female, days, length)


def weight_at(female: Flags, days: Whole, waz: Numbers) -> Numbers:
    """Weight (kg) of children of an age in days at a weight-for-age z."""
    return _value(lms("weight_for_age"), female, days, waz)


def waz_of(female: Flags, days: Whole, weight: Numbers) -> Numbers:
    """Weight-for-age z; the reverse of :func:`weight_at`."""
    return _score(lms("weight_for_age"), female, days, weight)


def weight_for(female: Flags, days: Whole, length: Numbers, whz: Numbers) -> Numbers:
    """Weight (kg) at a weight-for-length z; a length (cm) beyond WHO's tables counts as their last."""
    key = np.rint(length * 10).astype(np.int64)
    lying = _value(lms("weight_for_length"), female, key, whz)
    return np.where(days < STANDING, lying, _value(lms("weight_for_height"), female, key, whz))


def whz_of(female: Flags, days: Whole, length: Numbers, weight: Numbers) -> Numbers:
    """Weight-for-length z; nan where the length (cm) is beyond WHO's table for the age."""
    key = np.rint(length * 10).astype(np.int64)
    out = np.full(len(key), np.nan)
    for name, applies in (("weight_for_length", days < STANDING), ("weight_for_height", days >= STANDING)):
        table = lms(name)
        there = applies & (key >= table.first) & (key <= table.last)
        out[there] = _score(table, female[there], key[there], weight[there])
    return out


def scores(female: Flags, days: Whole, length: Numbers, weight: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """HAZ, WAZ and WHZ at two decimals; nan where WHO gives none. ``length`` suits the age: lying under 731 days."""
    found = (haz_of(female, days, length), waz_of(female, days, weight), whz_of(female, days, length, weight))
    known = (days >= 0) & (days <= _OLDEST)
    return tuple(np.where(known, np.round(z, 2), np.nan) for z in found)  # type: ignore[return-value]


def implausible(haz: Numbers, waz: Numbers, whz: Numbers) -> Flags:
    """Children any of whose scores lies beyond WHO's limits or is missing."""
    out = np.zeros(len(haz), dtype=bool)
    for z, (low, high) in zip((haz, waz, whz), _FLAGS, strict=True):
        out |= ~((z >= low) & (z <= high))
    return out
