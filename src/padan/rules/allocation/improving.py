"""A rounded plan made better, pass after pass: no tier ever loses for a later one."""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from padan.rules.allocation.evening import even_out, lack, served
from padan.rules.allocation.filling import NONE, Filling
from padan.rules.allocation.pulling import distances, pull
from padan.rules.allocation.refilling import refill
from padan.rules.allocation.setting import Setting


def improve(filling: Filling, setting: Setting, passes: int) -> None:
    """At most so many passes; ends with the one that met most of the urgent and, among equals, was the most even."""
    best, kept = worth(filling, setting), filling.pledge_of.copy()
    for _pass in range(passes):
        before = best[0]
        _once(filling, setting)
        now = worth(filling, setting)
        if now > best:
            best, kept = now, filling.pledge_of.copy()
        if best[0] == before:
            break
    filling.become(kept)
    _top_up(filling, setting)


def _once(filling: Filling, setting: Setting) -> None:
    distance, tiers = distances(filling, setting.tier), len(setting.tiers)
    for pledge in np.lexsort((-filling.left, -distance)).tolist():
        pull(filling, pledge, distance, tiers)
    for pledge in np.argsort(filling.left, kind="stable").tolist():
        if not filling.counting[pledge]:
            refill(filling, pledge, setting.tier, served(setting, filling.pledge_of)[setting.village])
    even_out(filling, setting)
    _top_up(filling, setting)


def _top_up(filling: Filling, setting: Setting) -> None:
    """Give every need that some pledge still has room for; the most urgent and the largest first."""
    unmet = np.flatnonzero(filling.pledge_of == NONE)
    for need in unmet[np.lexsort((-filling.needs.value[unmet], setting.tier[unmet]))].tolist():
        found = filling.open_to(need)
        if found.any():
            filling.give(need, int(np.argmax(np.where(found, filling.left, -1))))


def worth(filling: Filling, setting: Setting) -> tuple[list[int], int]:
    """What plans are compared by: what of the first tiers is met, then how little villages lack."""
    return reached(filling, setting), -lack(setting, filling.pledge_of)


def reached(filling: Filling, setting: Setting) -> list[int]:
    """Rupiah met of the first tier, of the first two and so on."""
    return list(accumulate(filling.met_by(setting.tier, len(setting.tiers))))
