"""The two places where numbers can be treated in more than one way: rightly, and as WHO's R package does.

The algorithm is one (:mod:`padan.rules.growth.zscores`); what differs is here: how 0.7 cm is added, between which
two rows of the table a length lies, how a power is taken, how two decimals are rounded, what counts as measured.
"""

from __future__ import annotations

import math
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import PadanError, Place
from padan.kernel.texts import _
from padan.rules.growth.ages import Codes, Floats
from padan.rules.growth.children import Bools, Compat
from padan.rules.growth.missing import Missing

#: cm between lying length and standing height (WHO 2006, Methods and development; Permenkes 2/2020).
LYING_MINUS_STANDING: Final = 0.7

#: Lengths are counted in whole hundred-millionths of a cm: 103.1 - 0.7 is 102.4 then, as in binary fractions it is not.
_COUNTS: Final = 1e8
_COUNTS_PER_TENTH: Final = 1e7
_CORRECTION_COUNTS: Final = 7e7

#: From here on R's ``round(z, 2)`` gives z back: more than 15 digits would be asked for.
_R_ROUNDS_BELOW: Final = 2.0**43


class Arithmetic(Protocol):
    """What the algorithm needs done; all arrays have one shape."""

    def refuse(self, column: str, values: Floats, first_row: int) -> None:
        """Raise if a value makes the whole call impossible; ``first_row`` is the number of rows before these."""

    def corrected(self, length: Floats, shift: NDArray[np.int8]) -> Floats:
        """Length plus 0.7 cm times ``shift`` (-1, 0, 1)."""

    def height(self, length: Floats, lying: Bools) -> Floats:
        """The standing height of a child over five who may have been measured lying."""

    def between(self, length: Floats) -> tuple[Floats, Floats]:
        """The 0.1 cm (a whole number) at or below a length, and the share of the way to the next."""

    def above(self, length: Floats, low: Floats) -> Floats:
        """The next 0.1 cm."""

    def power(self, base: Floats, exponent: Floats) -> Floats:
        """``base`` to the ``exponent``, perhaps in place of ``base``."""

    def rounded(self, z: Floats) -> Floats:
        """Two decimals."""

    def settled(self, raw: Floats, rounded: Floats) -> Floats:
        """The rounded z of some children with absurd ones, nan where it is no answer."""

    def unusable(self, measured: Floats, *, zero_counts: bool = False) -> Codes:
        """Codes of :class:`Missing` for what is no measurement; ``zero_counts``: where R takes 0 for one."""

    def weight_unusable(self, weight: Floats, missing: Codes) -> Codes:
        """The same for the weight in weight-for-length, from what it is elsewhere."""

    def length_unusable(self, measured: Floats, corrected: Floats, *, zero_counts: bool = False) -> Codes:
        """The same for a length, before and after correction."""

    def bmi_unusable(self, bmi: Floats, weight: Codes, length: Codes, *, zero_counts: bool = False) -> Codes:
        """The same for a BMI, from what is known of its parts."""


class Right:
    """Numbers as they should be."""

    def refuse(self, column: str, values: Floats, first_row: int) -> None:
        """No child stops the others."""

    def corrected(self, length: Floats, shift: NDArray[np.int8]) -> Floats:
        moved = np.flatnonzero(shift != 0)
        if not moved.size:
            return length
        result = length.copy()
        result[moved] = (np.rint(length[moved] * _COUNTS) + _CORRECTION_COUNTS * shift[moved]) / _COUNTS
        return result

    def height(self, length: Floats, lying: Bools) -> Floats:
        return self.corrected(length, -lying.view(np.int8))

    def between(self, length: Floats) -> tuple[Floats, Floats]:
        tenths = length * _COUNTS
        np.rint(tenths, out=tenths)
        tenths /= _COUNTS_PER_TENTH
        low = np.floor(tenths)
        tenths -= low
        return low, tenths

    def above(self, length: Floats, low: Floats) -> Floats:
        return low + 1

    def power(self, base: Floats, exponent: Floats) -> Floats:
        result: Floats = np.power(base, exponent, out=base)
        return result

    def rounded(self, z: Floats) -> Floats:
        result: Floats = z * 100
        np.rint(result, out=result)
        result /= 100
        return result

    def settled(self, raw: Floats, rounded: Floats) -> Floats:
        exact = round_like_r(raw)
        exact[np.isinf(exact)] = np.nan
        return exact

    def unusable(self, measured: Floats, *, zero_counts: bool = False) -> Codes:
        usable = (measured > 0) & (measured < np.inf)
        codes = np.zeros(measured.shape, dtype=np.uint8)
        if not usable.all():
            odd = np.flatnonzero(~usable)
            codes[odd] = np.where(np.isnan(measured[odd]), Missing.NOT_MEASURED, Missing.MEASUREMENT_INVALID)
        return codes

    def weight_unusable(self, weight: Floats, missing: Codes) -> Codes:
        return missing

    def length_unusable(self, measured: Floats, corrected: Floats, *, zero_counts: bool = False) -> Codes:
        return self.unusable(measured if corrected is measured else np.minimum(measured, corrected))

    def bmi_unusable(self, bmi: Floats, weight: Codes, length: Codes, *, zero_counts: bool = False) -> Codes:
        # Parts so absurd that nothing is left of the BMI (an absurdly large one is seen in its z).
        return np.maximum(np.maximum(weight, length), ~(bmi > 0) * np.uint8(Missing.MEASUREMENT_INVALID))


