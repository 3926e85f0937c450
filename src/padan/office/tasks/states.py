"""What can become of a task and of an answer, as tables.

open → answered ⇄ settled         answered: kept, and waits for the release that takes it in
  ↓  ↘    ↕          ↕            contested: two answers differ, or the facts changed meanwhile; a person chooses
  ↓  contested ──────┘
withdrawn ⇄ contested, open       withdrawn: no list asks any more; asked again when one does
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CONTESTED = "contested"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of an answer.

    ``HOLDS``: the answer of its task. ``AGREES``: says the same as the one that holds. ``WAITS``: contradicts, and
    waits for a person's choice. ``OVERRULED``: another was chosen, or it was taken back or corrected. ``OUTSIDE``: its
    sender had no longer a post for the task's place; the data officer sees it.
    """

    HOLDS = "holds"
    AGREES = "agrees"
    WAITS = "waits"
    OVERRULED = "overruled"
    OUTSIDE = "outside"


class Why(StrEnum):
    """Why an answer waits for a choice."""

    ANSWERED = "answered"
    """Somebody else answered the task meanwhile, and said otherwise."""
    CHANGED = "changed"
    """What the lists say changed since the question was read."""
    WITHDRAWN = "withdrawn"
    """The lists agree by now: nobody is asked any more."""


class Channel(StrEnum):
    """By which way an answer came."""

    PAGE = "page"
    PHONE = "phone"
    PAPER = "paper"
    MEETING = "meeting"


class RoundState(StrEnum):
    """Where a village meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


#: States in which somebody is asked.
ASKED: Final = (State.OPEN, State.CONTESTED)
#: States in which an answer holds that no release in force has taken in.
PENDING: Final = (State.ANSWERED, State.CONTESTED)

#: From a state to those that may follow it.
NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.OPEN: frozenset({State.ANSWERED, State.CONTESTED, State.WITHDRAWN}),
    State.ANSWERED: frozenset({State.OPEN, State.CONTESTED, State.SETTLED, State.WITHDRAWN}),
    State.CONTESTED: frozenset({State.OPEN, State.ANSWERED, State.WITHDRAWN}),
    State.SETTLED: frozenset({State.OPEN, State.ANSWERED, State.CONTESTED}),
    State.WITHDRAWN: frozenset({State.OPEN, State.CONTESTED}),
}


def may_follow(one: State, other: State) -> bool:
    """Whether a task in the one state can come into the other; it can always stay."""
    return one == other or other in NEXT[one]
