"""Who says that something is brought, who looks at that, and who says whether it came."""

from __future__ import annotations

from datetime import date

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.bringing.models import Consignment
from padan.office.delivery.permissions import READERS, check_may_keep
from padan.office.giving.models import Giver, Representative
from padan.office.giving.permissions import acts_for

__all__ = ["READERS", "check_may_answer", "check_may_send", "may_answer"]


def check_may_send(by: Account, giver: Giver, day: date) -> None:
    """NotAllowedError unless ``by`` acts for the giver: what it brings nobody writes down for it."""
    if not acts_for(by, giver, day):
        raise NotAllowedError(_("Pemberi ini bukan urusan Anda"), next_step=_("Minta wakil pemberi itu."))


def check_may_answer(by: Account, consignment: Consignment, day: date) -> None:
    """NotAllowedError unless ``by`` hands out there, and neither acts nor acted for the giver."""
    check_may_keep(by, consignment.area, day)
    if Representative.objects.filter(giver=consignment.giver_id, account=by).exists():
        raise NotAllowedError(
            _("Kiriman ini dari pemberi yang Anda wakili"), next_step=_("Minta petugas lain memeriksanya.")
        )


def may_answer(by: Account, consignment: Consignment, day: date) -> bool:
    """The twin of :func:`check_may_answer`."""
    try:
        check_may_answer(by, consignment, day)
    except NotAllowedError:
        return False
    return True
