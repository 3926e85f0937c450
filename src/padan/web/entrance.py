"""Coming in and going out: what the library for accounts asks of us, and the trail of it."""

from __future__ import annotations

import base64
import time
from typing import Any, Final

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from padan.kernel.texts import _
from padan.office.accounts.operations import PROGRAM, acting
from padan.office.accounts.queries import Account
from padan.office.audit.operations import record
from padan.office.fields import ring
from padan.web.regency_accounts import ways_of

#: What the secrets of second factors are bound to when they lie sealed.
_FACTOR: Final = "mfa_authenticator.data"


class Entrance(DefaultAccountAdapter):
    """Nobody makes an account for themselves; who comes in, who goes and who fails to come in is written down."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """After the password, and the second factor where there is one."""
        with transaction.atomic():
            super().login(request, user)
            record(by=acting(user), on=timezone.now(), action="accounts.came_in", subject=str(user))

    def logout(self, request: HttpRequest) -> None:
        """Before the session is gone."""
        if isinstance(request.user, Account):
            with transaction.atomic():
                record(
                    by=acting(request.user), on=timezone.now(), action="accounts.went_out", subject=str(request.user)
                )
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password, or an address that has no account: the trail names the account only where there is one."""
        super().authentication_failed(request, **credentials)
        address = str(credentials.get("email", "")).lower()
        known = Account.objects.filter(email=address).first()
        with transaction.atomic():
            record(
                by=PROGRAM, on=timezone.now(), action="accounts.kept_out", subject=str(known) if known else "",
            )  # fmt: skip

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Who guessed too often is told how long to wait, and who can help."""
        if code != "too_many_login_attempts":
            return super().validation_error(code, *args)
        return ValidationError(
            _("Terlalu sering salah. Tunggu sepuluh menit, lalu coba lagi; atau minta pengelola akun membukanya."),
            code=code,
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not from who gave their password or confirmed who they are within the last minutes. Coming in through the
        regency's server is no such proof: it may let in whoever sits before a browser that is signed in there."""
        proofs = (
            record["at"] for record in get_authentication_records(self.request, self.request.user)
            if record["method"] != "socialaccount" or record.get("reauthenticated")
        )  # fmt: skip
        came_in = max(proofs, default=0.0)
        recently = time.time() - came_in < app_settings.REAUTHENTICATION_TIMEOUT
        return not recently and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The password or the second factor; the regency's own accounts for those who have neither here."""
        return super().get_reauthentication_methods(user) or ways_of(user)

    def unlock(self, request: HttpRequest, account: Account) -> None:
        """Forget the wrong passwords that were tried for an account."""
        self._delete_login_attempts_cached_email(request, email=account.email)

    def set_password(self, user: Any, password: str) -> None:
        """By an invitation, by a link in a mail, or by the owner."""
        with transaction.atomic():
            super().set_password(user, password)
            record(by=acting(user), on=timezone.now(), action="accounts.set_password", subject=str(user))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """The library's own remarks ("You have signed in as …") are left out: pages say what happened."""


class SecondFactor(DefaultMFAAdapter):
    """Secrets of second factors lie sealed: who has a copy of the database cannot make codes."""

    def encrypt(self, text: str) -> str:
        """Sealed, as text."""
        return base64.b64encode(ring().seal(text, _FACTOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed."""
        return ring().open(base64.b64decode(encrypted_text), _FACTOR)
