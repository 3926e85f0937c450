"""From L, M and S to a z-score: WHO's formula, its straight tails, two decimals and the flag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.ages import Codes, Floats
from padan.rules.growth.arithmetic import Arithmetic
from padan.rules.growth.children import Bools
from padan.rules.growth.missing import Missing

#: Beyond this many standard deviations the z of a skewed measure grows evenly: a z more for each distance between
#: the second and the third (WHO 2006, Methods and development, chapter 7).
TAIL: Final = 3
#: Beyond this z a quick rounding could be wrong in the last digit.
FAR: Final = 1e6

Rows = NDArray[np.intp]
#: For some rows and the sign of their z: the measure at ±3 standard deviations, and its distance from that at ±2.
Spread = Callable[[Rows, Floats], tuple[Floats, Floats]]


def plain(measured: Floats, m: Floats, s: Floats) -> Floats:
    """z where L is 1 (length, head): (y / M - 1) / S."""
    z = measured / m
    z -= 1
    z /= s
    return z


def skewed(measured: Floats, l: Floats, m: Floats, sl: Floats, arithmetic: Arithmetic) -> Floats:  # noqa: E741
    """((y / M)^L - 1) / (S L), before its tails are straightened; ``sl`` is S times L."""
    z = arithmetic.power(measured / m, l)
    z -= 1
    z /= sl
    return z


def straighten(z: Floats, measured: Floats, spread: Spread) -> None:
    """Put in place of each z beyond ±3 the straight one: ±3 and the measure's way beyond, in gaps between SDs."""
    rows = np.flatnonzero(np.abs(z) > TAIL)
    if rows.size:
        sign = np.copysign(1.0, z[rows])
        third, gap = spread(rows, sign)
        z[rows] = sign * TAIL + (measured[rows] - third) / gap


def spread_of(l: Floats, m: Floats, sl: Floats, arithmetic: Arithmetic) -> Spread:  # noqa: E741
    """The third SD and the gap to the second, computed for the rows that need them."""

    def spread(rows: Rows, sign: Floats) -> tuple[Floats, Floats]:
        figures = l[rows], m[rows], sl[rows], arithmetic
        third = deviation(sign * TAIL, *figures)
        return third, sign * (third - deviation(sign * (TAIL - 1), *figures))

    return spread


def deviation(k: Floats | int, l: Floats, m: Floats, sl: Floats, arithmetic: Arithmetic) -> Floats:  # noqa: E741
    """The measure that lies ``k`` standard deviations from the median: M (1 + L S k)^(1 / L)."""
    return m * arithmetic.power(1 + sl * k, 1 / l)


def finish(
    raw: Floats, missing: Codes, limits: tuple[float, float], arithmetic: Arithmetic
) -> tuple[Floats, Bools, Codes]:
    """Round, flag what lies beyond ``limits`` after rounding, and take away what has a reason in ``missing``.

    ``missing`` is changed where what came out is infinite.
    """
    z = arithmetic.rounded(raw)
    z += 0.0  # a rounded -0.001 is 0, not -0
    flag = (z < limits[0]) | (z > limits[1])
    flagged = np.flatnonzero(flag)
    if flagged.size:
        far = flagged[np.abs(raw[flagged]) > FAR]
        if far.size:
            z[far] = arithmetic.settled(raw[far], z[far])
            missing[far[np.isnan(z[far]) & (missing[far] == Missing.NONE)]] = Missing.MEASUREMENT_INVALID
    gone = np.flatnonzero(missing != Missing.NONE)
    if gone.size:
        z[gone] = np.nan
        flag[gone] = False
    return z, flag, missing
