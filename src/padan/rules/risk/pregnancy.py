"""What endangers a pregnancy, where it was measured: chronic energy deficiency (KEK) and anaemia."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from padan.reference.krs import pregnancy_limits
from padan.rules.risk.answers import Answers, given, told


@dataclass(frozen=True, slots=True, eq=False)
class PregnancyRisk:
    """One entry per woman: -1 unknown, 0 no, 1 yes; ``either`` is any of the two.

    ``missing`` has the bits of the unknown facts on which an unknown ``either`` rests.
    """

    kek: Answers
    anaemia: Answers
    either: Answers
    missing: NDArray[np.uint16]


def pregnancy_risk(pregnant: Answers, arm: NDArray[np.float64], haemoglobin: NDArray[np.float64]) -> PregnancyRisk:
    """Judge pregnant women by the arm (cm) and the haemoglobin (g/dL), NaN unknown.

    A woman who is not pregnant has no such risk, whatever her arm.
    """
    limits, carries = pregnancy_limits(), given(pregnant, "pregnant")
    kek = carries & told(arm < limits["kek"], ~np.isnan(arm), "arm")
    anaemia = carries & told(haemoglobin < limits["anaemia"], ~np.isnan(haemoglobin), "haemoglobin")
    either = kek | anaemia
    return PregnancyRisk(kek.answer, anaemia.answer, either.answer, either.missing)
