"""What can become of a file that was sent, as a table.

waiting → received
   ├────→ known
   └────→ refused
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a file stands. ``KNOWN``: the register had it already; ``REFUSED``: it could not be read."""

    WAITING = "waiting"
    RECEIVED = "received"
    KNOWN = "known"
    REFUSED = "refused"


#: From a state to those that may follow it. A file of which another copy waits or was received begins as known.
NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.WAITING: frozenset({State.RECEIVED, State.KNOWN, State.REFUSED}),
    State.RECEIVED: frozenset(),
    State.KNOWN: frozenset(),
    State.REFUSED: frozenset(),
}

#: States of the one copy of a file that counts.
COUNTED: Final = frozenset({State.WAITING, State.RECEIVED})


def may_follow(one: State, other: State) -> bool:
    """Whether a file in the one state can be brought into the other."""
    return other in NEXT[one]
