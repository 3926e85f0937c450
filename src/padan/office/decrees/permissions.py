"""Who may draft decrees, and who signs them off."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.aid.models import Excluded
from padan.office.aid.permissions import check_may_make, had_a_hand
from padan.office.aid.replacing import fallen_out
from padan.office.decrees.models import Decree
from padan.office.decrees.states import Kind

#: Roles that sign decrees off.
SIGNERS: Final = (Role.COORDINATOR,)


def check_may_draft(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` makes rounds in that region."""
    check_may_make(by, area, day)


def may_draft(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_draft`."""
    try:
        check_may_draft(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_sign(by: Account, decree: Decree, day: date) -> None:
    """NotAllowedError unless ``by`` is of the secretariat there and had no hand in the round, in the draft, or in what
    the draft replaces."""
    if not scope_of(by, day, *SIGNERS).covers(decree.area):
        raise NotAllowedError(
            _("Keputusan ditetapkan sekretariat TPPS"), next_step=_("Minta sekretariat TPPS wilayah itu.")
        )
    if decree.hands.filter(pk=by.pk).exists() or had_a_hand(by, decree.round) or _excluded_any(by, decree):
        raise NotAllowedError(
            _("Anda ikut menyusunnya, jadi tidak boleh menetapkannya"),
            next_step=_("Minta orang lain di sekretariat TPPS."),
        )


def may_sign(by: Account, decree: Decree, day: date) -> bool:
    """The twin of :func:`check_may_sign`."""
    try:
        check_may_sign(by, decree, day)
    except NotAllowedError:
        return False
    return True


def _excluded_any(by: Account, decree: Decree) -> bool:
    """Whether ``by`` excluded somebody whom an amendment replaces."""
    if decree.kind != Kind.AMENDMENT:
        return False
    said = Excluded.objects.filter(programme=decree.round.programme_id, lifted_on=None, by=by)
    return bool(set(said.values_list("family_id", flat=True)) & fallen_out(decree.round).keys())
