"""Who writes down gatherings and what was committed to, and who reads of them."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.coordination.kinds import Gathered
from padan.office.coordination.models import Gathering

#: Roles that write down gatherings of their area; the forum of companies is the secretariat's alone.
WRITERS: Final = (Role.COORDINATOR, Role.VILLAGE_OPERATOR, Role.FIELD_OFFICER)
#: Roles that read of gatherings of their area.
READERS: Final = (*WRITERS, Role.DATA_OFFICER, Role.NUTRITION_OFFICER, Role.INSPECTOR)

#: Roles that read the quarterly report of their area, in which nobody is named.
REPORTERS: Final = (Role.COORDINATOR, Role.VILLAGE_OPERATOR, Role.DATA_OFFICER, Role.INSPECTOR, Role.PROVINCE)


def check_may_write(by: Account, kind: Gathered, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` writes down gatherings of that kind in that region."""
    roles = (Role.COORDINATOR,) if kind is Gathered.CSR_FORUM else WRITERS
    if not scope_of(by, day, *roles).covers(area):
        raise NotAllowedError(
            _("Pertemuan ini di luar wilayah Anda"), next_step=_("Minta sekretariat TPPS wilayah itu mencatatnya.")
        )


def check_may_keep(by: Account, held: Gathering, day: date) -> None:
    """NotAllowedError unless ``by`` wrote the gathering down and still may, or is of the secretariat over its area."""
    if scope_of(by, day, Role.COORDINATOR).covers(held.area):
        return
    if held.by_id != by.pk:
        raise NotAllowedError(
            _("Pertemuan ini dicatat orang lain"), next_step=_("Minta pencatatnya, atau sekretariat TPPS wilayah itu.")
        )
    check_may_write(by, Gathered(held.kind), held.area, day)


def may_keep(by: Account, held: Gathering, day: date) -> bool:
    """The twin of :func:`check_may_keep`."""
    try:
        check_may_keep(by, held, day)
    except NotAllowedError:
        return False
    return True
