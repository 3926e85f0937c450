"""The credibility of whole groups: a posyandu, a puskesmas, a village, a month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.credibility.causes import Cause
from padan.rules.growth.credibility.copies import Copies, copies
from padan.rules.growth.credibility.digits import Written, written
from padan.rules.growth.credibility.doubt import Doubt, doubt
from padan.rules.growth.credibility.grouping import Grouping, ratio
from padan.rules.growth.credibility.makeup import Makeup, makeup
from padan.rules.growth.credibility.score import Score, score
from padan.rules.growth.credibility.spread import Spread, spread
from padan.rules.growth.credibility.visits import Numbers, Visits, Whole, in_order, measured

_CARRIED = Cause.CARRIED_BOTH.bit | Cause.CARRIED_LENGTH.bit | Cause.CARRIED_WEIGHT.bit


@dataclass(frozen=True, slots=True)
class Groups:
    """One row a group, in ascending order of ``group``; shares are of its ``rows``."""

    group: Whole
    rows: Numbers
    missing_weight: Numbers
    missing_length: Numbers
    flagged: Numbers
    carried: Numbers
    makeup: Makeup
    spread: Spread
    written: Written
    copies: Copies
    score: Score
    doubt: Doubt


def groups(group: Whole, visits: Visits, mask: NDArray[np.uint16]) -> Groups:
    """Judge each group of measurements.

    ``group`` is the int64 code of each row's group and ``mask`` its causes (``findings(visits).mask``). Sex, age
    and z-scores are those of each child's last row in the group (for the spread: its last in which nothing was found,
    but for a value carried forward); digits, gaps and copies are of all rows. What
    a group gets depends on its own children's rows only, in whatever order.
    """
    order = in_order(visits)
    rows = visits.taken(order)
    codes, place = np.unique(group[order], return_inverse=True)
    every = Grouping(place.astype(np.int64), len(codes))
    carried = mask[order] & np.uint16(_CARRIED)
    last = _last_of_child(every.place, rows.child)
    once, children = Grouping(every.place[last], every.count), rows.taken(last)
    nothing = np.flatnonzero(mask[order] == carried)
    sound = nothing[_last_of_child(every.place[nothing], rows.child[nothing])]
    number = every.total(np.ones(len(order), dtype=np.bool_))
    made, written_, copied = makeup(once, children), written(every, rows), copies(every, rows)
    spread_ = spread(once, children, Grouping(every.place[sound], every.count), rows.taken(sound))
    return Groups(
        group=codes,
        rows=number,
        missing_weight=ratio(every.total(~measured(rows.weight)), number),
        missing_length=ratio(every.total(~measured(rows.length)), number),
        flagged=ratio(every.total(rows.flagged()), number),
        carried=ratio(every.total(carried != 0), number),
        makeup=made,
        spread=spread_,
        written=written_,
        copies=copied,
        score=score(made, spread_, written_),
        doubt=doubt(made, spread_, written_, copied),
    )


def _last_of_child(place: Whole, child: Whole) -> Whole:
    """The last row of each child in each group, of rows in order."""
    by_group = np.argsort(place, kind="stable")
    here, who = place[by_group], child[by_group]
    ends = np.append((here[1:] != here[:-1]) | (who[1:] != who[:-1]), True)[: len(here)]
    return np.sort(by_group[ends])
