"""Who receives reports of activities and judges them, who reads them, and who sees totals alone."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.scope import Scope, lies_in
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.activities.models import Report

#: Those who receive and judge, for the regency of their post.
KEEPERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR)
READERS: Final = (*KEEPERS, Role.INSPECTOR)


def check_may_keep(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` receives and judges the reports of a regency."""
    if not scope_of(by, day, *KEEPERS).covers(area):
        raise NotAllowedError(
            _("Laporan kegiatan dicatat petugas data dan sekretariat kabupaten"),
            next_step=_("Kirim laporannya kepada mereka."),
        )


def may_keep(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_keep`."""
    try:
        check_may_keep(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_withdraw(by: Account, held: Report, day: date) -> None:
    """NotAllowedError unless ``by`` accepted the report and still may, or is of the regency's secretariat."""
    if scope_of(by, day, Role.COORDINATOR).covers(held.area):
        return
    check_may_keep(by, held.area, day)
    if held.by_id != by.pk:
        raise NotAllowedError(
            _("Laporan ini diterima orang lain"), next_step=_("Minta penerimanya, atau sekretariat TPPS kabupaten.")
        )


def may_withdraw(by: Account, held: Report, day: date) -> bool:
    """The twin of :func:`check_may_withdraw`."""
    try:
        check_may_withdraw(by, held, day)
    except NotAllowedError:
        return False
    return True


def readable(by: Account, day: date) -> Scope:
    """Where ``by`` reads activities one by one."""
    return scope_of(by, day, *READERS)


def countable(by: Account, area: str, day: date) -> Scope:
    """Of a regency, what ``by`` sees totals of: what it reads, and the whole for the province that it lies in."""
    province = scope_of(by, day, Role.PROVINCE)
    whole = any(lies_in(area, code) for code in province.codes)
    return readable(by, day) | (Scope((area,)) if whole else Scope())
