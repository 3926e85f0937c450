"""When an answer, a choice, a meeting or its end can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.tasks.models import Answer, Round, Task
from padan.office.tasks.states import RoundState, State


class AnswerFaultsError(PadanError):
    """An answer that does not fit its form; ``faults`` by the field's name ("" for the form as a whole)."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(_("Jawaban belum lengkap atau belum benar"), next_step=_("Perbaiki isian yang ditandai."))
        self.faults = dict(faults)


def check_can_choose(task: Task, open_to_choice: Sequence[Answer], chosen: Answer | None) -> None:
    """NotAllowedError unless somebody chooses now, and between answers of which ``chosen`` is one (None: none of
    those that wait)."""
    if State(task.state) is not State.CONTESTED or (chosen is not None and chosen not in open_to_choice):
        raise NotAllowedError(
            _("Pilihan ini sudah dibuat orang lain"), next_step=_("Muat ulang halamannya, lalu lihat keadaannya.")
        )


def check_can_take_back(task: Task, holding: Answer | None) -> None:
    """NotAllowedError where there is no answer, or it has left the office already."""
    if holding is None or State(task.state) is not State.ANSWERED:
        raise NotAllowedError(_("Tidak ada jawaban yang dapat dicabut"), next_step=_("Muat ulang halamannya."))
    if holding.handed_over_at is not None:
        raise NotAllowedError(
            _("Jawaban ini sudah masuk ke rilis yang disusun"), next_step=_("Kirim jawaban yang baru sebagai koreksi.")
        )


def can_take_back(task: Task, holding: Answer | None) -> bool:
    """The twin of :func:`check_can_take_back`."""
    try:
        check_can_take_back(task, holding)
    except NotAllowedError:
        return False
    return True


def check_can_close(held: Round) -> None:
    """NotAllowedError unless the meeting is planned and its minutes are there."""
    if RoundState(held.state) is not RoundState.PLANNED:
        raise NotAllowedError(_("Musyawarah ini sudah selesai"), next_step=_("Muat ulang halamannya."))
    if not held.minutes:
        raise NotAllowedError(
            _("Berita acara belum dilampirkan"), next_step=_("Lampirkan berita acaranya, lalu tutup musyawarah.")
        )
