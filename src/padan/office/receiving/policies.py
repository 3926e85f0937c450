"""When a file can be sent."""

from __future__ import annotations

from django.conf import settings

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts.policies import NotAllowedError
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
