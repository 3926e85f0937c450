"""Making accounts, giving posts and ending them; each in one transaction with its entry in the trail.

``by`` is the account that acts, or None for the program itself (the first administrator has nobody above).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account, Place, Post
from padan.office.accounts.permissions import check_may_appoint, check_may_invite, check_may_keep
from padan.office.accounts.policies import Appointment, NotAllowedError, check_appointment
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
    address has one already, NotAllowedError where the one who acts may not."""
    if by is not None:
        check_may_invite(by, timezone.localdate(on))
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


@transaction.atomic
def change(account: Account, *, name: str, language: str, by: Account | None, on: datetime) -> Account:
    """Another name or language of an account; its owner may choose the language too."""
    held = Account.objects.select_for_update().get(pk=account.pk)
    if by is not None and (by.pk != held.pk or name.strip() != held.name):
        check_may_keep(by, held, timezone.localdate(on))
    before = {"name": held.name, "language": held.language}
    held.name, held.language = name.strip(), language
    held.full_clean(exclude=("password",))
    after = {"name": held.name, "language": held.language}
    if before != after:
        held.save(update_fields=("name", "language"))
        record(
            by=acting(by), on=on, action="accounts.changed", subject=str(held), area=_home(held),
            before=before, after=after,
        )  # fmt: skip
    return held


def close(account: Account, *, by: Account | None, on: datetime, reason: str) -> Account:
    """Shut an account: nobody signs in with it, and who is signed in is out with the next page. Its posts stay."""
    return _open_or_shut(account, is_active=False, action="accounts.closed", by=by, on=on, reason=reason)


def reopen(account: Account, *, by: Account | None, on: datetime, reason: str) -> Account:
    """Open an account that was shut."""
    return _open_or_shut(account, is_active=True, action="accounts.reopened", by=by, on=on, reason=reason)


@transaction.atomic
def _open_or_shut(
    account: Account, *, is_active: bool, action: str, by: Account | None, on: datetime, reason: str
) -> Account:
    held = Account.objects.select_for_update().get(pk=account.pk)
    if by is not None:
        check_may_keep(by, held, timezone.localdate(on))
    if held.is_active is is_active:
        raise NotAllowedError(
            _("Akun itu sudah terbuka") if is_active else _("Akun itu sudah ditutup"),
            next_step=_("Muat ulang halamannya."),
        )
    held.is_active = is_active
    held.save(update_fields=("is_active",))
    record(
        by=acting(by), on=on, action=action, subject=str(held), area=_home(held), reason=reason,
        before={"open": not is_active}, after={"open": is_active},
    )  # fmt: skip
    return held


@transaction.atomic
def remove_second_factor(account: Account, *, by: Account | None, on: datetime, reason: str) -> Account:
    """Take the second factor and its spare codes from an account whose owner lost them; a new one is set up at the
    next sign-in. NotAllowedError where there is none."""
    if by is not None:
        check_may_keep(by, account, timezone.localdate(on))
    removed, _kinds = Authenticator.objects.filter(user_id=account.pk).delete()
    if not removed:
        raise NotAllowedError(_("Akun itu tidak memakai pengaman kedua"), next_step=_("Tidak ada yang perlu dilepas."))
    record(
        by=acting(by), on=on, action="accounts.second_factor_removed", subject=str(account), area=_home(account),
        reason=reason,
    )  # fmt: skip
    return account


@transaction.atomic
def unlocked(account: Account, *, by: Account | None, on: datetime, reason: str) -> None:
    """Write down that somebody who was kept out for guessing may try again. NotAllowedError as for closing."""
    if by is not None:
        check_may_keep(by, account, timezone.localdate(on))
    record(
        by=acting(by), on=on, action="accounts.unlocked", subject=str(account), area=_home(account), reason=reason
    )  # fmt: skip


@transaction.atomic
def invitation_sent(account: Account, *, shown: bool, by: Account | None, on: datetime) -> None:
    """Write down that the link of an invitation was sent by mail, or ``shown`` to the one who acts. NotAllowedError
    where the account has a password: a new one is its owner's to ask for."""
    if by is not None:
        check_may_keep(by, account, timezone.localdate(on))
    if account.has_usable_password():
        raise NotAllowedError(
            _("Akun itu sudah mempunyai kata sandi"), next_step=_("Pemiliknya memakai “Lupa kata sandi?”.")
        )
    record(
        by=acting(by), on=on, action="accounts.invitation_sent", subject=str(account), area=_home(account),
        after={"shown": shown},
    )  # fmt: skip


def _home(account: Account) -> str:
    """The region that an entry about an account belongs to: that of its first post, if it has one."""
    post = account.posts.prefetch_related("places").order_by("since", "pk").first()
    return "" if post is None else _area(post)


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
