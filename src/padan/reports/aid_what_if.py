"""What a rule would come to, before it is used: how many families, where, at what cost, whom it reaches and whom it
misses, beside another rule and another list.

Ties are settled by a seed of its own (:data:`SEED`): a round has another, so single families at the end of a list may
differ from what is drawn later, and the numbers are as they will be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from padan.reports.aid_candidates import Families, families_of
from padan.rules.eligibility import Rule, judge
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.risk.answers import NO, UNKNOWN, YES, Answers
from padan.rules.selection import (
    Candidates,
    Coverage,
    Errors,
    Overlap,
    Quota,
    Selection,
    cost,
    coverage,
    errors,
    overlap,
    select,
)

SEED: Final = "andai"
#: The poorest families, as a group to be reached: those surely of these deciles.
POOREST: Final = 4
_ASKED: Final = ("stunted", "decile_low", "decile_high")


@dataclass(frozen=True, slots=True)
class Asked:
    """``quotas``: places by region. ``each``: the cost of a place, rupiah. ``standard`` says who ought to be helped;
    ``other`` is the rule to compare with, ``last`` the families of another list."""

    quotas: Mapping[str, int]
    each: int
    standard: Rule
    other: Rule | None = None
    last: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A region: how many of its families are in by the rule, of how many it is not known, and how many are chosen."""

    code: str
    yes: int
    unknown: int
    chosen: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """``yes``, ``no`` and ``unknown`` are families of the release by the rule; ``places`` by village, those without a
    village under "". ``cost`` in rupiah."""

    yes: int
    no: int
    unknown: int
    places: tuple[Place, ...]
    chosen: int
    waiting: int
    cost: int
    stunted: Coverage
    poorest: Coverage
    errors: Errors
    last: Overlap | None
    other: Overlap | None
    other_yes: int
    other_errors: Errors | None

    def districts(self) -> tuple[Place, ...]:
        """The same by kecamatan."""
        found: dict[str, Place] = {}
        for each in self.places:
            code = each.code[:8]
            so_far = found.get(code, Place(code, 0, 0, 0))
            found[code] = Place(code, so_far.yes + each.yes, so_far.unknown + each.unknown, so_far.chosen + each.chosen)
        return tuple(found.values())


def what_if(folder: Path, rule: Rule, asked: Asked) -> WhatIf:
    """Try a rule on the release in ``folder``. RegisterError where that is damaged."""
    rules = [rule, asked.standard, *([asked.other] if asked.other else [])]
    return tried(families_of(folder, rules, _ASKED), rule, asked)


def tried(families: Families, rule: Rule, asked: Asked) -> WhatIf:
    """The same on families that were read, with the facts of every rule."""
    candidates = families.candidates(rule)
    quotas = [Quota(area, places) for area, places in sorted(asked.quotas.items())]
    chosen = select(candidates, quotas, SEED)
    standard = judge(asked.standard, families.columns, known_facts()).answer
    other = select(families.candidates(asked.other), quotas, SEED) if asked.other else None
    eligible = candidates.eligible
    return WhatIf(
        yes=_count(eligible == YES), no=_count(eligible == NO), unknown=_count(eligible == UNKNOWN),
        places=_places(candidates, chosen), chosen=_count(chosen.chosen), waiting=_count(chosen.reserve),
        cost=cost(chosen, asked.each), stunted=coverage(chosen, families.columns["stunted"]),
        poorest=coverage(chosen, _poorest(families)), errors=errors(chosen, standard),
        last=overlap(chosen, _among(families, asked.last)) if asked.last is not None else None,
        other=overlap(chosen, other.chosen) if other else None,
        other_yes=_count(other.candidates.eligible == YES) if other else 0,
        other_errors=errors(other, standard) if other else None,
    )  # fmt: skip


def _poorest(families: Families) -> Answers:
    """Whether a family is surely of the poorest deciles, surely not, or may be."""
    low, high = families.columns["decile_low"], families.columns["decile_high"]
    answer = np.full(len(low), UNKNOWN, np.int8)
    answer[high <= POOREST] = YES
    answer[low > POOREST] = NO
    return answer


def _places(candidates: Candidates, chosen: Selection) -> tuple[Place, ...]:
    coded: Any = candidates.area
    labels = [*coded.labels, ""]  # the last serves the code -1, no village

    def by_place(which: NDArray[np.bool_]) -> Sequence[int]:
        return [int(each) for each in np.bincount(coded.codes[which] % len(labels), minlength=len(labels))]

    counted = zip(
        labels, by_place(candidates.eligible == YES), by_place(candidates.eligible == UNKNOWN),
        by_place(chosen.chosen), strict=True,
    )  # fmt: skip
    merged: dict[str, Place] = {}
    for code, yes, unknown, taken in counted:
        so_far = merged.get(code or "", Place(code or "", 0, 0, 0))
        merged[code or ""] = Place(code or "", so_far.yes + yes, so_far.unknown + unknown, so_far.chosen + taken)
    return tuple(each for _code, each in sorted(merged.items()) if each.yes or each.unknown)


def _among(families: Families, ids: Collection[str]) -> NDArray[np.bool_]:
    wanted = set(ids)
    return np.array([each in wanted for each in families.ids.tolist()], bool)


def _count(truths: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(truths))
