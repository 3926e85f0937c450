"""When work can be asked for."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.jobs.models import Job
from padan.office.jobs.states import EXCLUSIVE, OPEN, Kind


def already_asked() -> NotAllowedError:
    """What is said where work of an exclusive kind is asked for again."""
    return NotAllowedError(
        _("Pekerjaan yang sama sedang menunggu atau dikerjakan"), next_step=_("Tunggu sampai selesai.")
    )


def check_can_be_asked(kind: Kind) -> None:
    """NotAllowedError where one of an exclusive kind is not over yet."""
    if kind in EXCLUSIVE and Job.objects.filter(kind=kind, state__in=OPEN).exists():
        raise already_asked()


def can_be_asked(kind: Kind) -> bool:
    """The twin of :func:`check_can_be_asked`."""
    try:
        check_can_be_asked(kind)
    except NotAllowedError:
        return False
    return True
