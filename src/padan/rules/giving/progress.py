"""What a giver is told of how the children grow whom it helps: classes only, and only of a group of five or more.

A group is made once, of children whom givers help with the same kind of thing, whoever these givers are, and keeps its
members: who joins waits for a new group, who leaves (moved, five years old, dead) stays in it as it was last measured.
Two reports of one group are then about the same children, and their difference tells of nobody who came or went; a
giver with one child is told of the group, and does not know which part of it is its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from padan.rules.giving.cells import LEAST


class Progress(StrEnum):
    """How a child grew since help began."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NOT_YET = "not_yet"
    """Not yet measured twice."""


@dataclass(frozen=True, slots=True)
class Grown:
    """How a measuring classes a child by Permenkes 2/2020 on each axis: 0 none, 1 moderate, 2 severe; None unknown."""

    stunted: int | None
    wasted: int | None
    underweight: int | None


def progress_of(before: Grown | None, after: Grown | None) -> Progress:
    """How a child grew from one measuring to another (None: there was none), by the axes that both know: worse where
    one is worse, whatever the others; better where none is worse and one is better."""
    if before is None or after is None:
        return Progress.NOT_YET
    steps = [
        then - now
        for then, now in (
            (before.stunted, after.stunted), (before.wasted, after.wasted), (before.underweight, after.underweight)
        )
        if then is not None and now is not None
    ]  # fmt: skip
    if not steps:
        return Progress.NOT_YET
    if min(steps) < 0:
        return Progress.WORSE
    return Progress.BETTER if max(steps) > 0 else Progress.SAME


def groups_of(waiting: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of children who are in none yet, in the order in which help began: of five, the last of up to nine; none
    while fewer than five wait."""
    whole = len(waiting) // LEAST
    ends = [*(LEAST * number for number in range(1, whole)), len(waiting)]
    return tuple(tuple(waiting[LEAST * number : ends[number]]) for number in range(whole))


def told_of(group: Iterable[Progress]) -> Counter[Progress] | None:
    """How many children of a group grew in which way; None is "too few to show"."""
    found = Counter(group)
    return found if found.total() >= LEAST else None
