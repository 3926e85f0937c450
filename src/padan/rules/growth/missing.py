"""Why a child has no z-score, or no class: never a default, always a reason."""

from __future__ import annotations

from enum import IntEnum

from padan.kernel.texts import _


class Missing(IntEnum):
    """Codes of the columns ``missing`` and ``why``. Where several hold, the one with the highest number is given."""

    NONE = 0
    """Nothing is missing: there is an answer."""
    FLAGGED = 1
    """There is a z, but one so far out that it is taken for a mistake: no class is given."""
    OEDEMA = 2
    """With oedema the weight is no sign of nutrition: no z from weight."""
    LENGTH_OUT_OF_TABLE = 3
    """Weight-for-length is defined for 45 to 110 cm lying, 65 to 120 cm standing."""
    AGE_UNKNOWN = 4
    SEX_UNKNOWN = 5
    MEASUREMENT_INVALID = 6
    """Zero, negative, infinite, or so absurd that no number comes out."""
    NOT_MEASURED = 7
    AGE_INVALID = 8
    """Negative (measured before birth) or infinite."""
    AGE_OUT_OF_RANGE = 9
    """The standard does not reach this age."""


def words(reason: Missing) -> str:
    """The reason in the reader's language."""
    return {
        Missing.NONE: _("Ada jawaban."),
        Missing.FLAGGED: _("Angkanya terlalu jauh dari wajar; ukur ulang."),
        Missing.OEDEMA: _("Anak bengkak (edema); berat badannya tidak bisa dinilai."),
        Missing.LENGTH_OUT_OF_TABLE: _("Panjang atau tinggi badan di luar tabel WHO."),
        Missing.AGE_UNKNOWN: _("Umur tidak diketahui."),
        Missing.SEX_UNKNOWN: _("Jenis kelamin tidak diketahui."),
        Missing.MEASUREMENT_INVALID: _("Hasil ukur tidak mungkin benar."),
        Missing.NOT_MEASURED: _("Belum diukur."),
        Missing.AGE_INVALID: _("Umur tidak mungkin: diukur sebelum lahir."),
        Missing.AGE_OUT_OF_RANGE: _("Umur di luar jangkauan standar WHO ini."),
    }[reason]