class LikeR:
    """Numbers as WHO's R packages have them, to the last bit."""

    def refuse(self, column: str, values: Floats, first_row: int) -> None:
        """R stops at the first negative value."""
        negative = np.flatnonzero(values < 0)
        if negative.size:
            raise PadanError(
                _("Ada nilai negatif; paket R milik WHO berhenti di sini"),
                where=Place(row=first_row + int(negative[0]) + 1, column=column),
                next_step=_("Perbaiki nilainya, atau hitung tanpa --compat."),
            )

    def corrected(self, length: Floats, shift: NDArray[np.int8]) -> Floats:
        return length + LYING_MINUS_STANDING * shift

    def height(self, length: Floats, lying: Bools) -> Floats:
        return length

    def between(self, length: Floats) -> tuple[Floats, Floats]:
        low = np.trunc(length * 10)
        return low, (length - low / 10) / 0.1

    def above(self, length: Floats, low: Floats) -> Floats:
        return np.trunc(length * 10 + 1)

    def power(self, base: Floats, exponent: Floats) -> Floats:
        # The C library's pow, as R has it: NumPy's vector instructions may differ in the last bit. Zero, negative
        # and infinite bases, and results too large for a number, are the same in both.
        result: Floats = np.power(base, exponent)
        plain = np.abs(exponent * np.log(base)) < 700
        pairs = map(math.pow, base[plain].tolist(), exponent[plain].tolist())
        result[plain] = np.fromiter(pairs, dtype=np.float64, count=int(plain.sum()))
        return result

    def rounded(self, z: Floats) -> Floats:
        return round_like_r(z)

    def settled(self, raw: Floats, rounded: Floats) -> Floats:
        return rounded

    def unusable(self, measured: Floats, *, zero_counts: bool = False) -> Codes:
        invalid = measured < 0 if zero_counts else measured <= 0
        codes = np.where(np.isnan(measured), Missing.NOT_MEASURED, invalid * Missing.MEASUREMENT_INVALID)
        return codes.astype(np.uint8)

    def weight_unusable(self, weight: Floats, missing: Codes) -> Codes:
        return self.unusable(weight, zero_counts=True)

    def length_unusable(self, measured: Floats, corrected: Floats, *, zero_counts: bool = False) -> Codes:
        return self.unusable(corrected, zero_counts=zero_counts)

    def bmi_unusable(self, bmi: Floats, weight: Codes, length: Codes, *, zero_counts: bool = False) -> Codes:
        return self.unusable(bmi, zero_counts=zero_counts)


ARITHMETIC: Final[dict[Compat, Arithmetic]] = {Compat.NONE: Right(), Compat.WHO_ANTHRO: LikeR()}


def round_like_r(z: Floats) -> Floats:
    """Two decimals as R 4 rounds: to the nearer of the two neighbouring numbers, the even one in a tie."""
    size = np.abs(z)
    hundredths = np.floor(size * 100)
    low, high = hundredths / 100, np.ceil(size * 100) / 100
    below, above = size - low, high - size
    to_low = (below < above) | ((below == above) & (hundredths % 2 == 0))
    rounded = np.where(size < _R_ROUNDS_BELOW, np.where(to_low, low, high), size)
    return np.copysign(rounded, z)
