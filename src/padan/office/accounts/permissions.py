"""Who may give and end posts, and keep accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import accounts, scope_of
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


def check_may_invite(by: Account, day: date) -> None:
    """NotAllowedError unless ``by`` keeps accounts."""
    if not scope_of(by, day, Role.ADMINISTRATOR):
        raise NotAllowedError(_("Hanya pengelola akun yang mengundang"), next_step=_("Minta pengelola akun."))


def may_invite(by: Account, day: date) -> bool:
    """The twin of :func:`check_may_invite`."""
    try:
        check_may_invite(by, day)
    except NotAllowedError:
        return False
    return True


def check_may_keep(by: Account, account: Account, day: date) -> None:
    """NotAllowedError unless ``by`` keeps accounts where every post lies that the account holds or will hold, and is
    somebody else."""
    if by.pk == account.pk:
        raise NotAllowedError(
            _("Tidak seorang pun mengatur akunnya sendiri"), next_step=_("Minta pengelola akun yang lain.")
        )
    kept = scope_of(by, day, Role.ADMINISTRATOR)
    held = account.posts.filter(until__gte=day).prefetch_related("places")
    elsewhere = any(not kept.covers(code) for post in held for code in post.scope.codes)
    if elsewhere or not accounts(kept).filter(pk=account.pk).exists():
        raise NotAllowedError(
            _("Akun itu di luar wewenang Anda"), next_step=_("Minta pengelola akun wilayah jabatannya.")
        )


def may_keep(by: Account, account: Account, day: date) -> bool:
    """The twin of :func:`check_may_keep`."""
    try:
        check_may_keep(by, account, day)
    except NotAllowedError:
        return False
    return True
