"""Keys by which programs read for an account: made, listed, known again, taken back.

What a key opens is what its account may see that day; it has no rights of its own.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from padan.kernel.texts import _
from padan.office.accounts.models import Account, Token
from padan.office.accounts.operations import acting
from padan.office.accounts.permissions import check_may_keep
from padan.office.accounts.policies import NotAllowedError, check_token
from padan.office.audit.operations import record

#: What every key begins with, so that one that lies about is known for what it is.
_BEGINNING: Final = "padan_"
#: Random bytes of a key: guessing is hopeless, so that a fast digest keeps it.
_BYTES: Final = 32
_HINT: Final = 10


@transaction.atomic
def issue(account: Account, name: str, until: date, *, by: Account, on: datetime) -> tuple[Token, str]:
    """A new key, and the text that is shown this once. NotAllowedError for somebody else's account, and as
    :func:`check_token` says."""
    _check_own(account, by)
    # Two keys asked for at once must not both pass the check of how many there are.
    held = Account.objects.select_for_update().get(pk=account.pk)
    check_token(held, until, timezone.localdate(on))
    secret = _BEGINNING + secrets.token_urlsafe(_BYTES)
    token = Token(account=held, name=name.strip(), hint=secret[:_HINT], digest=_digest(secret), made_at=on, until=until)
    token.full_clean()
    token.save()
    record(by=acting(by), on=on, action="accounts.token_made", subject=str(held), after=_told(token))
    return token, secret


@transaction.atomic
def revoke(token: Token, *, by: Account, on: datetime) -> Token:
    """Take a key back: it opens nothing from now on. NotAllowedError for somebody else's."""
    held = Token.objects.select_for_update().select_related("account").get(pk=token.pk)
    _check_own(held.account, by)
    return _revoked(held, by, on, "")


@transaction.atomic
def revoke_all(account: Account, *, by: Account | None, on: datetime, reason: str) -> None:
    """Take back every key of an account that somebody keeps. NotAllowedError where there is none."""
    if by is not None:
        check_may_keep(by, account, timezone.localdate(on))
    held = list(holding(account, timezone.localdate(on)).select_for_update())
    if not held:
        raise NotAllowedError(_("Akun itu tidak mempunyai kunci program"), next_step=_("Tidak ada yang perlu dicabut."))
    for token in held:
        _revoked(token, by, on, reason)


def tokens_of(account: Account) -> QuerySet[Token]:
    """All keys of an account, also those that hold no longer; the newest first."""
    return account.tokens.all()


def holding(account: Account, day: date) -> QuerySet[Token]:
    """The keys of an account that hold on a day."""
    return account.tokens.filter(until__gte=day, revoked_at__isnull=True)


def token_of(secret: str, day: date) -> Token | None:
    """The key with this text, if it and its account are open on a day; None otherwise."""
    found = Token.objects.filter(digest=_digest(secret), until__gte=day, revoked_at__isnull=True)
    return found.filter(account__is_active=True).select_related("account").first()


def _check_own(account: Account, by: Account) -> None:
    if by.pk != account.pk:
        raise NotAllowedError(_("Kunci program diatur oleh pemiliknya sendiri"), next_step=_("Minta pemilik akunnya."))


def _revoked(token: Token, by: Account | None, on: datetime, reason: str) -> Token:
    if token.revoked_at is None:
        token.revoked_at = on
        token.save(update_fields=("revoked_at",))
        record(
            by=acting(by), on=on, action="accounts.token_revoked", subject=str(token.account), reason=reason,
            before=_told(token),
        )  # fmt: skip
    return token


def _told(token: Token) -> dict[str, str | int]:
    return {"token": token.pk, "name": token.name, "until": token.until.isoformat()}


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
