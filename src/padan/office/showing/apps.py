"""The app of what givers were shown."""

from __future__ import annotations

from django.apps import AppConfig


class ShowingConfig(AppConfig):
    """See the package."""

    name = "padan.office.showing"
    label = "showing"
