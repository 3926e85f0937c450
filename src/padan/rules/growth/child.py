"""One child at one measurement: the same code as the columns, with the answer in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np

from padan.kernel.texts import _
from padan.reference.growth_classes import GrowthClass
from padan.rules.growth import classes, standards
from padan.rules.growth.ages import DAYS_PER_MONTH, Age, age_on
from padan.rules.growth.arithmetic import LYING_MINUS_STANDING
from padan.rules.growth.children import ALL, STANDING, Children, Compat, Scores
from padan.rules.growth.missing import Missing, words
from padan.rules.growth.who2007 import INDICATORS_2007, zscores_2007
from padan.rules.growth.zscores import zscores


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator of one child: z at two decimals or None, flagged or not, and why there is no z."""

    indicator: str
    z: float | None
    flagged: bool
    missing: Missing

    @property
    def reason(self) -> str:
        """Why there is no z, in words."""
        return words(self.missing)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One class of one child: None is unknown, and ``why`` says why (OEDEMA also where it decides the class)."""

    index: str
    found: GrowthClass | None
    why: Missing

    @property
    def reason(self) -> str:
        """Why the class is unknown, in words."""
        return words(self.why)


@dataclass(frozen=True, slots=True)
class Growth:
    """What a measurement says of a child.

    ``age`` is None if birth or measurement has no date, or the measurement came first. ``length`` is in cm as if
    measured in the position right for the age, ``correction`` what was added to the length as measured.
    ``classes`` are the regulation's, by indicator; ``axes`` (under five only) stunting, wasting, underweight and
    overweight; ``arm`` the class by the arm's circumference.
    """

    age: Age | None
    length: float | None
    correction: float
    correction_reason: str
    readings: Mapping[str, Reading]
    classes: Mapping[str, Judgement]
    axes: Mapping[str, Judgement]
    arm: Judgement


def growth_of(
    *,
    sex: int,
    born: date | None,
    measured_on: date | None,
    weight: float | None = None,
    length: float | None = None,
    position: int = 0,
    oedema: bool = False,
    head: float | None = None,
    arm: float | None = None,
    triceps: float | None = None,
    subscapular: float | None = None,
    compat: Compat = Compat.NONE,
) -> Growth:
    """The growth of one child; codes and units as in :class:`Children`, None for what was not measured.

    From 60 months on the reference of 2007 is used. Nothing raises, but for the ``compat`` of :func:`zscores`.
    """
    days = float((measured_on - born).days) if born and measured_on else np.nan
    child = Children(
        np.array([sex], np.int8),
        np.array([days]),
        _one(weight),
        _one(length),
        np.array([position], np.int8),
        np.array([oedema]),
        _one(head),
        _one(arm),
        _one(triceps),
        _one(subscapular),
    )
    schoolchild = float(child.age(slice(None))[1][0]) >= standards.MONTHS_END
    scores = zscores_2007(child, INDICATORS_2007, compat) if schoolchild else zscores(child, ALL, compat)
    scheme = classes.PERMENKES_5_18 if schoolchild else classes.PERMENKES_0_5
    axes = {} if schoolchild else classes.axes(scores, child)
    corrected = _number(scores.length[0])
    correction = 0.0 if corrected is None or length is None else round(corrected - length, 1)
    return Growth(
        age_on(born, measured_on) if born and measured_on and born <= measured_on else None,
        corrected,
        correction,
        _correction_reason(correction, position, days),
        MappingProxyType({name: _reading(name, scores) for name in scores.z}),
        MappingProxyType(_judgements(scheme, classes.permenkes(scores, child, scheme))),
        MappingProxyType(_judgements(classes.AXES, axes)),
        _judgements(classes.ARM, {"arm": classes.arm_classes(child)})["arm"],
    )


def _one(value: float | None) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value])


def _number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _reading(name: str, scores: Scores) -> Reading:
    return Reading(name, _number(scores.z[name][0]), bool(scores.flag[name][0]), scores.why(name, 0))


def _judgements(scheme: str, found: Mapping[str, classes.Classes]) -> dict[str, Judgement]:
    return {
        index: Judgement(index, classes.class_of(scheme, index, int(c.code[0])), Missing(int(c.why[0])))
        for index, c in found.items()
    }


def _correction_reason(correction: float, position: int, days: float) -> str:
    if correction > 0:
        return _("Diukur berdiri padahal belum 24 bulan: ditambah {cm} cm.").format(cm=LYING_MINUS_STANDING)
    if correction < 0:
        return _("Diukur telentang padahal sudah 24 bulan: dikurangi {cm} cm.").format(cm=LYING_MINUS_STANDING)
    if position == STANDING and 0 <= days / DAYS_PER_MONTH < standards.STANDS_FROM_MONTH:
        return _("Belum 9 bulan, jadi tidak mungkin diukur berdiri: dianggap telentang.")
    return ""
