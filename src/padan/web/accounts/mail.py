"""The mail of an invitation, and the link in it."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse

from padan.kernel.texts import _, answering_in
from padan.office.accounts.queries import Account

_log = logging.getLogger("padan.web")
_DAY = 24 * 60 * 60


def is_set_up() -> bool:
    """Whether there is a server that takes mail."""
    return not str(settings.EMAIL_BACKEND).endswith((".dummy.EmailBackend", ".console.EmailBackend"))


def path_for(account: Account) -> str:
    """Where on the site the owner of an account sets its first password. It works until it was used."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    key = {"uidb36": user_pk_to_url_str(account), "key": token}
    return reverse("account_reset_password_from_key", kwargs=key)


def link_for(request: HttpRequest, account: Account) -> str:
    """As :func:`path_for`, with the address of the site."""
    return request.build_absolute_uri(path_for(account))


def send_invitation(account: Account, link: str) -> bool:
    """Send the link to the owner, in the language of the account; False where the server did not take it."""
    with answering_in(account.language):
        subject = _("Undangan ke Padan")
        days = settings.PASSWORD_RESET_TIMEOUT // _DAY
        paragraphs = (
            _("Yth. {name},").format(name=account.name),
            _("Anda diundang memakai Padan, sistem informasi keluarga miskin dan anak stunting. Buat kata sandi Anda "
              "di alamat ini:"),
            link,
            _("Tautan itu berlaku {days} hari dan hanya sekali. Jangan diteruskan kepada siapa pun. Bila Anda tidak "
              "mengharapkan undangan ini, abaikan saja.").format(days=days),
        )  # fmt: skip
    try:
        send_mail(subject, "\n\n".join(paragraphs), None, [account.email])
    except (SMTPException, OSError):
        _log.exception("an invitation was not sent")
        return False
    return True
