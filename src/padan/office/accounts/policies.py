"""When an appointment can be made. Each check raises with its reason and has a twin that only says yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from padan.kernel.errors import PadanError
from padan.kernel.regions import RegionCode, RegionSystem
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.roles import FACTS, Role, agree
from padan.reference import regions

#: A post is held no longer without being given anew: people change their desks, and accounts stay.
LONGEST = timedelta(days=2 * 365 + 1)
#: A program's key lasts no longer, and an account has no more that hold: each is one more that can be lost.
LONGEST_TOKEN = timedelta(days=366)
MOST_TOKENS = 10


class NotAllowedError(PadanError):
    """Something that cannot be done as it was asked for."""

    exit_code = 6


@dataclass(frozen=True, slots=True)
class Appointment:
    """What is to become a post. ``areas`` are Kemendagri codes with dots."""

    account: Account
    role: Role
    areas: Sequence[str]
    since: date
    until: date


def check_appointment(wanted: Appointment) -> None:
    """NotAllowedError where its days, its area or another post of the account speak against it."""
    _check_days(wanted)
    _check_area(wanted)
    _check_other_posts(wanted)


def can_be_appointed(wanted: Appointment) -> bool:
    """The twin of :func:`check_appointment`."""
    try:
        check_appointment(wanted)
    except NotAllowedError:
        return False
    return True


def _check_days(wanted: Appointment) -> None:
    if wanted.until < wanted.since:
        raise NotAllowedError(
            _("Jabatan berakhir sebelum dimulai"), next_step=_("Pilih tanggal akhir sesudah tanggal mulai.")
        )
    if wanted.until - wanted.since > LONGEST:
        raise NotAllowedError(
            _("Jabatan paling lama dua tahun"), next_step=_("Pilih tanggal akhir yang lebih dekat; dapat diperpanjang.")
        )


def _check_area(wanted: Appointment) -> None:
    levels = FACTS[wanted.role].levels
    if bool(levels) != bool(wanted.areas):
        what = _("Peran ini memerlukan wilayah") if levels else _("Peran ini tidak mempunyai wilayah")
        raise NotAllowedError(what, next_step=_("Periksa pilihan wilayahnya."))
    for code in wanted.areas:
        if regions.region(code) is None:
            raise NotAllowedError(
                _("Wilayah {code} tidak dikenal").format(code=code), next_step=_("Pilih wilayah dari daftar.")
            )
        if RegionCode(code, RegionSystem.KEMENDAGRI).level not in levels:
            raise NotAllowedError(
                _("Peran ini tidak diberikan untuk {place}").format(place=regions.name_of(code)),
                next_step=_("Pilih wilayah pada tingkat yang sesuai."),
            )


def _check_other_posts(wanted: Appointment) -> None:
    held = wanted.account.posts.filter(since__lte=wanted.until, until__gte=wanted.since)
    for post in held:
        if not agree(wanted.role, Role(post.role)):
            raise NotAllowedError(
                _("{role} tidak boleh dirangkap dengan {other}").format(
                    role=_(FACTS[wanted.role].title), other=_(FACTS[Role(post.role)].title)
                ),
                next_step=_("Akhiri jabatan yang lain dahulu, atau berikan kepada orang lain."),
            )


def check_token(account: Account, until: date, day: date) -> None:
    """NotAllowedError where an account can have no further key of a program, on a day and until another."""
    if until < day:
        raise NotAllowedError(_("Kunci itu sudah berakhir"), next_step=_("Pilih hari ini atau hari sesudahnya."))
    if until - day > LONGEST_TOKEN:
        raise NotAllowedError(
            _("Kunci berlaku paling lama setahun"), next_step=_("Pilih hari yang lebih dekat; kunci baru dapat dibuat.")
        )
    if account.tokens.filter(until__gte=day, revoked_at__isnull=True).count() >= MOST_TOKENS:
        raise NotAllowedError(
            _("Akun ini sudah mempunyai {most} kunci").format(most=MOST_TOKENS),
            next_step=_("Cabut dahulu yang tidak dipakai lagi."),
        )


def can_have_token(account: Account, until: date, day: date) -> bool:
    """The twin of :func:`check_token`."""
    try:
        check_token(account, until, day)
    except NotAllowedError:
        return False
    return True
