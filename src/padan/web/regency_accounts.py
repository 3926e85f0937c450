"""Signing in with the regency's own accounts (OpenID Connect), where the settings name their server; and confirming by
them who one is, for those who have neither a password nor a second factor here."""

from __future__ import annotations

import time
from typing import Any, Final

from allauth import app_settings
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods
from requests import RequestException

from padan.kernel.texts import _
from padan.office.accounts.queries import Account
from padan.web.access import ACCOUNT, page
from padan.web.asking import refused

#: The regency's server, as the settings call it, and the address of the page that leads there again.
SERVER, AGAIN = "regency", "account_confirm_regency"
#: So far the server's clock may be behind ours, in seconds.
_CLOCKS_APART: Final = 60


class RegencyAccounts(DefaultSocialAccountAdapter):
    """Whoever has an account here comes in, known by the e-mail address that the regency's server vouches for; nobody
    gets one by coming."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are given."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Who only confirms who they are stays signed in, and nobody comes in instead."""
        asked = sociallogin.state.get("data")
        if asked is None:
            return
        problem = _problem(request, sociallogin, asked)
        if problem:
            if isinstance(request.user, Account):
                refused(request, f"page:{AGAIN}")
            raise ImmediateHttpResponse(_once_more(request, problem, sociallogin.state))
        known = {"provider": sociallogin.account.provider, "uid": sociallogin.account.uid}
        record_authentication(request, sociallogin.user, "socialaccount", reauthenticated=True, **known)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Who was confirming who they are is led back to that page."""
        state = (extra_context or {}).get("state") or {}
        if state.get("data") is not None:
            cancelled = error == AuthError.CANCELLED
            said = _("Anda membatalkan.") if cancelled else _("Akun kabupaten tidak menjawab. Coba sekali lagi.")
            raise ImmediateHttpResponse(_once_more(request, said, state))


def ways_of(account: Any) -> list[dict[str, Any]]:
    """How an account can confirm by the regency's server who its owner is, in the form in which the library lists such
    ways; none where it never came from there."""
    if not app_settings.SOCIALACCOUNT_ENABLED:
        return []
    from allauth.socialaccount.models import SocialAccount

    if not SocialAccount.objects.filter(provider=SERVER, user_id=account.pk).exists():
        return []
    return [{"id": AGAIN, "description": _("Masuk lagi lewat akun kabupaten"), "url": reverse(AGAIN)}]


@page(ACCOUNT)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The way to the regency's server and back, for those who have no other way to confirm who they are."""
    onward, account = get_next_redirect_url(request) or reverse("home"), request.user
    ways = account_adapter(request).get_reauthentication_methods(account)
    if not ways:
        raise PermissionDenied
    if ways[0]["id"] != AGAIN:
        return redirect(f"{ways[0]['url']}?{urlencode({'next': onward})}")
    if request.method == "GET":
        return render(request, "account/confirm_regency.html", {"onward": onward})
    # Kept on our side: what a browser could write into an address says neither who confirms nor since when.
    asked = {"account": account.pk, "at": time.time()}
    again = {"prompt": "login", "max_age": "0"}
    server = get_adapter(request).get_provider(request, SERVER)
    try:
        found: HttpResponse = server.redirect(request, AuthProcess.REDIRECT, onward, asked, auth_params=again)
    except RequestException:
        return _once_more(request, _("Akun kabupaten tidak menjawab. Coba sekali lagi."), {"next": onward})
    return found


def _problem(request: HttpRequest, sociallogin: Any, asked: dict[str, Any]) -> str:
    """Why an answer of the regency's server does not confirm who is here; empty where it does."""
    # Known by the server's own number for a person: an address can pass on to somebody else.
    if not asked["account"] == request.user.pk == sociallogin.account.user_id:
        return _("Akun kabupaten itu bukan akun Anda di sini. Masuklah dengan akun Anda sendiri.")
    since = (sociallogin.account.extra_data.get("id_token") or {}).get("auth_time")
    # Not every server tells when somebody signed in. One that does must have asked for it just now: what we ask for
    # goes through the browser, where it can be left out.
    if isinstance(since, int | float) and since < asked["at"] - _CLOCKS_APART:
        return _("Akun kabupaten menjawab tanpa meminta Anda masuk lagi. Keluar dahulu di sana, lalu coba lagi.")
    return ""


def _once_more(request: HttpRequest, said: str, state: dict[str, Any]) -> HttpResponseRedirect:
    messages.error(request, said)
    return redirect(f"{reverse(AGAIN)}?{urlencode({'next': state.get('next', '/')})}")
