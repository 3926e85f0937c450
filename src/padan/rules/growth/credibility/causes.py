"""What can be wrong with one measurement, in the order in which one cause explains another."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from padan.kernel.texts import _
from padan.kernel.writing import with_sign
from padan.rules.growth.credibility.visits import Flags


class Cause(IntEnum):
    """A cause's number; the lower one explains the higher ones, so it is the likely cause."""

    NONE = 0
    SWAPPED = 1
    WEIGHT_UNIT = 2
    LENGTH_UNIT = 3
    WEIGHT_DECIMAL = 4
    LENGTH_DECIMAL = 5
    OTHER_CHILD = 6
    CARRIED_BOTH = 7
    SHRANK = 8
    LENGTH_JUMP = 9
    WEIGHT_JUMP = 10
    CARRIED_LENGTH = 11
    CARRIED_WEIGHT = 12
    IMPLAUSIBLE = 13

    @property
    def bit(self) -> int:
        """The cause's bit in a mask of causes; ``NONE`` has none."""
        return (1 << self) >> 1

    @property
    def explained(self) -> bool:
        """Whether the intended value can be guessed and shown."""
        return Cause.NONE < self <= Cause.LENGTH_DECIMAL


def has(mask: NDArray[np.uint16], cause: Cause) -> Flags:
    """Rows whose mask holds a cause."""
    there: Flags = (mask & np.uint16(cause.bit)) != 0
    return there


def likely(mask: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """The likely cause of each mask: the lowest one in it, 0 when there is none."""
    lowest = mask & (~mask + np.uint16(1))
    return np.where(mask == 0, 0, np.log2(np.maximum(lowest, 1)) + 1).astype(np.uint8)


def sentence(cause: Cause, weight: float = float("nan"), length: float = float("nan")) -> str:
    """The cause in words, with the values that were probably meant (kg, cm; NaN where there is none)."""
    if cause is Cause.SWAPPED:
        return _("Berat dan tinggi mungkin tertukar; mungkin maksudnya {weight} kg dan {length} cm.").format(
            weight=_number(weight), length=_number(length)
        )
    if cause in (Cause.WEIGHT_UNIT, Cause.WEIGHT_DECIMAL):
        return _words()[cause].format(weight=_number(weight))
    if cause in (Cause.LENGTH_UNIT, Cause.LENGTH_DECIMAL):
        return _words()[cause].format(length=_number(length))
    return _words()[cause]


def _words() -> dict[Cause, str]:
    return {
        Cause.NONE: _("Tidak ada yang janggal."),
        Cause.WEIGHT_UNIT: _("Satuan berat mungkin keliru (gram, bukan kg); mungkin maksudnya {weight} kg."),
        Cause.LENGTH_UNIT: _("Satuan tinggi mungkin keliru (mm atau meter, bukan cm); mungkin maksudnya {length} cm."),
        Cause.WEIGHT_DECIMAL: _("Koma pada berat mungkin salah tempat; mungkin maksudnya {weight} kg."),
        Cause.LENGTH_DECIMAL: _("Koma pada tinggi mungkin salah tempat; mungkin maksudnya {length} cm."),
        Cause.OTHER_CHILD: _("Berat dan tinggi kali ini mungkin milik anak lain; mohon periksa namanya."),
        Cause.CARRIED_BOTH: _("Berat dan tinggi sama persis dengan kunjungan sebelumnya; mohon diukur ulang."),
        Cause.SHRANK: _("Tinggi kurang dari kunjungan sebelumnya; salah satunya keliru, mohon diukur ulang."),
        Cause.LENGTH_JUMP: _("Tinggi bertambah lebih dari yang mungkin; mohon diukur ulang."),
        Cause.WEIGHT_JUMP: _("Berat berubah lebih dari yang mungkin; mohon ditimbang ulang."),
        Cause.CARRIED_LENGTH: _("Tinggi tidak berubah terlalu lama; mungkin disalin, mohon diukur ulang."),
        Cause.CARRIED_WEIGHT: _("Berat tidak berubah terlalu lama; mungkin disalin, mohon ditimbang ulang."),
        Cause.IMPLAUSIBLE: _("Angka ini hampir tidak mungkin untuk umurnya; mohon periksa ukuran dan tanggal lahir."),
    }


def _number(value: float) -> str:
    """A value as it is written in the reader's language."""
    return with_sign(f"{value:.2f}".rstrip("0").rstrip("."))
