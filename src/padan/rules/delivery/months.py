"""The months of a round, and how many heads of each kind a family has on a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Final

from padan.rules.package import Whom

#: Below so many full months of age a child is counted.
_MONTHS: Final = {Whom.UNDER_FIVE: 60, Whom.UNDER_TWO: 24}


def months_of(since: date, months: int) -> tuple[date, ...]:
    """The first day of each month of a round; from the 31st, a short month's last day counts for the 31st."""
    found = []
    for each in range(months):
        year, month = divmod(since.year * 12 + since.month - 1 + each, 12)
        found.append(date(year, month + 1, min(since.day, monthrange(year, month + 1)[1])))
    return tuple(found)


def heads_on(births: Iterable[date | None], day: date) -> dict[Whom, int]:
    """Heads of a family on a day, by the birth dates of those who live in it. Who is born later is not there yet; who
    has no known birth date is a member and no child."""
    there = [born for born in births if born is None or born <= day]
    ages = [_full_months(born, day) for born in there if born is not None]
    return {Whom.MEMBER: len(there), **{whom: sum(age < limit for age in ages) for whom, limit in _MONTHS.items()}}


def _full_months(born: date, day: date) -> int:
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
