"""Which pledge meets which need: the most urgent first, then evenly between villages, then one giver, then near.

1. The divided plan (:mod:`.flow`) says how much the tiers could get at the most. 2. It is rounded to whole needs
(:mod:`.rounding`), and pledges are filled anew as fully as whole needs can (:mod:`.refilling`, :mod:`.pulling`).
3. Where that is not yet as near as the effort asks, large needs are made whole in the program too: a better start, and
a nearer bound (:mod:`.making`). 4. Needs of the same size change pledges (:mod:`.exchanging`).

The order of rows changes nothing: needs and pledges are taken in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padan.rules.allocation.allowed import allowed
from padan.rules.allocation.filling import NONE
from padan.rules.allocation.making import USUAL, Effort, make
from padan.rules.allocation.needs import Needs
from padan.rules.allocation.plans import Plan
from padan.rules.allocation.pledges import Pledge, check_pledges
from padan.rules.allocation.setting import setting
from padan.rules.allocation.stages import stages


def plan(needs: Needs, pledges: Sequence[Pledge], *, effort: Effort = USUAL) -> Plan:
    """Propose which pledge meets which need; a person decides. Each need is met by one pledge whole, or not at all.

    :class:`~padan.kernel.errors.InvalidValueError` for a pledge that comes twice.
    """
    check_pledges(pledges)
    rows = np.argsort(needs.need_id, kind="stable")
    turns = np.array(sorted(range(len(pledges)), key=lambda number: pledges[number].pledge_id), np.int64)
    world = setting(needs.taken(rows), [pledges[number] for number in turns.tolist()])
    made = make(world, effort)
    found = made.filling.pledge_of
    pledge_of, left = np.full(len(needs), NONE, np.int64), np.zeros(len(pledges), np.int64)
    met = found != NONE
    pledge_of[rows[met]] = turns[found[met]]
    left[turns] = made.filling.left
    may = allowed(needs, pledges)
    return Plan(needs, tuple(pledges), may, pledge_of, left, stages(made, world), made.cut_by_time)
