"""Invented posyandu: honest ones with every habit that honest people have, and ones whose figures were written."""

from __future__ import annotations

import numpy as np

from padan.rules.growth.credibility import Visits

AGES = np.array([0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60.0])
LENGTH = np.array([49.5, 54.2, 57.8, 60.6, 66.6, 71.0, 74.9, 81.5, 87.1, 95.6, 103.0, 109.7])
WEIGHT = np.array([3.25, 4.35, 5.35, 6.1, 7.6, 8.55, 9.25, 10.55, 11.85, 14.1, 16.2, 18.2])
HAZ, WAZ, WHZ = "length_for_age", "weight_for_age", "weight_for_length"


def expected_length(months):
    return np.interp(months, AGES, LENGTH)


def expected_weight(months):
    return np.interp(months, AGES, WEIGHT)


def visits(child, day, months, weight, length, sex=None, position=None):
    """Visits with z-scores against straight lines between a few WHO medians: near enough to judge figures by."""
    child = np.asarray(child, dtype=np.int64)
    months, weight, length = (np.asarray(values, dtype=np.float64) for values in (months, weight, length))
    tall, heavy = expected_length(months), expected_weight(months)
    z = {
        HAZ: (length / tall - 1) / 0.04,
        WAZ: (weight / heavy - 1) / 0.12,
        WHZ: (weight / np.interp(length, LENGTH, WEIGHT) - 1) / 0.09,
    }
    z = {name: np.where((weight > 0) & (length > 0), values.round(2), np.nan) for name, values in z.items()}
    return Visits(
        child=child,
        day=np.asarray(day, dtype=np.int64),
        sex=np.asarray(sex if sex is not None else child % 2 + 1, dtype=np.int8),
        age_days=months * 30.4375,
        weight=weight,
        length=length,
        position=np.asarray(position if position is not None else np.where(months < 24, 1, 2), dtype=np.int8),
        z=z,
        flag={name: np.abs(values) > 5.5 for name, values in z.items()},
        median_weight=heavy,
        median_length=tall,
    )


def rounded(values, step):
    return np.round(np.round(values / step) * step, 2)


def grid(rng, children, months, oldest=59.0):
    """Child, day and age of every visit: all children of a posyandu come on its day each month, but for a few."""
    start = rng.uniform(0, oldest - months, children)
    child, month = np.divmod(np.arange(children * months), months)
    day = 739_000 + month * 30 + rng.integers(-2, 3, months)[month]
    comes = rng.random(len(child)) < 0.9
    return child[comes], day[comes], (start[child] + month)[comes]


def honest(rng, children, months, weight_step, length_step, error=1.0, oldest=59.0):
    """Measured children. ``error`` 1: a TEM of 0.5 cm, weight that changes by 2 % from day to day."""
    child, day, age = grid(rng, children, months, oldest)
    haz = rng.normal(-1.2, rng.uniform(0.95, 1.3), children)[child]
    whz = rng.normal(-0.4, rng.uniform(0.9, 1.2), children)[child]
    length = expected_length(age) * (1 + 0.04 * haz) + rng.normal(0, 0.5 * error, len(age))
    heavy = np.interp(length, LENGTH, WEIGHT) * (1 + 0.09 * whz)
    weight = heavy * (1 + rng.normal(0, 0.02 * error, len(age)))
    return visits(child, day, age, rounded(weight, weight_step).clip(0.5), rounded(length, length_step))


def lengths_twice_a_year(rng, children, months, weight_step, length_step, error=1.0, oldest=59.0):
    """Weighed each month; the length of the last half-yearly measurement stands beside it."""
    start = honest(rng, children, months, weight_step, length_step, error, oldest)
    length = start.length.copy()
    for row in range(1, len(length)):
        if start.child[row] == start.child[row - 1] and (start.day[row] - 739_000) // 30 % 6:
            length[row] = length[row - 1]
    return visits(start.child, start.day, start.age_days / 30.4375, start.weight, length)


