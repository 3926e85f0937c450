"""Signing in with the regency's own accounts (OpenID Connect), where the settings name their server."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class RegencyAccounts(DefaultSocialAccountAdapter):
    """Whoever has an account here comes in, known by the e-mail address that the regency's server vouches for; nobody
    gets one by coming."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are given."""
        return False
