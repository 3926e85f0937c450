"""Some pledges that may meet the same needs give them all back and are filled anew in another order, if that is better.

Ruin and recreate (Schrimpf, Schneider, Stamm-Wilbrandt and Dueck 2000, *Journal of Computational Physics* 159). The
choices are drawn from a fixed seed: the same input has the same plan.
"""

from __future__ import annotations

import numpy as np

from padan.rules.allocation.evening import served
from padan.rules.allocation.filling import Filling
from padan.rules.allocation.improving import worth
from padan.rules.allocation.refilling import refill
from padan.rules.allocation.setting import Setting

#: How many pledges give back at a time: from, and below.
_FEW, _MANY = 2, 7
#: How often in a round.
_TRIES = 400


def shake(filling: Filling, setting: Setting, seed: int) -> None:
    """One round; the plan is never worse afterwards."""
    random, able = np.random.default_rng(seed), np.flatnonzero(~filling.counting)
    may = setting.may.may.astype(np.float32)
    alike = may.T @ may > 0
    best = worth(filling, setting)
    for _try in range(_TRIES if len(able) else 0):
        first = int(random.choice(able))
        near = able[alike[first, able] & (able != first)]
        others = random.choice(near, min(len(near), int(random.integers(_FEW, _MANY)) - 1), replace=False)
        before = filling.pledge_of.copy()
        _anew(filling, setting, random.permutation([first, *others.tolist()]).tolist())
        now = worth(filling, setting)
        if now < best:
            filling.become(before)
        else:
            best = now


def _anew(filling: Filling, setting: Setting, pledges: list[int]) -> None:
    for need in np.flatnonzero(np.isin(filling.pledge_of, pledges)).tolist():
        filling.take(need)
    for pledge in pledges:
        refill(filling, pledge, setting.tier, served(setting, filling.pledge_of)[setting.village])
