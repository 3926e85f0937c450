"""A proposal: the planner is run on what is lacking and free, and what it found is told in words and numbers.

What comes out is kept as it is (numbers and texts only), so that a plan can be read long after its release.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from padan.kernel.scope import Scope
from padan.office.registry.queries import Release
from padan.reports.aid_words import kind_words
from padan.reports.matching.lacking import Lacking, LeftOut, lacking
from padan.reports.matching.supply import Supply, givers_of, supply
from padan.reports.wording import region_name
from padan.rules.allocation import NO_AGE, USUAL, Effort, Needs, Plan, Pledge, compare, plan, tell
from padan.rules.giving.needs import Need

Summary = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What a plan is made of: what is lacking, who helps which family already, what is free, and what takes no part
    (needs by reason and kind)."""

    lacking: tuple[Lacking, ...]
    givers: dict[str, str]
    supply: Supply
    left_out: Counter[tuple[LeftOut, str]]

    @property
    def digest(self) -> str:
        """The same for the same question."""
        pledges = [
            (each.pledge_id, each.amount, each.unit, sorted(each.kinds), each.areas, each.ages, each.site)
            for each in self.supply.pledges
        ]
        parts = (self.lacking, sorted(self.givers.items()), pledges)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Match:
    """``units`` of a need that a pledge (by its number) would meet, and why, in words."""

    need: Need
    units: int
    pledge: int
    why: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A plan: its matches, its summary, and the digest of what it was made of."""

    matches: tuple[Match, ...]
    summary: Summary
    digest: str


def asked(scope: Scope, release: Release, day: date) -> Question:
    """What a plan for a scope is made of on a day. RegisterError where the release is damaged."""
    found, out = lacking(scope, release, day)
    return Question(tuple(found), givers_of(scope, day), supply(scope, day), out)


def propose(question: Question, *, effort: Effort = USUAL) -> Proposed:
    """Which pledge would meet which need."""
    made = _planned(question, question.supply.pledges, effort)
    matches = tuple(
        Match(each.need, each.units, int(made.pledges[made.pledge_of[row]].pledge_id), _why(made, row))
        for row, each in enumerate(question.lacking)
        if made.met[row]
    )
    return Proposed(matches, {**_summary(made), **_left_out(question)}, question.digest)


def suppose(question: Question, pledges: Sequence[Pledge], *, effort: Effort = USUAL) -> Proposed:
    """What would be if the pledges were these: the summary of that plan, and beside it what it changes of the plan
    that is proposed today. There is nothing in it to accept."""
    today = _planned(question, question.supply.pledges, effort)
    then = _planned(question, pledges, effort)
    changed = compare(today, then)
    beside = {
        "gained": len(changed.gained), "lost": len(changed.lost), "moved": len(changed.moved),
        "before": _totals(today), "after": _totals(then),
        "tiers": [{"tier": tier, "needs": each.needs, "value": each.value} for tier, each in changed.by_tier.items()],
        "places": [
            {"area": area, "needs": each.needs, "value": each.value} for area, each in changed.by_village.items()
        ],
    }  # fmt: skip
    return Proposed((), {**_summary(then), **_left_out(question), "beside": beside}, question.digest)


def _planned(question: Question, pledges: Sequence[Pledge], effort: Effort) -> Plan:
    return plan(_needs(question), pledges, effort=effort)


def _needs(question: Question) -> Needs:
    rows = question.lacking

    def texts(found: Iterable[str]) -> Any:
        return np.array([*found, ""], object)[:-1]

    def numbers(found: Iterable[int]) -> Any:
        return np.array(list(found), np.int64)

    return Needs(
        need_id=texts(each.need.need_id for each in rows), family_id=texts(each.need.family_id for each in rows),
        kind=texts(each.need.kind for each in rows), unit=texts(each.need.unit for each in rows),
        area=texts(each.need.area for each in rows),
        age_months=numbers(NO_AGE if each.need.age_months is None else each.need.age_months for each in rows),
        tier=numbers(each.need.tier for each in rows), units=numbers(each.units for each in rows),
        value=numbers(each.units * (each.need.unit_cost or 0) for each in rows),
        giver=texts(question.givers.get(each.need.family_id, "") for each in rows),
    )  # fmt: skip


def _summary(made: Plan) -> Summary:
    return {
        "gap": made.gap, "cut_by_time": made.cut_by_time, "totals": _totals(made),
        "stages": [
            {
                "aim": each.aim.value, "tier": each.tier, "reached": each.reached, "bound": each.bound, "of": each.of,
                "gap": each.gap,
            }
            for each in made.stages
        ],
        "tiers": [{"tier": tier, **_met(met)} for tier, met in made.by_tier().items()],
        "places": [{"area": area, **_met(met)} for area, met in made.by_village().items()],
        "pledges": [
            {"pledge": each.pledge_id, "free": each.amount, "left": int(left)}
            for each, left in zip(made.pledges, made.left, strict=True)
        ],
        "unmet": _unmet(made),
    }  # fmt: skip


def _totals(made: Plan) -> Summary:
    met = list(made.by_tier().values())
    return {
        "needs": sum(each.needs for each in met), "needs_met": sum(each.needs_met for each in met),
        "value": sum(each.value for each in met), "value_met": sum(each.value_met for each in met),
    }  # fmt: skip


def _met(found: Any) -> Summary:
    return {
        "needs": found.needs, "needs_met": found.needs_met, "value": found.value, "value_met": found.value_met,
    }  # fmt: skip


def _unmet(made: Plan) -> list[Summary]:
    """The needs that no pledge meets, by why and their kind, the most needs first. Needs that are alike for the reason
    are told once."""
    told: dict[tuple[Any, ...], str] = {}
    many, value, first = Counter[tuple[str, str]](), Counter[tuple[str, str]](), dict[tuple[str, str], int]()
    needs, may = made.needs, made.may
    for row in np.flatnonzero(~made.met).tolist():
        alike = (may.class_of[row], needs.value[row], needs.units[row], needs.tier[row])
        if alike not in told:
            told[alike] = _why(made, row)
        key, tier = (told[alike], str(needs.kind[row])), int(needs.tier[row])
        many[key] += 1
        value[key] += int(needs.value[row])
        first[key] = min(first.get(key, tier), tier)
    order = sorted(many, key=lambda key: (-many[key], key))
    return [
        {"why": why, "kind": kind, "needs": many[why, kind], "value": value[why, kind], "tier": first[why, kind]}
        for why, kind in order
    ]


def _why(made: Plan, row: int) -> str:
    return tell(made, row, kind_in_text(str(made.needs.kind[row])), region_name)


def kind_in_text(code: str) -> str:
    """A kind of aid as it stands within a sentence: "iuran BPJS Kesehatan"."""
    name = kind_words(code)
    return name[:1].lower() + name[1:]


def _left_out(question: Question) -> Summary:
    return {
        "left_out": [
            {"why": why.value, "kind": kind, "needs": many} for (why, kind), many in sorted(question.left_out.items())
        ],
        "pledges_left_out": [{"pledge": str(number), "why": why.value} for number, why in question.supply.left_out],
    }
