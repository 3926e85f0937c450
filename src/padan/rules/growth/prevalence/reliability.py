"""When an estimate rests on too little to be read as a figure of its group."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from padan.kernel.texts import _


class Reason(StrEnum):
    """Why an estimate is not reliable; ``NONE`` when it is."""

    NONE = ""
    EMPTY = "empty"
    TOO_FEW = "too_few"
    FEW = "few"
    ONE_UNIT = "one_unit"
    NO_SPREAD = "no_spread"


@dataclass(frozen=True, slots=True)
class Rule:
    """The unweighted numbers of children below which a figure is not to be shown, and is to be read with caution.

    25 and 50: the DHS Program's tables print an asterisk for fewer than 25 unweighted cases and parentheses for 25 to
    49 (*Malawi Demographic and Health Survey 2015-16*, "Reading and understanding the tables").
    """

    hidden_below: int = 25
    doubtful_below: int = 50


DHS = Rule()


def judge(n: int, units: int, df: int, rule: Rule = DHS) -> Reason:
    """The reason against an estimate of ``n`` children in ``units`` PSUs, of a design with ``df`` degrees of freedom.

    The weightiest reason comes first. One PSU says nothing of the spread between PSUs, whatever the formula gives.
    """
    if n == 0:
        return Reason.EMPTY
    if n < rule.hidden_below:
        return Reason.TOO_FEW
    if df < 1:
        return Reason.NO_SPREAD
    if units < 2:
        return Reason.ONE_UNIT
    return Reason.FEW if n < rule.doubtful_below else Reason.NONE


def reason_text(reason: Reason) -> str:
    """The reason in words; empty for a reliable estimate."""
    return {
        Reason.NONE: "",
        Reason.EMPTY: _("Tidak ada anak yang dapat dihitung."),
        Reason.TOO_FEW: _("Anaknya terlalu sedikit; angka ini jangan ditampilkan."),
        Reason.FEW: _("Anaknya sedikit; baca angka ini dengan hati-hati."),
        Reason.ONE_UNIT: _("Semua anak dari satu gugus sampel; ketepatan angka ini tidak dapat dihitung."),
        Reason.NO_SPREAD: _("Gugus sampel terlalu sedikit; ketepatan angka ini tidak dapat dihitung."),
    }[reason]
