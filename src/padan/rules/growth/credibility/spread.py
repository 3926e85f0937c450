"""How far the z-scores of a group lie from each other, each child counted once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from padan.reference.quality import limits
from padan.rules.growth.credibility.grouping import Grouping, Moments, ratio
from padan.rules.growth.credibility.visits import Numbers, Visits

MAIN = ("length_for_age", "weight_for_age", "weight_for_length")


@dataclass(frozen=True, slots=True)
class Spread:
    """By group: moments of each z-score of values in which nothing was found, and SMART's view of weight-for-length.

    ``smart_number`` children have a z; ``smart_flagged`` of them (share) lie more than 3 from the group's mean;
    ``smart_sd``, ``skewness`` and ``kurtosis`` are those of the others.
    """

    z: Mapping[str, Moments]
    smart_number: Numbers
    smart_flagged: Numbers
    smart_sd: Numbers
    skewness: Numbers
    kurtosis: Numbers

    def sd(self, name: str) -> Numbers:
        """The standard deviation of one z-score by group, values with a finding left out; NaN below two values."""
        return np.sqrt(self.z[name].variance())


def spread(grouping: Grouping, visits: Visits, sound_grouping: Grouping, sound: Visits) -> Spread:
    """Judge rows of which each is one child: its last row, and its last one in which nothing was found."""
    moments = {name: sound_grouping.moments(_unflagged(sound, name)) for name in MAIN}
    wasting = visits.z["weight_for_length"]
    mean = grouping.moments(_unflagged(visits, "weight_for_length")).mean
    far = np.abs(wasting - mean[grouping.place]) > limits()["smart_flag"]
    # A group of nothing but flagged values has no mean to be near to.
    far |= visits.flag["weight_for_length"]
    number = grouping.total(~np.isnan(wasting))
    near = grouping.moments(np.where(far, np.nan, wasting))
    return Spread(
        z=moments,
        smart_number=number,
        smart_flagged=ratio(grouping.total(far), number),
        smart_sd=np.sqrt(near.variance()),
        skewness=near.skewness(),
        kurtosis=near.kurtosis(),
    )


def _unflagged(visits: Visits, name: str) -> Numbers:
    return np.where(visits.flag[name], np.nan, visits.z[name])
