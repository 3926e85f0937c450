"""What can become of a round, as a table: every move, who makes it, and whether it is the check of others' work.

draft → verifying ⇄ correcting → proposed → decreed → delivering → closed
                        ↑___________|  |______by givers____↑
cancelled: before the decree by itself, after it by another
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.rules.selection import Exclusion


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


class Verdict(StrEnum):
    """What a village says of a family in a list."""

    RIGHT = "right"
    REFUSED = "refused"
    MOVED = "moved"
    DECEASED = "deceased"
    NOT_RIGHT = "not_right"

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Verdict.RIGHT: _("tepat"),
            Verdict.REFUSED: _("menolak bantuan"),
            Verdict.MOVED: _("sudah pindah"),
            Verdict.DECEASED: _("sudah meninggal"),
            Verdict.NOT_RIGHT: _("tidak tepat"),
        }[self]

    @property
    def exclusion(self) -> Exclusion | None:
        """For which reason the family is excluded where the officer follows it; none where it is right."""
        return {
            Verdict.REFUSED: Exclusion.REFUSED,
            Verdict.MOVED: Exclusion.MOVED,
            Verdict.DECEASED: Exclusion.DECEASED,
            Verdict.NOT_RIGHT: Exclusion.SANCTIONED,
        }.get(self)


class Act(StrEnum):
    """What is done to a round that brings it on by itself."""

    DECREE = "decree"
    """Its list is sealed, changed or withdrawn."""
    DELIVERY = "delivery"
    """What its families are entitled to is written down."""


@dataclass(frozen=True, slots=True)
class Move:
    """``roles`` make it. ``checks``: it judges what others made, so nobody who had a hand in the round may make it.
    ``reasoned``: it says why. ``by``: it is made by this act alone, which is named with it. ``gifts``: only rounds that
    givers pay make it (True), or only the others (False): givers' money is not the regency's budget, so that no decree
    disposes of it."""

    roles: tuple[Role, ...]
    checks: bool = False
    reasoned: bool = False
    by: Act | None = None
    gifts: bool | None = None


_MAKERS: Final = (Role.DATA_OFFICER,)
_CHECKERS: Final = (Role.COORDINATOR,)
_CANCEL: Final = Move((*_MAKERS, *_CHECKERS), reasoned=True)
_WITHDRAW: Final = Move(_CHECKERS, checks=True, reasoned=True, by=Act.DECREE)

#: Every move there is; any other is impossible.
MOVES: Final[Mapping[tuple[State, State], Move]] = {
    (State.DRAFT, State.VERIFYING): Move(_MAKERS),
    (State.VERIFYING, State.CORRECTING): Move(_MAKERS),
    (State.CORRECTING, State.VERIFYING): Move(_MAKERS, reasoned=True),
    (State.CORRECTING, State.PROPOSED): Move(_MAKERS),
    (State.PROPOSED, State.CORRECTING): Move(_CHECKERS, checks=True, reasoned=True),
    (State.PROPOSED, State.DECREED): Move(_CHECKERS, checks=True, by=Act.DECREE, gifts=False),
    (State.PROPOSED, State.DELIVERING): Move(_CHECKERS, checks=True, by=Act.DELIVERY, gifts=True),
    (State.DECREED, State.DELIVERING): Move(_MAKERS, by=Act.DELIVERY),
    (State.DELIVERING, State.CLOSED): Move(_MAKERS),
    **{(state, State.CANCELLED): _CANCEL for state in (State.DRAFT, State.VERIFYING, State.CORRECTING, State.PROPOSED)},
    **{(state, State.CANCELLED): _WITHDRAW for state in (State.DECREED, State.DELIVERING)},
}


def after(state: State, *, gifts: bool = False) -> tuple[State, ...]:
    """The states that may follow one, in the order of the table; of a round that givers pay (``gifts``), or another."""
    return tuple(to for (at, to), move in MOVES.items() if at is state and move.gifts in (None, gifts))


def move_of(at: State, to: State, *, gifts: bool) -> Move:
    """A move of a round that givers pay (``gifts``), or of another. KeyError where there is none."""
    if to not in after(at, gifts=gifts):
        raise KeyError(at, to)
    return MOVES[at, to]
