"""WHO's z-scores for one child in plain Python: no NumPy, lengths in decimal numbers, written for reading."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache

from padan.reference.who import lms

LIMITS = {"length_for_age": (-6, 6), "weight_for_age": (-6, 5)}
MEASURES = {
    "length_for_age": "length",
    "weight_for_age": "weight",
    "bmi_for_age": "bmi",
    "head_for_age": "head",
    "arm_for_age": "arm",
    "triceps_for_age": "triceps",
    "subscapular_for_age": "subscapular",
}
FROM_WEIGHT = ("weight_for_age", "weight_for_length", "bmi_for_age")


@cache
def figures(table: str, sex: int) -> dict[int, tuple[float, float, float]]:
    """L, M, S by key."""
    found = lms(table)
    columns = (getattr(found, name)[sex - 1].tolist() for name in ("l", "m", "s"))
    return {found.first + at: lms_ for at, lms_ in enumerate(zip(*columns, strict=True))}


def z_of(y: float, l: float, m: float, s: float) -> float:  # noqa: E741
    """The z-score, straight beyond ±3."""

    def sd(k: int) -> float:
        return m * (1 + l * s * k) ** (1 / l)

    z = ((y / m) ** l - 1) / (s * l)
    if l == 1 or -3 <= z <= 3:
        return z
    return 3 + (y - sd(3)) / (sd(3) - sd(2)) if z > 3 else -3 + (y - sd(-3)) / (sd(-2) - sd(-3))


def scores_of(child: dict[str, float | int | bool | None]) -> dict[str, tuple[float, bool] | None]:
    """For each indicator z at two decimals and whether it is flagged, or None."""
    exact, months = child["age_days"], child["age_months"]
    if exact is not None:
        months = exact / 30.4375
    elif months is not None:
        exact = months * 30.4375
    day = None if exact is None else math.floor(exact) + (1 if exact - math.floor(exact) >= 0.5 else 0)
    length, position = child["length"], child["position"]
    cm = None if length is None or length <= 0 else Decimal(repr(length))
    if cm is not None and day is not None:
        if position == 2 and day < 731 and months >= 9:
            cm += Decimal("0.7")
        elif position == 1 and day >= 731:
            cm -= Decimal("0.7")
    if cm is not None and cm <= 0:
        cm = None
    weight = child["weight"] if child["weight"] is not None and child["weight"] > 0 else None
    bmi = None if cm is None or weight is None else weight / (float(cm) / 100) ** 2
    values = {**child, "length": None if cm is None else float(cm), "weight": weight, "bmi": bmi}
    result = {}
    for indicator, measure in MEASURES.items():
        result[indicator] = _for_age(indicator, values[measure], child, day, months)
    result["weight_for_length"] = _for_length(weight, cm, child, day, months)
    return result


def _for_age(indicator, y, child, day, months):
    if y is None or y <= 0 or day is None or months >= 60 or not child["sex"]:
        return None
    if child["oedema"] and indicator in FROM_WEIGHT:
        return None
    found = figures(indicator, child["sex"]).get(day)
    return None if found is None else _rounded(indicator, z_of(y, *found))


def _for_length(weight, cm, child, day, months):
    if weight is None or cm is None or child["oedema"] or not child["sex"] or (months is not None and months >= 60):
        return None
    standing = child["position"] == 2 or (child["position"] == 0 and cm >= 87)
    if day is not None:
        standing = day >= 731
    table = figures("weight_for_height" if standing else "weight_for_length", child["sex"])
    tenths = cm * 10
    low = math.floor(tenths)
    if low not in table or (tenths > low and low + 1 not in table):
        return None
    part = float(tenths - low)
    found = table[low]
    if part:
        found = tuple(a + part * (b - a) for a, b in zip(found, table[low + 1], strict=True))
    return _rounded("weight_for_length", z_of(weight, *found))


def _rounded(indicator, z):
    z = round(z, 2)
    low, high = LIMITS.get(indicator, (-5, 5))
    return z, z < low or z > high
