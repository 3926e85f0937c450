"""Questions and decisions, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count, F, Q, QuerySet

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.reviews.models import Decision, Pair
from padan.office.reviews.states import State, Verdict, Word
from padan.office.scoping import within

#: As many of the last decisions tell how fast people are; with fewer nobody knows.
_PACE_OF, _PACE_FROM = 500, 20


def pairs(scope: Scope) -> QuerySet[Pair]:
    """All questions whose records both lie in the scope."""
    return Pair.objects.filter(within(scope, "area_a"), within(scope, "area_b"))


def open_for(scope: Scope, by: Account, on: datetime) -> QuerySet[Pair]:
    """What can be asked of an account now, in the order of the queue: neither looked at by another, nor answered by
    itself."""
    asked = pairs(scope).filter(free_for(by, on), place__isnull=False).exclude(pk__in=_answered_by(by))
    return asked.order_by("place", "pk")


def left(scope: Scope, by: Account, most: int | None = None) -> int:
    """How many open questions an account has still to answer, those too that others look at; counted up to ``most``."""
    asked = pairs(scope).filter(place__isnull=False)
    answered = _answered_by(by)
    own = asked.filter(pk__in=answered).count() if answered else 0
    return (asked if most is None else asked[: most + own]).count() - own


def free_for(by: Account, on: datetime) -> Q:
    """The condition that no other account looks at a question."""
    return Q(leased_to=None) | Q(leased_to=by) | Q(leased_until__lte=on)


def _answered_by(account: Account) -> list[int]:
    """Open questions that an account answered in their present round: few, since an answer closes most. Asked for
    beforehand: as a part of the search, databases look it up for every question there is."""
    said = Decision.objects.filter(by=account, pair__place__isnull=False, round=F("pair__round"))
    last = dict(said.order_by("pk").values_list("pair_id", "verdict"))
    return [pair for pair, verdict in last.items() if verdict != Verdict.REOPENED]


def words_of(pair: Pair) -> list[Word]:
    """What accounts said of a question in its present round, oldest first."""
    said = pair.decisions.filter(round=pair.round, by__isnull=False).order_by("pk")
    return [Word(by, Verdict(verdict), high) for by, verdict, high in said.values_list("by", "verdict", "high")]


def history(pair: Pair) -> QuerySet[Decision]:
    """All that was said of a question, the newest first. The caller has found it within a scope."""
    return pair.decisions.select_related("by").order_by("-pk")


def decisions_by(account: Account) -> QuerySet[Decision]:
    """What an account decided, the newest first."""
    return Decision.objects.filter(by=account).select_related("pair").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """Questions of a scope: of those to be asked, how many need another opinion and are in dispute; settled as one
    person and as two, put aside; ``changed``: asked again since they were decided."""

    second: int
    disputed: int
    same: int
    apart: int
    aside: int
    changed: int


def counts(scope: Scope) -> Counts:
    """How the questions of a scope stand."""
    settled = Q(state=State.SETTLED)
    found = pairs(scope).aggregate(
        second=Count("pk", filter=Q(state=State.SECOND)),
        disputed=Count("pk", filter=Q(state=State.DISPUTED)),
        same=Count("pk", filter=settled & Q(verdict=Verdict.SAME)),
        apart=Count("pk", filter=settled & Q(verdict=Verdict.APART)),
        aside=Count("pk", filter=Q(state=State.ASIDE)),
        changed=Count("pk", filter=Q(place__isnull=False) & ~Q(verdict="")),
    )
    return Counts(**found)


def usual_seconds() -> float | None:
    """How long people take for one question (median); None while too few were answered."""
    last = Decision.objects.filter(seconds__isnull=False).order_by("-pk").values_list("seconds", flat=True)[:_PACE_OF]
    found = [seconds for seconds in last if seconds]
    return float(median(found)) if len(found) >= _PACE_FROM else None


def asked_release() -> str:
    """The release whose questions were asked last; empty while there are none."""
    return Pair.objects.order_by("-asked_at").values_list("release", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class Known:
    """A pair that the office was asked about before: what holds of it, and whether it is an open one of a sample."""

    record_a: str
    record_b: str
    verdict: str
    sampled: bool


def known() -> list[Known]:
    """Every pair ever asked about, those that are decided first. For the program, which asks the next questions."""
    rows = Pair.objects.order_by("-verdict", "record_a", "record_b")
    return [
        Known(a, b, verdict, sample is not None and state not in (State.SETTLED, State.ASIDE))
        for a, b, verdict, sample, state in rows.values_list("record_a", "record_b", "verdict", "sample", "state")
    ]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the sample is: pairs drawn, and of them settled or put aside."""

    drawn: int
    settled: int
    aside: int


def sample_progress() -> Progress:
    """How far the sample is. Counts only, of the whole register."""
    drawn = Q(sample__isnull=False)
    found = Pair.objects.filter(drawn).exclude(state=State.WITHDRAWN).aggregate(
        drawn=Count("pk"),
        settled=Count("pk", filter=Q(state=State.SETTLED)),
        aside=Count("pk", filter=Q(state=State.ASIDE)),
    )  # fmt: skip
    return Progress(**found)


@dataclass(frozen=True, slots=True)
class Answered:
    """The settled answer to a pair of the sample."""

    record_a: str
    record_b: str
    same: bool
    fraction: float
    band: int


def sample_answers() -> list[Answered]:
    """The settled answers to pairs of the sample, of the whole register; record ids and verdicts only."""
    rows = Pair.objects.filter(sample__isnull=False, fraction__isnull=False).exclude(verdict="").order_by("pk")
    return [
        Answered(a, b, verdict == Verdict.SAME, fraction, band)
        for a, b, verdict, fraction, band in rows.values_list("record_a", "record_b", "verdict", "fraction", "band")
    ]


def outcomes() -> QuerySet[Decision]:
    """The decisions that changed what holds, in their order: what the register is to be built by."""
    return Decision.objects.exclude(outcome="").select_related("by", "pair").order_by("pk")


def agreeing(decision: Decision) -> Sequence[str]:
    """The names of those whose words made a decision's outcome, in the order in which they spoke."""
    said = Decision.objects.filter(
        pair=decision.pair_id, round=decision.round, verdict=decision.verdict, pk__lte=decision.pk
    ).select_related("by")
    return list(dict.fromkeys(each.by.name for each in said.order_by("pk") if each.by is not None))