def copied(rng, children, months):
    """Measured once; then last month's figures are written again for nine children in ten."""
    start = honest(rng, children, months, 0.1, 0.1)
    weight, length = start.weight.copy(), start.length.copy()
    for row in range(1, len(weight)):
        if start.child[row] == start.child[row - 1] and rng.random() < 0.9:
            weight[row], length[row] = weight[row - 1], length[row - 1]
    return visits(start.child, start.day, start.age_days / 30.4375, weight, length)


def all_normal(rng, children, months):
    """Written from the book: each child a little below the median, each month anew."""
    child, day, age = grid(rng, children, months)
    length = expected_length(age) * (1 + 0.04 * rng.normal(-0.5, 0.2, len(age)))
    weight = np.interp(length, LENGTH, WEIGHT) * (1 + 0.09 * rng.normal(0, 0.2, len(age)))
    return visits(child, day, age, rounded(weight, 0.1), rounded(length, 0.1))


def heaped(rng, children, months):
    """Guessed: weights in whole kilograms, lengths in multiples of five."""
    start = honest(rng, children, months, 1.0, 5.0)
    return visits(start.child, start.day, start.age_days / 30.4375, start.weight.clip(1), start.length)


def by_the_table(rng, children, months):
    """Read off a table by half-years of age: whole centimetres and half kilograms, one of two lines each time."""
    child, day, age = grid(rng, children, months)
    about = age // 6 * 6 + 3
    line = rng.integers(0, 2, len(age))
    length = np.round(expected_length(about) * 0.976) + line
    return visits(child, day, age, rounded(expected_weight(about) * 0.93, 0.5) + 0.5 * line, length)


def constant_gain(rng, children, months):
    """Measured once; then 0.2 kg and 0.5 cm are added each month, but for one in ten."""
    start = honest(rng, children, months, 0.1, 0.1)
    weight, length = start.weight.copy(), start.length.copy()
    for row in range(1, len(weight)):
        if start.child[row] == start.child[row - 1]:
            weight[row] = weight[row - 1] + (0.2 if rng.random() < 0.9 else 0.3)
            length[row] = length[row - 1] + 0.5
    return visits(start.child, start.day, start.age_days / 30.4375, weight.round(2), length.round(2))


def along_the_curve(rng, children, months):
    """Drawn on the card: every child keeps exactly to its own lines."""
    child, day, age = grid(rng, children, months)
    haz, waz = rng.normal(-1, 1, children)[child], rng.normal(-0.8, 1, children)[child]
    length = expected_length(age) * (1 + 0.04 * haz)
    weight = expected_weight(age) * (1 + 0.12 * waz)
    return visits(child, day, age, rounded(weight, 0.1), rounded(length, 0.1))


def same_children(rng, children, months):
    """A third of the children are another child, written a second time under a new name."""
    start = honest(rng, children, months, 0.1, 0.1)
    whose = np.where(np.arange(children) % 3 == 2, np.arange(children) - 1, np.arange(children))
    rows = [np.flatnonzero(start.child == other) for other in whose]
    child = np.repeat(np.arange(children), [len(part) for part in rows])
    every = start.taken(np.concatenate(rows))
    return visits(child, every.day, every.age_days / 30.4375, every.weight, every.length)


INVENTED = {
    kind.__name__: kind
    for kind in (copied, all_normal, heaped, by_the_table, constant_gain, along_the_curve, same_children)
}
HONEST_STEPS = ((0.1, 0.1), (0.1, 0.5), (0.1, 1.0), (0.5, 0.5), (0.5, 1.0), (0.05, 0.1), (0.01, 0.1))


def together(parts):
    """Many posyandu in one table, with the code of each row's posyandu; children keep apart."""
    size = [len(part.child) for part in parts]
    group = np.repeat(np.arange(len(parts)), size)

    def column(of):
        return np.concatenate([of(part) for part in parts])

    return group, Visits(
        child=np.concatenate([part.child + 1000 * number for number, part in enumerate(parts)]),
        **{
            name: column(lambda part, name=name: getattr(part, name))
            for name in ("day", "sex", "age_days", "weight", "length", "position", "median_weight", "median_length")
        },
        z={name: column(lambda part, name=name: part.z[name]) for name in (HAZ, WAZ, WHZ)},
        flag={name: column(lambda part, name=name: part.flag[name]) for name in (HAZ, WAZ, WHZ)},
    )
