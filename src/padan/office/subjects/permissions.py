"""Who answers for people's data."""

from __future__ import annotations

from datetime import date

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role


def check_may_answer(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` is a data officer of an area that holds this one."""
    if not scope_of(by, day, Role.DATA_OFFICER).covers(area):
        raise NotAllowedError(
            _("Permintaan atas data diurus petugas data wilayahnya"), next_step=_("Minta petugas data Dinas Sosial.")
        )


def may_answer(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_answer`."""
    try:
        check_may_answer(by, area, day)
    except NotAllowedError:
        return False
    return True
