"""Which accounts there are, which posts are held, and what they let somebody see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery

from padan.kernel.scope import Scope, together
from padan.office.accounts.models import Account, Place, Post
from padan.office.accounts.roles import Role
from padan.office.scoping import within


def posts_of(account: Account, day: date) -> QuerySet[Post]:
    """The posts that an account holds on a day; none where it is shut."""
    if not account.is_active:
        return Post.objects.none()
    return account.posts.filter(since__lte=day, until__gte=day).prefetch_related("places")


def scope_of(account: Account, day: date, *roles: Role) -> Scope:
    """All that an account sees on a day: by posts of these roles (any, when none is named)."""
    held = (post for post in posts_of(account, day) if not roles or post.role in roles)
    return together(post.scope for post in held)


def accounts(scope: Scope) -> QuerySet[Account]:
    """The accounts that have or had a post in the scope, and those that never had one with an area."""
    if not scope:
        return Account.objects.none()
    places = Place.objects.filter(post__account=OuterRef("pk"))
    return Account.objects.filter(Exists(places.filter(within(scope, "code"))) | ~Exists(places))


def like(found: QuerySet[Account], words: str) -> QuerySet[Account]:
    """Those of the accounts ``found`` whose name or address holds every one of the words."""
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found.order_by("name", "pk")


def ending(found: QuerySet[Account], day: date, last: date) -> QuerySet[Account]:
    """Those of the accounts ``found`` that hold a post on a day which ends by the ``last`` one."""
    posts = Post.objects.filter(account=OuterRef("pk"), since__lte=day, until__gte=day, until__lte=last)
    return found.filter(Exists(posts), is_active=True)


def waiting(found: QuerySet[Account]) -> QuerySet[Account]:
    """Those of the accounts ``found`` whose owner has set no password yet."""
    return found.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX, is_active=True)


def posts_in(account: Account, scope: Scope) -> QuerySet[Post]:
    """The posts of an account that have no place outside the scope, past ones too."""
    if not scope:
        return Post.objects.none()
    outside = Place.objects.filter(post=OuterRef("pk")).exclude(within(scope, "code"))
    return account.posts.filter(~Exists(outside)).prefetch_related("places")


def names(numbers: Iterable[int]) -> dict[str, str]:
    """The names of accounts, by how the trail calls them (``account:3``)."""
    return {str(account): account.name for account in Account.objects.filter(pk__in=set(numbers)).only("name")}


def counted_for(account: Account, **asked: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of some questions finds, by their names; the database answers all of them at once, in the row
    of the account that asks."""
    found = {
        name: Subquery(rows.order_by().annotate(many=Func(F("pk"), function="COUNT")).values("many"))
        for name, rows in asked.items()
    }
    answer = Account.objects.filter(pk=account.pk).order_by().values_list(*found.values()).get()
    return {name: many or 0 for name, many in zip(found, answer, strict=True)}
