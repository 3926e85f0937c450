"""When a pair can be decided or opened again, and when a second opinion is needed.

A second person must agree where a mistake would be dear, or where the officer says what the machine holds for unlikely:
one of the two is then wrong, and a look costs little.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.reviews.models import Pair
from padan.office.reviews.states import OPEN, State, Verdict, Word, held

#: A verdict to which the machine gives less than one chance in five is far from what the weight says.
UNLIKELY: Final = 0.2
#: A mistake about more records than this makes or breaks a person whom several lists know over months: of a hundred
#: pairs of persons one has more.
LARGE: Final = 12


def is_high(pair: Pair, verdict: Verdict) -> bool:
    """Whether another person must agree: much hangs on the pair, or the verdict is far from what the weight says."""
    if verdict not in (Verdict.SAME, Verdict.APART):
        return False
    chance = pair.probability if verdict is Verdict.SAME else 1 - pair.probability
    return pair.growth or pair.records > LARGE or chance < UNLIKELY


def check_can_decide(pair: Pair, by: Account, words: Sequence[Word]) -> None:
    """NotAllowedError where nobody is asked any more, or ``by`` has said what holds already. ``words``: of this
    round."""
    if State(pair.state) not in OPEN:
        said = {
            State.SETTLED: _("Pasangan ini sudah diputuskan orang lain"),
            State.ASIDE: _("Pasangan ini dikesampingkan: dua orang tidak dapat memutuskannya"),
        }
        raise NotAllowedError(
            said.get(State(pair.state), _("Pasangan ini tidak ditanyakan lagi sejak rilis yang baru")),
            next_step=_("Jawaban Anda tidak disimpan. Bila putusan itu keliru, buka kembali dengan alasan."),
        )
    if any(word.by == by.pk for word in held(words)):
        raise NotAllowedError(
            _("Anda sudah menjawab pasangan ini; yang ditunggu pendapat orang lain"),
            next_step=_("Cabut dahulu putusan Anda bila ingin mengubahnya."),
        )


def can_decide(pair: Pair, by: Account, words: Sequence[Word]) -> bool:
    """The twin of :func:`check_can_decide`."""
    try:
        check_can_decide(pair, by, words)
    except NotAllowedError:
        return False
    return True


def check_can_reopen(pair: Pair, note: str) -> None:
    """NotAllowedError where there is nothing to open again, or no reason is given."""
    if State(pair.state) not in (State.SETTLED, State.ASIDE, State.DISPUTED, State.SECOND) and not pair.verdict:
        raise NotAllowedError(_("Belum ada putusan tentang pasangan ini"), next_step=_("Putuskan dahulu."))
    if not note.strip():
        raise NotAllowedError(_("Alasan membuka kembali belum diisi"), next_step=_("Tulis alasannya di catatan."))


def can_reopen(pair: Pair, note: str) -> bool:
    """The twin of :func:`check_can_reopen`."""
    try:
        check_can_reopen(pair, note)
    except NotAllowedError:
        return False
    return True
