"""Who may ask for which work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.conf import settings

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.jobs.states import Kind

#: Roles of whom each kind can be asked by.
ROLES: Final[Mapping[Kind, frozenset[Role]]] = {
    Kind.RECEIVE: frozenset({Role.DATA_OFFICER, Role.NUTRITION_OFFICER, Role.FIELD_OFFICER, Role.VILLAGE_OPERATOR}),
    Kind.BUILD: frozenset({Role.DATA_OFFICER}),
    Kind.TAKE_IN: frozenset({Role.DATA_OFFICER}),
    Kind.DRAW: frozenset({Role.DATA_OFFICER}),
    Kind.WHAT_IF: frozenset({Role.DATA_OFFICER, Role.COORDINATOR, Role.INSPECTOR}),
    Kind.DECREE: frozenset({Role.DATA_OFFICER, Role.COORDINATOR}),
    Kind.MATCH: frozenset({Role.DATA_OFFICER, Role.COORDINATOR}),
}

#: Kinds whose work is on the register of the whole regency.
OF_THE_REGENCY: Final = frozenset({Kind.BUILD, Kind.TAKE_IN, Kind.MATCH})


def check_may_ask(by: Account, kind: Kind, day: date) -> None:
    """NotAllowedError unless ``by`` holds a post of a role that may ask for such work, for the regency where the work
    is on all of it."""
    scope = scope_of(by, day, *ROLES[kind])
    if not scope or (kind in OF_THE_REGENCY and not scope.covers(settings.PADAN_REGENCY)):
        raise NotAllowedError(
            _("Jabatan Anda tidak dapat meminta pekerjaan ini"), next_step=_("Minta petugas data Dinas Sosial.")
        )


def may_ask(by: Account, kind: Kind, day: date) -> bool:
    """The twin of :func:`check_may_ask`."""
    try:
        check_may_ask(by, kind, day)
    except NotAllowedError:
        return False
    return True
