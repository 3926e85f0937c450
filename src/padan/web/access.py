"""Who may open which page. Every view says so itself with :func:`page`; what a view does not say, nobody may.

A page for roles is given a :class:`Reader`: the account, and the part of the country that its posts *of these roles*
cover today. Views pass ``reader.scope`` on to every query.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final, TypeVar

from padan.kernel.scope import Scope, together
from padan.office.accounts.queries import Account, Post, posts_of
from padan.office.accounts.roles import FACTS, Role

View = TypeVar("View", bound=Callable[..., Any])


class Door(Enum):
    """Pages that are not for roles."""

    PUBLIC = "anybody"
    ACCOUNT = "anybody with an account"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a page: by its door, or by a post of one of its roles."""

    door: Door | None = None
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a page, and what of the country by the posts that let in; ``roles`` are those posts'. ``posts`` are all
    that the account holds on that day."""

    account: Account
    day: date
    roles: frozenset[Role]
    scope: Scope
    posts: tuple[Post, ...]

    def at(self, roles: Collection[Role]) -> Reader:
        """The same account as the reader of a page for these roles."""
        letting_in = [post for post in self.posts if post.role in roles]
        scope = together(post.scope for post in letting_in)
        return replace(self, roles=frozenset(Role(post.role) for post in letting_in), scope=scope)

    @property
    def areas(self) -> dict[Role, Scope]:
        """The area of each role that the account holds."""
        found: dict[Role, Scope] = {}
        for post in self.posts:
            found[Role(post.role)] = found.get(Role(post.role), Scope()) | post.scope
        return found

    @property
    def held(self) -> frozenset[Role]:
        """The roles that the account holds."""
        return frozenset(Role(post.role) for post in self.posts)

    @property
    def sees_names(self) -> bool:
        """Whether a post of the account sees who people are."""
        return any(FACTS[role].names for role in self.held)


PUBLIC: Final = Access(Door.PUBLIC)
ACCOUNT: Final = Access(Door.ACCOUNT)

#: Roles that see who people are.
WHO_SEE_NAMES: Final = tuple(role for role, facts in FACTS.items() if facts.names)

#: Pages that libraries bring, by the names of their addresses.
BROUGHT: Final[Mapping[str, Access]] = {
    **dict.fromkeys(
        (
            "account_login", "account_logout", "account_signup", "account_inactive", "account_reset_password",
            "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
            "mfa_authenticate", "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
            "socialaccount_login_error", "socialaccount_signup",
        ),
        PUBLIC,
    ),
    **dict.fromkeys(
        (
            "account_change_password", "account_set_password", "account_reauthenticate", "mfa_index",
            "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes", "usersessions_list",
        ),
        ACCOUNT,
    ),
}  # fmt: skip


def page(*who: Access | Role) -> Callable[[View], View]:
    """Say who may open a view: :data:`PUBLIC`, :data:`ACCOUNT`, or roles."""
    access = who[0] if len(who) == 1 and isinstance(who[0], Access) else Access(roles=frozenset(who))  # type: ignore[arg-type]

    def said(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return said


def access_of(view: Callable[..., Any], name: str | None) -> Access | None:
    """Who may open a view; None where nobody said so. ``name`` is that of its address."""
    said: Access | None = getattr(view, "access", None)
    return said or BROUGHT.get(name or "")


def reader_of(account: Account, access: Access, day: date) -> Reader:
    """The account as a reader of such a page; without roles and scope where none of its posts lets in."""
    return Reader(account, day, frozenset(), Scope(), tuple(posts_of(account, day))).at(access.roles)
