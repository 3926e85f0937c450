"""Who may answer a task, choose between two answers, and call a village meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from padan.kernel.texts import _
from padan.office.accounts.models import Account, Post
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.accounts.roles import Role
from padan.office.tasks.models import Task

#: Whose tasks a role is asked for, by the code of the agency. Who sits in the village may answer for everybody: it is
#: asked of people who live there.
OWNED: Final[Mapping[Role, frozenset[str]]] = {
    Role.DATA_OFFICER: frozenset({"dinsos", "disdukcapil"}),
    Role.NUTRITION_OFFICER: frozenset({"dinkes"}),
    Role.FIELD_OFFICER: frozenset({"dp2kb"}),
    Role.VILLAGE_OPERATOR: frozenset({"desa"}),
}
#: Roles that may answer whatever is asked in their area.
FOR_EVERYBODY: Final = (Role.DATA_OFFICER, Role.VILLAGE_OPERATOR)
#: Roles that look at tasks; those in OWNED answer some.
READERS: Final = (*OWNED, Role.COORDINATOR, Role.INSPECTOR)
#: Roles that send families to a village meeting.
CALLERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR)


def check_may_answer(by: Account, task: Task, day: date) -> None:
    """NotAllowedError unless a post of ``by`` answers such tasks where this one lies."""
    if not any(
        scope_of(by, day, role).covers(task.area)
        for role, owned in OWNED.items()
        if role in FOR_EVERYBODY or task.owner in owned
    ):
        raise NotAllowedError(
            _("Tugas ini bukan untuk Anda atau di luar wilayah Anda"),
            next_step=_("Serahkan kepada pemiliknya, atau kepada petugas data kabupaten."),
        )


def may_answer(by: Account, task: Task, day: date) -> bool:
    """The twin of :func:`check_may_answer`."""
    try:
        check_may_answer(by, task, day)
    except NotAllowedError:
        return False
    return True


def could_answer_once(by: Account, task: Task) -> bool:
    """Whether ``by`` ever held a post for the task's place: what its phone kept for days must not be lost."""
    posts = Post.objects.filter(account=by, role__in=tuple(OWNED)).prefetch_related("places")
    return any(post.scope.covers(task.area) for post in posts)


def check_may_call(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` sends families of that village to a meeting."""
    if not scope_of(by, day, *CALLERS).covers(area):
        raise NotAllowedError(
            _("Musyawarah desa diadakan oleh petugas data atau sekretariat TPPS wilayah itu"),
            next_step=_("Minta petugas data Dinas Sosial."),
        )


def may_call(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_call`."""
    try:
        check_may_call(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_hold(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` writes down what a meeting of that village said."""
    if not scope_of(by, day, *CALLERS, Role.VILLAGE_OPERATOR).covers(area):
        raise NotAllowedError(
            _("Hasil musyawarah diisi oleh desanya sendiri atau petugas data"),
            next_step=_("Serahkan kepada operator desa itu."),
        )


def may_hold(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_hold`."""
    try:
        check_may_hold(by, area, day)
    except NotAllowedError:
        return False
    return True


def check_may_tell(by: Account, area: str, day: date) -> None:
    """NotAllowedError unless ``by`` tells of people in that village what nobody asked."""
    if not scope_of(by, day, *OWNED).covers(area):
        raise NotAllowedError(_("Desa ini di luar wilayah Anda"), next_step=_("Pilih desa di wilayah Anda."))


def may_tell(by: Account, area: str, day: date) -> bool:
    """The twin of :func:`check_may_tell`."""
    try:
        check_may_tell(by, area, day)
    except NotAllowedError:
        return False
    return True
