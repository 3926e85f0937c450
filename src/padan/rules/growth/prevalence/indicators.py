"""The columns that are estimated: classes of the z-scores by WHO's cut-offs, and the z-scores themselves.

Source: WHO and UNICEF, *Recommendations for data collection, analysis and reporting on anthropometric indicators in
children under 5 years old* (2019), and the R package ``anthro`` 1.1.0 of WHO for the set of cut-offs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.prevalence.coding import Bools, Floats

#: The z-scores of the survey table, in the order of WHO's package.
AXES = ("length_for_age", "weight_for_age", "bmi_for_age", "weight_for_length")

#: The z-scores that count as very low in a child with oedema of both feet, whatever the scales say (WHO, UNICEF 2019).
WITH_OEDEMA = frozenset(AXES[1:])

#: The z that a child with oedema counts as: below every cut-off.
OEDEMA_Z = -3.1

#: Cut-offs; those below 0 count the children strictly below, the others those strictly above.
CUTS = (-3, -2, -1, 1, 2, 3)

#: The class bounds of a z at two decimals: seven classes, one on each cut-off's side.
_CLASSES = len(CUTS) + 1

#: The classes (columns) that each cut-off (rows) counts.
CUT_HITS: Bools = np.array([[(c <= i) if cut < 0 else (c > i) for c in range(_CLASSES)] for i, cut in enumerate(CUTS)])

#: Stunted and wasted (HAZ < -2 and WHZ < -2); stunted and overweight (HAZ < -2 and WHZ > 2).
COMBINED = ("stunted_wasted", "stunted_overweight")

#: The classes of the combination: 0 neither, 1 stunted and wasted, 2 stunted and overweight.
COMBINED_HITS: Bools = np.array([[False, True, False], [False, False, True]])


@dataclass(frozen=True, slots=True)
class Columns:
    """What is estimated of n children: ``classes`` (n, int8, -1 unknown) by axis and of ``combined``, and ``z`` (n)."""

    classes: Mapping[str, NDArray[np.int8]]
    combined: NDArray[np.int8]
    z: Mapping[str, Floats]


def columns(z: Mapping[str, Floats], flag: Mapping[str, Bools], oedema: Bools) -> Columns:
    """The classes and usable z-scores of children; arrays of shape (n,) by the names in ``AXES``, z at two decimals.

    A flagged z is not used. A child with oedema has no usable weight: it counts as ``OEDEMA_Z`` in the shares of
    ``WITH_OEDEMA`` and not in their means.
    """
    usable, counted = {}, {}
    for axis in AXES:
        clean = np.where(flag[axis], np.nan, z[axis])
        swollen = oedema & (axis in WITH_OEDEMA)
        usable[axis] = np.where(swollen, np.nan, clean)
        counted[axis] = np.where(swollen, OEDEMA_Z, clean)
    return Columns(
        {axis: _classes(counted[axis]) for axis in AXES},
        _combined(counted["length_for_age"], counted["weight_for_length"]),
        usable,
    )


def _classes(z: Floats) -> NDArray[np.int8]:
    """The class of each z; a z on a cut-off belongs to the side of 0."""
    below = np.searchsorted(np.array(CUTS[:3], np.float64), z, side="right")
    above = np.searchsorted(np.array(CUTS[3:], np.float64), z, side="left")
    return np.where(np.isnan(z), -1, below + above).astype(np.int8)


def _combined(length: Floats, weight: Floats) -> NDArray[np.int8]:
    stunted = length < -2
    classes = np.where(stunted & (weight < -2), 1, np.where(stunted & (weight > 2), 2, 0))
    return np.where(np.isnan(length) | np.isnan(weight), -1, classes).astype(np.int8)
