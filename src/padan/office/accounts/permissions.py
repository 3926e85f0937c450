"""Who may give and end posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role


def check_may_appoint(by: Account, account: Account, areas: Sequence[str], day: date) -> None:
    """NotAllowedError unless ``by`` keeps the accounts of all these areas, and is somebody else."""
    if by.pk == account.pk:
        raise NotAllowedError(
            _("Tidak seorang pun mengatur jabatannya sendiri"), next_step=_("Minta pengelola akun yang lain.")
        )
    kept = scope_of(by, day, Role.ADMINISTRATOR)
    if not kept or not all(kept.covers(code) for code in areas):
        raise NotAllowedError(_("Wilayah itu di luar wewenang Anda"), next_step=_("Minta pengelola akun wilayah itu."))


def may_appoint(by: Account, account: Account, areas: Sequence[str], day: date) -> bool:
    """The twin of :func:`check_may_appoint`."""
    try:
        check_may_appoint(by, account, areas, day)
    except NotAllowedError:
        return False
    return True
