"""What a giver sees, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.reports.giving_words import pledged_words
from padan.reports.portal.own import Account, Helped
from padan.reports.wording import region_name
from padan.rules.giving.cells import Cell
from padan.rules.giving.pledging import Status
from padan.rules.giving.progress import Progress
from padan.rules.giving.units import units_words

_PROGRESS: Final[Mapping[Progress, Callable[[int], str]]] = {
    Progress.BETTER: lambda n: _("{n} membaik").format(n=count(n)),
    Progress.SAME: lambda n: _("{n} tetap").format(n=count(n)),
    Progress.WORSE: lambda n: _("{n} memburuk").format(n=count(n)),
    Progress.NOT_YET: lambda n: _("{n} belum diukur dua kali").format(n=count(n)),
}


def cell_words(cell: Cell) -> str:
    """Where a child lives and how old it was when help began, or where a family lives."""
    if cell.ages is None:
        return _("{place}, keluarga").format(place=region_name(cell.area))
    first, last = cell.ages
    return _("{place}, anak {first}–{last} bulan").format(place=region_name(cell.area), first=first, last=last)


def given_words(helped: Helped) -> str:
    """How much of a course was given."""
    return _("{given} dari {units}").format(given=count(helped.given), units=units_words(helped.unit, helped.units))


def progress_words(counted: Mapping[Progress, int]) -> str:
    """How many children of a group grew in which way."""
    return " · ".join(_PROGRESS[each](counted[each]) for each in Progress if counted[each])


def month_words(month: date) -> str:
    """A month: "Mar 2027"."""
    return day(month.replace(day=1)).partition(" ")[2]


def status_words(account: Account) -> str:
    """How a pledge stands, as its giver is told."""
    return _("berjalan") if account.status is Status.CONFIRMED else account.status.words


def amount_words(account: Account, number: int) -> str:
    """So much of a pledge, in its unit."""
    return pledged_words(account.pledge.unit, number, account.pledge.item)
