"""What a group of reports of one activity counts for: one value, chosen by a stated rule, never the sum of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from padan.rules.activities.report import Reported, company_key, parties


class Rule(StrEnum):
    """By what a value was chosen; the first that holds."""

    ONLY = "only"
    """One report says a value."""
    SHARES = "shares"
    """All say that theirs is a part of what was given together: they add up, one for each sender."""
    AGREED = "agreed"
    """Two senders or more say the same."""
    OWN = "own"
    """The report of one who gave or carried it out."""
    OFFICE = "office"
    """The report of an office."""
    LAST = "last"
    """The report that came last."""
    PARTS = "parts"
    """Others tell it in parts, and those are counted."""
    UNKNOWN = "unknown"
    """No report says a value."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The value of an activity in rupiah (None where no report says one), why it, and the numbers of the reports that
    say so."""

    value: int | None
    rule: Rule
    by: tuple[int, ...]


def counted(group: Sequence[Reported], wholes: Mapping[int, tuple[int, ...]] = MappingProxyType({})) -> Counted:
    """What a group counts for. Where several values remain by one rule, the one of the last report. ``wholes``: reports
    that others tell in parts (:mod:`padan.rules.activities.splitting`)."""
    if parts := next((wholes[each.number] for each in group if each.number in wholes), ()):
        return Counted(0, Rule.PARTS, parts)
    valued = sorted((each for each in group if each.value is not None), key=lambda each: (each.report, each.number))
    if not valued:
        return Counted(None, Rule.UNKNOWN, ())
    if len(valued) == 1:
        return _one(valued[0], Rule.ONLY)
    last = {company_key(each.sender): each for each in valued}
    if all(each.share for each in valued):
        return Counted(sum(each.value or 0 for each in last.values()), Rule.SHARES, _numbers(last.values()))
    if agreed := _agreed(valued):
        return agreed
    whole = [each for each in valued if not each.share]
    own = [each for each in whole if company_key(each.sender) in parties(each.giver, each.implementer)]
    office = [each for each in whole if each.office]
    for found, rule in ((own, Rule.OWN), (office, Rule.OFFICE)):
        if found:
            return _one(found[-1], rule)
    return _one(whole[-1], Rule.LAST)


def _agreed(valued: Iterable[Reported]) -> Counted | None:
    """The value that most senders say, at least two; of several the one said last."""
    said: dict[int, dict[str, Reported]] = defaultdict(dict)
    for each in valued:
        if not each.share:
            said[each.value or 0][company_key(each.sender)] = each
    best = max(said, key=lambda value: (len(said[value]), max(each.report for each in said[value].values())))
    return Counted(best, Rule.AGREED, _numbers(said[best].values())) if len(said[best]) > 1 else None


def _one(report: Reported, rule: Rule) -> Counted:
    return Counted(report.value, rule, (report.number,))


def _numbers(reports: Iterable[Reported]) -> tuple[int, ...]:
    return tuple(sorted(each.number for each in reports))
