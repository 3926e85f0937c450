"""Samples and visits, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TypeVar

import numpy as np
from django.db.models import Count, F, Q, QuerySet

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.aid.models import Round
from padan.office.checking.models import Finding, Met, Sample, Visit
from padan.office.checking.operations import CHECKED, QUESTIONS, drawn_of
from padan.office.scoping import within
from padan.rules.four_rights.visited import Found
from padan.rules.risk.answers import UNKNOWN
from padan.rules.sampling import Estimate, estimate

What = TypeVar("What", bound=str)

__all__ = ["Finding", "Met", "Sample", "Visit"]


def samples(scope: Scope) -> QuerySet[Sample]:
    """The samples of rounds in the scope, the newest first; the lists that they were drawn from are read when they are
    asked for."""
    return Sample.objects.filter(within(scope, "round__area")).select_related("round__programme").defer("frame")


def rounds(scope: Scope) -> QuerySet[Round]:
    """Rounds of the scope of which a sample can be drawn."""
    return Round.objects.filter(within(scope, "area"), state__in=CHECKED).select_related("programme")


def visits(scope: Scope, by: Account) -> QuerySet[Visit]:
    """The visits in the scope that are ``by``'s: those to be made first."""
    found = Visit.objects.filter(within(scope, "area"), assigned_to=by)
    return found.select_related("sample__round__programme", "finding").order_by(
        F("finding__pk").asc(nulls_first=True), "stratum", "place"
    )


@dataclass(frozen=True, slots=True)
class Stratum:
    """A stratum of a sample: how many visits there are, how many are somebody's, and how many were made."""

    area: str
    visits: int
    assigned: int
    made: int


def strata(sample: Sample) -> list[Stratum]:
    """How the visits of a sample go. The caller has found it within a scope."""
    rows = sample.visits.order_by().values("stratum").annotate(
        visits=Count("pk"), assigned=Count("pk", filter=Q(assigned_to__isnull=False)),
        made=Count("pk", filter=Q(finding__isnull=False)),
    )  # fmt: skip
    return [Stratum(row.pop("stratum"), **row) for row in rows.order_by("stratum")]


def unanswered(sample: Sample) -> dict[str, int]:
    """How many visits brought no answer, by why. The caller has found the sample within a scope."""
    found = Finding.objects.filter(visit__sample=sample).exclude(met=Met.MET).order_by()
    return dict(found.values_list("met").annotate(Count("pk")))


def found_at(scope: Scope, held: Round, until: date = date.max) -> list[tuple[str, date, Found]]:
    """The families of a scope that were visited for a round until a day, the day, and what was found."""
    rows = Finding.objects.filter(within(scope, "visit__area"), visit__sample__round=held, visited_on__lte=until)
    told = rows.values_list("visit__family_id", "visited_on", *QUESTIONS).order_by("pk")
    return [(family, day, dict(zip(QUESTIONS, answers, strict=True))) for family, day, *answers in told]


def results(sample: Sample) -> Mapping[str, Estimate]:
    """The share of yes among all recipients of the list, by question; empty before anything was found. The caller has
    found the sample within a scope."""
    return shares(sample, {name: itemgetter(name) for name in QUESTIONS})


def shares(sample: Sample, says: Mapping[What, Callable[[Found], int]], until: date = date.max) -> dict[What, Estimate]:
    """The same of what the answers of a visit say together, from visits until a day."""
    rows = Finding.objects.filter(visit__sample=sample, visited_on__lte=until)
    told = {row.pop("visit__family_id"): row for row in rows.values("visit__family_id", *QUESTIONS)}
    if not told:
        return {}
    drawn = drawn_of(sample)
    ids = drawn.family_id.tolist()
    asked = np.array([family in told for family in ids])
    return {
        what: estimate(
            drawn, asked, np.array([said(told[family]) if family in told else UNKNOWN for family in ids], np.int8),
            sample.confidence,
        )
        for what, said in says.items()
    }  # fmt: skip
