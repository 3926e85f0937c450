"""When a file can be sent."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.jobs.permissions import ROLES
from padan.office.jobs.states import Kind
from padan.office.receiving.storage import Stored


def most_bytes() -> int:
    """The largest file that is taken."""
    return int(settings.PADAN_UPLOAD_MB) * 1024 * 1024


def too_large() -> NotAllowedError:
    """What is said of a file above the limit."""
    return NotAllowedError(
        _("Berkas ini lebih besar dari {mb} MB").format(mb=count(settings.PADAN_UPLOAD_MB)),
        next_step=_("Pecah menjadi beberapa berkas, atau minta pengelola server menerimanya dengan perintah."),
    )


def check_can_be_sent(file: Stored, scope: Scope, village: str) -> None:
    """NotAllowedError where the file is empty or too large, or said to be of a village outside the sender's scope."""
    if not file.size:
        raise NotAllowedError(_("Berkas kosong."), next_step=_("Ekspor ulang dari aplikasi asalnya, lalu kirim lagi."))
    if file.size > most_bytes():
        raise too_large()
    if village and not scope.covers(village):
        raise NotAllowedError(_("Desa itu di luar wilayah Anda"), next_step=_("Pilih desa dari daftar."))


def can_be_sent(file: Stored, scope: Scope, village: str) -> bool:
    """The twin of :func:`check_can_be_sent`."""
    try:
        check_can_be_sent(file, scope, village)
    except NotAllowedError:
        return False
    return True


def rows_within(by: Account, day: date) -> tuple[str, ...]:
    """The regions where the rows of a file that ``by`` sends must lie; empty: anywhere.

    Only who sends as a village operator and as nothing else is held to the own villages. A posyandu rightly measures
    children of neighbouring villages, so a puskesmas's list holds them; the lists of data officers and of
    family-planning field officers are made for more than a village.
    """
    if scope_of(by, day, *(ROLES[Kind.RECEIVE] - {Role.VILLAGE_OPERATOR})):
        return ()
    return scope_of(by, day, Role.VILLAGE_OPERATOR).codes
