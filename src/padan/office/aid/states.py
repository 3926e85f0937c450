"""What can become of a round, as a table: every move, who makes it, and whether it is the check of others' work.

draft → verifying ⇄ correcting → proposed → decreed → delivering → closed
                        ↑___________|                 cancelled: from any state before the decree
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from padan.office.accounts.roles import Role


class State(StrEnum):
    """Where a round stands."""

    DRAFT = "draft"
    """Its rule, quotas and list are being made."""
    VERIFYING = "verifying"
    """Villages look at the list: meetings, field checks, objections."""
    CORRECTING = "correcting"
    """What they said is worked in."""
    PROPOSED = "proposed"
    """Somebody else checks it."""
    DECREED = "decreed"
    """The decree is signed; the list is sealed."""
    DELIVERING = "delivering"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Move:
    """``roles`` make it. ``checks``: it judges what others made, so nobody who had a hand in the round may make it.
    ``reasoned``: it says why."""

    roles: tuple[Role, ...]
    checks: bool = False
    reasoned: bool = False


_MAKERS: Final = (Role.DATA_OFFICER,)
_CHECKERS: Final = (Role.COORDINATOR,)
_CANCEL: Final = Move((*_MAKERS, *_CHECKERS), reasoned=True)

#: Every move there is; any other is impossible.
MOVES: Final[Mapping[tuple[State, State], Move]] = {
    (State.DRAFT, State.VERIFYING): Move(_MAKERS),
    (State.VERIFYING, State.CORRECTING): Move(_MAKERS),
    (State.CORRECTING, State.VERIFYING): Move(_MAKERS, reasoned=True),
    (State.CORRECTING, State.PROPOSED): Move(_MAKERS),
    (State.PROPOSED, State.CORRECTING): Move(_CHECKERS, checks=True, reasoned=True),
    (State.PROPOSED, State.DECREED): Move(_CHECKERS, checks=True),
    (State.DECREED, State.DELIVERING): Move(_MAKERS),
    (State.DELIVERING, State.CLOSED): Move(_MAKERS),
    **{(state, State.CANCELLED): _CANCEL for state in (State.DRAFT, State.VERIFYING, State.CORRECTING, State.PROPOSED)},
}


def after(state: State) -> tuple[State, ...]:
    """The states that may follow one, in the order of the table."""
    return tuple(to for at, to in MOVES if at is state)
