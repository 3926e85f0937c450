"""Who draws a sample and sends people on visits, and who visits: never who made the list or handed out there."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.aid.permissions import had_a_hand
from padan.office.checking.models import Visit
from padan.office.delivery import queries as delivery

#: Roles that draw samples and send visitors.
DRAWERS: Final = (Role.COORDINATOR, Role.INSPECTOR)
#: Roles that visit.
VISITORS: Final = (Role.FIELD_OFFICER, *DRAWERS)
#: Roles that read what came out.
READERS: Final = (Role.DATA_OFFICER, *VISITORS)


def check_may_draw(by: Account, held: Round, day: date) -> None:
    """NotAllowedError unless ``by`` checks rounds of that region, and had no hand in this one."""
    if not scope_of(by, day, *DRAWERS).covers(held.area):
        raise NotAllowedError(
            _("Contoh diundi sekretariat TPPS atau inspektorat wilayah itu"), next_step=_("Minta mereka mengundinya.")
        )
    if had_a_hand(by, held):
        raise NotAllowedError(
            _("Anda ikut menyusun putaran ini, jadi tidak boleh memeriksanya"),
            next_step=_("Minta orang lain di sekretariat TPPS memeriksanya."),
        )


def may_draw(by: Account, held: Round, day: date) -> bool:
    """The twin of :func:`check_may_draw`."""
    try:
        check_may_draw(by, held, day)
    except NotAllowedError:
        return False
    return True


def check_may_visit(who: Account, visit: Visit, day: date) -> None:
    """NotAllowedError unless ``who`` works where the family lives, had no hand in the round, and handed out nothing of
    it in that village."""
    held = visit.sample.round
    if not scope_of(who, day, *VISITORS).covers(visit.area):
        raise NotAllowedError(
            _("Keluarga ini di luar wilayah {name}").format(name=who.name), next_step=_("Pilih petugas wilayah itu.")
        )
    if had_a_hand(who, held) or delivery.events(Scope((visit.area,)), held).filter(by=who).exists():
        raise NotAllowedError(
            _("{name} ikut menyusun atau membagikan bantuan ini").format(name=who.name),
            next_step=_("Pilih orang yang tidak ikut membagikannya."),
        )


def may_visit(who: Account, visit: Visit, day: date) -> bool:
    """The twin of :func:`check_may_visit`."""
    try:
        check_may_visit(who, visit, day)
    except NotAllowedError:
        return False
    return True


def check_may_tell(by: Account, visit: Visit, day: date) -> None:
    """NotAllowedError unless the visit is ``by``'s, who may still make it."""
    if visit.assigned_to_id != by.pk:
        raise NotAllowedError(_("Kunjungan ini bukan tugas Anda"), next_step=_("Buka daftar kunjungan Anda."))
    check_may_visit(by, visit, day)


def may_tell(by: Account, visit: Visit, day: date) -> bool:
    """The twin of :func:`check_may_tell`."""
    try:
        check_may_tell(by, visit, day)
    except NotAllowedError:
        return False
    return True
