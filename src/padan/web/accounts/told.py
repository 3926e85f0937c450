"""Accounts and posts in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from allauth.mfa.utils import is_mfa_enabled
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.queries import Account, Post
from padan.office.accounts.roles import FACTS, Role
from padan.office.audit import queries as trail
from padan.reports.wording import region_name

#: A post that ends within these days is pointed out.
SOON: Final = timedelta(days=30)
#: As in the settings: so many wrong passwords in this time shut an account out.
_GUESSES, _WITHIN = 5, timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ToldPost:
    """A post; ``state`` and ``kind`` say in words and in colour whether it holds."""

    number: int
    role: str
    areas: tuple[str, ...]
    since: date
    until: date
    state: str
    kind: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class ToldAccount:
    """An account with the posts that its reader may know of, and how many others there are."""

    number: int
    name: str
    email: str
    language: str
    marks: tuple[tuple[str, str], ...]
    posts: tuple[ToldPost, ...]
    others: int
    is_open: bool
    has_password: bool
    last_login: datetime | None


def account(found: Account, scope: Scope, day: date) -> ToldAccount:
    """An account with its posts, those that hold first."""
    posts = list(found.posts.all())
    known = [post for post in posts if not post.scope or all(scope.covers(code) for code in post.scope.codes)]
    marks = []
    if not found.is_active:
        marks.append((_("ditutup"), "bad"))
    if not found.has_usable_password():
        marks.append((_("belum membuat kata sandi"), "doubt"))
    return ToldAccount(
        found.pk, found.name, found.email, found.language, tuple(marks),
        tuple(_post(post, day) for post in sorted(known, key=lambda post: (post.until < day, post.since))),
        len(posts) - len(known), found.is_active, found.has_usable_password(), found.last_login,
    )  # fmt: skip


def post(found: Post, day: date) -> ToldPost:
    """One post."""
    return _post(found, day)


def _post(found: Post, day: date) -> ToldPost:
    if found.until < day:
        state, kind = _("sudah berakhir"), "plain"
    elif found.since > day:
        state, kind = _("belum mulai"), "plain"
    elif found.until - day <= SOON:
        state, kind = _("segera berakhir"), "doubt"
    else:
        state, kind = _("berlaku"), "good"
    areas = tuple(region_name(code) for code in found.scope.codes)
    return ToldPost(
        found.pk, _(FACTS[Role(found.role)].title), areas, found.since, found.until, state, kind, found.until < day
    )  # fmt: skip


def has_second_factor(found: Account) -> bool:
    """Whether the account asks for a code at the door."""
    return bool(is_mfa_enabled(found))


def is_locked(found: Account) -> bool:
    """Whether too many wrong passwords were tried a moment ago."""
    since = timezone.now() - _WITHIN
    tried = trail.times(str(found), "accounts.kept_out", since)
    return tried >= _GUESSES and not trail.times(str(found), "accounts.unlocked", since)
