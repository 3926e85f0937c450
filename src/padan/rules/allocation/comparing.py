"""What one more pledge or restriction changes: two plans of the same needs, beside each other in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from padan.rules.allocation.plans import Met, Plan

_Part = TypeVar("_Part", int, str)


@dataclass(frozen=True, slots=True)
class Change:
    """Needs and rupiah that a part gains (above nought) or loses."""

    needs: int
    value: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """``gained`` and ``lost``: ids of needs that only the second or only the first plan meets, sorted.

    ``moved``: ids of needs that both meet, from different pledges. ``by_tier`` and ``by_village``: the change of each,
    those without any left out.
    """

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[str, ...]
    by_tier: dict[int, Change]
    by_village: dict[str, Change]


def compare(first: Plan, second: Plan) -> Comparison:
    """What the second plan changes. ``ValueError`` for plans of different needs."""
    if set(first.needs.need_id.tolist()) != set(second.needs.need_id.tolist()):
        raise ValueError("the plans are of different needs")
    before, after = dict(first.matches()), dict(second.matches())
    return Comparison(
        gained=tuple(sorted(after.keys() - before.keys())),
        lost=tuple(sorted(before.keys() - after.keys())),
        moved=tuple(sorted(need for need in before.keys() & after.keys() if before[need] != after[need])),
        by_tier=_changes(first.by_tier(), second.by_tier()),
        by_village=_changes(first.by_village(), second.by_village()),
    )


def _changes(before: Mapping[_Part, Met], after: Mapping[_Part, Met]) -> dict[_Part, Change]:
    found = {
        part: Change(after[part].needs_met - met.needs_met, after[part].value_met - met.value_met)
        for part, met in before.items()
    }
    return {part: change for part, change in found.items() if change != Change(0, 0)}
