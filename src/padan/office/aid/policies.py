"""When a round can be opened, changed and moved on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope, lies_in
from padan.kernel.texts import _
from padan.kernel.writing import count, listing
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid.models import Programme, Round
from padan.office.aid.queries import silent_villages, unsettled
from padan.office.aid.states import Act, State, after, move_of
from padan.rules.selection import Standing

#: States in which a round's rule and quotas can still change: what villages were shown must not change under them.
CHANGING: Final = (State.DRAFT, State.CORRECTING)

#: States in which a list can lose somebody and take in the next in line: until it is decreed.
LIVE: Final = (*CHANGING, State.VERIFYING, State.PROPOSED)


def check_can_open(programme: Programme, since: date, *, gifts: bool) -> None:
    """NotAllowedError where the programme has ended by the day on which the round would begin, or where givers pay it
    and the round is not opened with what they hold (``gifts``): without a decree nothing else is handed out."""
    if programme.by_givers and not gifts:
        raise NotAllowedError(
            _("Program ini dibiayai pemberi"), next_step=_("Buka putarannya dari sebuah rencana di halaman Pencocokan.")
        )
    if programme.ended_on is not None and programme.ended_on < since:
        raise NotAllowedError(
            _("Program ini sudah berakhir"), next_step=_("Buat program baru, atau pilih hari mulai yang lebih awal.")
        )


def check_can_change(held: Round) -> None:
    """NotAllowedError where the round's list is with others."""
    if State(held.state) not in CHANGING:
        raise NotAllowedError(
            _("Putaran ini tidak dapat diubah pada tahap sekarang"),
            next_step=_("Kembalikan dahulu ke tahap perbaikan."),
        )


def check_not_held(held: Round, there: bool) -> None:
    """NotAllowedError where givers pay the round and what would be made is ``there``: what they hold makes it, once."""
    if there and held.programme.by_givers:
        raise NotAllowedError(
            _("Isi putaran ini mengikuti yang disisihkan pemberi"),
            next_step=_("Buka putaran baru dari sebuah rencana di halaman Pencocokan."),
        )


def can_change(held: Round) -> bool:
    """The twin of :func:`check_can_change`."""
    return State(held.state) in CHANGING


def check_can_move(held: Round, to: State, reason: str, act: str = "") -> None:
    """NotAllowedError where there is no such move or it is made by an act and none is named, InvalidValueError where
    it lacks its reason, a list, or what its decree will say."""
    at = State(held.state)
    gifts = held.programme.by_givers
    if to not in after(at, gifts=gifts):
        raise NotAllowedError(
            _("Putaran ini sudah berpindah tahap"), next_step=_("Muat ulang halamannya, lalu lihat keadaannya.")
        )
    move = move_of(at, to, gifts=gifts)
    if move.by is not None and not act:
        raise _only_by(move.by)
    if move.reasoned and not reason.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))
    if to is not State.CANCELLED and not held.listed.filter(standing=Standing.CHOSEN).exists():
        raise InvalidValueError(
            _("Daftar putaran ini masih kosong"), next_step=_("Isi kuota, lalu susun daftarnya dahulu.")
        )
    if to is State.PROPOSED and not held.package.exists():
        raise InvalidValueError(
            _("Paket bantuan putaran ini belum diisi"), next_step=_("Isi barang dan jumlah yang diterima tiap bulan.")
        )
    if to is State.PROPOSED:
        check_heard(held, reason)


def _only_by(act: Act) -> NotAllowedError:
    if act is Act.DELIVERY:
        return NotAllowedError(
            _("Langkah ini hanya dengan memulai penyaluran"), next_step=_("Buka halaman penyalurannya, lalu mulai.")
        )
    return NotAllowedError(
        _("Langkah ini hanya dengan keputusan (SK)"), next_step=_("Buat keputusannya, lalu minta ditetapkan.")
    )


def check_can_speak(held: Round) -> None:
    """NotAllowedError where the list is not with the villages."""
    if State(held.state) is not State.VERIFYING:
        raise NotAllowedError(
            _("Daftar ini sedang tidak diperiksa desa"), next_step=_("Beri tahu petugas data bila ada yang keliru.")
        )


def can_speak(held: Round) -> bool:
    """The twin of :func:`check_can_speak`."""
    return State(held.state) is State.VERIFYING


def check_can_settle(held: Round) -> None:
    """NotAllowedError where what villages said is not being worked in."""
    if State(held.state) is not State.CORRECTING:
        raise NotAllowedError(
            _("Pernyataan desa dikerjakan pada tahap perbaikan"), next_step=_("Pindahkan dahulu ke tahap perbaikan.")
        )


def can_settle(held: Round) -> bool:
    """The twin of :func:`check_can_settle`."""
    return State(held.state) is State.CORRECTING


def check_heard(held: Round, reason: str) -> None:
    """NotAllowedError while statements of villages wait for an answer. InvalidValueError while a village with families
    in the list has said nothing, unless there is a ``reason``."""
    waiting = len(unsettled(held))
    if waiting:
        raise NotAllowedError(
            _("{n} pernyataan desa belum dijawab").format(n=waiting),
            next_step=_("Ikuti atau jawab dahulu setiap pernyataan."),
        )
    silent = silent_villages(held)
    if silent and not reason.strip():
        raise InvalidValueError(
            _("{n} desa belum menyatakan apa-apa: {villages}").format(
                n=len(silent), villages=listing(silent[:5]) + (", …" if len(silent) > 5 else "")
            ),
            next_step=_("Tunggu desa itu, atau tulis alasan mengapa daftar diajukan tanpa pernyataannya."),
        )


def check_can_draw(held: Round) -> None:
    """InvalidValueError where a list would be empty for want of quotas; NotAllowedError where it follows holds."""
    check_not_held(held, held.listed.exists())
    if not held.quotas.exists():
        raise InvalidValueError(_("Putaran ini belum punya kuota"), next_step=_("Isi kuota tiap wilayah dahulu."))


def check_quotas(held: Round, quotas: Mapping[str, int]) -> None:
    """InvalidValueError for a region outside the round's, a place fewer than one, or more places than the budget
    pays for."""
    for area, places in quotas.items():
        if not lies_in(area, held.area):
            raise InvalidValueError(
                _("Kuota {area} di luar wilayah putaran ini").format(area=area), next_step=_("Hapus baris itu.")
            )
        if places < 1:
            raise InvalidValueError(
                _("Kuota {area} kurang dari satu").format(area=area), next_step=_("Isi angka mulai dari 1.")
            )
    if not quotas:
        raise InvalidValueError(_("Belum ada kuota"), next_step=_("Isi paling sedikit satu wilayah."))
    wanted = places_of(quotas) * held.cost
    if wanted > held.budget:
        raise InvalidValueError(
            _("Kuota ini memerlukan Rp{wanted}, anggarannya Rp{budget}").format(
                wanted=count(wanted), budget=count(held.budget)
            ),
            next_step=_("Kurangi kuotanya, atau ubah anggarannya."),
        )


def places_of(quotas: Mapping[str, int]) -> int:
    """How many places all quotas together can fill: a quota within another adds none."""
    return sum(quotas[area] for area in Scope.of(quotas).codes)
