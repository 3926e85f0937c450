"""What can become of a question, as a table, and how the words of people settle it.

waiting → second → settled        second: one said so, and the stakes ask for another
   ↓         ↓        ↑           disputed: two differ, a third is asked
 aside    disputed ───┘           aside: nobody can tell

Whatever is not settled is withdrawn when a newer release does not ask it, and comes back when one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"
    SECOND = "second"
    DISPUTED = "disputed"
    ASIDE = "aside"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What somebody said: one person, two, cannot tell; or that what was said no longer holds."""

    SAME = "same"
    APART = "apart"
    UNSURE = "unsure"
    REOPENED = "reopened"


#: States in which somebody is asked.
OPEN: Final = (State.WAITING, State.SECOND, State.DISPUTED)

#: From a state to those that may follow it.
NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.WAITING: frozenset({State.SECOND, State.SETTLED, State.ASIDE, State.WITHDRAWN}),
    State.SECOND: frozenset({State.WAITING, State.DISPUTED, State.SETTLED, State.WITHDRAWN}),
    State.DISPUTED: frozenset({State.WAITING, State.SECOND, State.SETTLED, State.WITHDRAWN}),
    State.ASIDE: frozenset({State.WAITING}),
    State.SETTLED: frozenset({State.WAITING, State.SECOND, State.DISPUTED}),
    State.WITHDRAWN: frozenset({State.WAITING, State.SECOND, State.DISPUTED}),
}

#: So many who cannot tell put a question aside.
NOBODY_CAN_TELL: Final = 2


@dataclass(frozen=True, slots=True)
class Word:
    """What one account said; ``high``: so much hangs on it that another person must agree."""

    by: int
    verdict: Verdict
    high: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the words leave a question; ``verdict`` is given where they settle it."""

    state: State
    verdict: Verdict | None = None


def may_follow(one: State, other: State) -> bool:
    """Whether a question in the one state can come into the other; it can always stay."""
    return one == other or other in NEXT[one]


def held(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words that hold: the last of each account, none where that takes it back."""
    last: dict[int, Word] = {}
    for word in words:
        last.pop(word.by, None)
        if word.verdict is not Verdict.REOPENED:
            last[word.by] = word
    return tuple(last.values())


def standing(words: Iterable[Word]) -> Standing:
    """Where the words of one round leave a question.

    One word settles it, two that agree where the stakes are high. Two that differ settle nothing; then the verdict of
    which there are more, and two of it, holds.
    """
    holding = held(words)
    said = {verdict: sum(word.verdict is verdict for word in holding) for verdict in Verdict}
    same, apart = said[Verdict.SAME], said[Verdict.APART]
    if not same and not apart:
        return Standing(State.ASIDE if said[Verdict.UNSURE] >= NOBODY_CAN_TELL else State.WAITING)
    if same == apart:
        return Standing(State.DISPUTED)
    needed = 2 if any(word.high for word in holding) or (same and apart) else 1
    if max(same, apart) < needed:
        return Standing(State.SECOND)
    return Standing(State.SETTLED, Verdict.SAME if same > apart else Verdict.APART)
