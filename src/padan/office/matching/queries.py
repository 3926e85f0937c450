"""Plans and proposals within a scope, and the holds that came of them. No scope, no rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Subquery

from padan.kernel.scope import Scope
from padan.office.giving.models import Hold
from padan.office.giving.standing import Outcomes
from padan.office.matching.models import Decision, Plan, Proposal
from padan.office.matching.states import Fate
from padan.office.registry.states import State
from padan.office.scoping import within

__all__ = ["Decision", "Plan", "Proposal"]


def plans(scope: Scope) -> QuerySet[Plan]:
    """The plans of a scope from which something can be accepted, the newest first."""
    return every(scope).filter(supposed={})


def what_ifs(scope: Scope) -> QuerySet[Plan]:
    """The plans of a scope of which something is only supposed, the newest first."""
    return every(scope).exclude(supposed={})


def every(scope: Scope) -> QuerySet[Plan]:
    """Both together, the newest first."""
    return Plan.objects.filter(within(scope, "area")).select_related("by", "release")


def proposals(scope: Scope) -> QuerySet[Proposal]:
    """Proposals for needs of people who live in a scope, the most urgent first."""
    found = Proposal.objects.filter(within(scope, "area"))
    return found.select_related("plan__release", "pledge__giver", "decision__hold", "decision__by")


def undecided(scope: Scope) -> QuerySet[Proposal]:
    """The proposals of the newest plan of a scope on which nothing was decided, while its release is in force: older
    plans are of other pledges and needs."""
    newest = Subquery(plans(scope).values("pk")[:1])
    return fated(proposals(scope).filter(plan=newest, plan__release__state=State.CURRENT), Fate.OPEN)


def of_place(rows: QuerySet[Proposal], area: str) -> QuerySet[Proposal]:
    """Those of some proposals that are for needs of people who live in a region."""
    return rows.filter(within(Scope((area,)), "area"))


def fated(rows: QuerySet[Proposal], fate: Fate) -> QuerySet[Proposal]:
    """Those of some proposals on which this was decided; the twin of :attr:`Proposal.fate`."""
    if fate is Fate.OPEN:
        return rows.filter(decision__isnull=True)
    if fate is Fate.REFUSED:
        return rows.filter(decision__isnull=False, decision__hold__isnull=True)
    same = Q(decision__hold__pledge=F("pledge"), decision__hold__units=F("units"))
    held = rows.filter(decision__hold__isnull=False)
    return held.filter(same) if fate is Fate.ACCEPTED else held.exclude(same)


def counts(rows: QuerySet[Proposal]) -> dict[Fate, int]:
    """How many of some proposals have come to what."""
    return {fate: fated(rows, fate).count() for fate in Fate}


def by_kind(rows: QuerySet[Proposal]) -> list[tuple[str, int]]:
    """How many of some proposals there are of each kind of aid."""
    return list(rows.order_by("kind").values_list("kind").annotate(Count("pk")))


def by_district(rows: QuerySet[Proposal]) -> list[tuple[str, int]]:
    """How many of some proposals there are in each kecamatan."""
    found = Counter[str]()
    for area, many in rows.order_by("area").values_list("area").annotate(Count("pk")):
        found[area[:8]] += many
    return sorted(found.items())


@dataclass(frozen=True, slots=True)
class Package:
    """Holds that can be handed out in one round: of one kind, in one unit, and ``units`` for each family."""

    kind: str
    unit: str
    units: int
    holds: tuple[Hold, ...]

    @property
    def families(self) -> int:
        """For how many families."""
        return len({each.need.family_id for each in self.holds})


def packages(scope: Scope, plan: Plan, day: date) -> list[Package]:
    """The holds of a scope that came of a plan and wait for a round, as they go together; the most families first."""
    rows = list(
        Hold.objects.filter(within(scope, "need__area"), decision__proposal__plan=plan, taken=None).select_related(
            "pledge__giver", "need", "released"
        )
    )
    come = Outcomes.of(rows, day)
    return _packed(each for each in rows if come.kept(each))


def _packed(holds: Iterable[Hold]) -> list[Package]:
    by_family: defaultdict[tuple[str, str, str], list[Hold]] = defaultdict(list)
    for each in holds:
        by_family[each.need.kind, each.need.unit, each.need.family_id].append(each)
    found: defaultdict[tuple[str, str, int], list[Hold]] = defaultdict(list)
    for (kind, unit, _family), own in by_family.items():
        found[kind, unit, sum(each.units for each in own)] += own
    made = [Package(*key, tuple(own)) for key, own in found.items()]
    return sorted(made, key=lambda each: (-each.families, each.kind, each.unit, each.units))
