"""When a complaint can be made, moved on, handed on and sorted anew."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.complaints.models import Complaint
from padan.office.complaints.states import MOVES, Desk, State, after, desks_for
from padan.reference.complaints import categories, terms
from padan.rules.complaints import last_day

#: Texts that say something: shorter ones do not.
SHORTEST: Final = 20
LONGEST: Final = 4_000


def check_text(text: str) -> None:
    """InvalidValueError for a text that is too short to be understood, or longer than is kept."""
    if not SHORTEST <= len(text.strip()) <= LONGEST:
        raise InvalidValueError(
            _("Tulisan itu terlalu pendek atau terlalu panjang"),
            next_step=_("Tulis antara {least} dan {most} huruf.").format(least=SHORTEST, most=LONGEST),
        )


def check_category(category: str) -> None:
    """InvalidValueError for one that there is not."""
    if category not in categories():
        raise InvalidValueError(_("Jenis pengaduan itu tidak dikenal"), next_step=_("Pilih dari daftar."))


def check_move(complaint: Complaint, to: State, text: str, day: date) -> None:
    """NotAllowedError where there is no such move or the time to appeal is over, InvalidValueError where it lacks its
    words."""
    at = State(complaint.state)
    if to not in after(at):
        raise NotAllowedError(
            _("Pengaduan ini sedang tidak dalam keadaan untuk itu"),
            next_step=_("Muat ulang halamannya, lalu lihat keadaannya."),
        )
    if to is State.APPEALED and day > appeal_until(complaint):
        raise NotAllowedError(
            _("Waktu untuk keberatan sudah lewat"), next_step=_("Buat pengaduan baru bila ada hal baru.")
        )
    if MOVES[at, to].told:
        check_text(text)


def can_move(complaint: Complaint, to: State, text: str, day: date) -> bool:
    """The twin of :func:`check_move`."""
    try:
        check_move(complaint, to, text, day)
    except (NotAllowedError, InvalidValueError):
        return False
    return True


def appeal_until(complaint: Complaint) -> date:
    """The last day on which an answer can be appealed. ValueError where there is none yet."""
    if complaint.answered_on is None:
        raise ValueError("a complaint without an answer is not appealed")
    return last_day(complaint.answered_on, terms()["appeal_window"])


def check_refer(complaint: Complaint, to: Desk, reason: str) -> None:
    """NotAllowedError for a complaint that waits for nobody, or a desk at which it stands or cannot stand;
    InvalidValueError without a reason."""
    if not complaint.is_open:
        raise NotAllowedError(_("Pengaduan ini sudah selesai"), next_step=_("Muat ulang halamannya."))
    if to == complaint.desk or to not in desks_for(complaint.sensitive, complaint.against):
        raise NotAllowedError(_("Pengaduan ini tidak dapat diteruskan ke meja itu"), next_step=_("Pilih meja lain."))
    if not reason.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))


def can_refer(complaint: Complaint, to: Desk, reason: str) -> bool:
    """The twin of :func:`check_refer`."""
    try:
        check_refer(complaint, to, reason)
    except (NotAllowedError, InvalidValueError):
        return False
    return True
