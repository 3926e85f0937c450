"""Who writes down gatherings and what was committed to, and who reads of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from padan.kernel.scope import Scope, of_regency, together, upward
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.coordination.kinds import Gathered
from padan.office.coordination.models import Gathering

#: Roles that write down gatherings of a regency, a kecamatan or a village; the forum of companies is the secretariat's
#: alone.
_OF_REGENCY: Final = (Role.COORDINATOR, Role.VILLAGE_OPERATOR, Role.FIELD_OFFICER)
#: Roles that write down gatherings of their area; a province its own, and none of its regencies.
WRITERS: Final = (*_OF_REGENCY, Role.PROVINCE)
#: Roles that read of gatherings (:class:`Reach`).
READERS: Final = (*WRITERS, Role.DATA_OFFICER, Role.NUTRITION_OFFICER, Role.INSPECTOR)

#: Roles that read the quarterly report of their area, in which nobody is named.
REPORTERS: Final = (Role.COORDINATOR, Role.VILLAGE_OPERATOR, Role.DATA_OFFICER, Role.INSPECTOR, Role.PROVINCE)


@dataclass(frozen=True, slots=True)
class Reach:
    """Of which gatherings somebody reads: all in ``area``; the own ones of the provinces in ``own``; and where
    ``area`` holds a regency, of its province's what is public, without notes and files."""

    area: Scope
    own: tuple[str, ...]

    @property
    def provinces(self) -> tuple[str, ...]:
        """The provinces whose own gatherings are read of."""
        return tuple(sorted({*self.own, *(upward(code)[0] for code in of_regency(self.area).codes)}))

    def reads_whole(self, held: Gathering) -> bool:
        """Whether notes, minutes and what was told of commitments are read too."""
        return held.area in self.own or self.area.covers(held.area)


def reach(areas: Mapping[Role, Scope], roles: Collection[Role]) -> Reach:
    """What the posts of these roles reach."""
    lower = (areas.get(role, Scope()) for role in roles if role is not Role.PROVINCE)
    own = areas.get(Role.PROVINCE, Scope()) if Role.PROVINCE in roles else Scope()
    return Reach(together(lower), own.codes)


def _is_province(area: str) -> bool:
    return upward(area) == (area,)


def check_may_write(by: Account, kind: Gathered, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` writes down gatherings of that kind in that region."""
    roles = (Role.COORDINATOR,) if kind is Gathered.CSR_FORUM else _OF_REGENCY
    if not scope_of(by, day, *((Role.PROVINCE,) if _is_province(area) else roles)).covers(area):
        raise NotAllowedError(
            _("Pertemuan ini di luar wilayah Anda"), next_step=_("Minta sekretariat TPPS wilayah itu mencatatnya.")
        )


def check_may_keep(by: Account, held: Gathering, day: date) -> None:
    """NotAllowedError unless ``by`` wrote the gathering down and still may, or is of the secretariat over its area: of
    a province's own, of the province."""
    if scope_of(by, day, Role.PROVINCE if _is_province(held.area) else Role.COORDINATOR).covers(held.area):
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
