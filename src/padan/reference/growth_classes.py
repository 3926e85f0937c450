"""Classes of nutrition and the limits of a plausible z-score, as the regulation and WHO write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from padan.reference.datafiles import read_rows
from padan.reference.worded import Named


@dataclass(frozen=True, slots=True)
class GrowthClass(Named):
    """One class of a scheme: from ``low`` to ``high`` (None: no limit), each side belonging to the class or not.

    The limits are z-scores, or cm for the arm's circumference; the classes of an index follow upon one another without
    gap. ``code`` counts from 1, lowest class first; 0 is left to *unknown*. The class is for ages from ``from_month``
    to before ``until_month``.
    """

    scheme: str
    index: str
    code: int
    key: str
    low: float | None
    low_belongs: bool
    high: float | None
    high_belongs: bool
    name_id: str
    name_en: str
    from_month: int
    until_month: int
    source: str


@cache
def growth_classes(scheme: str) -> dict[str, tuple[GrowthClass, ...]]:
    """The classes of a scheme by indicator, lowest first. An unknown scheme has none."""
    found: dict[str, list[GrowthClass]] = {}
    for row in read_rows("data", "growth", "classes.csv"):
        if row["scheme"] == scheme:
            found.setdefault(row["index"], []).append(_class_of(row))
    return {index: tuple(sorted(classes, key=lambda c: c.code)) for index, classes in found.items()}


@cache
def flag_limits() -> dict[str, tuple[float, float]]:
    """For each indicator the z below and above which a value is taken for a mistake."""
    return {
        row["indicator"]: (float(row["low"]), float(row["high"])) for row in read_rows("data", "growth", "flags.csv")
    }


def _class_of(row: dict[str, str]) -> GrowthClass:
    return GrowthClass(
        row["scheme"],
        row["index"],
        int(row["code"]),
        row["key"],
        float(row["low"]) if row["low"] else None,
        row["low_belongs"] == "yes",
        float(row["high"]) if row["high"] else None,
        row["high_belongs"] == "yes",
        row["name_id"],
        row["name_en"],
        int(row["from_month"]),
        int(row["until_month"]),
        row["source"],
    )
