"""When a release can be taken in or refused. Each check raises with its reason and has a boolean twin."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.office.accounts.policies import NotAllowedError
from padan.office.registry.models import Release
from padan.office.registry.states import State, may_follow


def check_can_be_taken_in(release: Release) -> None:
    """NotAllowedError where it is in force or being loaded."""
    state = State(release.state)
    if not may_follow(state, State.LOADING) and not may_follow(state, State.CURRENT):
        raise NotAllowedError(_("Rilis ini sudah berlaku"), next_step=_("Pilih rilis yang lain."))
    if state is State.LOADING:
        raise NotAllowedError(_("Rilis ini sedang dimuat"), next_step=_("Tunggu sampai selesai."))


def can_be_taken_in(release: Release) -> bool:
    """The twin of :func:`check_can_be_taken_in`."""
    try:
        check_can_be_taken_in(release)
    except NotAllowedError:
        return False
    return True


def check_can_be_refused(release: Release) -> None:
    """NotAllowedError unless it was offered and nobody has said yes or no."""
    if not may_follow(State(release.state), State.REFUSED):
        raise NotAllowedError(
            _("Rilis ini tidak sedang ditawarkan"), next_step=_("Hanya rilis yang ditawarkan dapat ditolak.")
        )


def can_be_refused(release: Release) -> bool:
    """The twin of :func:`check_can_be_refused`."""
    try:
        check_can_be_refused(release)
    except NotAllowedError:
        return False
    return True
