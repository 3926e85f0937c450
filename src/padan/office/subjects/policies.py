"""When a case can be settled and a breach closed. Each check raises with its reason and has a boolean twin."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.subjects.models import Breach, Case
from padan.office.subjects.states import State, may_follow

#: Answers that say why: shorter ones say nothing.
SHORTEST_ANSWER = 20


def check_step(case: Case, state: State, answer: str) -> None:
    """NotAllowedError where the case stands elsewhere, or an answer gives no reasons."""
    if not may_follow(State(case.state), state):
        raise NotAllowedError(
            _("Permintaan ini sedang tidak dalam keadaan untuk itu"),
            next_step=_("Muat ulang halamannya, lalu lihat keadaannya."),
        )
    if state in (State.GRANTED, State.PARTLY, State.REFUSED) and len(answer.strip()) < SHORTEST_ANSWER:
        raise NotAllowedError(
            _("Jawaban harus menyebut alasannya"), next_step=_("Tulis apa yang dilakukan dan mengapa.")
        )


def can_step(case: Case, state: State, answer: str) -> bool:
    """The twin of :func:`check_step`."""
    try:
        check_step(case, state, answer)
    except NotAllowedError:
        return False
    return True


def check_closing(breach: Breach) -> None:
    """NotAllowedError before those whom the law names were told, and before it is said what was done."""
    if breach.closed_at is not None:
        raise NotAllowedError(_("Kegagalan ini sudah ditutup"), next_step=_("Muat ulang halamannya."))
    if breach.told_at is None:
        raise NotAllowedError(
            _("Orangnya dan lembaga pengawas belum diberi tahu"), next_step=_("Catat kapan keduanya diberi tahu.")
        )
    if not breach.done.strip():
        raise NotAllowedError(
            _("Penanganannya belum dicatat"), next_step=_("Tulis apa yang dilakukan untuk menangani dan memulihkan.")
        )


def can_be_closed(breach: Breach) -> bool:
    """The twin of :func:`check_closing`."""
    try:
        check_closing(breach)
    except NotAllowedError:
        return False
    return True
