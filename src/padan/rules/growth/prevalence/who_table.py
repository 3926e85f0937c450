"""The survey table of WHO's R package ``anthro``: the same columns, groups and figures.

Where the package is wrong the table is right; ``compat`` gives the package's own figures (see ``who_faults``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.prevalence import who_faults
from padan.rules.growth.prevalence.coding import Bools, Coded, Floats
from padan.rules.growth.prevalence.design import Cells, Design, lay_out, survey_design
from padan.rules.growth.prevalence.estimates import Estimates, means, shares
from padan.rules.growth.prevalence.indicators import AXES, COMBINED_HITS, CUT_HITS, CUTS, Columns, columns
from padan.rules.growth.prevalence.who_groups import Grouping, groupings

#: The package's short names of the z-scores.
SHORT = dict(zip(AXES, ("HA", "WA", "BMI", "WH"), strict=True))

#: The oldest child in the table, days completed.
OLDEST_DAYS = 1826

_FIGURES = ("r", "se", "ll", "ul")

Table = dict[str, list[str] | Floats]


@dataclass(frozen=True, slots=True)
class Survey:
    """Columns of n children. ``z`` and ``flag`` by the names in ``indicators.AXES``; ``sex`` 1 boy, 2 girl, 0 unknown;
    ages NaN when unknown. ``weight``, ``cluster``, ``strata`` describe the sample (see ``survey_design``); ``groups``
    are named by the package's arguments: typeres, gregion, wealthq, mothered, othergr.
    """

    z: Mapping[str, Floats]
    flag: Mapping[str, Bools]
    sex: NDArray[np.int8]
    age_days: Floats
    age_months: Floats
    oedema: Bools
    weight: NDArray[Any] | None = None
    cluster: NDArray[Any] | Coded | None = None
    strata: NDArray[Any] | Coded | None = None
    groups: Mapping[str, NDArray[Any] | Coded] = field(default_factory=dict)


def who_table(survey: Survey, compat: bool = False) -> Table:
    """The table as columns in the package's order: ``Group``, then figures; percentages, and z for means; NaN for none.

    Children over 1826 days are left out. ``ValueError`` for a negative weight.
    """
    n = len(survey.sex)
    with np.errstate(invalid="ignore"):
        young = ~(np.floor(survey.age_days + 0.5) > OLDEST_DAYS)
    weight = None if survey.weight is None else np.asarray(survey.weight, np.float64)
    design = survey_design(n, weight, survey.cluster, survey.strata, young)
    found = groupings(
        survey.sex, survey.age_months, survey.groups, young, design.counted, by_appearance=not design.complex
    )
    children = columns(survey.z, survey.flag, survey.oedema)
    parts = [_part(design, grouping, children, compat) for grouping in found]
    names = [name for part in parts for name in part.names]
    table: Table = {"Group": names}
    for column in parts[0].figures:
        table[column] = np.concatenate([part.figures[column] for part in parts])
    return table


@dataclass(frozen=True, slots=True)
class _Part:
    names: list[str]
    figures: dict[str, Floats]


def _part(design: Design, grouping: Grouping, children: Columns, compat: bool) -> _Part:
    """The rows of one grouping."""
    cells = lay_out(design, grouping.codes, len(grouping.labels))
    figures: dict[str, Floats] = {}
    for axis in AXES:
        short = SHORT[axis]
        estimated = _shares(design, cells, children.classes[axis], CUT_HITS, compat)
        figures[f"{short}Z_pop"], figures[f"{short}Z_unwpop"] = estimated.mass, estimated.n.astype(np.float64)
        for place, cut in enumerate(CUTS):
            _put(figures, f"{short}{'_' if cut < 0 else ''}{abs(cut)}", estimated, place, 100)
        mean = _means(design, cells, children.z[axis], compat)
        _put(figures, short, mean, 0, 1)
        figures[f"{short}_stdev"] = mean.spread
    both = _shares(design, cells, children.combined, COMBINED_HITS, compat)
    figures["HA_2_WH_2_pop"], figures["HA_2_WH_2_unwpop"] = both.mass, both.n.astype(np.float64)
    _put(figures, "HA_2_WH_2", both, 0, 100)
    _put(figures, "HA_2_WH2", both, 1, 100)
    names = grouping.names()
    return _Part(*who_faults.rows(design, grouping, names, figures)) if compat else _Part(names, figures)


def _shares(design: Design, cells: Cells, classes: NDArray[np.int8], hits: Bools, compat: bool) -> Estimates:
    estimated = shares(design, cells, classes, hits)
    return who_faults.share_intervals(design, cells, classes, hits, estimated) if compat else estimated


def _means(design: Design, cells: Cells, z: Floats, compat: bool) -> Estimates:
    return who_faults.means(design, cells, z) if compat else means(design, cells, z)


def _put(figures: dict[str, Floats], name: str, estimated: Estimates, column: int, times: int) -> None:
    values = (estimated.value, estimated.se, estimated.low, estimated.high)
    for figure, value in zip(_FIGURES, values, strict=True):
        figures[f"{name}_{figure}"] = value[:, column] * times
