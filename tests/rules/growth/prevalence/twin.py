"""The variance of a survey estimate by the textbook, one sum at a time, in plain Python."""

from __future__ import annotations

import math
from collections import defaultdict


def estimate(
    values: list[float | None], weights: list[float], psus: list[object], strata: list[object], chosen: list[bool]
) -> tuple[float, float] | None:
    """The weighted mean of the chosen children's values and its standard error; None without weight.

    Each PSU is (stratum, psu). A stratum of one PSU is measured from 0, the mean of all linearised values.
    """
    used = [value is not None and pick for value, pick in zip(values, chosen, strict=True)]
    mass = sum(weight for weight, use in zip(weights, used, strict=True) if use)
    if mass == 0:
        return None
    mean = sum(w * v for w, v, use in zip(weights, values, used, strict=True) if use and v is not None) / mass
    totals: dict[object, dict[object, float]] = defaultdict(lambda: defaultdict(float))
    for weight, value, psu, stratum, use in zip(weights, values, psus, strata, used, strict=True):
        totals[stratum][psu] += weight * (value - mean) / mass if use and value is not None else 0.0
    variance = 0.0
    for stratum in totals.values():
        parts = list(stratum.values())
        if len(parts) == 1:
            variance += parts[0] ** 2
        else:
            centre = sum(parts) / len(parts)
            variance += len(parts) / (len(parts) - 1) * sum((part - centre) ** 2 for part in parts)
    return mean, math.sqrt(variance)
