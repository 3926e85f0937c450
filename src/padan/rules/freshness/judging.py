"""Is a value still fresh on a day? Each source has its own cycle, so the age alone does not tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from padan.kernel.texts import _


class Answer(StrEnum):
    """What the rule says."""

    FRESH = "fresh"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Dated:
    """That a source said something, and the day that it described."""

    source: str
    true_at: date


@dataclass(frozen=True, slots=True)
class Freshness:
    """The answer, its reason for people, and what it rests on.

    ``newest`` is the newest value that counts: null when nothing is known. ``age_days`` is its age and
    ``limit_days`` the age from which its source's values are stale; null when they never are.
    """

    answer: Answer
    reason: str
    newest: Dated | None = None
    age_days: int | None = None
    limit_days: int | None = None


def judge(values: Iterable[Dated], stale_after_days: Mapping[str, int], on: date) -> Freshness:
    """Whether something known by ``values`` is fresh on the day ``on``.

    It is fresh when any value is, and stale when every value is older than its source allows; a value of a
    source that ``stale_after_days`` does not name never goes stale. A value dated after ``on`` is not yet
    true and is left aside. Of values of one day the one whose source comes last in the alphabet is named.
    """
    known = sorted((v for v in values if v.true_at <= on), key=lambda v: (v.true_at, v.source))
    if not known:
        return Freshness(Answer.UNKNOWN, _("Tidak ada nilai yang diketahui pada hari itu."))
    fresh = [v for v in known if _is_fresh(v, stale_after_days, on)]
    newest = fresh[-1] if fresh else known[-1]
    age, limit = (on - newest.true_at).days, stale_after_days.get(newest.source)
    if limit is None:
        reason = _("Sumber {source} tidak kedaluwarsa.").format(source=newest.source)
    elif fresh:
        reason = _("Umurnya {age} hari, belum lebih dari {limit} hari.").format(age=age, limit=limit)
    else:
        reason = _("Umurnya {age} hari, lebih dari {limit} hari.").format(age=age, limit=limit)
    return Freshness(Answer.FRESH if fresh else Answer.STALE, reason, newest, age, limit)


def _is_fresh(value: Dated, stale_after_days: Mapping[str, int], on: date) -> bool:
    limit = stale_after_days.get(value.source)
    return limit is None or (on - value.true_at).days <= limit
