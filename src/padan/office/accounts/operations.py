"""Making accounts, giving posts and ending them; each in one transaction with its entry in the trail.

``by`` is the account that acts, or None for the program itself (the first administrator has nobody above).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account, Place, Post
from padan.office.accounts.permissions import check_may_appoint
from padan.office.accounts.policies import Appointment, check_appointment
from padan.office.accounts.roles import Role
from padan.office.audit.operations import record

#: Who acts when no account does.
PROGRAM = "padan"


def acting(by: Account | None) -> str:
    """Who acts, as the trail names it: an account, or the program where it is None."""
    return PROGRAM if by is None else str(by)


@transaction.atomic
def invite(email: str, name: str, *, by: Account | None, on: datetime, language: str = "id") -> Account:
    """An account without a password, which its owner sets by the link of the invitation. InvalidValueError where the
    address has one already."""
    address = Account.objects.normalize_email(email.strip()).lower()
    if Account.objects.filter(email=address).exists():
        raise InvalidValueError(
            _("Alamat {email} sudah mempunyai akun").format(email=address), next_step=_("Pakai akun itu.")
        )
    account = Account(email=address, name=name.strip(), language=language)
    account.set_unusable_password()
    account.full_clean(exclude=("password",))
    account.save()
    told = {"name": account.name, "email": account.email, "language": language}
    record(by=acting(by), on=on, action="accounts.invited", subject=str(account), after=told)
    return account


@transaction.atomic
def appoint(wanted: Appointment, *, by: Account | None, on: datetime, reason: str) -> Post:
    """Give a post. NotAllowedError where the one who acts may not, or the appointment cannot be."""
    # Two appointments of one account must not both pass the check of the other posts.
    Account.objects.select_for_update().get(pk=wanted.account.pk)
    if by is not None:
        check_may_appoint(by, wanted.account, wanted.areas, timezone.localdate(on))
    check_appointment(wanted)
    post = Post.objects.create(account=wanted.account, role=wanted.role.value, since=wanted.since, until=wanted.until)
    Place.objects.bulk_create(Place(post=post, code=code) for code in sorted(set(wanted.areas)))
    record(
        by=acting(by), on=on, action="accounts.appointed", subject=str(wanted.account), area=_area(post),
        reason=reason, after=_told(post),
    )  # fmt: skip
    return post


@transaction.atomic
def dismiss(post: Post, *, by: Account | None, on: datetime, reason: str) -> Post:
    """End a post with the day before that of ``on``; one that has not begun by then is taken back."""
    held = Post.objects.select_for_update().get(pk=post.pk)
    if by is not None:
        check_may_appoint(by, held.account, held.scope.codes, timezone.localdate(on))
    before, area, subject = _told(held), _area(held), str(held.account)
    last = timezone.localdate(on) - timedelta(days=1)
    if held.since > last:
        held.delete()
        after = None
    else:
        held.until = min(held.until, last)
        held.save(update_fields=("until",))
        after = _told(held)
    record(
        by=acting(by), on=on, action="accounts.dismissed", subject=subject, area=area, reason=reason,
        before=before, after=after,
    )  # fmt: skip
    return held


def _area(post: Post) -> str:
    """The region that the entry of the trail belongs to: the post's first."""
    codes = post.scope.codes
    return codes[0] if codes else ""


def _told(post: Post) -> dict[str, Any]:
    return {
        "post": post.pk,
        "role": str(Role(post.role)),
        "areas": list(post.scope.codes),
        "since": post.since.isoformat(),
        "until": post.until.isoformat(),
    }
