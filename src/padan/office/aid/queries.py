"""Programmes and rounds, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from padan.kernel.scope import Scope, upward
from padan.office.aid.following import followed
from padan.office.aid.models import (
    Excluded,
    Former,
    Listed,
    Minutes,
    Programme,
    Round,
    Rule,
    Settled,
    Statement,
    Step,
)
from padan.office.aid.states import State, Verdict
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry
from padan.office.registry.models import Release
from padan.office.registry.states import State as ReleaseState
from padan.office.scoping import within
from padan.rules import eligibility
from padan.rules.package import Instead, Portion, Whom
from padan.rules.selection import Exclusion, Standing

__all__ = ["Excluded", "Listed", "Minutes", "Programme", "Round", "Rule", "Statement", "Step"]


def programmes(scope: Scope) -> QuerySet[Programme]:
    """Programmes of regions in the scope, by name."""
    return Programme.objects.filter(within(scope, "area"))


def rounds(scope: Scope) -> QuerySet[Round]:
    """Rounds of regions in the scope, the newest first."""
    return Round.objects.filter(within(scope, "area")).select_related("programme", "rule", "release")


def programmes_over(scope: Scope) -> QuerySet[Programme]:
    """The same, and those of larger regions that hold one of the scope's: what is given in a village is known there."""
    return Programme.objects.filter(_over(scope))


def rounds_over(scope: Scope) -> QuerySet[Round]:
    """Rounds of regions in the scope, and those of larger regions that hold one of its: a village sees a round of its
    kecamatan. What else it sees of the round is asked within its scope."""
    return Round.objects.filter(_over(scope)).select_related("programme", "rule", "release")


def _over(scope: Scope) -> Q:
    above = {region for code in scope.codes for region in upward(code)}
    return within(scope, "area") | Q(area__in=above)


def quotas_of(held: Round) -> dict[str, int]:
    """The places of each region. The caller has found the round within a scope."""
    return dict(held.quotas.order_by("area").values_list("area", "places"))


def package_of(held: Round) -> tuple[Portion, ...]:
    """What each recipient is entitled to each month. The caller has found the round within a scope."""
    return tuple(
        Portion(
            each.item, each.unit, each.amount, Whom(each.whom), each.price,
            tuple(Instead(**other) for other in each.instead),
        )
        for each in held.package.all()
    )  # fmt: skip


def listed(scope: Scope, held: Round) -> QuerySet[Listed]:
    """How the families of a scope stand in a round, by rank."""
    return Listed.objects.filter(within(scope, "area"), round=held)


def listed_of(scope: Scope, family_id: str) -> QuerySet[Listed]:
    """How a family of a scope stands in every round that has a list of it, the newest round first."""
    rows = Listed.objects.filter(within(scope, "area"), family_id=family_id)
    return rows.select_related("round__programme").order_by("-round__since", "-round")


def chosen(scope: Scope, held: Round) -> QuerySet[Listed]:
    """The recipients of a round who live in a scope, by rank."""
    return listed(scope, held).filter(standing=Standing.CHOSEN)


def with_chosen(scope: Scope, rounds: Collection[int]) -> set[int]:
    """Those of some rounds, by their numbers, of which recipients live in a scope."""
    rows = Listed.objects.filter(within(scope, "area"), round__in=rounds, standing=Standing.CHOSEN)
    return set(rows.order_by().values_list("round", flat=True).distinct())


def excluded(scope: Scope, programme: Programme) -> QuerySet[Excluded]:
    """Who in a scope is excluded from a programme now, the newest first."""
    return Excluded.objects.filter(within(scope, "area"), programme=programme, lifted_on=None).select_related("by")


def exclusions_ever(programme: Programme) -> QuerySet[Excluded]:
    """Every exclusion from a programme, also those that are over. The caller has found it within a scope."""
    return Excluded.objects.filter(programme=programme)


def withheld(kind: str, families: Collection[str], day: date) -> dict[str, str]:
    """Of some families those that are not to be given a kind of aid on a day, by any id that they ever had, and why:
    excluded from a programme of the kind, dead or moved by the word of any programme, or recipients of a round of the
    kind that is given on the day and that the government pays. The caller may see the families."""
    formers = Former.objects.filter(Q(was__in=families) | Q(becomes__in=families))
    others = {family for pair in formers.values_list("was", "becomes") for family in pair}
    ids = {*families, *others}
    given = Round.objects.filter(programme__kind=kind, programme__by_givers=False, since__lte=day, until__gte=day)
    rows = Listed.objects.filter(
        round__in=given.exclude(state=State.CANCELLED), standing=Standing.CHOSEN, family_id__in=ids
    )
    served = dict.fromkeys(rows.values_list("family_id", flat=True), Exclusion.SERVED.value)
    gone = Q(reason__in=(Exclusion.DECEASED, Exclusion.MOVED))
    excluded = Excluded.objects.filter(Q(programme__kind=kind) | gone, family_id__in=ids, lifted_on=None)
    said = served | dict(excluded.values_list("family_id", "reason"))
    current = Release.objects.filter(state=ReleaseState.CURRENT).first()
    found = followed(current, said) if current is not None else said
    return {family: found[family] for family in families if family in found}


