"""What a group's figures share with each other: months copied, children copied, gains all alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.reference.quality import limits
from padan.rules.growth.credibility.grouping import Grouping, Moments, run_lengths
from padan.rules.growth.credibility.visits import (
    NOWHERE,
    Flags,
    Numbers,
    Visits,
    Whole,
    earlier,
    hundredths,
    timeline,
)


@dataclass(frozen=True, slots=True)
class Copies:
    """Counts by group.

    ``pairs`` rows have a last measurement some weeks before; ``copied`` of them equal it in weight and length,
    ``moved`` have another weight, and ``kept`` of these the old length. ``gains`` rows have a weight some weeks
    before; ``same_gain`` of them show the group's commonest gain other than none. At each length
    the children seen at it, but for one, count as ``same_length``; those with the commonest weight at that length,
    but for one, as ``same_weight``. ``series`` children have three visits or more;
    ``repeated_series`` of them equal another child's whole series. ``steps`` are the moments of the change in
    length-for-age and weight-for-age since some weeks before.
    """

    pairs: Numbers
    copied: Numbers
    moved: Numbers
    kept: Numbers
    gains: Numbers
    same_gain: Numbers
    same_length: Numbers
    same_weight: Numbers
    series: Numbers
    repeated_series: Numbers
    steps: tuple[Moments, Moments]


def copies(grouping: Grouping, visits: Visits) -> Copies:
    """Judge rows in order of child and day. A child's earlier visits count whatever group they were in."""
    line = timeline(visits.child, visits.day)
    weight, length = hundredths(visits.weight), hundredths(visits.length)
    both = (weight >= 0) & (length >= 0)
    before = earlier(line, both)
    near = _weeks_before(visits.day, before) & both
    moved, kept = near & (weight != weight[before]), near & (length == length[before])
    weighed = earlier(line, weight >= 0)
    fed = _weeks_before(visits.day, weighed) & (weight >= 0)
    gain = weight - weight[weighed]
    once = both & (line.first == np.arange(len(both)))
    same_length, same_weight = _weight_by_length(grouping, visits.child, weight, length, once)
    series, repeated_series = _repeated_series(grouping, visits.child, weight, length, once)
    return Copies(
        pairs=grouping.total(near),
        copied=grouping.total(kept & ~moved),
        moved=grouping.total(moved),
        kept=grouping.total(kept & moved),
        gains=grouping.total(fed),
        same_gain=grouping.commonest(gain, fed & (gain != 0)),
        same_length=same_length,
        same_weight=same_weight,
        series=series,
        repeated_series=repeated_series,
        steps=(_steps(grouping, visits, "length_for_age"), _steps(grouping, visits, "weight_for_age")),
    )


def _weeks_before(day: Whole, before: Whole) -> Flags:
    gap = day - day[before]
    near: Flags = (before != NOWHERE) & (gap >= limits()["pair_days_least"]) & (gap <= limits()["pair_days_most"])
    return near


def _steps(grouping: Grouping, visits: Visits, name: str) -> Moments:
    z = np.where(visits.flag[name], np.nan, visits.z[name])
    before = earlier(timeline(visits.child, visits.day), ~np.isnan(z))
    return grouping.moments(np.where(_weeks_before(visits.day, before), z - z[before], np.nan))


def _weight_by_length(
    grouping: Grouping, child: Whole, weight: Whole, length: Whole, once: Flags
) -> tuple[Numbers, Numbers]:
    """How many children of one length there are beside another, and how many of them have its weight too."""
    columns = [column[once] for column in (grouping.place, length, child)]
    order = np.lexsort(columns[::-1])
    # A child counts once at each length: the first of its rows there.
    rows = order[run_lengths(*(column[order] for column in columns))[1]]
    place, tall, heavy = columns[0][rows], columns[1][rows], weight[once][rows]
    number, first = run_lengths(place, tall)
    at = Grouping(np.repeat(np.arange(len(first)), number), len(first))
    commonest = at.commonest(heavy, np.ones(len(rows), dtype=np.bool_))
    of = Grouping(place[first], grouping.count)
    return of.total(number - 1), of.total(commonest - 1)


def _repeated_series(
    grouping: Grouping, child: Whole, weight: Whole, length: Whole, once: Flags
) -> tuple[Numbers, Numbers]:
    """How many children of each group have a series, and how many of these another child's."""
    rows = np.flatnonzero(once)
    rows = rows[np.argsort(grouping.place[rows], kind="stable")]
    visits, first = run_lengths(grouping.place[rows], child[rows])
    step = np.arange(len(rows)) - np.repeat(first, visits)
    mixed = _mixed(_mixed(_mixed(step) ^ weight[rows].astype(np.uint64)) ^ length[rows].astype(np.uint64))
    seen = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    digest = seen[first + visits] - seen[first]
    long = visits >= limits()["series_visits_least"]
    place, visits, digest = grouping.place[rows][first][long], visits[long], digest[long]
    order = np.lexsort((digest, visits, place))
    times, start = run_lengths(place[order], visits[order], digest[order].view(np.int64))
    some = Grouping(place, grouping.count)
    repeated = Grouping(place[order][start], grouping.count).total(times * (times > 1))
    return some.total(np.ones(len(place))), repeated


def _mixed(values: Whole | NDArray[np.uint64]) -> NDArray[np.uint64]:
    """64 bits from which nothing of the value can be seen (the finaliser of SplitMix64); equal values stay equal."""
    out = values.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return out ^ (out >> np.uint64(31))
