"""Everything about growth over time at once: a table of visits in, one entry a visit and one a child out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from padan.reference.weight_gain import Thresholds, thresholds
from padan.reference.who import VelocityTables, velocity_tables
from padan.rules.growth.following.codes import LINED, SLOPED
from padan.rules.growth.following.faltering import Faltering, faltering
from padan.rules.growth.following.gain import WeightGain, weight_gain
from padan.rules.growth.following.lines import Crossings, Slope, Window, crossings, slope
from padan.rules.growth.following.pace import Pace, pace
from padan.rules.growth.following.spells import Spell, stunted, underweight, wasted
from padan.rules.growth.following.visits import History, Ints, Visits, histories, last_at, scattered

#: Rows worked on at once.
_ROWS: Final = 1 << 15


@dataclass(frozen=True)
class Latest:
    """One entry a child, ascending by ``child``: where its last visits are.

    ``last``, ``weighed`` and ``measured`` are rows of the input: the last visit, the last with a weight and the last
    with a length that take part (-1 none). At row ``last`` the spells hold what is known of the child now.
    """

    child: Ints
    visits: Ints
    first_day: Ints
    last_day: Ints
    last: Ints
    weighed: Ints
    measured: Ints

    def days_since(self, on: int) -> Ints:
        """Days from the last visit to the ordinal ``on``; negative for a visit dated after it."""
        return on - self.last_day


@dataclass(frozen=True)
class Following:
    """Growth over time: each part has one entry a visit in the order of the input, ``latest`` one a child.

    ``pace`` by ``weight`` and ``length``; ``crossings`` and ``slope`` by indicator; ``spells`` by ``stunted``,
    ``wasted`` and ``underweight``.
    """

    gain: WeightGain
    pace: Mapping[str, Pace]
    crossings: Mapping[str, Crossings]
    slope: Mapping[str, Slope]
    spells: Mapping[str, Spell]
    faltering: Faltering
    latest: Latest


def follow(visits: Visits, tables: VelocityTables | None = None, limits: Thresholds | None = None) -> Following:
    """Growth over time of every child in ``visits``, or of one.

    ``tables`` are the velocity standards (those shipped, or ``load_velocity`` with WHO's own file too), ``limits`` the
    thresholds (those shipped). No child's answers depend on another's, nor any visit's on a later one.
    """
    tables = velocity_tables() if tables is None else tables
    limits = thresholds() if limits is None else limits
    # No visits make one empty history.
    done = [(history.order, _followed(history, tables, limits)) for history in histories(visits, _ROWS)]
    order, parts = np.concatenate([rows for rows, _part in done]), [part for _rows, part in done]

    def by_name(part: str) -> dict[str, Any]:
        names = getattr(parts[0], part)
        return {name: scattered([getattr(one, part)[name] for one in parts], order) for name in names}

    columns = (np.concatenate([getattr(one.latest, f.name) for one in parts]) for f in fields(Latest))
    return Following(
        scattered([one.gain for one in parts], order),
        by_name("pace"),
        by_name("crossings"),
        by_name("slope"),
        by_name("spells"),
        scattered([one.faltering for one in parts], order),
        Latest(*columns),
    )


def _followed(history: History, tables: VelocityTables, limits: Thresholds) -> Following:
    """The children of one history, in its order."""
    gain = weight_gain(history, limits)
    paces = {measure: pace(history, measure, tables, limits) for measure in ("weight", "length")}
    windows = {indicator: Window(history, indicator, limits) for indicator in LINED}
    crossed = {indicator: crossings(history, windows[indicator]) for indicator in LINED}
    slopes = {indicator: slope(history, windows[indicator], limits) for indicator in SLOPED}
    spells = {
        "stunted": stunted(history, limits),
        "wasted": wasted(history, limits),
        "underweight": underweight(history, limits),
    }
    grounds = faltering(history, gain, paces, crossed["weight_for_age"], spells["stunted"], limits)
    return Following(gain, paces, crossed, slopes, spells, grounds, _latest(history))


def _latest(history: History) -> Latest:
    first = np.flatnonzero(history.new_child)
    last = np.append(first[1:], len(history))[: len(first)] - 1
    weighed, measured = (last_at(history, kept)[last] for kept in (history.weight_counts, history.length_counts))
    rows = history.order
    return Latest(
        history.child[first],
        last - first + 1,
        history.day[first],
        history.day[last],
        rows[last],
        np.where(weighed >= 0, rows[weighed], -1),
        np.where(measured >= 0, rows[measured], -1),
    )
