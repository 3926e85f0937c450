"""What can become of a release in the office, as a table.

offered → loading → current → past → stored
   ↓                   ↑         ↓       ↓
refused → loading      └─────────┘    loading
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a release stands. ``PAST`` still has its rows and can be in force again at once; ``STORED`` and ``REFUSED``
    have them in the folder only."""

    OFFERED = "offered"
    LOADING = "loading"
    CURRENT = "current"
    PAST = "past"
    STORED = "stored"
    REFUSED = "refused"


#: From a state to those that may follow it. A loading that fails falls back to where it came from.
NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.OFFERED: frozenset({State.LOADING, State.REFUSED}),
    State.LOADING: frozenset({State.CURRENT, State.OFFERED, State.STORED}),
    State.CURRENT: frozenset({State.PAST}),
    State.PAST: frozenset({State.CURRENT, State.STORED}),
    State.STORED: frozenset({State.LOADING}),
    State.REFUSED: frozenset({State.LOADING}),
}


def may_follow(one: State, other: State) -> bool:
    """Whether a release in the one state can be brought into the other."""
    return other in NEXT[one]
