"""What can become of a job, and the kinds of jobs, as tables.

waiting → running → done
   ↑         │  └─→ failed
   └─────────┘
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


#: From a state to those that may follow it. A job goes back to waiting when its worker stopped or died.
NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.WAITING: frozenset({State.RUNNING}),
    State.RUNNING: frozenset({State.DONE, State.FAILED, State.WAITING}),
    State.DONE: frozenset(),
    State.FAILED: frozenset(),
}

#: States of a job that is not over.
OPEN: Final = frozenset(state for state, following in NEXT.items() if following)


class Kind(StrEnum):
    """What there is to do."""

    RECEIVE = "receive"
    BUILD = "build"
    TAKE_IN = "take_in"
    DRAW = "draw"
    WHAT_IF = "what_if"
    DECREE = "decree"
    MATCH = "match"


#: Kinds of which one job is open at a time.
EXCLUSIVE: Final = frozenset({Kind.BUILD, Kind.TAKE_IN})


def may_follow(one: State, other: State) -> bool:
    """Whether a job in the one state can be brought into the other."""
    return other in NEXT[one]
