"""What WHO's standards expect in the middle, to hold a measurement against."""

from __future__ import annotations

import numpy as np

from padan.rules.growth import ages, standards
from padan.rules.growth.children import BOY, GIRL, LENGTH_FOR_AGE, WEIGHT_FOR_AGE, Children, Floats


def medians(children: Children) -> tuple[Floats, Floats]:
    """The median weight (kg) and length (cm) for each child's age in days and sex; nan where either is unknown.

    Lengths are lying before day 731 and standing from then on. Ages outside 0-1826 days have none.
    """
    every = slice(0, len(children))
    day = ages.rounded_half_up(children.numbers("age_days", every))
    sex = np.asarray(children.sex)
    known = np.isfinite(day) & (day >= 0) & (day <= standards.LAST_DAY) & ((sex == BOY) | (sex == GIRL))
    at = np.where(known, day, 0).astype(np.intp) + (sex == GIRL) * np.intp(standards.DAYS)
    weight, length = (
        np.where(known, standards.for_age(name).m[at], np.nan) for name in (WEIGHT_FOR_AGE, LENGTH_FOR_AGE)
    )
    return weight, length
