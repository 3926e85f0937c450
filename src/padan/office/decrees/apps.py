"""The app of decrees."""

from __future__ import annotations

from django.apps import AppConfig


class DecreesConfig(AppConfig):
    """See the package."""

    name = "padan.office.decrees"
    label = "decrees"
