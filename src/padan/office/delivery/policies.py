"""When a delivery begins, when events are taken and settled, how much stock can leave a point, and when it can be
examined."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid.models import Round
from padan.office.aid.states import State, after
from padan.office.delivery.models import Movement, Settled, Verdict
from padan.rules.delivery import Ending, Label

#: States in which events of a round are taken: a phone may come back after it was closed or withdrawn.
TAKING: Final = (State.DELIVERING, State.CLOSED, State.CANCELLED)
#: Labels of events that a person may end, and how.
ENDINGS: Final = {
    Label.COUNTED: (Ending.VOID,),
    Label.NOTED: (Ending.VOID,),
    Label.WAITS: (Ending.VOID,),
    Label.CONFLICT: (Ending.VOID, Ending.LOST, Ending.RECOVERED),
}


def check_can_begin(held: Round) -> None:
    """NotAllowedError unless the round is decreed, or where givers pay it, proposed to who checks it."""
    if State.DELIVERING not in after(State(held.state), gifts=held.programme.by_givers):
        raise NotAllowedError(
            _("Penyaluran putaran ini tidak dapat dimulai sekarang"),
            next_step=_("Muat ulang halamannya, lalu lihat keadaannya."),
        )


def can_begin(held: Round) -> bool:
    """The twin of :func:`check_can_begin`."""
    try:
        check_can_begin(held)
    except NotAllowedError:
        return False
    return True


def check_can_settle(verdict: Verdict, ending: Ending, reason: str) -> None:
    """NotAllowedError where the event is ended already or does not end so; InvalidValueError without a reason."""
    if Settled.objects.filter(event=verdict.event_id).exists():
        raise NotAllowedError(_("Penyerahan ini sudah diselesaikan"), next_step=_("Muat ulang halamannya."))
    if ending not in ENDINGS[Label(verdict.label)]:
        raise NotAllowedError(
            _("Penyerahan ini tidak bertentangan dengan yang lain"),
            next_step=_("Batalkan saja bila isinya tidak benar."),
        )
    if not reason.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))


def check_can_leave(held: int, item: str, unit: str, amount: int) -> None:
    """InvalidValueError where fewer units lie at a point than are to leave it."""
    if amount > held:
        raise InvalidValueError(
            _("Di titik ini ada {held} {unit} {item}, kurang dari {amount}").format(
                held=count(held), unit=unit, item=item, amount=count(amount)
            ),
            next_step=_("Periksa jumlahnya, atau catat dahulu barang yang datang."),
        )


def check_can_examine(movement: Movement, day: date, today: date, unfit: int) -> None:
    """InvalidValueError where the day lies before the goods came or is still to come, or more units are unfit than
    came."""
    if not timezone.localdate(movement.on) <= day <= today:
        raise InvalidValueError(
            _("Hari pemeriksaan barang tidak mungkin"), next_step=_("Isi hari sesudah barangnya datang.")
        )
    if not 0 <= unfit <= movement.amount:
        raise InvalidValueError(
            _("Yang datang {amount} {unit}, kurang dari yang tidak layak").format(
                amount=count(movement.amount), unit=movement.unit
            ),
            next_step=_("Periksa jumlahnya."),
        )


def is_taking(held: Round) -> bool:
    """The twin of :func:`check_is_taking`."""
    return State(held.state) in TAKING


def check_is_taking(held: Round) -> None:
    """NotAllowedError unless events of the round are taken."""
    if State(held.state) not in TAKING:
        raise NotAllowedError(
            _("Penyaluran putaran ini belum dimulai"), next_step=_("Tunggu sampai putarannya disalurkan.")
        )
