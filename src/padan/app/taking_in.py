"""Everything that bringing a release into force consists of, one after the other; each step can be done again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from padan.app.asking import ask_people
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.office.accounts.queries import Account
from padan.office.registry import operations as registry
from padan.office.registry import queries
from padan.office.registry.queries import Release
from padan.office.registry.states import State
from padan.office.showing import queries as showing
from padan.office.showing.operations import draw
from padan.office.tasks.opening import open_from
from padan.pipeline.home import Home
from padan.reports.arranged import arrange, forget_others
from padan.reports.counting.making import counted
from padan.reports.damage import UNREAD
from padan.reports.eligible import facts_copy
from padan.reports.portal import register_of
from padan.reports.task_copy import task_copy
from padan.reports.wanted import wanted

#: Told with the step in words, what is done and what is expected (0: not known).
Report = Callable[[str, int, int], None]


def take_in(
    home: Home, release: Release, *, by: Account | None, on: datetime, reason: str, report: Report = lambda *_: None
) -> None:
    """Arrange a release's tables for the pages and count it, bring it into force, and ask people what it leaves open.
    Errors as :func:`padan.office.registry.operations.take_in`."""
    report(_("memeriksa rilis"), 0, 0)
    arrange(home.releases / release.name)
    counted(home.releases / release.name, settings.PADAN_REGENCY)
    task_copy(home.releases / release.name, settings.PADAN_REGENCY)
    facts_copy(home.releases / release.name)
    if release.state != State.CURRENT:  # an earlier attempt may have come to its end
        _tell_givers(on)
        registry.take_in(
            release, by=by, on=on, reason=reason,
            progress=lambda done, rows: report(_("memuat orang dan keluarga"), done, rows),
        )  # fmt: skip
    kept = queries.releases().filter(state__in=(State.CURRENT, State.PAST, State.LOADING))
    forget_others(home.root, {each.name for each in kept})
    report(_("menyusun pertanyaan"), 0, 0)
    ask_people(home, release.name, by=by, on=on, regency=settings.PADAN_REGENCY)
    report(_("menyusun tugas"), 0, 0)
    open_from(release, wanted(home.releases / release.name, settings.PADAN_REGENCY), by=by, on=on)


def _tell_givers(on: datetime) -> None:
    """Decide what givers are told of what was held by the release that is in force until now: a need can have left the
    next one. A damaged one keeps no other out."""
    before = queries.current()
    if before is None or not showing.is_waited_for(before):
        return
    try:
        register = register_of(before, settings.PADAN_REGENCY)
    except (RegisterError, *UNREAD):
        return
    draw(register, by=None, on=on)
