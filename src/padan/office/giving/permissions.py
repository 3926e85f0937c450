"""Who looks after givers and their pledges, who acts for a giver, and for which side of an authority one speaks."""

from __future__ import annotations

from datetime import date
from typing import Final

from padan.kernel.scope import Scope, of_regency
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import posts_of, scope_of
from padan.office.accounts.roles import Role
from padan.office.giving.models import Giver, Message, Pledge, Representative
from padan.rules.giving.authority import Holder

#: Roles that look after givers, pledges and holds of their regency.
KEEPERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR)


def keeping(by: Account, day: date) -> Scope:
    """The regencies whose givers an account looks after."""
    return of_regency(scope_of(by, day, *KEEPERS))


def check_may_keep(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` looks after the givers of that area."""
    if not keeping(by, day).covers(area):
        raise NotAllowedError(
            _("Pemberi bantuan diurus petugas data atau sekretariat TPPS kabupaten"),
            next_step=_("Minta mereka mengerjakannya."),
        )


def may_keep(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_keep`."""
    try:
        check_may_keep(by, area, day)
    except NotAllowedError:
        return False
    return True


def gives(by: Account, day: date) -> bool:
    """Whether an account has the post of a giver."""
    return posts_of(by, day).filter(role=Role.GIVER).exists()


def acts_for(by: Account, giver: Giver, day: date) -> bool:
    """Whether an account acts for a giver."""
    return gives(by, day) and Representative.objects.filter(giver=giver, account=by, ended_on=None).exists()


def check_may_register(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` looks after givers there, or has the post of one and acts for none yet."""
    free = gives(by, day) and not Representative.objects.filter(account=by, ended_on=None).exists()
    if not free and not may_keep(by, area, day):
        raise NotAllowedError(
            _("Akun ini tidak dapat mendaftarkan pemberi"), next_step=_("Minta petugas data mendaftarkannya.")
        )


def check_may_speak(by: Account, giver: Giver, day: date) -> None:
    """NotAllowedError unless ``by`` acts for the giver, or writes down for it as who looks after it."""
    if not acts_for(by, giver, day) and not may_keep(by, giver.area, day):
        raise NotAllowedError(_("Pemberi ini bukan urusan Anda"), next_step=_("Minta wakil pemberi itu."))


def check_may_vet(by: Account, giver: Giver, day: date) -> None:
    """NotAllowedError unless ``by`` looks after the giver, did not register it and does not act for it."""
    check_may_keep(by, giver.area, day)
    acted = Representative.objects.filter(giver=giver, account=by).exists()
    _check_other(acted or by.pk == giver.made_by_id, _("Pemberi ini Anda sendiri yang mendaftarkan"))


def check_may_confirm(by: Account, pledge: Pledge, day: date) -> None:
    """NotAllowedError unless ``by`` looks after the giver and did not write the pledge or anything of it down."""
    check_may_keep(by, pledge.giver.area, day)
    wrote = pledge.instalments.filter(by=by).exists()
    _check_other(wrote or by.pk == pledge.by_id, _("Janji ini Anda sendiri yang menulis"))


def check_may_hold(by: Account, pledge: Pledge, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` looks after the giver and the place of the need, and did not write the pledge down
    or confirm it: who takes money in does not say whom it reaches."""
    check_may_keep(by, pledge.giver.area, day)
    check_may_keep(by, area, day)
    had = by.pk == pledge.by_id or pledge.acts.filter(by=by).exists() or pledge.instalments.filter(by=by).exists()
    _check_other(had, _("Janji ini Anda sendiri yang menulis atau menerima"))


def check_may_pass(by: Account, message: Message, day: date) -> None:
    """NotAllowedError unless ``by`` looks after the giver and did not write the message."""
    check_may_keep(by, message.giver.area, day)
    _check_other(by.pk == message.by_id, _("Pesan ini Anda sendiri yang menulis"))


def side_of(by: Account, area: str, day: date) -> Holder:
    """For which side an account speaks where the authority over a giver of an area is told: the province, or the
    regency. NotAllowedError where it speaks for neither."""
    if scope_of(by, day, Role.PROVINCE).covers(area):
        return Holder.PROVINCE
    if keeping(by, day).covers(area):
        return Holder.REGENCY
    raise NotAllowedError(
        _("Kewenangan atas perusahaan dinyatakan provinsi atau kabupaten"), next_step=_("Minta mereka menyatakannya.")
    )


def _check_other(mine: bool, what: str) -> None:
    if mine:
        raise NotAllowedError(what, next_step=_("Minta petugas lain memeriksanya."))
