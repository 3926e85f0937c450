"""What can become of a complaint, as tables: its moves, the desks that answer it, and where it goes from each.

received → examined → answered → appealed → decided
    ↓          ↓                     ↓
withdrawn  withdrawn             withdrawn
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from padan.office.accounts.roles import Role


class State(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    EXAMINED = "examined"
    ANSWERED = "answered"
    APPEALED = "appealed"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What an answer says: the complaint is right, right in part, not right, or for another office to answer."""

    UPHELD = "upheld"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"
    ELSEWHERE = "elsewhere"


class Channel(StrEnum):
    """How a complaint came: by the public form, or written down by an officer for somebody."""

    PUBLIC = "public"
    OFFICER = "officer"


class Against(StrEnum):
    """Whose officer a complaint is about, as who complains says."""

    VILLAGE = "village"
    FIELD = "field"
    HEALTH = "health"
    SOCIAL = "social"
    SECRETARIAT = "secretariat"
    UNSURE = "unsure"


class Desk(StrEnum):
    """Who answers."""

    OFFICE = "office"
    """Data officers of the social affairs office."""
    DISTRICT = "district"
    """The secretariat of the kecamatan, or of the regency."""
    SECRETARIAT = "secretariat"
    """The regency's secretariat alone."""
    INSPECTORATE = "inspectorate"


class Mover(StrEnum):
    """Who makes a move: the desk at which the complaint stands, or who complains."""

    DESK = "desk"
    COMPLAINANT = "complainant"


@dataclass(frozen=True, slots=True)
class Move:
    """``checks``: it judges an answer, so nobody who gave one may make it. ``told``: it says something in words."""

    mover: Mover
    checks: bool = False
    told: bool = False


_WITHDRAW: Final = Move(Mover.COMPLAINANT)

#: Every move there is; any other is impossible.
MOVES: Final[Mapping[tuple[State, State], Move]] = {
    (State.RECEIVED, State.EXAMINED): Move(Mover.DESK),
    (State.EXAMINED, State.ANSWERED): Move(Mover.DESK, told=True),
    (State.ANSWERED, State.APPEALED): Move(Mover.COMPLAINANT, told=True),
    (State.APPEALED, State.DECIDED): Move(Mover.DESK, checks=True, told=True),
    **{(state, State.WITHDRAWN): _WITHDRAW for state in (State.RECEIVED, State.EXAMINED, State.APPEALED)},
}

#: Where somebody waits for a desk.
OPEN: Final = frozenset({State.RECEIVED, State.EXAMINED, State.APPEALED})

#: The role that sits at a desk.
SITTING: Final[Mapping[Desk, Role]] = {
    Desk.OFFICE: Role.DATA_OFFICER,
    Desk.DISTRICT: Role.COORDINATOR,
    Desk.SECRETARIAT: Role.COORDINATOR,
    Desk.INSPECTORATE: Role.INSPECTOR,
}

#: Desks at which a sensitive complaint can stand: few sit there.
CLOSED: Final = (Desk.SECRETARIAT, Desk.INSPECTORATE)

#: The role whose holders a complaint is about: they do not see it.
OWN: Final[Mapping[str, Role]] = {
    Against.VILLAGE: Role.VILLAGE_OPERATOR,
    Against.SOCIAL: Role.DATA_OFFICER,
    Against.SECRETARIAT: Role.COORDINATOR,
}

#: Where a complaint that is not sensitive comes first, where it is about the social affairs office, or about those who
#: are above it.
_FIRST: Final[Mapping[str, Desk]] = {Against.SOCIAL: Desk.SECRETARIAT, Against.SECRETARIAT: Desk.INSPECTORATE}

#: From a desk to the one above, which answers too once a day has passed by which somebody should have answered.
ABOVE: Final[Mapping[Desk, Desk]] = {Desk.OFFICE: Desk.DISTRICT, Desk.DISTRICT: Desk.SECRETARIAT}
ABOVE_CLOSED: Final[Mapping[Desk, Desk]] = {Desk.SECRETARIAT: Desk.INSPECTORATE}

#: The desk that decides an appeal, by the one at which the answer was given.
APPEALS_TO: Final[Mapping[Desk, Desk]] = {
    Desk.OFFICE: Desk.SECRETARIAT,
    Desk.DISTRICT: Desk.SECRETARIAT,
    Desk.SECRETARIAT: Desk.INSPECTORATE,
    Desk.INSPECTORATE: Desk.INSPECTORATE,
}


def after(state: State) -> tuple[State, ...]:
    """The states that may follow one, in the order of the table."""
    return tuple(to for at, to in MOVES if at is state)


def first_desk(sensitive: bool, against: str) -> Desk:
    """Where a complaint comes first: never to those whom it is about. A sensitive one comes to the secretariat only
    where it is said to be about somebody else's officer; in doubt the secretariat does not see it."""
    if not sensitive:
        return _FIRST.get(against, Desk.OFFICE)
    about_others = against in (Against.VILLAGE, Against.FIELD, Against.HEALTH, Against.SOCIAL)
    return Desk.SECRETARIAT if about_others else Desk.INSPECTORATE


def ladder(desk: Desk, sensitive: bool) -> tuple[Desk, ...]:
    """A desk and those above it, in the order in which a late complaint comes to them."""
    up, found = ABOVE_CLOSED if sensitive else ABOVE, [desk]
    while found[-1] in up:
        found.append(up[found[-1]])
    return tuple(found)


def desks_for(sensitive: bool, against: str) -> tuple[Desk, ...]:
    """Where a complaint can stand: at no desk of those whom it is about."""
    return tuple(desk for desk in (CLOSED if sensitive else Desk) if not is_about(against, SITTING[desk]))


def is_about(against: str, role: Role) -> bool:
    """Whether a complaint against such an officer is about who holds a role."""
    return OWN.get(against) is role
