"""What somebody can ask of the office about their data, and what can become of it, as a table.

received → examined → granted | partly | refused
    ↓          ↓                            ↓
withdrawn  withdrawn                    examined
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Right(StrEnum):
    """What is asked for; each has its deadline (:mod:`padan.reference.deadlines`)."""

    ACCESS = "access"
    CORRECTION = "correction"
    OBJECTION = "objection"
    RESTRICTION = "restriction"


class State(StrEnum):
    """Where a case stands. ``PARTLY``: some of what was wanted was done."""

    RECEIVED = "received"
    EXAMINED = "examined"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


#: From a state to those that may follow it. Who was refused may be heard again.
NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.RECEIVED: frozenset({State.EXAMINED, State.WITHDRAWN}),
    State.EXAMINED: frozenset({State.GRANTED, State.PARTLY, State.REFUSED, State.WITHDRAWN}),
    State.GRANTED: frozenset(),
    State.PARTLY: frozenset({State.EXAMINED}),
    State.REFUSED: frozenset({State.EXAMINED}),
    State.WITHDRAWN: frozenset(),
}

#: Where somebody still waits for the office.
OPEN: Final = frozenset({State.RECEIVED, State.EXAMINED})


def may_follow(one: State, other: State) -> bool:
    """Whether a case in the one state can be brought into the other."""
    return other in NEXT[one]
