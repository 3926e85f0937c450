"""Cases of data subjects in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from padan.kernel.texts import _
from padan.office.subjects.states import Right, State

RIGHTS: Final[Mapping[Right, Callable[[], str]]] = {
    Right.ACCESS: lambda: _("melihat dan mendapat salinan datanya"),
    Right.CORRECTION: lambda: _("memperbaiki data yang salah"),
    Right.OBJECTION: lambda: _("keberatan atas keputusan otomatis"),
    Right.RESTRICTION: lambda: _("menunda atau membatasi pemakaian datanya"),
}

STATES: Final[Mapping[State, Callable[[], str]]] = {
    State.RECEIVED: lambda: _("diterima"),
    State.EXAMINED: lambda: _("sedang diperiksa"),
    State.GRANTED: lambda: _("dikabulkan"),
    State.PARTLY: lambda: _("dikabulkan sebagian"),
    State.REFUSED: lambda: _("ditolak"),
    State.WITHDRAWN: lambda: _("dicabut pemohon"),
}


def right_words(right: str) -> str:
    """What is asked for."""
    return RIGHTS[Right(right)]()


def state_words(state: str) -> str:
    """Where a case stands."""
    return STATES[State(state)]()


def time_left(due: datetime, now: datetime) -> str:
    """How long there is until a deadline, or how long it is over: "sisa 2 hari 4 jam"."""
    length = _length(abs(due - now))
    return _("lewat {length}").format(length=length) if due < now else _("sisa {length}").format(length=length)


def _length(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    if hours >= 24:
        return _("{days} hari {hours} jam").format(days=hours // 24, hours=hours % 24)
    return _("{hours} jam {minutes} menit").format(hours=hours, minutes=int(span.total_seconds() // 60) % 60)
