"""What every stage of a plan reached, and a bound for it.

The bounds of value and of evenness are of the divided plan. Those of givers and roads are of the needs that are met:
each family with the fewest givers, and each need with the nearest pledge, that restrictions allow.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from padan.rules.allocation.evening import lack
from padan.rules.allocation.filling import NONE, Filling
from padan.rules.allocation.improving import reached
from padan.rules.allocation.making import Made
from padan.rules.allocation.needs import Truths
from padan.rules.allocation.plans import Aim, Stage
from padan.rules.allocation.setting import FAR, Setting


def stages(made: Made, setting: Setting) -> tuple[Stage, ...]:
    """The stages in their order; :attr:`Aim.URGENT` once for each tier."""
    met = reached(made.filling, setting)
    urgent = [
        Stage(Aim.URGENT, int(tier), value, max(value, bound), max(value, bound))
        for tier, value, bound in zip(setting.tiers, met, made.bounds, strict=True)
    ]
    lacking = lack(setting, made.filling.pledge_of)
    even = Stage(Aim.EVEN, 0, lacking, min(lacking, made.least_lack), met[-1] if met else 0)
    return (*urgent, even, _one_giver(made.filling, setting), _near(made.filling, setting))


def _one_giver(filling: Filling, setting: Setting) -> Stage:
    """A family that no giver alone may help needs two at the least."""
    helping: dict[str, set[int]] = defaultdict(set)
    able: dict[str, Truths] = {}
    everybody = np.zeros((len(setting.may.may), int(setting.givers.max(initial=NONE)) + 1), bool)
    for pledge, giver in enumerate(setting.givers.tolist()):
        everybody[:, giver] |= setting.may.may[:, pledge]
    for need in np.flatnonzero(filling.pledge_of != NONE).tolist():
        family, may = filling.needs.family_id[need], everybody[setting.may.class_of[need]]
        helping[family].add(int(setting.givers[filling.pledge_of[need]]))
        able[family] = able[family] & may if family in able else may
    for need in np.flatnonzero(setting.kept != NONE).tolist():
        family, kept = filling.needs.family_id[need], int(setting.kept[need])
        if family in able:
            helping[family].add(kept)
            able[family] = able[family] & (np.arange(everybody.shape[1]) == kept)
    more = sum(len(givers) - 1 for givers in helping.values())
    return Stage(Aim.ONE_GIVER, 0, more, sum(not each.any() for each in able.values()), len(helping))


def _near(filling: Filling, setting: Setting) -> Stage:
    met = np.flatnonzero(filling.pledge_of != NONE)
    roads = setting.travel[setting.village[met], filling.pledge_of[met]]
    nearest = 0
    for need in met.tolist():
        may = setting.may.may[setting.may.class_of[need]] & setting.may.fits(
            int(filling.needs.value[need]), int(filling.needs.units[need])
        )
        nearest += int(setting.travel[setting.village[need], may].min())
    return Stage(Aim.NEAR, 0, int(roads.sum()), nearest, FAR * len(met))
