"""Whose first page it is, and one thing that waits on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from padan.kernel.scope import Scope, together
from padan.office.accounts.queries import Account
from padan.office.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to do: ``figure`` says how much, ``words`` of what, ``address`` where to. ``look``: bad where it must
    not wait, doubt where it should not, plain."""

    figure: str
    words: str
    address: str
    icon: str
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose first page it is: the account, the day and moment, and the area of each role that it holds today."""

    account: Account
    day: date
    now: datetime
    areas: dict[Role, Scope]

    def of(self, roles: Iterable[Role]) -> Scope:
        """The area of the posts of these roles; empty where none is held."""
        return together(self.areas.get(role, Scope()) for role in roles)

    def holds(self, roles: Iterable[Role]) -> bool:
        """Whether a post of one of these roles is held."""
        return any(role in self.areas for role in roles)
