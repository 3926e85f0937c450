"""The four rights of one claim: whether each can be asked yet, whether it was kept, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from padan.kernel.texts import _
from padan.rules.delivery import Checked, Evidence, Taker
from padan.rules.four_rights.claims import Claim, Handed


class Right(StrEnum):
    """What aid has to be right in."""

    TARGET = "target"
    """Of the claims of which anything was handed out: given to somebody who could be given it on that day, and whose
    identity was checked."""
    TIME = "time"
    """Of the claims that fell due: all handed out by the last day of their month."""
    AMOUNT = "amount"
    """Of the claims that fell due: as much of every item as was owed, whenever."""
    ADMINISTRATION = "administration"
    """Of the claims of which anything was handed out: every paper and signature is there and nothing contradicts."""

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Right.TARGET: _("tepat sasaran"),
            Right.TIME: _("tepat waktu"),
            Right.AMOUNT: _("tepat jumlah"),
            Right.ADMINISTRATION: _("tepat administrasi"),
        }[self]


class Wrong(StrEnum):
    """Why a right was not kept, or cannot be told."""

    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN_ELIGIBILITY = "unknown_eligibility"
    UNCHECKED = "unchecked"
    LATE = "late"
    NOTHING = "nothing"
    LESS = "less"
    NO_SIGNATURE = "no_signature"
    NO_LETTER = "no_letter"
    NO_REFERENCE = "no_reference"
    UNSETTLED = "unsettled"

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Wrong.NOT_ELIGIBLE: _("penerima tidak lagi berhak pada hari itu"),
            Wrong.UNKNOWN_ELIGIBILITY: _("tidak diketahui apakah masih berhak pada hari itu"),
            Wrong.UNCHECKED: _("identitas penerima tidak diperiksa"),
            Wrong.LATE: _("lewat dari batas waktunya"),
            Wrong.NOTHING: _("belum menerima apa pun"),
            Wrong.LESS: _("kurang dari haknya"),
            Wrong.NO_SIGNATURE: _("tanpa foto, tanda tangan atau cap jempol"),
            Wrong.NO_LETTER: _("diwakilkan tanpa surat kuasa"),
            Wrong.NO_REFERENCE: _("tanpa nomor bukti"),
            Wrong.UNSETTLED: _("penyerahan yang bertentangan belum diputuskan"),
        }[self]


#: Wrongs that leave a right undecided.
_UNDECIDED: Final = frozenset({Wrong.UNKNOWN_ELIGIBILITY})
_SIGNED: Final = frozenset({Evidence.PHOTO, Evidence.SIGNATURE, Evidence.THUMBPRINT})


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a right is asked of a claim, and what was wrong; nothing where it was kept."""

    asked: bool
    wrongs: frozenset[Wrong] = frozenset()

    @property
    def kept(self) -> bool | None:
        """Whether it was kept; None where it is not asked, or nobody can tell."""
        if not self.asked or (self.wrongs and self.wrongs <= _UNDECIDED):
            return None
        return not self.wrongs


def judge(claim: Claim, day: date) -> dict[Right, Answer]:
    """The four answers for a claim, as they stand at the end of a day: the claim holds nothing that was handed out
    later."""
    fell_due = claim.due <= day or claim.is_whole()
    target = frozenset[Wrong]().union(*(_target(each) for each in claim.handed))
    papers = frozenset[Wrong]().union(*(_papers(each, claim.is_goods) for each in claim.handed))
    contradicted = frozenset({Wrong.UNSETTLED}) if claim.unsettled else frozenset()
    return {
        Right.TARGET: Answer(bool(claim.handed), target),
        Right.TIME: Answer(fell_due, _missing(claim, claim.due) if fell_due else frozenset()),
        Right.AMOUNT: Answer(fell_due, _missing(claim, day) if fell_due else frozenset()),
        Right.ADMINISTRATION: Answer(bool(claim.handed or claim.unsettled), papers | contradicted),
    }


def lateness(claim: Claim, day: date) -> int:
    """Days after its last day on which the last of a claim was handed out, or by which it is late on a day; 0 in
    time."""
    return max(0, ((claim.whole_on or day) - claim.due).days)


def _target(handed: Handed) -> frozenset[Wrong]:
    found = set()
    if handed.eligible is not True:
        found.add(Wrong.UNKNOWN_ELIGIBILITY if handed.eligible is None else Wrong.NOT_ELIGIBLE)
    if handed.checked is Checked.NOT:
        found.add(Wrong.UNCHECKED)
    return frozenset(found)


def _missing(claim: Claim, until: date) -> frozenset[Wrong]:
    if claim.is_whole(until):
        return frozenset()
    if claim.is_whole():
        return frozenset({Wrong.LATE})
    return frozenset({Wrong.LESS if claim.handed else Wrong.NOTHING})


def _papers(handed: Handed, is_goods: bool) -> frozenset[Wrong]:
    found = set()
    if is_goods and not handed.proofs & _SIGNED:
        found.add(Wrong.NO_SIGNATURE)
    if handed.taker is Taker.PROXY and Evidence.LETTER not in handed.proofs:
        found.add(Wrong.NO_LETTER)
    if not is_goods and not handed.has_reference:
        found.add(Wrong.NO_REFERENCE)
    return frozenset(found)
