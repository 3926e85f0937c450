"""When a decree can be drafted, changed and sealed."""

from __future__ import annotations

from typing import Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid.models import Round
from padan.office.aid.replacing import fallen_out
from padan.office.aid.states import State as RoundState
from padan.office.decrees.models import Decree
from padan.office.decrees.states import Kind, State
from padan.office.decrees.words import Drafted
from padan.reference.agencies import agencies

#: Where a round must stand for each kind of decree to be sealed.
SEALED_AT: Final = {
    Kind.FIRST: (RoundState.PROPOSED,),
    Kind.AMENDMENT: (RoundState.DECREED, RoundState.DELIVERING),
    Kind.WITHDRAWAL: (RoundState.DECREED, RoundState.DELIVERING),
}
#: Where a round's first decree is drafted: its words can be made ready while the list is still corrected.
DRAFTED_AT: Final = (RoundState.VERIFYING, RoundState.CORRECTING, RoundState.PROPOSED)


def check_can_draft(held: Round) -> None:
    """NotAllowedError where givers pay a round, it has a decree, or its list is not yet with the villages."""
    if held.programme.by_givers:
        raise NotAllowedError(
            _("Putaran yang dibiayai pemberi tidak memakai keputusan (SK)"),
            next_step=_("Minta petugas lain memeriksanya, lalu mulai penyalurannya."),
        )
    if Decree.objects.filter(round=held, kind=Kind.FIRST).exists():
        raise NotAllowedError(_("Putaran ini sudah punya keputusan"), next_step=_("Buka keputusan itu."))
    if RoundState(held.state) not in DRAFTED_AT:
        raise NotAllowedError(
            _("Keputusan belum dapat disusun pada tahap ini"),
            next_step=_("Susun daftarnya, lalu serahkan untuk diperiksa desa."),
        )


def can_draft(held: Round) -> bool:
    """The twin of :func:`check_can_draft`."""
    try:
        check_can_draft(held)
    except NotAllowedError:
        return False
    return True


def check_can_be_changed(decree: Decree) -> None:
    """NotAllowedError where a decree is not sealed, not the one in force, or its round is over."""
    changed = Decree.objects.filter(changes=decree).exists()
    if decree.state != State.SEALED or decree.kind == Kind.WITHDRAWAL or changed:
        raise NotAllowedError(
            _("Keputusan ini tidak dapat diubah lagi"), next_step=_("Buka keputusan terakhir putaran ini.")
        )
    if RoundState(decree.round.state) not in SEALED_AT[Kind.AMENDMENT]:
        raise NotAllowedError(_("Putaran ini sudah ditutup"), next_step=_("Buat putaran baru."))


def can_be_changed(decree: Decree) -> bool:
    """The twin of :func:`check_can_be_changed`."""
    try:
        check_can_be_changed(decree)
    except NotAllowedError:
        return False
    return True


def check_somebody_fell_out(held: Round) -> None:
    """InvalidValueError where an amendment would replace nobody."""
    if not fallen_out(held):
        raise InvalidValueError(
            _("Tidak ada penerima yang perlu diganti"),
            next_step=_("Keluarkan dahulu penerima itu dari program, dengan alasannya."),
        )


def check_is_draft(decree: Decree) -> None:
    """NotAllowedError where it is sealed."""
    if decree.state != State.DRAFT:
        raise NotAllowedError(
            _("Keputusan ini sudah ditetapkan dan disegel"), next_step=_("Buat perubahan atau pencabutannya.")
        )


def check_can_be_sealed(decree: Decree) -> None:
    """NotAllowedError where it is no draft or its round does not stand where such a decree is made."""
    check_is_draft(decree)
    if RoundState(decree.round.state) not in SEALED_AT[Kind(decree.kind)]:
        raise NotAllowedError(
            _("Putaran ini belum diusulkan, atau sudah ditutup"), next_step=_("Lihat tahap putarannya dahulu.")
        )
    if decree.kind == Kind.AMENDMENT:
        check_somebody_fell_out(decree.round)


def can_be_sealed(decree: Decree) -> bool:
    """The twin of :func:`check_can_be_sealed`."""
    try:
        check_can_be_sealed(decree)
    except (NotAllowedError, InvalidValueError):
        return False
    return True


class NumberTakenError(InvalidValueError):
    """The agency has a decree of that number in that year."""


def check_number(said: Drafted, but: int | None = None) -> None:
    """NumberTakenError where another decree than ``but``, by its key, has the number."""
    same = Decree.objects.filter(agency=said.agency, year=said.signed_on.year, number=said.number.strip())
    if same.exclude(pk=but).exists():
        raise NumberTakenError(
            _("Nomor {number} sudah dipakai pada tahun {year}").format(number=said.number, year=said.signed_on.year),
            next_step=_("Periksa buku nomor keputusan."),
        )


def check_drafted(said: Drafted, but: Decree | None = None) -> None:
    """NumberTakenError as :func:`check_number`; InvalidValueError for an agency that is not known, or words that are
    missing."""
    if said.agency not in agencies():
        raise InvalidValueError(
            _("Instansi {code} tidak dikenal").format(code=said.agency), next_step=_("Pilih dari daftar.")
        )
    check_number(said, but.pk if but else None)
    for what, value in _asked(said).items():
        if not value or not all(each.strip() for each in value):
            raise InvalidValueError(_("{what} belum diisi").format(what=what), next_step=_("Isi bagian itu."))


def _asked(said: Drafted) -> dict[str, tuple[str, ...]]:
    words = said.words
    return {
        _("Nomor"): (said.number,), _("Tentang"): (said.about,), _("Kepala surat"): words.letterhead,
        _("Pejabat yang menetapkan"): (words.issuer,), _("Menimbang"): words.considering,
        _("Mengingat"): words.recalling, _("Diktum"): words.decisions, _("Tempat"): (words.place,),
        _("Jabatan penanda tangan"): (words.office,), _("Nama penanda tangan"): (words.name,),
    }  # fmt: skip
