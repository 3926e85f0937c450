"""Who sets off that it is decided what givers are told."""

from __future__ import annotations

from datetime import date

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.giving.permissions import gives


def check_may_look(by: Account, day: date) -> None:
    """NotAllowedError unless ``by`` has the post of a giver."""
    if not gives(by, day):
        raise NotAllowedError(
            _("Halaman ini untuk pemberi"), next_step=_("Minta pengelola akun memberi jabatan pemberi.")
        )
