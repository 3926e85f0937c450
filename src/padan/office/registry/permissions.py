"""Who may settle what becomes of a release."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role


def check_may_settle(by: Account, day: date) -> None:
    """NotAllowedError unless ``by`` is a data officer of the whole regency."""
    if not scope_of(by, day, Role.DATA_OFFICER).covers(settings.PADAN_REGENCY):
        raise NotAllowedError(
            _("Rilis hanya disahkan oleh petugas data kabupaten"), next_step=_("Minta petugas data Dinas Sosial.")
        )


def may_settle(by: Account, day: date) -> bool:
    """The twin of :func:`check_may_settle`."""
    try:
        check_may_settle(by, day)
    except NotAllowedError:
        return False
    return True
