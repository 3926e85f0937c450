"""The codes in the columns of growth over time; 0 always is "not known" or "nothing"."""

from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import Final

#: The indicators of which lines are counted, and those of which a slope is taken.
LINED: Final = ("weight_for_age", "length_for_age", "weight_for_length")
SLOPED: Final = ("weight_for_age", "length_for_age")


class Gain(IntEnum):
    """The posyandu's letters for weight since last month: B, O, N, T."""

    UNKNOWN = 0
    NEW = 1
    """B: no weighing in an earlier month."""
    NOT_WEIGHED_BEFORE = 2
    """O: not weighed in the month before."""
    GAINED = 3
    """N: gained enough."""
    NOT_GAINED = 4
    """T: did not gain enough."""


class Reason(IntEnum):
    """Why there is no answer."""

    NONE = 0
    """There is one."""
    NOT_MEASURED = 1
    """No weight (or length) at this visit."""
    FLAGGED = 2
    """The value of this visit is not credible."""
    FIRST = 3
    """No earlier credible value."""
    EARLIER_FLAGGED = 4
    """The value to compare with is not credible."""
    TOO_CLOSE = 5
    """Too few days since the earlier value."""
    TOO_LONG_AGO = 6
    """Too many days since the earlier value."""
    SEX = 7
    """The sex is not known."""
    AGE = 8
    """The age is not known."""
    NO_STANDARD = 9
    """No figure for this age (or no z-score at one of the two visits)."""


class Method(IntEnum):
    """What a pace of growth was judged by; 1 to 6 are WHO's velocity standards of so many months."""

    NONE = 0
    VELOCITY_1_MONTH = 1
    VELOCITY_2_MONTHS = 2
    VELOCITY_3_MONTHS = 3
    VELOCITY_4_MONTHS = 4
    VELOCITY_6_MONTHS = 6
    CONDITIONAL = 10
    """Change of z given the earlier z, within the ages and intervals of WHO's increments."""
    CONDITIONAL_EXTRAPOLATED = 11
    """The same beyond them, as from 24 months of age."""


class Recovery(IntEnum):
    """Whether a child that was affected no longer is."""

    NONE = 0
    """Never affected, or affected still, or not known."""
    BETTER = 1
    """No longer affected, but not yet at enough visits in a row."""
    RECOVERED = 2
    """Not affected at enough visits in a row."""


class Ground(IntFlag):
    """Each ground on which growth is said to falter."""

    LENGTH_FELL = 1
    """The z of length fell over three months or more."""
    LENGTH_SLOW = 2
    """Length grew slower than WHO's limit."""
    WEIGHT_SLOW = 4
    """Weight grew slower than WHO's limit."""
    NOT_GAINED_AGAIN = 8
    """2T: weight not gained enough at several weighings in a row."""
    WEIGHT_LINES = 16
    """Weight fell across several lines of the chart."""
