"""Growth that falters, said before it becomes stunting.

Each ground stands for itself; a ground that lacks its values is not given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.reference.weight_gain import Thresholds
from padan.rules.growth.answer import Answer
from padan.rules.growth.following.codes import Ground
from padan.rules.growth.following.gain import WeightGain
from padan.rules.growth.following.lines import Crossings
from padan.rules.growth.following.pace import Pace
from padan.rules.growth.following.spells import Spell
from padan.rules.growth.following.visits import Codes, Floats, History, Ints, Series


@dataclass(frozen=True)
class Faltering:
    """Why growth is said to falter, one entry a visit.

    ``grounds`` are :class:`Ground`. ``before_stunting`` (:class:`Answer`): there are grounds and the child is not
    stunted; unknown where there are grounds and no length of ``length_known_days`` tells.
    ``length_fall`` is by how much the z of length fell over ``length_days``, nan where nothing is there to compare.
    """

    grounds: Ints
    before_stunting: Codes
    length_fall: Floats
    length_days: Floats


def faltering(
    history: History,
    gain: WeightGain,
    paces: dict[str, Pace],
    weight_lines: Crossings,
    stunting: Spell,
    limits: Thresholds,
) -> Faltering:
    """The grounds at every visit, in the order of the history.

    The fall of length is since the last z at least ``length_fall_shortest_days`` and at most
    ``length_fall_longest_days`` before.
    """
    z = history.z["length_for_age"]
    series = Series(history, ~np.isnan(z), history.day)
    fall, days = np.full(len(history), np.nan), np.full(len(history), np.nan)
    earlier = series.before(series.rows, limits.length_fall_shortest_days)
    some = (earlier >= 0) & (history.day[series.rows] - history.day[earlier] <= limits.length_fall_longest_days)
    rows, earlier = series.rows[some], earlier[some]
    # Hundredths: z has two decimals, and -0.9 + 1.4 is less than 0.5 in floating point.
    fall[rows] = np.rint((z[earlier] - z[rows]) * 100) / 100
    days[rows] = history.day[rows] - history.day[earlier]
    holds = {
        Ground.LENGTH_FELL: fall >= limits.length_fall,
        Ground.LENGTH_SLOW: paces["length"].z < limits.slow_below,
        Ground.WEIGHT_SLOW: paces["weight"].z < limits.slow_below,
        Ground.NOT_GAINED_AGAIN: gain.failures >= limits.failures_in_a_row,
        Ground.WEIGHT_LINES: weight_lines.down_from_best >= limits.lines_fallen,
    }
    grounds = sum(
        (np.where(where, int(ground), 0) for ground, where in holds.items()), np.zeros(len(history), np.int64)
    )
    old = history.day - stunting.known_day > limits.length_known_days
    untold = (stunting.state == Answer.UNKNOWN) | old
    answers = [(grounds == 0), untold, stunting.state == Answer.NO]
    before = np.select(answers, [Answer.NO, Answer.UNKNOWN, Answer.YES], Answer.NO).astype(np.int8)
    return Faltering(grounds, before, fall, days)
