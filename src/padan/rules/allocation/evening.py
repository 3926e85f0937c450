"""Between needs of one tier and size, those of villages that lack most are met; tiers, accounts and sizes stay."""

from __future__ import annotations

import numpy as np

from padan.rules.allocation.filling import NONE, Filling
from padan.rules.allocation.needs import Floats, Whole
from padan.rules.allocation.setting import Setting


def lack(setting: Setting, pledge_of: Whole) -> int:
    """Rupiah that villages together lack to the share that is met of all needs; rounded up.

    Beside what is met this is the index of Hoover (1936, *Review of Economics and Statistics* 18): what would have to
    go to other villages for every village to have the same share of its needs met.
    """
    met = _met(setting, pledge_of)
    share = met.sum() / max(1, int(setting.needed.sum()))
    return int(np.ceil(np.maximum(0.0, share * setting.needed - met).sum() - 1e-6))


def served(setting: Setting, pledge_of: Whole) -> Floats:
    """The share of its needs that each village has met; shape (V,)."""
    found: Floats = _met(setting, pledge_of) / setting.needed
    return found


def even_out(filling: Filling, setting: Setting) -> None:
    """Take pledges from needs of villages that have more for needs of the same tier and size where there is less."""
    needs, village = filling.needs, setting.village
    met = _met(setting, filling.pledge_of)
    sizes = np.column_stack([setting.tier, needs.value, needs.units])
    kind = np.unique(sizes, axis=0, return_inverse=True)[1].reshape(-1)
    order = np.lexsort((served(setting, filling.pledge_of)[village], kind))
    for rows in np.split(order, np.flatnonzero(np.diff(kind[order])) + 1):
        for need in rows[filling.pledge_of[rows] == NONE].tolist():
            own, value = village[need], needs.value[need]
            holding = rows[filling.pledge_of[rows] != NONE]
            pledges = filling.pledge_of[holding]
            # Afterwards the other village still has the greater share: so villages only come nearer to each other.
            after = (met[village[holding]] - value) / setting.needed[village[holding]]
            use = after >= (met[own] + value) / setting.needed[own]
            use &= filling.may.may[filling.may.class_of[need], pledges] & ~filling.counting[pledges]
            if use.any():
                other = int(holding[np.argmax(np.where(use, after, -1.0))])
                pledge = int(filling.pledge_of[other])
                filling.take(other)
                filling.give(need, pledge)
                met[village[other]] -= value
                met[own] += value


def _met(setting: Setting, pledge_of: Whole) -> Whole:
    met = pledge_of != NONE
    # Sums of rupiah stay below 2^53: exact as fractions too, and far faster than adding in place.
    found = np.bincount(setting.village[met], setting.needs.value[met], len(setting.needed))
    return found.astype(np.int64)
