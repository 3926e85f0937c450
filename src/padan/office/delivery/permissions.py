"""Who may hand out, move stock, name a guardian, and settle what others told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from padan.kernel.texts import _
from padan.office.accounts.models import Account, Post
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.delivery.models import Event

#: Roles that hand out and keep stock in their area.
HANDERS: Final = (Role.VILLAGE_OPERATOR, Role.DATA_OFFICER)
#: Roles that settle what contradicts, in their area.
SETTLERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR)
#: Roles that look at deliveries.
READERS: Final = (*HANDERS, Role.COORDINATOR, Role.INSPECTOR)


def handing_posts(by: Account) -> tuple[Post, ...]:
    """The posts by which an account hands out, past ones too; none where it is shut."""
    if not by.is_active:
        return ()
    return tuple(by.posts.filter(role__in=HANDERS).prefetch_related("places"))


def serves(post: Post, days: Iterable[date]) -> bool:
    """Whether a post is held on one of the days."""
    return any(post.since <= day <= post.until for day in days)


def check_may_hand(posts: Sequence[Post], area: str, days: Iterable[date]) -> None:
    """NotAllowedError unless one of the posts covers the area on one of the days: that of the hand-over, or that on
    which it is told. What was done in office is taken after it."""
    told = list(days)
    if not any(serves(post, told) and post.scope.covers(area) for post in posts):
        raise NotAllowedError(
            _("Penyerahan ini di luar wilayah Anda"), next_step=_("Serahkan kepada operator desa itu.")
        )


def check_may_keep(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` keeps stock, days and successors in that region."""
    if not scope_of(by, day, *HANDERS).covers(area):
        raise NotAllowedError(
            _("Wilayah ini di luar wilayah Anda"), next_step=_("Minta petugas data atau operator desa itu.")
        )


def may_keep(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_keep`."""
    try:
        check_may_keep(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_settle(by: Account, event: Event, day: date) -> None:
    """NotAllowedError unless ``by`` settles where the event lies, and did not tell it."""
    if not scope_of(by, day, *SETTLERS).covers(event.area):
        raise NotAllowedError(
            _("Pertentangan diselesaikan petugas data atau sekretariat TPPS wilayah itu"),
            next_step=_("Minta mereka memeriksanya."),
        )
    if by.pk == event.by_id:
        raise NotAllowedError(
            _("Penyerahan ini Anda sendiri yang mencatatnya"), next_step=_("Minta petugas lain memeriksanya.")
        )


def may_settle(by: Account, event: Event, day: date) -> bool:
    """The twin of :func:`check_may_settle`."""
    try:
        check_may_settle(by, event, day)
    except NotAllowedError:
        return False
    return True
