"""z-scores of children and adolescents of 5 to 19 years by WHO's growth reference of 2007, by month of age.

Between two months L, M and S are taken in proportion. The columns in and out are those of the standards from birth;
``length`` is the standing height. Weight-for-age ends at ten years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from padan.reference.growth_classes import flag_limits
from padan.reference.who import lms_2007
from padan.rules.growth import ages, lms
from padan.rules.growth.ages import Floats
from padan.rules.growth.arithmetic import ARITHMETIC, Arithmetic
from padan.rules.growth.children import (
    BMI_FOR_AGE,
    GIRL,
    LENGTH_FOR_AGE,
    LYING,
    WEIGHT_FOR_AGE,
    Bools,
    Children,
    Compat,
    Scores,
    blocks,
    sex_missing,
)
from padan.rules.growth.missing import Missing

#: The indicators of the reference.
INDICATORS_2007: Final = (LENGTH_FOR_AGE, WEIGHT_FOR_AGE, BMI_FOR_AGE)


@dataclass(frozen=True, slots=True)
class _Table:
    """Sex ``g`` (0 boys, 1 girls) in month ``k`` stands at ``g * months + k - first``; one month more at the end."""

    first: int
    last: int
    months: int
    l: Floats  # noqa: E741
    m: Floats
    s: Floats


def zscores_2007(
    children: Children, indicators: Sequence[str] = INDICATORS_2007, compat: Compat = Compat.NONE
) -> Scores:
    """The z-scores of ``indicators`` for every child from 60 months to 228 (weight-for-age: 120), both included.

    With ``Compat.WHO_ANTHRO`` a negative age, height or weight raises :class:`padan.kernel.errors.PadanError`, as
    WHO's package ``anthroplus`` stops there, and the position is left aside. An unknown indicator is a
    :class:`ValueError`.
    """
    unknown = set(indicators) - set(INDICATORS_2007)
    if unknown:
        raise ValueError(f"unknown indicators: {sorted(unknown)}")
    scores = Scores.empty(len(children), indicators)
    with np.errstate(all="ignore"):
        for rows in blocks(len(children)):
            _score(children, rows, ARITHMETIC[compat], scores)
    return scores


def _score(children: Children, rows: slice, arithmetic: Arithmetic, scores: Scores) -> None:
    measured, weight = children.numbers("length", rows), children.numbers("weight", rows)
    days, months = children.age(rows)
    for column, values in (("age", days), ("length", measured), ("weight", weight)):
        arithmetic.refuse(column, values, rows.start)
    lying = np.zeros(len(days), np.bool_) if children.position is None else children.position[rows] == LYING
    height = arithmetic.height(measured, lying)
    scores.length[rows] = height
    oedema = np.zeros(len(days), np.bool_) if children.oedema is None else children.oedema[rows]
    swollen = oedema * np.uint8(Missing.OEDEMA)
    weight_missing = arithmetic.unusable(weight, zero_counts=True)
    height_missing = arithmetic.length_unusable(measured, height, zero_counts=True)
    sex = children.sex[rows]
    shared = sex_missing(sex)
    for name in scores.z:
        values, missing = height, height_missing
        if name == WEIGHT_FOR_AGE:
            values, missing = weight, np.maximum(weight_missing, swollen)
        elif name == BMI_FOR_AGE:
            metres = height / 100
            values = weight / (metres * metres)
            missing = np.maximum(
                arithmetic.bmi_unusable(values, weight_missing, height_missing, zero_counts=True), swollen
            )
        table = _table(name)
        fits = (months >= table.first) & (months <= table.last)
        missing = np.maximum(np.maximum(missing, shared), ages.age_missing(days, fits))
        raw = _raw(table, values, months, sex == GIRL, arithmetic)
        result = lms.finish(raw, missing, flag_limits()[name], arithmetic)
        scores.z[name][rows], scores.flag[name][rows], scores.missing[name][rows] = result


def _raw(table: _Table, measured: Floats, months: Floats, girl: Bools, arithmetic: Arithmetic) -> Floats:
    """z before rounding; whatever for ages that do not fit."""
    month = np.fmin(np.fmax(np.trunc(months), table.first), table.last)
    part = months - month
    at = month.astype(np.intp) - table.first + girl * np.intp(table.months)
    l, m, s = (  # noqa: E741
        np.where(part > 0, column[at] + part * (column[at + 1] - column[at]), column[at])
        for column in (table.l, table.m, table.s)
    )
    sl = s * l
    z = lms.skewed(measured, l, m, sl, arithmetic)
    if (table.l[: table.months - 1] != 1).any():
        lms.straighten(z, measured, lms.spread_of(l, m, sl, arithmetic))
    return z


@cache
def _table(indicator: str) -> _Table:
    table = lms_2007(indicator)
    columns = (
        np.pad(figures, ((0, 0), (0, 1)), constant_values=np.nan).ravel() for figures in (table.l, table.m, table.s)
    )
    return _Table(table.first, table.last, table.last - table.first + 2, *columns)
