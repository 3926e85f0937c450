"""Whether a group's figures look written rather than measured, decided so that honest groups are left in peace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from padan.reference.quality import limits
from padan.rules.growth.credibility.copies import Copies
from padan.rules.growth.credibility.digits import Written
from padan.rules.growth.credibility.grouping import Moments
from padan.rules.growth.credibility.makeup import Makeup
from padan.rules.growth.credibility.spread import MAIN, Spread
from padan.rules.growth.credibility.tails import at_least_p, spread_p
from padan.rules.growth.credibility.visits import Flags, Numbers

#: The parts, in the order in which they are told.
PARTS = (
    "copied",
    "repeated_series",
    "weight_by_length",
    "same_gain",
    "steady",
    "spread",
    "whole_weights",
    "five_lengths",
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """By group: the ``p`` of each part, NaN where it could not be judged, and whether any part gives ``doubt``.

    A p is an upper bound of how often an honest group, at the worst that honest habits allow, shows as much.
    """

    p: Mapping[str, Numbers]
    doubt: Flags

    def found(self, part: str) -> Flags:
        """Groups whose doubt this part gives."""
        return self.p[part] <= level()


def level() -> float:
    """The p at which a part gives doubt: false alarms allowed a month, over all groups of a regency and all parts."""
    return limits()["false_alarms"] / limits()["groups_tested"] / len(PARTS)


def doubt(makeup: Makeup, spread: Spread, written: Written, copies: Copies) -> Doubt:
    """Judge each group by its parts; a group of few children is never judged."""
    numbers = limits()
    weight, length = written.weight, written.length
    p = {
        "copied": _copied(written, copies),
        "repeated_series": _by_fineness(written, copies.repeated_series, copies.series, "series_share"),
        "weight_by_length": _by_fineness(written, copies.same_weight, copies.same_length, "weight_by_length_share"),
        "same_gain": _by_fineness(written, copies.same_gain, copies.gains, "same_gain_share"),
        "steady": _steady(copies),
        "spread": _narrow(spread),
        "whole_weights": _share_p(weight.whole, weight.number, numbers["whole_weight_share"]),
        "five_lengths": _share_p(length.fives, length.number, numbers["five_length_share"]),
    }
    enough = makeup.children >= numbers["doubt_children_least"]
    few = enough & (makeup.children <= numbers["doubt_children_small"])
    for part in PARTS:
        p[part] = np.where(few if part == "repeated_series" else enough, p[part], np.nan)
    found = np.logical_or.reduce([p[part] <= level() for part in PARTS])
    return Doubt(p, found)


def _copied(written: Written, copies: Copies) -> Numbers:
    """Where length is measured only now and then, honest figures stay equal more often."""
    by_weight = at_least_p(copies.copied, copies.pairs, limits()["copied_share_kept"])
    lengths_kept = copies.kept > limits()["length_kept_least"] * copies.moved
    fine = written.weight.half <= limits()["fine_half_most"]
    return np.where(lengths_kept & ~fine, by_weight, _by_fineness(written, copies.copied, copies.pairs, "copied_share"))


def _by_fineness(written: Written, count: Numbers, total: Numbers, honest: str) -> Numbers:
    """What honest people may show depends on whether they write weights finely or round them."""
    fine = written.weight.half <= limits()["fine_half_most"]
    sharp = at_least_p(count, total, limits()[f"{honest}_fine"])
    return np.where(fine, sharp, at_least_p(count, total, limits()[honest]))


def _share_p(share: Numbers, number: Numbers, honest: float) -> Numbers:
    return at_least_p(np.round(np.where(number > 0, share, 0.0) * number), number, honest)


def _narrow(spread: Spread) -> Numbers:
    """Only when all three z-scores vary too little from child to child: the largest p of the three."""
    return _all_narrow([(z, z.number - 1) for z in (spread.z[name] for name in MAIN)], "spread_least")


def _steady(copies: Copies) -> Numbers:
    """Only when both z-scores hardly change from month to month.

    Changes that share a visit are correlated by -1/2, which makes their variance as uncertain as that of two
    thirds as many.
    """
    return _all_narrow([(z, (z.number - 1) * 2 / 3) for z in copies.steps], "steady_least")


def _all_narrow(every: list[tuple[Moments, Numbers]], least: str) -> Numbers:
    """The largest p of moments with their degrees of freedom; NaN where any has few values, as z is rounded."""
    numbers = limits()
    p: Numbers = np.maximum.reduce(
        [
            np.where(z.number >= numbers["doubt_values_least"], spread_p(z.variance(), degrees, numbers[least]), np.nan)
            for z, degrees in every
        ]
    )
    return p
