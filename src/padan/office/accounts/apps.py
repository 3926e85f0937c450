"""The app ``accounts``."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See :mod:`padan.office.accounts`."""

    name = "padan.office.accounts"
    label = "accounts"
