"""The figures that the gaps depend on, each with where it comes from.

A step's SQL reads them with ``getvariable('NAME')``. They are parameters: a regency may be told other figures.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure: its name in SQL, its value, its unit and its source."""

    name: str
    value: int
    unit: str
    source: str


LIMITS = (
    Limit(
        "poor_desil",
        4,
        "welfare decile, the highest that counts as poor",
        "Deciles 1-4 of DTSEN are those served by PKH and Sembako as the programmes are run; no article read "
        "here says so, therefore a parameter",
    ),
    Limit(
        "under_five_months",
        60,
        "completed months; a child of that age is no longer under five",
        "Perpres 72/2021: children of 0-59 months",
    ),
    Limit("couple_from", 15, "completed years of the wife", "BKKBN: PUS is a couple with a wife of 15-49"),
    Limit("couple_to", 49, "completed years of the wife", "BKKBN: PUS is a couple with a wife of 15-49"),
    Limit(
        "pregnancy_days",
        280,
        "days for which 'pregnant' can still be true",
        "Naegele's rule: 280 days from the last menstruation",
    ),
    Limit(
        "unmeasured_months",
        2,
        "calendar months after the last weighing; then the child is visited",
        "Weighing is monthly (SKDN); missed twice is two months",
    ),
    Limit(
        "urgent_days",
        183,
        "days for which a measurement tells of wasting and of faltering; being stunted lasts until measured again",
        "Decision of this project, as for spells: reference/data/growth_following, seen_longest_days",
    ),
    Limit(
        "firm_grounds",
        2,
        "grounds of faltering that together count for the order of families; a fall of length counts alone",
        "Decision of this project: on the invented regency one ground alone stands on a quarter of the children who "
        "grow steadily (2T on one in eight), these on one in ten",
    ),
)
