"""Values that cannot be of this child but can be once a unit, a comma or two cells are put right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.reference.quality import limits, scales
from padan.rules.growth.credibility.causes import Cause
from padan.rules.growth.credibility.visits import Flags, Numbers, Visits, measured

_CAUSES = {
    "weight_unit": Cause.WEIGHT_UNIT,
    "weight_decimal": Cause.WEIGHT_DECIMAL,
    "length_unit": Cause.LENGTH_UNIT,
    "length_decimal": Cause.LENGTH_DECIMAL,
}


@dataclass(frozen=True, slots=True)
class Explained:
    """``mask`` of causes; ``weight`` kg and ``length`` cm probably meant, NaN where there is nothing to say.

    ``best_weight`` and ``best_length`` are what history is judged by: the value meant, else the value written
    where a child of that age can have it, else NaN.
    """

    mask: NDArray[np.uint16]
    weight: Numbers
    length: Numbers
    best_weight: Numbers
    best_length: Numbers


def explain(visits: Visits) -> Explained:
    """Explain each value outside all bounds by a swap, a unit or a decimal comma. Elementwise, shape (n,).

    A value is outside when its ratio to the expected median is. It is explained only when the corrected value
    is inside; as the bounds span less than a factor of ten, at most one scale explains it.
    """
    weight, length = visits.weight, visits.length
    odd_weight = measured(weight) & _outside("weight", weight, visits.median_weight)
    odd_length = measured(length) & _outside("length", length, visits.median_length)
    swapped = odd_weight & odd_length & _meant("weight", length, visits.median_weight)
    swapped &= _meant("length", weight, visits.median_length)
    mask = np.where(swapped, Cause.SWAPPED.bit, 0).astype(np.uint16)
    meant_weight, meant_length = np.where(swapped, length, np.nan), np.where(swapped, weight, np.nan)
    _scaled("weight", weight, visits.median_weight, odd_weight & ~swapped, mask, meant_weight)
    _scaled("length", length, visits.median_length, odd_length & ~swapped, mask, meant_length)
    return Explained(
        mask=mask,
        weight=meant_weight,
        length=meant_length,
        best_weight=np.where(odd_weight | ~measured(weight), meant_weight, weight),
        best_length=np.where(odd_length | ~measured(length), meant_length, length),
    )


def _scaled(
    measure: str, value: Numbers, median: Numbers, odd: Flags, mask: NDArray[np.uint16], meant: Numbers
) -> None:
    """Fill ``mask`` and ``meant`` where one scale brings an odd value inside."""
    rows = np.flatnonzero(odd)
    for scale in scales():
        if scale.measure == measure:
            corrected = value[rows] / scale.times
            good = _meant(measure, corrected, median[rows])
            mask[rows[good]] |= np.uint16(_CAUSES[scale.cause].bit)
            meant[rows[good]] = np.round(corrected[good], 3)


def _meant(measure: str, value: Numbers, median: Numbers) -> Flags:
    return _between(measure, "meant_low", value, median)


def _outside(measure: str, value: Numbers, median: Numbers) -> Flags:
    return ~_between(measure, "ratio_low", value, median) & np.isfinite(median)


def _between(measure: str, lowest: str, value: Numbers, median: Numbers) -> Flags:
    low, high = limits()[f"{measure}_{lowest}"], limits()[f"{measure}_ratio_high"]
    return (value >= low * median) & (value <= high * median)