def beside(held: Round) -> QuerySet[Round]:
    """The other rounds that are given at the same time as one, wherever they are."""
    at_once = Round.objects.filter(since__lte=held.until, until__gte=held.since)
    return at_once.exclude(Q(pk=held.pk) | Q(state=State.CANCELLED))


def also_in(scope: Scope, held: Round) -> dict[int, int]:
    """By the number of another round that is given at the same time, how many of a round's recipients in a scope it
    serves too."""
    ours = chosen(scope, held).values("family_id")
    rows = Listed.objects.filter(round__in=beside(held), standing=Standing.CHOSEN, family_id__in=ours)
    return dict(rows.order_by().values_list("round").annotate(many=Count("pk")))


def steps_of(held: Round) -> QuerySet[Step]:
    """What was done to a round, the oldest first. The caller has found it within a scope."""
    return held.steps.select_related("by")


def entries_of(held: Round) -> QuerySet[Entry]:
    """What the trail has of a round's steps, the oldest first: entries about the round itself, and those of the same
    moments about who is excluded from its programme. The caller has found the round within a scope."""
    scope = Scope.of((held.area, held.programme.area))
    of_families = Q(action__in=("aid.excluded", "aid.many_excluded", "aid.exclusion_lifted"))
    about = Q(subject=str(held)) | of_families
    # As values, by which every database finds the entries over the index of moments.
    moments = set(held.steps.values_list("on", flat=True))
    return trail.entries(scope, ("aid",)).filter(about, at__in=moments).order_by("number")


def statements(scope: Scope, held: Round) -> QuerySet[Statement]:
    """What villages of a scope said of the families of a round's list, the oldest first."""
    return Statement.objects.filter(within(scope, "area"), round=held).select_related("by", "settled", "settled__by")


def minutes(scope: Scope, held: Round) -> QuerySet[Minutes]:
    """The meetings of villages of a scope about a round's list, the oldest first."""
    return Minutes.objects.filter(within(scope, "area"), round=held).select_related("by")


def unsettled(held: Round) -> list[Statement]:
    """Statements that a family does not belong in the list and that nobody has answered yet: of what a village itself
    says of one family the last, and every objection. The caller has found the round within a scope."""
    return list(_unsettled(Round.objects.filter(pk=held.pk)).order_by("area", "pk"))


def unsettled_of(found: QuerySet[Round]) -> dict[int, int]:
    """How many such statements there are of each of some rounds, by its number; those without are left out. The caller
    has found the rounds within a scope."""
    rows = _unsettled(found).order_by("round").values_list("round")
    return dict(rows.annotate(many=Count("pk")))


def _unsettled(rounds: QuerySet[Round]) -> QuerySet[Statement]:
    found = Statement.objects.filter(round__in=rounds.order_by().values("pk"))
    by_family = found.filter(objection=False).order_by().values("round", "family_id")
    last = by_family.annotate(last=Max("pk")).values("last")
    answered = Settled.objects.filter(statement=OuterRef("pk"))
    return found.filter(Q(objection=True) | Q(pk__in=last), ~Exists(answered)).exclude(verdict=Verdict.RIGHT)


def silent_villages(held: Round) -> list[str]:
    """Codes of villages with chosen families that neither spoke of any nor met. The caller has found the round within a
    scope."""
    chosen = held.listed.filter(standing=Standing.CHOSEN).values_list("area", flat=True).distinct().order_by("area")
    heard = {
        *held.statements.filter(objection=False).values_list("area", flat=True),
        *held.minutes.values_list("area", flat=True),
    }
    return [area for area in chosen if area not in heard]


def conditions_of(rule: Rule, facts: Mapping[str, eligibility.Fact]) -> eligibility.Rule:
    """What a version of a rule says. InvalidValueError where it asks for a fact that there is no more."""
    return eligibility.from_data(json.loads(rule.conditions), facts)
