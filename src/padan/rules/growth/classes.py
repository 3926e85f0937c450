"""Classes of nutrition: those of Permenkes 2/2020 and the separate axes stunting, wasting, underweight, overweight.

A class is taken from the z at two decimals, as WHO's programs give it. A z that is flagged gives no class: the
measurement must be repeated first. Oedema is severe wasting whatever the weight says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from padan.reference.growth_classes import GrowthClass, growth_classes
from padan.rules.growth.ages import Codes, Floats
from padan.rules.growth.answer import Answer
from padan.rules.growth.arithmetic import ARITHMETIC
from padan.rules.growth.children import (
    BLOCK,
    LENGTH_FOR_AGE,
    WEIGHT_FOR_AGE,
    WEIGHT_FOR_LENGTH,
    Bools,
    Children,
    Compat,
    Scores,
    blocks,
)
from padan.rules.growth.missing import Missing

#: Schemes of ``reference/data/growth/classes.csv``.
PERMENKES_0_5: Final = "permenkes_0_5"
PERMENKES_5_18: Final = "permenkes_5_18"
AXES: Final = "axes"
ARM: Final = "arm"

STUNTING: Final = "stunting"
WASTING: Final = "wasting"
UNDERWEIGHT: Final = "underweight"
OVERWEIGHT: Final = "overweight"
#: The indicator of each axis.
AXIS_INDICATORS: Final = {
    STUNTING: LENGTH_FOR_AGE,
    WASTING: WEIGHT_FOR_LENGTH,
    UNDERWEIGHT: WEIGHT_FOR_AGE,
    OVERWEIGHT: WEIGHT_FOR_LENGTH,
}
#: Rows classed at once: the columns in between are small, so more of them stay in the processor's cache.
_BLOCK: Final = 4 * BLOCK
#: What reports call a child that is on the bad side of an axis.
AXIS_WORDS: Final = {STUNTING: "stunted", WASTING: "wasted", UNDERWEIGHT: "underweight", OVERWEIGHT: "overweight"}
#: The indices of each scheme in which oedema means the lowest class.
_OEDEMA_IS_LOWEST: Final = {(PERMENKES_0_5, WEIGHT_FOR_LENGTH), (AXES, WASTING)}

STUNTED_AND_WASTED: Final = "stunted_and_wasted"
STUNTED_AND_OVERWEIGHT: Final = "stunted_and_overweight"


@dataclass(frozen=True, slots=True)
class Classes:
    """One column of classes: ``code`` of :class:`GrowthClass`, 0 for unknown; ``why`` a code of :class:`Missing`.

    ``why`` says why a class is unknown; it is OEDEMA also where the class is known by the oedema alone.
    """

    code: Codes
    why: Codes


def permenkes(scores: Scores, children: Children, scheme: str = PERMENKES_0_5) -> dict[str, Classes]:
    """The regulation's class for each indicator among ``scores`` that the scheme has.

    ``scheme`` is PERMENKES_0_5 with z-scores of the standards from birth, PERMENKES_5_18 with those of 2007.
    """
    return {
        index: _classes(scheme, index, index, scores, children) for index in growth_classes(scheme) if index in scores.z
    }


def axes(scores: Scores, children: Children) -> dict[str, Classes]:
    """Stunting, wasting, underweight and overweight, each where its indicator is among ``scores``."""
    return {
        axis: _classes(AXES, axis, indicator, scores, children)
        for axis, indicator in AXIS_INDICATORS.items()
        if indicator in scores.z
    }


def combined(found: dict[str, Classes]) -> dict[str, Codes]:
    """Stunted and wasted, stunted and overweight: codes of :class:`Answer`, from the three axes concerned.

    One *no* makes the whole *no*, even if the other is unknown.
    """
    stunted = affected(STUNTING, found[STUNTING])
    return {
        STUNTED_AND_WASTED: _both(stunted, affected(WASTING, found[WASTING])),
        STUNTED_AND_OVERWEIGHT: _both(stunted, affected(OVERWEIGHT, found[OVERWEIGHT])),
    }


def affected(axis: str, classes: Classes) -> Codes:
    """Whether a child is on the bad side of an axis, moderately or severely: codes of :class:`Answer`."""
    answers = [Answer.NO if c.key == "none" else Answer.YES for c in growth_classes(AXES)[axis]]
    return np.array([Answer.UNKNOWN, *answers], dtype=np.uint8)[classes.code]


def arm_classes(children: Children) -> Classes:
    """The class by the arm's circumference (MUAC, cm) from 6 to before 60 months; oedema is the lowest class."""
    result = Classes(np.empty(len(children), np.uint8), np.empty(len(children), np.uint8))
    lowest = growth_classes(ARM)["arm"][0]
    for rows in blocks(len(children)):
        arm = children.numbers("arm", rows)
        missing = ARITHMETIC[Compat.NONE].unusable(arm)
        with np.errstate(all="ignore"):
            age = children.age_missing(rows, lowest.from_month, lowest.until_month)
        missing = np.maximum(missing, age)
        _classify(ARM, "arm", arm, missing, _swollen(children, rows), result, rows)
    return result


def class_of(scheme: str, index: str, code: int) -> GrowthClass | None:
    """The class with a code; None for 0, unknown."""
    return growth_classes(scheme)[index][code - 1] if code else None


def _classes(scheme: str, index: str, indicator: str, scores: Scores, children: Children) -> Classes:
    z, flag, missing = scores.z[indicator], scores.flag[indicator], scores.missing[indicator]
    result = Classes(np.empty(len(z), np.uint8), np.empty(len(z), np.uint8))
    by_oedema = (scheme, index) in _OEDEMA_IS_LOWEST
    for rows in blocks(len(z), _BLOCK):
        why = np.maximum(missing[rows], flag[rows] * np.uint8(Missing.FLAGGED))
        _classify(scheme, index, z[rows], why, _swollen(children, rows) if by_oedema else None, result, rows)
    return result


def _classify(
    scheme: str, index: str, values: Floats, why: Codes, swollen: Bools | None, result: Classes, rows: slice
) -> None:
    """Fill some rows of ``result``: count the limits that a value has passed, and let unknowns be unknown."""
    code = np.ones(len(values), np.uint8)
    for limit, belongs_above in _limits(scheme, index):
        passed = (values >= limit) if belongs_above else (values > limit)
        code += passed.view(np.uint8)
    code *= (why == Missing.NONE).view(np.uint8)
    if swollen is not None and swollen.any():
        by_oedema = np.flatnonzero(swollen & (why < Missing.AGE_INVALID))
        code[by_oedema], why[by_oedema] = 1, Missing.OEDEMA
    result.code[rows], result.why[rows] = code, why


@cache
def _limits(scheme: str, index: str) -> tuple[tuple[float, bool], ...]:
    """The limits between classes, lowest first, and whether a value on the limit is of the class above."""
    return tuple((c.low, c.low_belongs) for c in growth_classes(scheme)[index] if c.low is not None)


def _swollen(children: Children, rows: slice) -> Bools:
    if children.oedema is None:
        return np.zeros(len(children.sex[rows]), np.bool_)
    return np.asarray(children.oedema[rows], dtype=np.bool_)


def _both(first: Codes, second: Codes) -> Codes:
    """Both, in three values: the lower of the two, with unknown between no and yes."""
    order = np.array([1, 0, 2], dtype=np.uint8)
    return order[np.minimum(order[first], order[second])]
