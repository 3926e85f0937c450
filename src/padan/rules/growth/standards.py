"""WHO's tables laid out for reading many children at once: boys' figures, then girls', in one flat column each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from padan.reference.who import Lms, lms
from padan.rules.growth.ages import Floats
from padan.rules.growth.arithmetic import ARITHMETIC
from padan.rules.growth.children import Compat
from padan.rules.growth.lms import TAIL, deviation

#: The standards from birth give a z before this many months (unrounded), so up to day 1826.
MONTHS_END: Final = 60
LAST_DAY: Final = 1826
DAYS: Final = LAST_DAY + 1
#: From this day on a child is measured standing (24 months of 30.4375 days, rounded up).
STANDING_FROM_DAY: Final = 731
#: Before this age in months nobody stands to be measured: a position that says so is not believed.
STANDS_FROM_MONTH: Final = 9
#: With age and position unknown, the table of heights is used from this height (cm).
STANDING_FROM_CM: Final = 87

#: Weight-for-length: the tables' first and last length in cm, lying and standing; the layout in 0.1 cm covers both.
LYING_RANGE: Final = (45, 110)
STANDING_RANGE: Final = (65, 120)
FIRST_TENTH: Final = 450
LAST_TENTH: Final = 1200
#: One place more than the table: the neighbour above its last length.
TENTHS: Final = LAST_TENTH - FIRST_TENTH + 2


@dataclass(frozen=True, slots=True)
class ForAge:
    """A standard by day; the figures of sex ``g`` (0 boys, 1 girls) on day ``d`` stand at ``g * DAYS + d``.

    ``sl`` is S times L. ``third`` and ``gap`` are the measure at 3 standard deviations and its distance from the
    measure at 2; then, after ``2 * DAYS`` places, the same at -3 and -2. ``skewed`` is false where L is 1 throughout:
    there the tails need no straightening.
    """

    first_day: int
    skewed: bool
    l: Floats  # noqa: E741
    m: Floats
    sl: Floats
    third: Floats
    gap: Floats


@dataclass(frozen=True, slots=True)
class ForLength:
    """Weight by length: ``(2 * standing + g) * TENTHS + tenth - FIRST_TENTH`` is the place; nan outside the table."""

    l: Floats  # noqa: E741
    m: Floats
    s: Floats


@cache
def for_age(indicator: str) -> ForAge:
    """The standard of an indicator by age in days."""
    table = lms(indicator)
    l, m, s = (_padded(figures, table, 0, DAYS).ravel() for figures in (table.l, table.m, table.s))  # noqa: E741
    sl = s * l
    # Beyond ±3 the very bits of these figures show in z, so they are computed as R computes them, in both modes.
    exact = ARITHMETIC[Compat.WHO_ANTHRO]
    with np.errstate(all="ignore"):
        third = [deviation(sign * TAIL, l, m, sl, exact) for sign in (1, -1)]
        second = [deviation(sign * (TAIL - 1), l, m, sl, exact) for sign in (1, -1)]
    gap = third[0] - second[0], second[1] - third[1]
    return ForAge(table.first, bool((table.l != 1).any()), l, m, sl, np.concatenate(third), np.concatenate(gap))


@cache
def for_length() -> ForLength:
    """Weight by length (lying) and by height (standing)."""
    tables = lms("weight_for_length"), lms("weight_for_height")
    parts = (
        np.concatenate([_padded(getattr(table, name), table, FIRST_TENTH, TENTHS).ravel() for table in tables])
        for name in ("l", "m", "s")
    )
    return ForLength(*parts)


def _padded(figures: Floats, table: Lms, first: int, count: int) -> Floats:
    """The figures from key ``first`` on, ``count`` of them for each sex, nan where the table has none."""
    wide = np.full((2, count), np.nan)
    wide[:, table.first - first : table.last + 1 - first] = figures[:, : table.last + 1 - table.first]
    return wide
