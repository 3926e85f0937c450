"""What an event must say to be kept at all. What else it should have (a signature, a letter) is asked when the round is
judged: what happened is never refused for want of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from padan.kernel.texts import _
from padan.reference.aid import AidForm
from padan.rules.delivery.settling import GIVEN, Outcome

#: Units of one event, at most: what a number of the database holds.
MOST: Final = 2_000_000_000
#: Letters of a name, a reference or a note.
LONGEST: Final = 500


class Taker(StrEnum):
    """Who took it."""

    RECIPIENT = "recipient"
    """Whose turn it is: the head, or the successor."""
    FAMILY = "family"
    """Somebody else of the family."""
    PROXY = "proxy"
    """Somebody with a *surat kuasa*."""


class Checked(StrEnum):
    """How it was made sure who took it."""

    KTP = "ktp"
    KK = "kk"
    CARD = "card"
    """The recipient's card with its code."""
    KNOWN = "known"
    """Known to two witnesses of the village."""
    NOT = "not"


class Evidence(StrEnum):
    """What was taken along; each is a stored file, named by its content."""

    PHOTO = "photo"
    SIGNATURE = "signature"
    THUMBPRINT = "thumbprint"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a hand-over, as far as rules look at it. ``reference``: the number of a payment, of an attendance
    list or of the papers of a finished work."""

    outcome: Outcome
    item: str
    unit: str
    amount: int
    taker: Taker | None
    has_point: bool
    reference: str = ""
    note: str = ""


def faults(said: Said, form: AidForm) -> dict[str, str]:
    """What keeps an event from being taken, in words, by the name of the field; none where it can be."""
    found: dict[str, str] = {}
    if said.outcome in GIVEN:
        _check_given(said, form, found)
    elif said.amount:
        found["amount"] = _("Tidak ada yang diserahkan: jumlahnya 0.")
    elif said.outcome is Outcome.REFUSED and not said.note.strip():
        found["note"] = _("Tulis mengapa bantuan ditolak.")
    for name, text in (("reference", said.reference), ("note", said.note)):
        if len(text) > LONGEST:
            found[name] = _("Paling panjang {longest} huruf.").format(longest=LONGEST)
    return found


def _check_given(said: Said, form: AidForm, found: dict[str, str]) -> None:
    if not said.item.strip() or not said.unit.strip():
        found["item"] = _("Pilih apa yang diserahkan.")
    if not 1 <= said.amount <= MOST:
        found["amount"] = _("Isi jumlah dengan angka bulat mulai dari 1.")
    if said.taker is None:
        found["taker"] = _("Pilih siapa yang menerima.")
    if form is AidForm.GOODS and not said.has_point:
        found["point"] = _("Pilih titik bagi.")
    if form is not AidForm.GOODS and not said.reference.strip():
        found["reference"] = _without_reference(form)


def _without_reference(form: AidForm) -> str:
    if form is AidForm.MONEY:
        return _("Tulis nomor bukti bayarnya.")
    if form is AidForm.SERVICE:
        return _("Tulis nomor bukti iuran atau daftar hadirnya.")
    return _("Tulis nomor berita acara selesainya.")


def outcome_words(outcome: Outcome, form: AidForm) -> str:
    """What happened, in the terms of the form of aid."""
    if outcome is Outcome.HANDED:
        return {
            AidForm.GOODS: _("diserahkan"),
            AidForm.MONEY: _("dibayarkan"),
            AidForm.SERVICE: _("terlaksana"),
            AidForm.WORKS: _("selesai dibangun"),
        }[form]
    return {
        Outcome.PARTIAL: _("sebagian"),
        Outcome.REFUSED: _("ditolak keluarga"),
        Outcome.ABSENT: _("tidak hadir"),
    }[outcome]
