"""The groups of WHO's survey table, in its order and with its words (R package ``anthro`` 1.1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.prevalence.coding import Bools, Coded, Floats, Ints, among, coded

#: Bounds of the age groups in months, each from its bound to below the next.
AGE_BOUNDS = (0, 6, 12, 24, 36, 48, 60)
AGE_LABELS = ("00-05 mo", "06-11 mo", "12-23 mo", "24-35 mo", "36-47 mo", "48-59 mo")

#: The package's argument for each further grouping, and the words before its groups.
TITLES = {
    "typeres": "Area",
    "gregion": "Geographical region",
    "wealthq": "Wealth quintile",
    "mothered": "Maternal education",
    "othergr": "Other grouping",
}
WEALTH_LABELS = ("Q1: Poorest", "Q2", "Q3", "Q4", "Q5: Richest")
_WEALTH = {name: place for place in range(5) for name in (str(place + 1), f"Q{place + 1}")}
_SEX_LABELS = ("Female", "Male")


@dataclass(frozen=True, slots=True)
class Grouping:
    """A title, its groups and each child's group (n; -1 none).

    ``free``: the groups are the values of a column as they came, not a fixed list.
    """

    title: str
    labels: tuple[str, ...]
    codes: Ints
    free: Coded | None = None

    def names(self) -> list[str]:
        """The groups as the table names them."""
        return [f"{self.title}: {label}" if self.title else label for label in self.labels]


def age_codes(months: Floats) -> Ints:
    """The age group 0..5 of ages in months; -1 unknown, negative or from 60 on."""
    group = np.searchsorted(np.array(AGE_BOUNDS, np.float64), months, side="right") - 1
    return np.where(np.isnan(months) | (group >= len(AGE_LABELS)), -1, group).astype(np.int64)


def age_groups(months: Floats) -> Coded:
    """The age groups of ages in months (n), as a column to group by."""
    return Coded(age_codes(months), AGE_LABELS)


def groupings(
    sex: NDArray[np.int8],
    months: Floats,
    others: Mapping[str, NDArray[Any] | Coded],
    young: Bools,
    counted: Bools,
    by_appearance: bool,
) -> list[Grouping]:
    """All, age group, sex, age + sex and the ``others`` (keys of ``TITLES``) that say anything of a child in ``young``.

    Columns of shape (n,); sex 1 boy, 2 girl, 0 unknown. ``young``: up to 1826 days or of unknown age. ``counted``: in
    the design too. ``by_appearance``: free groups stand in the order in which they first appear, as without clusters
    and strata in WHO's package; else they are sorted.
    """
    age = age_codes(months)
    girl_boy = np.where(sex == 2, 0, np.where(sex == 1, 1, -1)).astype(np.int64)
    both = np.where((age < 0) | (girl_boy < 0), -1, girl_boy * len(AGE_LABELS) + age)
    found = [
        Grouping("Age group", AGE_LABELS, age),
        Grouping("Sex", _SEX_LABELS, girl_boy),
        Grouping("Age + sex", tuple(f"{label}.{word}" for word in _SEX_LABELS for label in AGE_LABELS), both),
    ]
    for name, title in TITLES.items():
        if name == "wealthq" and name in others:
            found.append(Grouping(title, WEALTH_LABELS, _wealth(coded(others[name]))))
        elif name in others:
            column = coded(others[name])
            kept = among(column, counted, by_appearance)
            found.append(Grouping(title, kept.labels, kept.codes, kept))
    everybody = Grouping("", ("All",), np.zeros(len(sex), np.int64))
    return [everybody, *(grouping for grouping in found if (grouping.codes[young] >= 0).any())]


def _wealth(column: Coded) -> Ints:
    """Quintiles 0..4 from 1..5 or Q1..Q5; anything else is unknown."""
    place = np.array([*(_WEALTH.get(label, -1) for label in column.labels), -1], np.int64)
    return place[column.codes]
