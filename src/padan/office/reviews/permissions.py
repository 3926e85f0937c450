"""Who may judge a pair of records."""

from __future__ import annotations

from datetime import date

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.reviews.models import Pair

#: Roles that judge pairs, each in its own area.
REVIEWERS = (Role.DATA_OFFICER, Role.VILLAGE_OPERATOR)


def check_may_review(by: Account, pair: Pair, day: date) -> None:
    """NotAllowedError unless both records lie in the area of a post of ``by`` that judges pairs."""
    scope = scope_of(by, day, *REVIEWERS)
    if not (scope.covers(pair.area_a) and scope.covers(pair.area_b)):
        raise NotAllowedError(
            _("Pasangan ini di luar wilayah Anda"), next_step=_("Serahkan kepada petugas data kabupaten.")
        )


def may_review(by: Account, pair: Pair, day: date) -> bool:
    """The twin of :func:`check_may_review`."""
    try:
        check_may_review(by, pair, day)
    except NotAllowedError:
        return False
    return True


def check_may_reopen(by: Account, pair: Pair, day: date) -> None:
    """NotAllowedError unless ``by`` is a data officer of both areas: others take back their own words alone."""
    scope = scope_of(by, day, Role.DATA_OFFICER)
    if not (scope.covers(pair.area_a) and scope.covers(pair.area_b)):
        raise NotAllowedError(
            _("Putusan orang lain hanya dibuka kembali oleh petugas data kabupaten"),
            next_step=_("Minta petugas data Dinas Sosial."),
        )


def may_reopen(by: Account, pair: Pair, day: date) -> bool:
    """The twin of :func:`check_may_reopen`."""
    try:
        check_may_reopen(by, pair, day)
    except NotAllowedError:
        return False
    return True
