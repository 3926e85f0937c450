"""Programmes and rounds, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db.models import QuerySet

from padan.kernel.scope import Scope
from padan.office.aid.models import Excluded, Listed, Programme, Round, Rule, Step
from padan.office.scoping import within
from padan.rules import eligibility
from padan.rules.package import Instead, Portion, Whom
from padan.rules.selection import Standing

__all__ = ["Excluded", "Listed", "Programme", "Round", "Rule", "Step"]


def programmes(scope: Scope) -> QuerySet[Programme]:
    """Programmes of regions in the scope, by name."""
    return Programme.objects.filter(within(scope, "area"))


def rounds(scope: Scope) -> QuerySet[Round]:
    """Rounds of regions in the scope, the newest first."""
    return Round.objects.filter(within(scope, "area")).select_related("programme", "rule", "release")


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


def chosen(scope: Scope, held: Round) -> QuerySet[Listed]:
    """The recipients of a round who live in a scope, by rank."""
    return listed(scope, held).filter(standing=Standing.CHOSEN)


def excluded(scope: Scope, programme: Programme) -> QuerySet[Excluded]:
    """Who in a scope is excluded from a programme now, the newest first."""
    return Excluded.objects.filter(within(scope, "area"), programme=programme, lifted_on=None).select_related("by")


def steps_of(held: Round) -> QuerySet[Step]:
    """What was done to a round, the oldest first. The caller has found it within a scope."""
    return held.steps.select_related("by")


def conditions_of(rule: Rule, facts: Mapping[str, eligibility.Fact]) -> eligibility.Rule:
    """What a version of a rule says. InvalidValueError where it asks for a fact that there is no more."""
    return eligibility.from_data(json.loads(rule.conditions), facts)
