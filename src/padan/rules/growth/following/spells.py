"""How long a child has been stunted, wasted or underweight, and whether it recovered.

Between two visits nothing is known, so the days between two visits that both find it count in full, those between one
that does and one that does not count half, and a gap over ``seen_longest_days`` does not count at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from padan.reference.weight_gain import Thresholds
from padan.rules.growth.answer import Answer
from padan.rules.growth.following.codes import Recovery
from padan.rules.growth.following.visits import Bools, Codes, Floats, History, Ints, last_at

_Any = TypeVar("_Any", Codes, Floats, Ints)


@dataclass(frozen=True)
class Spell:
    """One condition as known at each visit.

    ``state`` (:class:`Answer`) is that of the last visit that tells, on ordinal ``known_day`` (0 none).
    ``since_day`` is the first visit of the unbroken run of that state (0 none). ``days`` affected so far out of
    ``days_seen``. ``recovery`` is :class:`Recovery`.
    """

    state: Codes
    known_day: Ints
    since_day: Ints
    days: Floats
    days_seen: Ints
    recovery: Codes


def spell(history: History, affected: Bools, known: Bools, limits: Thresholds) -> Spell:
    """A condition through the visits: ``affected`` counts where ``known``."""
    rows = np.flatnonzero(known)
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = np.diff(history.group[rows]) != 0
    yes = affected[rows]
    turned = first.copy()
    turned[1:] |= yes[1:] != yes[:-1]
    at = np.arange(len(rows))
    run_start = np.maximum.accumulate(np.where(turned, at, 0))
    seen, twice = _days(history.day[rows], first, yes, limits.seen_longest_days)
    healthy_run = ~yes & ~first[run_start]
    enough = at - run_start + 1 >= limits.recovered_visits
    recovery = np.select([healthy_run & enough, healthy_run], [Recovery.RECOVERED, Recovery.BETTER], Recovery.NONE)
    told = last_at(history, known)
    place = np.zeros(len(history), dtype=np.int64)
    place[rows] = at
    there = told >= 0

    def carried(values: _Any) -> _Any:
        """The values of the rows that tell, each row with those of the last that does."""
        out = np.zeros(len(history), dtype=values.dtype)
        out[there] = values[place[told[there]]]
        return out

    return Spell(
        carried(np.where(yes, Answer.YES, Answer.NO).astype(np.int8)),
        carried(history.day[rows]),
        carried(history.day[rows][run_start]),
        carried(twice / 2),
        carried(seen),
        carried(recovery.astype(np.int8)),
    )


def stunted(history: History, limits: Thresholds) -> Spell:
    """Length for age below ``stunted_below``."""
    z = history.z["length_for_age"]
    return spell(history, z < limits.stunted_below, ~np.isnan(z), limits)


def underweight(history: History, limits: Thresholds) -> Spell:
    """Weight for age below ``underweight_below``."""
    z = history.z["weight_for_age"]
    return spell(history, z < limits.underweight_below, ~np.isnan(z), limits)


def wasted(history: History, limits: Thresholds) -> Spell:
    """Weight for length below ``wasted_below``, or oedema."""
    z = history.z["weight_for_length"]
    return spell(history, (z < limits.wasted_below) | history.oedema, ~np.isnan(z) | history.oedema, limits)


def _days(day: Ints, first: Bools, yes: Bools, longest: float) -> tuple[Ints, Ints]:
    """Days seen, and twice the days affected, from the child's first visit; whole numbers, so no child's sum blurs."""
    between = np.diff(day, prepend=day[:1])
    between[first | (between > longest)] = 0
    ends = yes.astype(np.int64)
    ends[1:] += yes[:-1]
    return _since_first(between, first), _since_first(between * ends, first)


def _since_first(values: Ints, first: Bools) -> Ints:
    total = np.cumsum(values)
    # The first entry of each child is 0, so the total there is what went before it.
    return total - np.maximum.accumulate(np.where(first, total, 0))
