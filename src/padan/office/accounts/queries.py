"""Which posts are held, and what they let somebody see."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account, Post
from padan.office.accounts.roles import FACTS, Role


def posts_of(account: Account, day: date) -> QuerySet[Post]:
    """The posts that an account holds on a day; none where it is shut."""
    if not account.is_active:
        return Post.objects.none()
    return account.posts.filter(since__lte=day, until__gte=day).prefetch_related("places")


def scope_of(account: Account, day: date, *roles: Role, names: bool = False) -> Scope:
    """All that an account sees on a day: by posts of these roles (any, when none is named), and with ``names`` only by
    those that see who people are."""
    found = Scope()
    for post in posts_of(account, day):
        role = Role(post.role)
        if (not roles or role in roles) and (FACTS[role].names or not names):
            found |= post.scope
    return found


def needs_second_factor(account: Account, day: date) -> bool:
    """Whether a post of the account sees who people are."""
    return any(FACTS[Role(post.role)].names for post in posts_of(account, day))
