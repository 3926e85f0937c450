"""What aid has to be right in, and what can be wrong with it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from padan.kernel.texts import _


class Right(StrEnum):
    """What aid has to be right in: the four of all aid, and the further two of kinds of which it is written
    (:attr:`padan.reference.aid.AidKind.further`)."""

    TARGET = "target"
    """Of the claims of which anything was handed out: given to somebody who could be given it on that day, and whose
    identity was checked."""
    TIME = "time"
    """Of the claims that fell due: all handed out by the last day of their month."""
    AMOUNT = "amount"
    """Of the claims that fell due: as much of every item as was owed, whenever."""
    ADMINISTRATION = "administration"
    """Of the claims of which anything was handed out: every paper and signature is there and nothing contradicts."""
    PRICE = "price"
    """Of the claims of which anything was handed out: bought for no more than the package plans, and no visit found
    that the family was asked to pay."""
    QUALITY = "quality"
    """Of the claims of which anything was handed out: from stock that was examined, fit and not past its last day, and
    no visit found otherwise."""

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Right.TARGET: _("tepat sasaran"),
            Right.TIME: _("tepat waktu"),
            Right.AMOUNT: _("tepat jumlah"),
            Right.ADMINISTRATION: _("tepat administrasi"),
            Right.PRICE: _("tepat harga"),
            Right.QUALITY: _("tepat kualitas"),
        }[self]


#: What all aid has to be right in.
FOUR: Final = (Right.TARGET, Right.TIME, Right.AMOUNT, Right.ADMINISTRATION)


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
    PRICE_UNKNOWN = "price_unknown"
    TOO_DEAR = "too_dear"
    ASKED_TO_PAY = "asked_to_pay"
    UNEXAMINED = "unexamined"
    UNFIT = "unfit"
    EXPIRED = "expired"
    FOUND_BAD = "found_bad"

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
            Wrong.PRICE_UNKNOWN: _("tidak diketahui harga belinya"),
            Wrong.TOO_DEAR: _("dibeli lebih mahal daripada rencana"),
            Wrong.ASKED_TO_PAY: _("kunjungan menemukan keluarganya diminta membayar"),
            Wrong.UNEXAMINED: _("tidak diketahui mutunya: barangnya tidak diperiksa waktu datang"),
            Wrong.UNFIT: _("dari persediaan yang sebagiannya tidak layak"),
            Wrong.EXPIRED: _("dari persediaan yang lewat tanggal kedaluwarsanya"),
            Wrong.FOUND_BAD: _("kunjungan menemukan mutunya tidak baik"),
        }[self]


#: Wrongs that leave a right undecided.
UNDECIDED: Final = frozenset({Wrong.UNKNOWN_ELIGIBILITY, Wrong.PRICE_UNKNOWN, Wrong.UNEXAMINED})
#: Wrongs that no record tells, only who visited the family.
VISITORS_SAID: Final = frozenset({Wrong.ASKED_TO_PAY, Wrong.FOUND_BAD})
